import { decoded, LONGEST_RECORD, TOO_LONG } from './csv-rows';
import { BATCH, placeInText, type RawRow, type RowSource } from './row-source';

/** Null for a line that is too long to be held. */
async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | null> {
  let held: string | null = '';
  for await (const text of decoded(chunks)) {
    const [first, ...others]: string[] = text.split('\n');
    held = bounded(held, first!);
    for (const next of others) {
      yield held;
      held = bounded('', next);
    }
  }
  if (held !== '') yield held;
}

const bounded = (held: string | null, more: string): string | null =>
  held === null || held.length + more.length > LONGEST_RECORD ? null : held + more;

/** What a key of an object says, as text; undefined where it is of no kind that a cell could hold. */
function cellOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // A number with more digits than a float holds has been changed before we see it, and nobody can tell.
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) && digits(value) <= 15
      ? String(value)
      : undefined;
  if (Array.isArray(value) && value.every((v) => typeof v === 'string')) return value.join(';');
  return undefined;
}
const digits = (value: number): number =>
  String(value)
    .replace(/e.*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '').length;

function parsed(line: string | null): Record<string, unknown> | undefined {
  if (line === null) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function rowOf(object: Record<string, unknown>, keys: readonly string[], number: number): RawRow {
  const cells: string[] = [];
  for (const key of keys) {
    const cell = cellOf(Object.hasOwn(object, key) ? object[key] : undefined);
    if (cell === undefined)
      return { number, cells: [], fault: { code: 'row.not-a-cell', detail: `${key} is neither text nor a number of at most 15 digits` } };
    cells.push(cell);
  }
  return { number, cells };
}

/** Objects by line. The keys are gathered in a first pass, since a later object may bear one that the first did not. */
export async function openNdjson(open: () => AsyncIterable<Uint8Array>): Promise<RowSource> {
  const seen = new Set<string>();
  for await (const line of lines(open())) for (const key of Object.keys(parsed(line) ?? {})) seen.add(key);
  const keys = [...seen];
  async function* rows(): AsyncGenerator<RawRow[]> {
    let batch: RawRow[] = [];
    let number = 0;
    for await (const line of lines(open())) {
      number += 1;
      if (line?.trim() === '') continue;
      const object = parsed(line);
      batch.push(object ? rowOf(object, keys, number) : { number, cells: [], fault: line === null ? TOO_LONG : NO_OBJECT });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return { headings: keys, rows: rows(), place: placeInText(keys) };
}
const NO_OBJECT = { code: 'row.not-json', detail: 'the line is no JSON object' };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same objects, handed over by a program; one that is none costs its own row, as a line of a file would. */
export function openObjects(objects: readonly unknown[]): RowSource {
  const seen = new Set<string>();
  for (const o of objects) if (isObject(o)) for (const key of Object.keys(o)) seen.add(key);
  const keys = [...seen];
  const row = (o: unknown, number: number): RawRow => (isObject(o) ? rowOf(o, keys, number) : { number, cells: [], fault: NO_OBJECT });
  async function* rows(): AsyncGenerator<RawRow[]> {
    for (let i = 0; i < objects.length; i += BATCH) yield objects.slice(i, i + BATCH).map((o, k) => row(o, i + k + 1));
  }
  return { headings: keys, rows: rows(), place: placeInText(keys) };
}
