import { type Column, FeedRow, type Kind, type Refusal } from './kind';
import type { Wanted } from './known';
import type { RawRow } from './row-source';
import { yesNo } from './values';

export interface HeadingProblem {
  readonly column: string;
  readonly code: 'column.missing' | 'column.twice' | 'column.unknown';
  readonly detail: string;
  readonly at: number | undefined; // its position
}

const VOID: Column = { name: 'void', type: yesNo };

/** Reads the cells of one file's rows by its headings, whose order is free. */
export class RowChecker {
  readonly problems: readonly HeadingProblem[];
  readonly stated: ReadonlySet<string>; // columns of the feed that the file has
  private readonly columns: readonly { readonly column: Column; readonly at: number }[];
  private readonly positions: ReadonlyMap<string, number>;
  private readonly voidAt: number;
  private readonly width: number;

  constructor(kind: Kind, headings: readonly string[]) {
    const names = headings.map((h) => h.toLowerCase());
    const known = new Map([...kind.columns, VOID].map((c) => [c.name, c]));
    this.columns = kind.columns.map((column) => ({ column, at: names.indexOf(column.name) }));
    this.positions = new Map(kind.columns.map((c, i) => [c.name, i]));
    this.voidAt = names.indexOf('void');
    this.width = headings.length;
    this.stated = new Set(names.filter((n) => known.has(n)));
    this.problems = [
      ...this.columns.filter((c) => c.column.required && c.at < 0).map(({ column }) => missing(column.name, kind.name, headings)),
      ...headings.flatMap((heading, at): HeadingProblem[] => {
        if (heading === '') return [];
        if (!known.has(names[at]!))
          return [{ column: heading, code: 'column.unknown', detail: `${kind.name} have no column ${heading}; it is ignored`, at }];
        if (names.indexOf(names[at]!) < at)
          return [{ column: heading, code: 'column.twice', detail: `two columns are headed ${heading}`, at }];
        return [];
      }),
    ];
  }

  /** Unknown columns are ignored; a missing or doubled one leaves nothing of the file that could be trusted. */
  get unusable(): boolean {
    return this.problems.some((p) => p.code !== 'column.unknown');
  }

  positionOf(column: string): number | undefined {
    const at = column === 'void' ? this.voidAt : this.columns[this.positions.get(column) ?? -1]?.at;
    return at === undefined || at < 0 ? undefined : at;
  }

  read(raw: RawRow): FeedRow | Refusal {
    if (raw.fault) return { column: null, value: null, ...raw.fault };
    const { cells } = raw;
    if (cells.length > this.width && cells.slice(this.width).some((c) => c.trim() !== ''))
      return wrong(null, null, 'row.too-many-cells', `the row has ${cells.length} cells under ${this.width} headings`);
    const said = this.voidAt < 0 ? '' : (cells[this.voidAt] ?? '').trim();
    const isVoid = said === '' ? 'false' : yesNo.read(said);
    if (isVoid === undefined) return wrong('void', said, yesNo.code, `expected ${yesNo.expected}`);
    const values: (string | null)[] = [];
    for (const { column, at } of this.columns) {
      const given = at < 0 ? '' : (cells[at] ?? '');
      const text = needsTrim(given) ? given.trim() : given;
      if (text === '' || (isVoid === 'true' && !column.key)) {
        if (column.required && (isVoid === 'false' || column.key))
          return wrong(column.name, null, 'value.missing', `${column.name} is blank`);
        values.push(null);
        continue;
      }
      const value = column.type.read(text);
      if (value === undefined) return wrong(column.name, text, column.type.code, `expected ${column.type.expected}`);
      values.push(value);
    }
    const row = new FeedRow(this.positions, values);
    row.void = isVoid === 'true';
    return row;
  }

  /** The codes that rows refer to. */
  wanted(rows: readonly (FeedRow | Refusal)[]): Wanted {
    const wanted = { item: new Set<string>(), location: new Set<string>(), supplier: new Set<string>() };
    for (const { column } of this.columns) {
      if (!column.refers) continue;
      const position = this.positions.get(column.name)!;
      for (const row of rows) {
        if (!(row instanceof FeedRow)) continue;
        const value = row.values[position];
        if (value !== null && value !== undefined && value !== '*') wanted[column.refers].add(value);
      }
    }
    return wanted;
  }
}

const wrong = (column: string | null, value: string | null, code: string, detail: string): Refusal => ({ column, value, code, detail });
const needsTrim = (text: string): boolean =>
  text !== '' && (text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.includes('\u00a0'));

function missing(column: string, kind: string, headings: readonly string[]): HeadingProblem {
  const only = headings.length === 1 ? /[;\t|]/.exec(headings[0]!)?.[0] : undefined;
  const hint = only ? `; the file seems to be separated by ${only === '\t' ? 'tabs' : only}, which needs a mapping` : '';
  return { column, code: 'column.missing', detail: `${kind} need a column ${column}${hint}`, at: undefined };
}
