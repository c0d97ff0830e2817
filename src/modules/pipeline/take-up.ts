import type { PoolClient } from 'pg';
import type { ItemRef, LocationRef, SaidAsOf } from '../../domain/canonical/vocabulary';
import { EDI_DOCUMENTS } from '../../domain/mapping/edi-words';
import { inTransaction } from '../../database/transaction';
import { OF_EDI } from '../mappings/versions.store';
import { PROCESS_QUEUE } from '../documents/keep';
import { lockReceipt } from '../documents/receipts.store';
import { doubtOf, type MailOrigin, suppliersOf } from '../suppliers/senders';
import { type Beforehand, seenBeforehand } from '../reconciliation/touched';
import { postObservations, postShipLines } from '../ledger/post.store';
import { postProposals } from '../replenishment/proposals.store';
import { LineEncoder } from './line-encoder';
import { Delivery, gather } from './delivery';
import { match } from './match';
import { processDocument } from './process-document';
import { judgeAgain } from './release';
import type { Reading } from './reader';
import { createStage } from './stage.store';
import type { Told } from './told';

const SENDERS = ['supplier', 'sender'];
const LAYOUTS = ['mapping'];
const NAMES = ['item', 'item_unit', 'item_crossref', 'location', 'location_crossref', 'unit_crossref'];
const AGAIN = 'parked'; // a document whose lines could not be taken up

/**
 * What waited for a name or a sender and need not wait any longer, because the buyer's masters changed: whole deliveries of
 * senders that are bound now, or in a layout that is known now, and lines whose item, location or unit is known now. Nobody has to send anything again.
 */
export async function takeUp(services: Reading, now: string): Promise<Beforehand> {
  const { found, ...seen } = await seenBeforehand(services.db.pool, [...SENDERS, ...LAYOUTS, ...NAMES, AGAIN]);
  if (found.some((k) => SENDERS.includes(k))) for (const id of await releasable(services)) await again(services, id, OF_NOBODY);
  if (found.some((k) => LAYOUTS.includes(k))) {
    for (const id of await unread(services)) await again(services, id, UNREAD);
    for (const id of await misread(services)) await again(services, id, MISREAD);
  }
  const ids = found.some((k) => NAMES.includes(k)) ? await waiting(services) : found.includes(AGAIN) ? await failedBefore(services) : [];
  for (const id of ids) await takeUpOne(services, id, now);
  for (const id of await announcedSince(services)) await judgeOne(services, id);
  return seen;
}

/** One document that fails here must not stop the others and every comparison; it is tried again before the next one. */
async function takeUpOne(services: Reading, id: string, now: string): Promise<void> {
  try {
    await takeUpLines(services, id, now);
  } catch (error) {
    await services.db.pool.query('insert into touched (kind, ref, at) values ($1, $2, $3)', [AGAIN, id, now]);
    services.log.error({ documentId: id, err: error }, 'lines that waited for a name could not be taken up; tried again');
  }
}

/** Words about a shipment that came before its first notice, which is here now. */
async function announcedSince(services: Reading): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ id: string }>(
    `select distinct d.id, d.received_at from touched t join document n on n.id = t.ref::uuid and n.kind = 'ship_notice' and n.current
join document d on d.supplier_id = n.supplier_id and d.kind = n.kind and d.reference = n.reference and d.current and d.status = 'quarantined'
join document_issue i on i.document_id = d.id and i.code = 'shipment.not-announced' and i.severity = 'error'
where t.kind = 'document' and exists (select 1 from shipment s where s.supplier_id = d.supplier_id and s.reference = d.reference)
order by d.received_at, d.id`,
  );
  return rows.map((r) => r.id);
}

async function judgeOne(services: Reading, id: string): Promise<void> {
  await judgeAgain(services, id).catch((error: unknown) =>
    services.log.error({ documentId: id, err: error }, 'a notice that waited for another could not be read again'),
  );
}

async function failedBefore(services: Reading): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ ref: string }>('select distinct ref from touched where kind = $1 order by ref', [AGAIN]);
  return rows.map((r) => r.ref);
}

const OF_NOBODY = `d.current and d.status = 'quarantined' and d.supplier_id is null`;
/** A list that waits for a layout. */
const UNREAD = `d.current and d.status = 'parked' and d.lines = 0`;

/** Deliveries of suppliers of whom a mapping was published, or rolled back, that nobody could read until now. */
async function unread(services: Reading): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ receipt_id: string }>(
    `select d.receipt_id, min(d.received_at) at from touched t join document d on d.supplier_id = t.supplier_id
where t.kind = any ($1) and ${UNREAD} group by d.receipt_id order by at, d.receipt_id`,
    [LAYOUTS],
  );
  return rows.map((r) => r.receipt_id);
}

/** What a mapping of EDI may mend: codes, items, places, units, dates that mean something else to this partner, and what is refused of it. */
const MENDED = [
  'x12.activity-not-used', 'edifact.activity-not-used', 'x12.no-item', 'edifact.no-item', 'x12.no-activity', 'x12.sum-differs', 'x12.not-yet',
  'report.two-balances', 'edi.left-out',
]; // prettier-ignore
/** EDI of which nothing was posted, for a reason that a mapping may mend: all of its lines wait, or none was understood. */
const NOTHING_OF_IT = `o.lines = o.parked and o.status in ('parked', 'rejected', 'accepted_with_issues', 'ignored')
  and not exists (select 1 from shipment h where h.document_id = o.id)`;
const MISREAD = `d.current and d.type = any ('{${EDI_DOCUMENTS.join(',')}}') and d.status <> 'ignored' and (d.parked > 0 or exists (
  select 1 from document_issue i where i.document_id = d.id and (i.code in (${MENDED.map((c) => `'${c}'`).join(', ')}) or i.code like 'edi.refused-%')))
and not exists (select 1 from document o where o.receipt_id = d.receipt_id and o.current and not (${NOTHING_OF_IT}))`;

/** Deliveries of suppliers of whom a mapping of EDI was published, or rolled back, that could not be used as they were read until now. */
async function misread(services: Reading): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ receipt_id: string }>(
    `select d.receipt_id, min(d.received_at) at from touched t join document d on d.supplier_id = t.supplier_id
join mapping_version v on v.name = t.ref where t.kind = any ($1) and ${OF_EDI} and ${MISREAD} group by d.receipt_id order by at, d.receipt_id`,
    [LAYOUTS],
  );
  return rows.map((r) => r.receipt_id);
}

/** Deliveries whose sender is bound by now, and believed: others would only be read again to wait again. */
async function releasable(services: Reading): Promise<string[]> {
  const { pool } = services.db;
  const { rows } = await pool.query<Quarantined>(
    `select distinct on (d.receipt_id) d.receipt_id, d.header->'envelope'->>'sender' edi, d.header->>'from' mail,
  r.origin->>'supplier' said, s.id as "saidId", r.origin->>'from' "from", r.sender
from document d join receipt r on r.id = d.receipt_id left join supplier s on s.code = r.origin->>'supplier'
where ${OF_NOBODY} order by d.receipt_id, d.ordinal`,
  );
  const out: string[] = [];
  for (const { receipt_id, edi, mail, said, saidId, ...came } of rows) {
    const sender = edi ? { ediId: edi } : mail ? { mail } : undefined;
    const bound = sender ? await suppliersOf(pool, sender) : [];
    const free = said === null ? bound.length === 1 : saidId !== null && (bound.length === 0 || bound.includes(saidId));
    if (free && (await doubtOf(pool, services.trust, saidId ?? bound[0]!, came)) !== 'held') out.push(receipt_id);
  }
  return out;
}
interface Quarantined extends MailOrigin {
  readonly receipt_id: string;
  readonly edi: string | null;
  readonly mail: string | null;
  readonly said: string | null; // by the folder, the channel or a person
  readonly saidId: string | null;
}

/**
 * Read again, once whoever notices: two processes that compare at the same moment list the same deliveries, and a sheet that is
 * read twice counts as two statements. With its job, as when it was kept: one that cannot be read here is tried again by that,
 * and must not keep the others, and every comparison after them, waiting.
 */
async function again(services: Reading, receiptId: string, waiting: string): Promise<void> {
  const waits = await inTransaction(services.db.pool, async (client) => {
    const receipt = await lockReceipt(client, receiptId);
    const held = await client.query(`select 1 from document d where d.receipt_id = $1 and ${waiting} limit 1`, [receiptId]);
    if (!receipt || held.rowCount === 0) return false;
    if (receipt.state === 'kept') return true; // another process is about to, or was when it died
    await client.query(`update receipt set state = 'kept' where id = $1`, [receiptId]);
    await services.jobs.send(client, PROCESS_QUEUE, { receiptId }, { group: 'taken up again' });
    return true;
  });
  if (waits) await processDocument(services, receiptId).catch(() => undefined);
}

async function waiting(services: Reading): Promise<string[]> {
  const { rows } = await services.db.pool.query<{ id: string }>(
    `select d.id from document d where d.current and exists (select 1 from parked_line p where p.document_id = d.id and p.taken_up_at is null)
order by d.received_at, d.receipt_id, d.ordinal`,
  );
  return rows.map((r) => r.id);
}

interface Parked {
  readonly n: number;
  readonly refs: ItemRef[];
  readonly location: LocationRef | null;
  readonly measure: string;
  readonly amount: string;
  readonly unit: string;
  readonly extra: object | null;
  readonly said: SaidAsOf;
}

/** Through the same stage and the same matching as when they came; a line keeps its number and its place. */
async function takeUpLines(services: Reading, documentId: string, now: string): Promise<void> {
  await inTransaction(services.db.pool, async (client) => {
    const { rows } = await client.query<{ kind: string; supplier_id: string; received_at: Date; format: string; control: string }>(
      `select kind, supplier_id, received_at, type format, coalesce(control, '') control from document where id = $1 and current for update`,
      [documentId],
    );
    const doc = rows[0];
    if (!doc) return;
    const lines = await client.query<Parked>(
      `select n, refs, location, measure, amount::text amount, unit, extra, said from parked_line
where document_id = $1 and taken_up_at is null order by n`,
      [documentId],
    );
    await createStage(client);
    const receivedAt = doc.received_at.toISOString();
    const delivery = new Delivery();
    for await (const batch of gather(client, delivery, retold(lines.rows, doc.kind, doc.format), Infinity)) {
      delivery.parts[0]!.supplierId = doc.supplier_id;
      await restorePlaces(client, documentId);
      await match(client, delivery, { ...batch, documents: batch.documents.map((d) => ({ ...d, id: documentId })) }, receivedAt);
      await postObservations(client, receivedAt);
      await postShipLines(client);
      await postProposals(client);
      await settle(client, documentId, now);
    }
  });
}

/** Tells the parked lines once more, as a reading thread would. */
async function* retold(lines: readonly Parked[], kind: string, format: string): AsyncGenerator<Told> {
  const told: Told[] = [];
  const encoder = new LineEncoder((t) => told.push(t));
  told.push({ tell: 'part', part: 1, within: null });
  encoder.beginPart(1);
  encoder.beginMessage({ part: 1, format, control: '' });
  encoder.retell(kind === 'ship_notice' || kind === 'proposal' ? kind : 'stock_report', lines);
  encoder.end();
  yield* told;
}

/** Place and wording of the first reading; the numbers of the lines join them. */
async function restorePlaces(client: PoolClient, documentId: string): Promise<void> {
  await client.query(
    `update stage_line l set place = p.place, given = p.given, extra = p.extra from parked_line p where p.document_id = $1 and p.n = l.n`,
    [documentId],
  );
}

async function settle(client: PoolClient, documentId: string, now: string): Promise<void> {
  await client.query(
    `update parked_line p set taken_up_at = case when m.reason is null then $2::timestamptz end, reason = coalesce(m.reason, p.reason),
  detail = case when m.reason is null then p.detail else m.detail end
from stage_matched m where p.document_id = $1 and p.n = m.n`,
    [documentId, now],
  );
  const { rowCount } = await client.query(
    `update document d set parked = w.waiting, status = case when w.waiting = d.lines then 'parked'
  when w.waiting > 0 or w.errors then 'accepted_with_issues' else 'accepted' end
from (select count(*) filter (where p.taken_up_at is null)::int waiting, count(*) filter (where p.taken_up_at = $2) taken,
    exists (select 1 from document_issue i where i.document_id = $1 and i.severity = 'error') errors
  from parked_line p where p.document_id = $1) w where d.id = $1 and w.taken > 0`,
    [documentId, now],
  );
  if (rowCount! > 0)
    await client.query(
      `insert into touched (supplier_id, kind, ref, at) select supplier_id, 'document', id::text, $2 from document where id = $1`,
      [documentId, now],
    );
}
