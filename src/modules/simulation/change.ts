import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { Database } from '../../database/open';
import { parseProgramFile } from '../../domain/programs/program-file';
import { UsageError } from '../../platform/errors';
import { lockReceipt } from '../documents/receipts.store';
import { applyPlan, planOf } from '../mappings/plan';
import { processReceipt } from '../pipeline/process-receipt';
import { createStage } from '../pipeline/stage.store';
import type { Reading } from '../pipeline/reader';
import { applyPrograms, planPrograms } from '../programs/program-plan';
import type { MappingText } from '../suppliers/mapping-files';

/** What is different in the other history; decimals as texts. */
export interface Change {
  readonly terms: Readonly<Partial<Record<'tolerance_pct' | 'tolerance_qty' | 'value_floor', string>>>;
  readonly programs: readonly MappingText[];
  readonly mapping: MappingText | null;
}
const WHO = { author: 'simulate', note: '' };

/** Other tolerances stand in every row of the programs, and other programs have held from the beginning on. */
export async function changeTerms(db: Database, change: Change, supplier: string | undefined, since: string): Promise<void> {
  if (change.programs.length > 0) {
    const suppliers = change.programs.flatMap((f) => {
      const read = parseProgramFile(f.text, f.path);
      return 'program' in read && 'supplier' in read.program ? [read.program.supplier] : [];
    });
    await db.pool.query('delete from program p using supplier s where s.id = p.supplier_id and s.code = any ($1) and p.valid_from > $2', [
      suppliers,
      since,
    ]);
    const { hash } = await planPrograms(db.pool, change.programs, false);
    await applyPrograms(db, change.programs, { hash, prune: false, ...WHO }, since);
  }
  if (Object.keys(change.terms).length === 0) return;
  const asked = [jsonb(change.terms), supplier ?? null];
  await db.pool.query(
    'update program p set terms = p.terms || $1::jsonb from supplier s where s.id = p.supplier_id and ($2::text is null or s.code = $2)',
    asked,
  );
  // Those of a class would outweigh a program for all items. What holds with all suppliers is left to the others, and said anew for the one.
  await db.pool.query(`update tolerance set terms = terms || $1::jsonb where $2::text is null or supplier = $2`, asked);
  if (supplier !== undefined)
    await db.pool.query(
      `insert into tolerance (id, supplier, class, valid_from, valid_to, terms, imported_at, dated)
select gen_random_uuid(), $2, class, valid_from, valid_to, terms || $1::jsonb, imported_at, dated from tolerance where supplier = '' and class <> ''
on conflict (supplier, class, valid_from) do nothing`,
      asked,
    );
}

/** Deliveries that are read by the other mapping, in place of what was made of them; those that it does not fit are left as they are. */
export interface Rereading {
  readonly unread: () => readonly string[];
  readonly read: (client: PoolClient, at: string) => Promise<string[]>; // the ones that it did not fit
}

/** All that its supplier sent: which of it the mapping is for is decided by the reading, as ever. */
export async function rereadingOf(
  services: Reading,
  db: Database,
  change: Change,
  since: string,
  until: string,
): Promise<Rereading | null> {
  const { mapping } = change;
  if (mapping === null) return null;
  const plan = await planOf(db.pool, [mapping], false);
  if (plan.issues.length > 0) throw new UsageError(plan.issues.join('; '));
  const { storage } = services;
  await applyPlan(db, [mapping], { hash: plan.hash, prune: false, ...WHO, managed: null, storage, repin: false }, since);
  const { rows } = await db.pool.query<{ id: string; at: string }>(
    `select distinct r.id, to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') at from receipt r join past.document d on d.receipt_id = r.id
join supplier s on s.id = coalesce(d.supplier_id, r.supplier_id) where s.code = any ($1) and r.received_at > $2 and r.received_at <= $3`,
    [plan.changes.map((c) => c.supplier), since, until],
  );
  const byInstant = new Map<string, string[]>();
  for (const { id, at } of rows) byInstant.set(at, [...(byInstant.get(at) ?? []), id]);
  const names = plan.changes.map((c) => c.name);
  const unread = new Set(rows.map((r) => r.id));
  const there = { ...services, db };
  return {
    unread: () => [...unread],
    read: async (client, at) => {
      const others: string[] = [];
      await createStage(client);
      for (const id of (byInstant.get(at) ?? []).sort()) {
        const receipt = await lockReceipt(client, id);
        if (!receipt) continue;
        await client.query('savepoint before_it');
        await processReceipt(client, there, receipt, await storage.sound(receipt.sha256));
        const fits = await client.query(`select 1 from document where receipt_id = $1 and mapping->>'name' = any ($2)`, [id, names]);
        if (fits.rowCount === 0) others.push(id);
        await client.query(fits.rowCount === 0 ? 'rollback to savepoint before_it' : 'release savepoint before_it');
      }
      for (const id of others) unread.delete(id);
      return others;
    },
  };
}
