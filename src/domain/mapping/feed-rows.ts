import { DateTime } from 'luxon';
import type { Cell, Row } from '../canonical/vocabulary';
import { showPlace } from '../canonical/place';
import { codeOf, givenIn, placeAt } from '../formats/sheet-cells';
import { badCode, ruleRefused } from '../formats/sheet-rows';
import type { Table } from '../syntax/table';
import { type DateOrder, dateOrderOf, readDateCell } from './dates';
import { signsOf, textsOf } from './evidence';
import type { FeedColumn, FeedMapping } from './feed-mapping';
import { folded } from './fields';
import { compileColumns } from './columns/compile';
import { derivedAll, derivedSample, type Derivation } from './columns/derive';
import { NotThere } from './columns/read-part';
import { conditionSources, ownTerms } from './columns/terms-of';
import { findColumns, type Found, glob, type Missing } from './find-columns';
import type { Seen } from './infer';
import { type DecimalSign, readNumber } from './numbers';
import { see } from './read-table';

/** A row of an export in the feed's own spelling; or what one of its cells leaves open. */
export interface MappedRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly fault?: Fault;
}
interface Fault {
  readonly code: string;
  readonly detail: string;
  readonly column: string;
  readonly value: string;
}
export interface MappedTable {
  readonly headings: readonly string[]; // the feed's
  readonly rows: () => Iterable<readonly MappedRow[]>;
  readonly leftOut: number; // rows that the mapping does not take
  readonly place: (row: number, column?: number) => string; // as the export has it: its own sheet, letters and headings
}
interface Mapped {
  readonly column: FeedColumn;
  readonly at: number | undefined; // undefined: said once for all rows
  readonly constant: string;
  readonly sign: DecimalSign;
  readonly order: DateOrder;
  readonly values: ReadonlyMap<string, string>;
}

/** The sheet of an export that a mapping means, in the feed's columns; or why there is none. */
export function mapFeed(
  tables: readonly Table[],
  mapping: FeedMapping,
  columns: readonly FeedColumn[],
  file = '',
): MappedTable | { readonly place: string; readonly detail: string } {
  const meant = tables.filter((t) => (mapping.sheet === undefined ? !t.hidden : glob(mapping.sheet).test(t.sheet)));
  let nearest: { readonly table: Table; readonly missing: Missing } | undefined;
  for (const table of meant) {
    const seen = see(table, [], '');
    const found = findColumns(mapping.columns, mapping.header_row, seen.sample, conditionSources(mapping.where));
    const made = 'lost' in found ? found : withMade(found, seen, mapping, columns, file);
    if (!('lost' in made)) return new Export(table, made.seen, mapping, columns, made).mapped();
    if (!nearest || made.found > nearest.missing.found) nearest = { table, missing: made };
  }
  const of = `the mapping ${mapping.name} (version ${mapping.version})`;
  if (!nearest) return { place: 'file', detail: `${of} looks for a sheet ${JSON.stringify(mapping.sheet ?? '*')}, and the file has none` };
  const { table, missing } = nearest;
  const place = showPlace(placeAt({ sheet: table.sheet, text: table.text, within: null }, [], missing.row));
  const lacks = missing.instead ?? `the column ${missing.lost[0]?.shown ?? ''}, and there is none of that name`;
  return { place, detail: `${of} looks for ${lacks}` };
}

interface FoundAll extends Found<string> {
  readonly seen: Seen;
  readonly derived?: Derivation;
}
/** With the columns that the mapping makes of the export's own. */
function withMade(
  found: Found<string>,
  seen: Seen,
  mapping: FeedMapping,
  columns: readonly FeedColumn[],
  file: string,
): FoundAll | Missing {
  const { row, headings } = found;
  const after = row?.number ?? 0;
  const forms = new Map(columns.map((c) => [c.name, c.form]));
  const { sample, all, merges, sheet, text = false } = seen;
  const made = compileColumns(
    {
      columns: mapping.columns,
      where: mapping.where ?? [],
      decimal: mapping.decimal ?? null,
      formOf: (name) => forms.get(name) ?? 'text',
      direct: found.columns,
    },
    {
      row, headings, sample, merges, text, sheet, file, subject: '',
      signOf: (column) => signsOf(sample, all, [column], after, null).get(column)!.sign,
    },
  ); // prettier-ignore
  if (made instanceof NotThere) return { lost: [], instead: made.detail, row: after || 1, found: Object.keys(found.columns).length };
  if (!made) return { ...found, seen };
  const { derived } = made;
  const wide = Array.from({ length: derived.width }, (_, i) => headings[i] ?? '');
  return {
    row,
    columns: { ...found.columns, ...made.columns },
    headings: [...wide, ...derived.labels],
    seen: { ...seen, sample: derivedSample(sample, derived), all: derivedAll(seen.all, derived) },
    derived,
  };
}

class Export {
  private readonly mappedColumns: readonly Mapped[];
  private readonly after: number;

  constructor(
    private readonly table: Table,
    { sample, all }: Seen,
    private readonly mapping: FeedMapping,
    columns: readonly FeedColumn[],
    private readonly found: FoundAll,
  ) {
    this.after = found.row?.number ?? 0;
    const at = found.columns;
    const numbers = columns.flatMap((c) => (c.form === 'number' && at[c.name] !== undefined ? [at[c.name]!] : []));
    const signs = signsOf(sample, all, numbers, this.after, null);
    this.mappedColumns = columns
      .filter((c) => at[c.name] !== undefined || mapping.constants[c.name] !== undefined)
      .map((column) => {
        const own = ownTerms(mapping.columns[column.name]);
        const index = at[column.name];
        const made = index !== undefined && found.derived !== undefined && index >= found.derived.width;
        const order = own?.date_order ?? mapping.date_order;
        return {
          column,
          at: index,
          constant: mapping.constants[column.name] ?? '',
          sign: made ? '.' : (own?.decimal ?? mapping.decimal ?? (index === undefined ? null : (signs.get(index)?.sign ?? null))),
          order: order ?? (column.form === 'moment' && index !== undefined ? dateOrderOf(textsOf(all, index, this.after)).order : null),
          values: new Map(Object.entries((made ? undefined : own?.values) ?? {})),
        };
      });
  }

  mapped(): MappedTable {
    const where = { sheet: this.table.sheet, text: this.table.text, within: null };
    return {
      headings: this.mappedColumns.map((m) => m.column.name),
      rows: () => this.rows(),
      place: (row, column) =>
        showPlace(placeAt(where, this.found.headings, row, column === undefined ? undefined : this.stands(this.mappedColumns[column]?.at))),
      leftOut: this.found.derived?.where.length ? this.leftOut() : 0,
    };
  }
  /** Of a column that is made of others, the first of these. */
  private stands(column: number | undefined): number | undefined {
    const { derived } = this.found;
    return column === undefined || !derived || column < derived.width ? column : derived.columns[column - derived.width]!.sources[0];
  }
  private leftOut(): number {
    let rows = 0;
    for (const part of derivedAll(this.table.rows(), this.found.derived!)) for (const row of part) if (row.apart?.why === 'left-out') rows += 1; // prettier-ignore
    return rows;
  }

  private *rows(): Generator<readonly MappedRow[]> {
    const { derived } = this.found;
    for (const part of derived ? derivedAll(this.table.rows(), derived) : this.table.rows())
      yield part
        .filter((r) => r.number > this.after && r.apart?.why !== 'left-out' && !this.isBetween(r))
        .map((row) => this.mappedRow(row));
  }

  /** Nothing at all, a line drawn between the rows, or the headings again, as a printed list has them on each of its pages. */
  private isBetween(row: Row): boolean {
    const { row: first, headings, derived } = this.found;
    const width = derived?.width ?? row.cells.length;
    if (row.cells.every(({ shown }, i) => i >= width || /^\s*([-=_]{3,})?\s*$/.test(shown))) return true;
    if (!first) return false;
    let same = 0;
    for (let i = 0; i < headings.length && i < width; i++) {
      const heading = folded(headings[i] ?? '');
      if (heading === '') continue;
      if (folded(row.cells[i]?.shown ?? '') !== heading) return false;
      same += 1;
    }
    return same > 1;
  }

  private mappedRow(row: Row): MappedRow {
    if (row.apart) {
      const wrong =
        row.apart.why === 'refused' ? ruleRefused(row.apart.detail) : badCode({ why: 'shifted' }, row.cells[this.found.derived!.width]!);
      return {
        number: row.number,
        cells: this.mappedColumns.map(() => ''),
        fault: { ...wrong, column: this.mappedColumns[0]!.column.name, value: '' },
      };
    }
    let fault: Fault | undefined;
    const cells = this.mappedColumns.map((m) => {
      const read = this.read(row, m);
      if (typeof read === 'string') return read;
      fault ??= { ...read, column: m.column.name, value: givenIn(row.cells[m.at!]) };
      return '';
    });
    return { number: row.number, cells, ...(fault ? { fault } : {}) };
  }

  private read(row: Row, m: Mapped): string | Pick<Fault, 'code' | 'detail'> {
    const cell = m.at === undefined ? undefined : row.cells[m.at];
    const shown = cell?.shown.trim() ?? '';
    if (!cell || shown === '') return m.constant;
    const known = m.values.get(shown);
    if (known !== undefined) return known;
    if (cell.derived?.refused !== undefined) return ruleRefused(cell.derived.refused);
    switch (m.column.form) {
      case 'number':
        return numberText(cell, shown, m);
      case 'moment':
        return this.momentText(cell, shown, m);
      case 'text': {
        const code = codeOf(cell);
        return typeof code === 'string' ? (m.values.get(code) ?? code) : badCode(code, cell);
      }
    }
  }

  private momentText(cell: Cell, shown: string, m: Mapped): string | Pick<Fault, 'code' | 'detail'> {
    const read = readDateCell(cell, m.order);
    if (read === 'unsure')
      return {
        code: 'value.ambiguous-date',
        detail: `it may be two different days, and no other date in the column shows which; the mapping's date_order may say it`,
      };
    if (read === undefined || (read.said === 'date' && read.to !== undefined)) return shown; // the feed says what it expects
    if (read.said === 'date') return read.date;
    if (/(Z|[+-]\d\d:\d\d)$/.test(read.at)) return read.at;
    const { timezone } = this.mapping;
    if (timezone === undefined)
      return { code: 'value.no-offset', detail: "it is a time without an offset; the mapping's timezone may say by which clock" };
    return DateTime.fromISO(read.at, { zone: timezone }).toISO({ suppressMilliseconds: true })!;
  }
}

/** What is no number goes on as it stands, and the feed says what it expects; what may be two numbers must not. */
function numberText(cell: Cell, shown: string, { sign }: Mapped): string | Pick<Fault, 'code' | 'detail'> {
  const read = readNumber(cell, sign);
  if ('blank' in read) return '';
  if ('amount' in read) return read.unit === '' ? read.amount : shown;
  if (read.wrong !== 'ambiguous') return shown;
  return {
    code: 'value.ambiguous-number',
    detail: `it may be a thousand or a fraction, and the column does not show which; the mapping's decimal may say it`,
  };
}
