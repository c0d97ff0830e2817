import type { Cell, Row } from '../canonical/vocabulary';
import { decode } from './charset';
import { type Json, JsonNumber, scanJson } from './json-scan';
import { LIMITS, NotOpened } from './limits';
import { EMPTY, type Table } from './table';

type Values = Map<string, { readonly cell: Cell; readonly path: string }>;

/** JSON or NDJSON: what repeats is a table, one row for each thing of it, with what is said of all of them around it. */
export function jsonTables(bytes: Uint8Array): Table[] {
  const found = scanJson(decode(bytes).text.replace(/^\ufeff/, ''));
  const lists = new Lists();
  if (found.length === 1) lists.walk(found[0]!, '$', '', new Map());
  else lists.list(found, '$', '', new Map());
  const tables = [...lists.tables].filter(([, rows]) => rows.length > 0).map(([name, rows]) => tableOf(name, rows));
  if (tables.length > 0) return tables;
  throw new NotOpened('file.unsupported', 'nothing in this JSON repeats, so there is no list in it; please send the list itself');
}

class Lists {
  readonly tables = new Map<string, Values[]>();
  private cells = 0;

  /** `name`: the keys on the way, without numbers; `around`: what was said on the way. */
  walk(value: Json, path: string, name: string, around: Values): void {
    if (Array.isArray(value)) this.list(value as readonly Json[], path, name, around);
    else if (value instanceof Map) this.thing(value as ReadonlyMap<string, Json>, path, name, around);
  }

  list(values: readonly Json[], path: string, name: string, around: Values): void {
    for (const [i, value] of values.entries()) {
      const at = `${path}[${i}]`;
      if (!(value instanceof Map)) continue;
      const inner = this.thing(value as ReadonlyMap<string, Json>, at, name, around);
      if (!inner.listed) this.add(name, inner.said);
    }
  }

  /** What a thing says of itself, and whether lists stand in it, whose rows then say it. */
  private thing(value: ReadonlyMap<string, Json>, path: string, name: string, around: Values): { said: Values; listed: boolean } {
    const said: Values = new Map(around);
    const lists: [readonly Json[], string, string][] = [];
    const take = (of: ReadonlyMap<string, Json>, at: string, key: string): void => {
      for (const [k, v] of of) {
        const [to, full] = [`${at}.${k}`, key === '' ? k : `${key}.${k}`];
        if (v instanceof Map) take(v as ReadonlyMap<string, Json>, to, full);
        else if (!Array.isArray(v)) said.set(full, { cell: cellOf(v as string), path: to });
        else if ((v as readonly Json[]).some((x) => x instanceof Map)) lists.push([v as readonly Json[], to, full]);
        else if (v.length > 0) said.set(full, { cell: joined(v as readonly Json[]), path: to });
      }
    };
    take(value, path, name);
    for (const [list, at, full] of lists) this.list(list, at, full, said);
    return { said, listed: lists.length > 0 };
  }

  private add(name: string, said: Values): void {
    this.cells += said.size;
    if (this.cells > LIMITS.cells) throw new NotOpened('file.too-big', `it holds more than ${LIMITS.cells} values, which is the limit`);
    const rows = this.tables.get(name);
    if (rows) rows.push(said);
    else this.tables.set(name, [said]);
  }
}

function tableOf(name: string, records: readonly Values[]): Table {
  const keys = [...new Set(records.flatMap((r) => [...r.keys()]))];
  if (keys.length > LIMITS.columns) throw new NotOpened('file.too-big', `its things have more than ${LIMITS.columns} different properties`);
  const last = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
  const alone = (key: string): boolean => keys.filter((k) => last(k) === last(key)).length === 1;
  const headings = keys.map((k) => (alone(k) ? last(k) : k));
  const rows: Row[] = [{ number: 1, cells: headings.map((h) => ({ shown: h, raw: h })) }];
  for (const r of records) rows.push({ number: rows.length + 1, cells: keys.map((k) => r.get(k)?.cell ?? EMPTY) });
  const at = (row: number, column?: number): string => {
    const record = records[row - 2];
    const key = column === undefined ? undefined : keys[column];
    if (!record) return name === '' ? '$' : `$.${name}`;
    const own = [...record.values()].at(-1)?.path ?? '$';
    return (key === undefined ? undefined : record.get(key)?.path) ?? own.replace(/\.[^.\]]*$/, '');
  };
  return { sheet: name, text: true, hidden: false, read: 'JSON', at, rows: () => [rows] };
}

/** A number of more digits than a float holds stays the text that it is. */
function cellOf(value: string | boolean | JsonNumber | null): Cell {
  if (value === null || value === '') return EMPTY;
  if (typeof value === 'string') return { shown: value, raw: value };
  if (typeof value === 'boolean') return { shown: value ? 'true' : 'false', raw: value };
  const { written } = value;
  const exact = written.replace(/\D/g, '').length <= 15 && Number.isFinite(Number(written));
  return { shown: written, raw: exact ? Number(written) : written };
}

const joined = (values: readonly Json[]): Cell => {
  const text = values.map((v) => cellOf(v as string).shown).join(', ');
  return { shown: text, raw: text };
};
