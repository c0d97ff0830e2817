import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/database/open';
import { importFeed } from '../../src/modules/feed/import-feed';
import type { ImportResult } from '../../src/modules/feed/import-result';
import { fixedClock } from '../../src/platform/clock';

export const COMPANY = path.join(__dirname, '../../samples/feed/company');
export const NOW = '2026-11-17T12:00:00.000Z';

/** Files of a spec's own, imported into its own database under a clock that stands still. */
export function useFeed(db: () => Database) {
  let folder: string;
  beforeAll(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'feed-'))));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const file = (name: string, content: string | Buffer): string => {
    const at = path.join(folder, name);
    fs.writeFileSync(at, content);
    return at;
  };
  const load = (paths: string | string[], now = NOW): Promise<ImportResult> => importFeed(db(), [paths].flat(), { clock: fixedClock(now) });
  const csv = (kind: string, content: string, now = NOW): Promise<ImportResult> => load(file(`${kind}.csv`, content), now);
  const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await db().pool.query(sql)).rows;
  const one = async (sql: string): Promise<Record<string, unknown>> => (await rows(sql))[0]!;
  const size = async (table: string): Promise<number> => (await one(`select count(*)::int n from ${table}`)).n as number;
  return { file, load, csv, rows, one, size };
}

export const problems = (r: ImportResult): string[] => r.issues.map((i) => `${i.place} | ${i.value} | ${i.code}`);
