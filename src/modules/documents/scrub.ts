import type { Pool } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { Storage, Unsound } from '../../platform/storage';

export interface Scrubbed {
  readonly files: number;
  readonly faults: readonly Unsound[];
}
interface Slice {
  readonly part: number;
  readonly of: number;
}
const WHOLE: Slice = { part: 0, of: 1 };
const PAGE = 1000;
const IN_SLICE = `('x' || left(sha256, 6))::bit(24)::int % $1 = $2`;

/**
 * Reads every raw file that the database knows and hashes it: a disk that forgets a bit says nothing by itself. By slices, so that
 * a week of nights reads all of them. What was found is remembered until the file is sound again.
 */
export async function scrub(
  db: Pool,
  storage: Storage,
  slice: Slice = WHOLE,
  each: (done: number) => boolean | void = () => undefined,
): Promise<Scrubbed> {
  const faults: Unsound[] = [];
  let files = 0;
  for (let last = ''; ;) {
    const { rows } = await db.query<{ sha256: string }>(
      `select sha256 from blob where sha256 > $3 and removed_at is null and ${IN_SLICE} order by sha256 limit ${PAGE}`,
      [slice.of, slice.part, last],
    );
    for (const { sha256 } of rows) {
      const found = await storage.look(sha256);
      if (found !== 'sound') faults.push({ sha256, why: found });
      if (each(++files) === false) return { files, faults };
    }
    if (rows.length < PAGE) break;
    last = rows.at(-1)!.sha256;
  }
  await remember(db, slice, faults);
  return { files, faults };
}

const REMEMBERED = 'unsound raw files';
async function remember(db: Pool, slice: Slice, faults: readonly Unsound[]): Promise<void> {
  await db.query(
    `insert into setting (name, value) values ($3, $4) on conflict (name) do update set value = $4::jsonb || coalesce((
  select jsonb_agg(f) from jsonb_array_elements(setting.value) f where not (('x' || left(f->>'sha256', 6))::bit(24)::int % $1 = $2)), '[]')`,
    [slice.of, slice.part, REMEMBERED, jsonb(faults)],
  );
}

/** What the last look at each of them found. */
export async function unsoundFiles(db: Pool): Promise<readonly Unsound[]> {
  const { rows } = await db.query<{ value: readonly Unsound[] }>('select value from setting where name = $1', [REMEMBERED]);
  return rows[0]?.value ?? [];
}
