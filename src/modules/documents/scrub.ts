import type { Pool } from 'pg';
import type { Storage } from '../../platform/storage';

export interface Scrubbed {
  readonly files: number;
  readonly faults: readonly { readonly sha256: string; readonly why: 'missing' | 'changed' }[];
}
const PAGE = 1000;

/**
 * Reads every raw file that the database knows and hashes it: a disk that forgets a bit says nothing by itself. `part` of `of`: so
 * that a week of nights reads all of them.
 */
export async function scrub(
  db: Pool,
  storage: Storage,
  slice: { readonly part: number; readonly of: number } = { part: 0, of: 1 },
  each: (done: number) => void = () => undefined,
): Promise<Scrubbed> {
  const faults: { sha256: string; why: 'missing' | 'changed' }[] = [];
  let files = 0;
  for (let last = ''; ;) {
    const { rows } = await db.query<{ sha256: string }>(
      `select sha256 from blob where sha256 > $1 and removed_at is null and ('x' || left(sha256, 6))::bit(24)::int % $3 = $2 order by sha256 limit ${PAGE}`,
      [last, slice.part, slice.of],
    );
    for (const { sha256 } of rows) {
      const found = await storage.look(sha256);
      if (found !== 'sound') faults.push({ sha256, why: found });
      each(++files);
    }
    if (rows.length < PAGE) return { files, faults };
    last = rows.at(-1)!.sha256;
  }
}
