import { columnIndex } from '../../canonical/place';
import type { Cell, Row } from '../../canonical/vocabulary';
import { EMPTY, type Merge } from '../../syntax/table';
import { indexOf } from '../find-columns';
import type { DecimalSign } from '../numbers';
import { testsOf } from './conditions';
import type { Derivation } from './derive';
import { type Form, type MadeColumn, madeColumn } from './make';
import { type Around, NotThere } from './read-part';
import type { ColumnSource, Condition } from './source';
import { ownTerms, plainSource } from './terms-of';

/** The list as far as it is known before its columns are made. */
export interface ListFound {
  readonly row: Row | undefined; // of the headings
  readonly headings: readonly string[];
  readonly sample: readonly Row[];
  readonly merges: readonly Merge[];
  readonly text: boolean;
  readonly sheet: string;
  readonly file: string;
  readonly subject: string;
  readonly signOf: (column: number) => DecimalSign; // what the column itself proves
}
export interface Asked {
  readonly columns: Readonly<Record<string, ColumnSource | undefined>>;
  readonly where: readonly Condition[];
  readonly decimal: DecimalSign;
  readonly formOf: (field: string) => Form;
  readonly direct: Readonly<Record<string, number | undefined>>; // columns that are read as they stand
}

/** The made columns of a mapping on its list, and where each of them stands; undefined where it makes none. */
export function compileColumns(
  asked: Asked,
  list: ListFound,
): { readonly derived: Derivation; readonly columns: Readonly<Record<string, number>> } | NotThere | undefined {
  const around: Around = {
    ...list,
    cellAt: (name) => cellIn(list.sample, name),
    indexOf: (source) => indexOf(source, list.headings),
  };
  const made: MadeColumn[] = [];
  for (const [field, given] of Object.entries(asked.columns)) {
    const own = given === undefined || plainSource(given, field) !== undefined ? undefined : ownTerms(given);
    if (!own) continue;
    const column = madeColumn(field, own, asked.formOf(field), own.decimal ?? asked.decimal, around);
    if (column instanceof NotThere) return new NotThere(`the ${field.replace('_', ' ')} ${column.detail}`);
    if (column) made.push(column);
  }
  const tests = testsOf(asked.where, around);
  if (tests instanceof NotThere) return new NotThere(`which rows are taken ${tests.detail}`);
  if (made.length === 0 && tests.length === 0) return undefined;
  const used = new Set([...Object.values(asked.direct).filter((c) => c !== undefined), ...made.flatMap((c) => c.sources)]);
  const width = Math.max(list.headings.length, ...[...used, ...tests.flatMap((t) => t.columns)].map((c) => c + 1));
  const heads = list.row ? [...used].map((column) => ({ column, heading: list.headings[column] ?? '' })).filter((h) => h.heading !== '') : []; // prettier-ignore
  const labels = made.map((c) => list.headings[c.sources[0] ?? -1] || c.field);
  const { merges, text, row } = list;
  return {
    derived: { width, columns: made, labels, heads, where: tests, after: row?.number ?? 0, text: text && list.headings.length > 0, merges },
    columns: Object.fromEntries(made.map((c, i) => [c.field, width + i])),
  };
}

function cellIn(sample: readonly Row[], name: string): Cell {
  const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(name)!;
  return sample.find((r) => r.number === Number(number))?.cells[columnIndex(letters!)] ?? EMPTY;
}
