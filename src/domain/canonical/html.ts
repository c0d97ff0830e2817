/** Markup that was written by us. Everything else that goes into a template is text, and is escaped. */
export class Html {
  constructor(readonly text: string) {}
}
type Part = string | number | null | false | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (s: string): string => clean(s).replace(/[&<>"']/g, (c) => ENTITIES[c]!);

/** A template whose values cannot become markup: what suppliers write is in most of them. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  const shown = values.map((v) => {
    if (v === null || v === false) return '';
    if (v instanceof Html) return v.text;
    return Array.isArray(v) ? v.map((h: Html) => h.text).join('') : escape(String(v));
  });
  return new Html(strings.reduce((out, s, i) => out + shown[i - 1]! + s));
}

const LONGEST = 300;

/** Without control characters, and none that turn the direction of writing: a file name can hide its ending behind them. */
const clean = (s: string): string =>
  s.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');

/** Text from outside as it may be shown in a line: clean, and not without end. */
export function plain(s: string, longest = LONGEST): string {
  const line = clean(s).trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}
