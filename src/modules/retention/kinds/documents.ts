import type { PoolClient } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '../../../database/transaction';
import { type Counted, deleted, type Gone, instant, type Kind } from '../kind';

const LINES_AT_ONCE = 1000;
const DOCUMENTS_AT_ONCE = 200;
/** While one of these stands open, all shipments of its supplier are looked at (`shipment-pool.store.ts`). */
export const OF_SHIPMENTS = `('ASN_OVERDUE', 'RECEIPT_VARIANCE')`;
const NEWEST = 3;
const JUDGED_BY_DAYS = 120; // before the last word of a pair: what that is judged by, however long ago it was

/**
 * A document goes with all that it said, and only when nothing leans on it: no exception names it, and none is open about shipments of
 * its supplier where it announces one; it is neither what a pair was last compared by nor what that was judged by; it is none of a
 * supplier's newest of its kind; nothing in it waits for a person.
 */
const GOING = `
with named as materialized (select distinct substr(x->>'id', 5)::uuid id from supply_exception e, jsonb_array_elements(e.documents) x where x->>'id' like 'doc\\_%'),
newest as materialized (select id from (select id, row_number() over (partition by supplier_id, kind order by received_at desc, id desc) place from document where current) x where place <= ${NEWEST}),
going as materialized (
  select d.id, d.lines, d.received_at, pg_column_size(d.*) bytes from document d join receipt r on r.id = d.receipt_id
  where d.received_at < $1 and r.received_at < $1 and r.state = 'done'
    and not exists (select 1 from named n where n.id = d.id) and not exists (select 1 from newest n where n.id = d.id)
    and not exists (select 1 from comparison c where c.document_id = d.id)
    and (not d.current or d.status not in ('quarantined', 'parked')
      and not exists (select 1 from parked_line p where p.document_id = d.id and p.taken_up_at is null)
      and not exists (select 1 from shipment s where s.document_id = d.id and exists (
        select 1 from supply_exception e where e.status <> 'resolved' and e.supplier_id = s.supplier_id and e.type in ${OF_SHIPMENTS}))
      and not exists (select 1 from observation o where o.document_id = d.id and not exists (
        select 1 from observation n join document w on w.id = n.document_id and w.current
        where n.item_id = o.item_id and n.location_id = o.location_id and n.supplier_id = o.supplier_id and n.measure = o.measure
          and n.as_of_to > o.as_of_to + interval '${JUDGED_BY_DAYS} days'))))`;

const PARTS = ['observation', 'parked_line', 'document_issue', 'shipment_line', 'shipment', 'correction', 'proposal_line'];

export const documents: Kind = {
  name: 'documents',
  says: 'what suppliers sent, as it was read: documents with their lines, issues and shipments',
  usual: '10y',
  leastDays: 400,
  count: async ({ pool }, before): Promise<Counted> => {
    const sizes = PARTS.map((t) => `(select coalesce(sum(pg_column_size(t.*)), 0) from ${t} t where t.document_id = g.id)`);
    const { rows } = await pool.query<Counted>(
      `${GOING}
select (select count(*) from going)::int count, (select coalesce(sum(g.bytes + ${sizes.join(' + ')}), 0) from going g)::float8 bytes,
  (select ${instant('min(d.received_at)')} from document d where not exists (select 1 from going g where g.id = d.id)) oldest`,
      [before],
    );
    return rows[0]!;
  },
  take: async ({ pool }, before, going): Promise<Gone> => {
    const { rows } = await pool.query<{ id: string; lines: number }>(`${GOING} select id, lines from going order by received_at, id`, [
      before,
    ]);
    let [count, bytes] = [0, 0];
    for (const some of portions(rows)) {
      if (!going()) break;
      const gone = await inTransaction(pool, (client) => takeSome(client, some));
      count += gone.count;
      bytes += gone.bytes;
      await pause(PAUSE_MS);
    }
    return { count, bytes };
  },
};
const PAUSE_MS = 50;

/** So many lines at a time as are gone in a moment; a document is never torn. */
function* portions(all: readonly { readonly id: string; readonly lines: number }[]): Generator<string[]> {
  let some: string[] = [];
  let lines = 0;
  for (const d of all) {
    if (some.length >= DOCUMENTS_AT_ONCE || (lines + d.lines > LINES_AT_ONCE && some.length > 0)) {
      yield some;
      [some, lines] = [[], 0];
    }
    some.push(d.id);
    lines += d.lines;
  }
  if (some.length > 0) yield some;
}

/** What was opened or compared since they were chosen is asked once more; that is little. */
async function takeSome(client: PoolClient, ids: readonly string[]): Promise<Gone> {
  const { rows } = await client.query<{ id: string }>(
    `select d.id from document d where d.id = any ($1) and not exists (select 1 from comparison c where c.document_id = d.id) and not exists (
  select 1 from supply_exception e where e.status <> 'resolved' and e.documents @> jsonb_build_array(jsonb_build_object('id', 'doc_' || d.id))) for update`,
    [ids],
  );
  const still = rows.map((r) => r.id);
  let bytes = 0;
  for (const table of PARTS) bytes += (await deleted(client, `delete from ${table} t where ${OF[table] ?? 't.document_id = any ($1)'} returning pg_column_size(t.*) bytes`, [still])).bytes; // prettier-ignore
  const gone = await deleted(client, 'delete from document t where id = any ($1) returning pg_column_size(t.*) bytes', [still]);
  return { count: gone.count, bytes: bytes + gone.bytes };
}
/** Their lines have no index by document; a correction goes with either of the two. */
const OF: Readonly<Record<string, string>> = {
  correction: 't.document_id = any ($1) or t.corrects_id = any ($1)',
  shipment_line: 't.shipment_id in (select s.id from shipment s where s.document_id = any ($1))',
};
