import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Head } from './verify';

const head = z.object({ at: z.string(), n: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** Beside the database, not in it: who may write there can seal the whole chain anew. */
export const headsFile = (home: string): string => path.join(home, 'audit', 'heads.ndjson');

/** The heads that were written down, oldest first; none where there is no such file. Throws on a line that is no head. */
export async function headsIn(file: string): Promise<Head[]> {
  const text = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => head.parse(JSON.parse(line)));
}

/** Adds one, if the log has grown since the last. */
export async function writeHead(file: string, now: Head): Promise<void> {
  const last = (await headsIn(file)).at(-1);
  if (last?.n === now.n) return;
  await fs.mkdir(path.dirname(file), { recursive: true });
  const handle = await fs.open(file, 'a');
  try {
    await handle.appendFile(`${JSON.stringify(now)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
