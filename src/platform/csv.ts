/** What a spreadsheet takes for the beginning of a formula, also in full width and behind blanks; a cell begins after any separator, since which one it is depends on the country. */
const FORMULA = /(^|[;,\t\r\n])((?:[^\S\r\n]|\0)*[=+\-@＝＋－＠])/gu;
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;

/**
 * One cell of a CSV file that a person may open in a spreadsheet (OWASP ASVS 1.2.10): before what would be reckoned there stands an
 * apostrophe, which says that it is text. A number stays one.
 */
export function csvCell(text: string): string {
  const safe = NUMBER.test(text) ? text : text.replace(FORMULA, "$1'$2");
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
export const csvRow = (cells: readonly (string | number)[]): string => cells.map((c) => csvCell(String(c))).join(',');
