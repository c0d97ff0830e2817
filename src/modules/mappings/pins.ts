import fs from 'node:fs/promises';
import { instant } from '../../database/instant';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction';
import { parseMapping } from '../../domain/mapping/any-mapping';
import { type GoldenContext, goldenDifference, goldenOf } from '../../domain/mapping/golden';
import type { MappingFile } from '../../domain/mapping/mapping-file';
import { openDelivery } from '../../domain/syntax';
import { RefusedError, UsageError } from '../../platform/errors';
import type { Storage } from '../../platform/storage';
import { heads, ONE_AT_A_TIME } from './versions.store';

const LARGEST = 10 * 1024 * 1024; // it is read again with each new version
const MOST_SHOWN = 20;

/** A file that a mapping must read as it did, whatever else changes. */
export interface Pin {
  readonly name: string;
  readonly sha256: string;
  readonly file: string;
  readonly received_at: string;
  readonly locale: string | null;
  readonly version: number; // by which the expected was read
  readonly expected: string;
  readonly author: string;
  readonly note: string;
  readonly pinned_at: string;
}

export async function pinsOf(db: Pool | PoolClient, name: string): Promise<Pin[]> {
  const { rows } = await db.query<Pin>(
    `select name, sha256, file, ${instant('received_at')} received_at, locale, version, expected, author, note, ${instant('pinned_at')} pinned_at
from mapping_pin where name = $1 order by pinned_at, sha256`,
    [name],
  );
  return rows;
}

interface Pinning {
  readonly name: string;
  readonly document: string;
  readonly author: string;
  readonly note: string;
}

/** Keeps the file in which a document came, with what the version that holds reads of it. The same file again changes nothing. */
export async function pin(db: { readonly pool: Pool }, storage: Storage, asked: Pinning, now: string): Promise<Pin> {
  return inTransaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
    const head = (await heads(client)).find((h) => h.name === asked.name);
    if (!head) throw new UsageError(`no version of ${asked.name} is published and holds; publish it first`);
    const mapping = listMapping(head.text, asked.name);
    const { rows } = await client.query<{ sha256: string; file: string; received_at: string; locale: string | null; supplier: string }>(
      `select r.sha256, r.name file, ${instant('r.received_at')} received_at, s.locale, s.code supplier
from document d join receipt r on r.id = d.receipt_id join supplier s on s.id = d.supplier_id where d.id::text = $1`,
      [asked.document.replace(/^doc_/, '')],
    );
    const [kept] = rows;
    if (!kept) throw new UsageError(`there is no document ${asked.document} of a supplier`);
    if (kept.supplier !== mapping.supplier) throw new UsageError(`${asked.document} is of ${kept.supplier}, and ${asked.name} reads lists of ${mapping.supplier}`); // prettier-ignore
    const { supplier: _, ...file } = kept;
    const expected = await readBy(storage, mapping, { ...file, receivedAt: file.received_at });
    if (!/^(?:stock report|shipment) /m.test(expected)) throw new RefusedError('mapping.pin-not-read', `${asked.name} reads nothing of ${kept.file}: ${expected.split('\n')[0]}`); // prettier-ignore
    await client.query(
      `insert into mapping_pin (name, sha256, file, received_at, locale, version, expected, author, note, pinned_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
      [asked.name, file.sha256, file.file, file.received_at, file.locale, head.version, expected, asked.author, asked.note, now],
    );
    return (await pinsOf(client, asked.name)).find((p) => p.sha256 === file.sha256)!;
  });
}

export async function unpin(db: { readonly pool: Pool }, name: string, sha256: string): Promise<void> {
  const { rowCount } = await db.pool.query('delete from mapping_pin where name = $1 and left(sha256, length($2)) = $2', [name, sha256]);
  if (rowCount === 0) throw new UsageError(`${name} has no pinned sample ${sha256}`);
}

export interface Checking {
  readonly storage: Storage;
  readonly repin: { readonly author: string; readonly note: string } | null; // what is read now is what is expected from here on
}
export interface Repinned {
  readonly file: string;
  readonly differences: readonly string[];
}

/** Every pinned sample of a mapping, read by a version that is about to hold: refused with each line that differs, unless it is what is wanted. */
export async function checkPins(
  client: PoolClient,
  { name, version, text }: { readonly name: string; readonly version: number; readonly text: string },
  { storage, repin }: Checking,
  now: string,
): Promise<Repinned[]> {
  const out: Repinned[] = [];
  for (const p of await pinsOf(client, name)) {
    const read = await readBy(storage, listMapping(text, name), { ...p, receivedAt: p.received_at });
    const differences = goldenDifference(p.expected, read);
    if (differences.length === 0 && read === p.expected) continue;
    out.push({ file: p.file, differences });
    if (repin) await client.query('update mapping_pin set expected = $3, version = $4, author = $5, note = $6, pinned_at = $7 where name = $1 and sha256 = $2', [name, p.sha256, read, version, repin.author, repin.note, now]); // prettier-ignore
  }
  if (out.length > 0 && !repin)
    throw new RefusedError('mapping.pins-differ', `${name} reads what is pinned otherwise: ${out.map(shown).join('; ')}. Mend it, or say with --repin and a note that this is what is meant`); // prettier-ignore
  return out;
}

const shown = ({ file, differences }: Repinned): string => {
  const more = differences.length - MOST_SHOWN;
  const lines = differences.length === 0 ? ['its lines in another order'] : differences.slice(0, MOST_SHOWN);
  return `${file}\n  ${lines.join('\n  ')}${more > 0 ? `\n  and ${more} more` : ''}`;
};

function listMapping(text: string, name: string): MappingFile {
  const read = parseMapping(text, name);
  if (!('mapping' in read)) throw new UsageError(read.issue.detail);
  if (read.mapping.kind === 'edi') throw new UsageError(`${name} is a mapping of EDI; samples are pinned to mappings of lists`);
  return read.mapping;
}

async function readBy(
  storage: Storage,
  mapping: MappingFile,
  file: { readonly sha256: string; readonly file: string } & GoldenContext,
): Promise<string> {
  // prettier-ignore
  const bytes = await fs.readFile(await storage.sound(file.sha256));
  if (bytes.length > LARGEST)
    throw new RefusedError('mapping.pin-too-large', `${file.file} has ${bytes.length} bytes; a sample may have ${LARGEST}`);
  return goldenOf(await openDelivery(bytes, file.file), mapping, file);
}
