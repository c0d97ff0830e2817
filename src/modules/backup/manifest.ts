import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { sha256Of } from '../../platform/sha256';
import { BackupDamaged } from './parts';

export const MANIFEST = 'manifest.json';
/** Raised when a reader of before could not read what is written now; every form that was ever written stays readable. */
export const FORM = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.object({ file: z.string().min(1), bytes: z.number().int(), sha256 });
const manifest = z.object({
  form: z.literal(FORM),
  program: z.string(),
  taken_at: z.string(), // what was committed by then is in it, and nothing else
  postgresql: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int(), part: part.nullable() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string().nullable() })),
  raw: z.object({
    files: z.number().int(),
    bytes: z.number().int(),
    list: part.nullable(),
    missing: z.array(z.object({ sha256, why: z.enum(['missing', 'changed']) })), // were so in the gateway when it was made
  }),
  files: z.array(part), // settings and the heads of the audit log, as they lie in the home
  left_out: z.array(z.object({ file: z.string(), why: z.string() })),
  audit: z.object({ n: z.number().int(), hash: sha256 }).nullable(), // the head of the log
});
export type Manifest = z.infer<typeof manifest>;

const sealOf = (m: object): string => sha256Of([JSON.stringify(m)]);

export const textOf = (m: Manifest): string => `${JSON.stringify({ ...m, seal: sealOf(m) }, null, 1)}\n`;

/** Throws BackupDamaged where it is none, or not the one that was written. */
export async function readManifest(folder: string): Promise<Manifest> {
  const broken = (why: string): BackupDamaged => new BackupDamaged(path.join(folder, MANIFEST), why);
  let given: unknown;
  try {
    given = JSON.parse(await fs.readFile(path.join(folder, MANIFEST), 'utf8'));
  } catch (error) {
    throw broken((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is none' : `it cannot be read: ${(error as Error).message}`);
  }
  const { seal, ...rest } = (given ?? {}) as Record<string, unknown>;
  if (typeof rest.form === 'number' && rest.form > FORM) throw broken(`it is of form ${rest.form}; this program reads up to ${FORM}`);
  if (seal !== sealOf(rest)) throw broken('it is not what was written');
  const read = manifest.safeParse(rest);
  if (!read.success) throw broken(read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '));
  return read.data;
}
