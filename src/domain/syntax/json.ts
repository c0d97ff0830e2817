import type { Cell } from '../canonical/vocabulary';
import { decode } from './charset';
import { type Json, JsonNumber, scanJson } from './json-scan';
import { LIMITS, NotOpened } from './limits';
import { mayBeList, RecordTables, type Values } from './record-tables';
import { EMPTY, type Table, textCell } from './table';

type Thing = ReadonlyMap<string, Json>;
type List = readonly Json[];
const isList = (value: Json): value is List => Array.isArray(value);
const isThing = (value: Json): value is Thing => value instanceof Map;

/** JSON or NDJSON: what repeats is a table, one row for each thing of it, with what is said of all of them around it. */
export function jsonTables(bytes: Uint8Array): Table[] {
  const found = scanJson(decode(bytes).text.replace(/^\ufeff/, ''));
  const lists = new Lists();
  if (found.length === 1) lists.walk(found[0]!);
  else lists.list(found, '$', '', new Map());
  const tables = [...lists.records.tables, ...lists.matrices];
  if (tables.length > 0) return tables;
  const alone = lists.alone(found[0]!);
  if (alone) return [alone];
  throw new NotOpened('file.unsupported', 'nothing in this JSON repeats, so there is no list in it; please send the list itself');
}

const SHAPE = { read: 'JSON', between: /\./, whole: (name: string) => (name === '' ? '$' : `$.${name}`) };

class Lists {
  readonly records = new RecordTables(SHAPE);
  readonly matrices: Table[] = [];

  walk(value: Json): void {
    if (isList(value)) this.list(value, '$', '', new Map());
    else if (isThing(value)) this.thing(value, '$', '', new Map());
  }

  /** `name`: the keys on the way, without numbers; `around`: what was said on the way. */
  list(values: List, path: string, name: string, around: Values): void {
    if (values.length > 0 && values.every(isList)) this.matrices.push(matrix(values, path, name, headingsAround(values, around)));
    for (const [i, value] of values.entries()) {
      if (!isThing(value)) continue;
      const at = `${path}[${i}]`;
      const { said, listed } = this.thing(value, at, name, around);
      this.records.add(name, said, around.size, () => at, listed);
    }
  }

  /** One thing, which is a list of one line if it says what a line says. */
  alone(value: Json): Table | undefined {
    if (!isThing(value)) return undefined;
    const records = new RecordTables(SHAPE);
    records.add('', this.thing(value, '$', '', new Map()).said, 0, () => '$');
    return records.tables.find(mayBeList);
  }

  /** What a thing says of itself, and whether lists stand in it, whose rows then say it. */
  private thing(value: Thing, path: string, name: string, around: Values): { said: Values; listed: boolean } {
    const said: Values = new Map(around);
    const lists: [List, string, string][] = [];
    const take = (of: Thing, at: string, key: string): void => {
      for (const [k, v] of of) {
        const [to, full] = [`${at}.${k}`, key === '' ? k : `${key}.${k}`];
        if (isThing(v)) take(v, to, full);
        else if (!isList(v)) said.set(full, { cell: cellOf(v), path: to });
        else if (v.some((x) => isThing(x) || isList(x))) lists.push([v, to, full]);
        else if (v.length > 0) said.set(full, { cell: joined(v), path: to });
      }
    };
    take(value, path, name);
    for (const [list, at, full] of lists) this.list(list, at, full, said);
    return { said, listed: lists.length > 0 };
  }
}

/** Rows as lists of values, as a sheet has them: the first one, or a list beside them that is as long, says what they are. */
function matrix(lines: readonly List[], path: string, name: string, headings: readonly string[] | undefined): Table {
  if (lines.some((line) => line.length > LIMITS.columns))
    throw new NotOpened('file.too-big', `a line of it has more than ${LIMITS.columns} fields, which is the limit`);
  const cells = lines.map((line) => line.map((v) => (isList(v) ? joined(v) : isThing(v) ? EMPTY : cellOf(v))));
  const rows = (headings ? [headings.map(textCell), ...cells] : cells).map((c, i) => ({ number: i + 1, cells: c }));
  const before = headings ? 2 : 1;
  const at = (row: number, column?: number): string =>
    row < before ? path : `${path}[${row - before}]${column === undefined ? '' : `[${column}]`}`;
  return { sheet: name, text: true, hidden: false, read: 'JSON', at, rows: () => [rows] };
}

const NAMES_COLUMNS = /(^|\.)(columns|headers?|headings?|fields|fieldnames)$/i;

function headingsAround(lines: readonly List[], around: Values): readonly string[] | undefined {
  for (const [key, { cell }] of around) {
    const names = NAMES_COLUMNS.test(key) ? cell.shown.split(', ') : [];
    if (names.length > 1 && lines.every((line) => line.length === names.length)) return names;
  }
  return undefined;
}

/** A number of more digits than a float holds stays the text that it is. */
function cellOf(value: Exclude<Json, List | Thing>): Cell {
  if (value === null) return EMPTY;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'boolean') return { shown: value ? 'true' : 'false', raw: value };
  const { written } = value as JsonNumber;
  const exact = written.replace(/\D/g, '').length <= 15 && Number.isFinite(Number(written));
  return { shown: written, raw: exact ? Number(written) : written };
}

const joined = (values: List): Cell => textCell(values.map((v) => (isList(v) || isThing(v) ? '' : cellOf(v).shown)).join(', '));
