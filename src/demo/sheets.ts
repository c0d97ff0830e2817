import * as XLSX from 'xlsx';

export interface SheetLine {
  readonly theirs: string;
  readonly ours: string;
  readonly description: string;
  readonly site: string;
  readonly amount: string; // decimal text
  readonly unit: string;
}

/** `1240` as 1.240, `312.5` as 312,5: as a German clerk types them. */
export function germanNumber(amount: string): string {
  const [whole = '', part] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return part === undefined ? grouped : `${grouped},${part}`;
}

/** A stock list as a person keeps one: a letterhead above it, a merged title, a sum below it, notes on a second sheet. */
export function germanStockList(week: number, date: string, lines: readonly SheetLine[]): Buffer {
  const rows: string[][] = [
    ['Nordwall Filtertechnik GmbH · Am Wall 12 · 28195 Bremen'],
    [`Bestandsmeldung KW ${week} – Lager Alder & Finch`],
    ['Ansprechpartner: K. Brandt, Tel. -41'],
    [],
    ['Pos.', 'Unsere Art.-Nr.', 'Ihre Teile-Nr.', 'Bezeichnung', 'Lager', 'Bestand', 'ME', 'Stand'],
    ...lines.map((l, i) => [String(i + 1), l.theirs, l.ours, l.description, l.site, germanNumber(l.amount), l.unit, date]),
    [],
    ['Summe Positionen:', '', '', '', '', String(lines.length)],
    ['Gezählt von Hand, Irrtum vorbehalten.'],
  ];
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet['!merges'] = [0, 1, 2].map((r) => ({ s: { r, c: 0 }, e: { r, c: 7 } }));
  sheet['!cols'] = [6, 16, 16, 30, 8, 10, 6, 12].map((wch) => ({ wch }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, `Bestand KW ${week}`);
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['Hinweise'], ['Kartons bitte als Stück melden!']]), 'Hinweise');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

export function csv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [head, ...rows].map((r) => `${r.map(field).join(',')}\n`).join('');
}

/** The plain list of a supplier whose system exports one. */
export function englishStockList(date: string, lines: readonly SheetLine[]): string {
  return csv(
    ['Part No', 'Customer Part No', 'Description', 'Location', 'On Hand', 'UOM', 'As Of'],
    lines.map((l) => [l.theirs, l.ours, l.description, l.site, l.amount, l.unit, date]),
  );
}
