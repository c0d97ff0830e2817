import type { Pool, PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import { inTransaction } from '../../database/transaction';
import { type Candidate, type Likeness, nearest } from '../../domain/items/nearest';
import { nearestPlaces, type Place, type PlaceCandidate } from '../../domain/items/nearest-place';
import { idOf, type ParkedQuestion, waiting } from './parked.store';

const LIKE = 0.35; // trigrams that two numbers must share to be looked at
const EACH = 20; // numbers of each kind that are judged for one question

export type Meaning = Candidate | PlaceCandidate;

/** For each question that names an item (that of an unknown unit, too) or a location, by its id, what comes nearest to it. One statement for all items, one for all places. */
export async function candidatesFor(db: Pool, questions: readonly ParkedQuestion[]): Promise<Map<string, readonly Meaning[]>> {
  const out = new Map<string, readonly Meaning[]>();
  const items = questions.filter((q) => q.about !== 'location' && q.refs.length > 0);
  if (items.length > 0)
    await inTransaction(db, async (client) => {
      await client.query(`set local pg_trgm.similarity_threshold = ${LIKE}`);
      const found = await likenesses(client, items);
      for (const q of items) out.set(q.id, nearest(found.filter((f) => f.question === q.id)));
    });
  const asked = questions.filter((q) => q.about === 'location' && q.place !== null);
  for (const supplier of new Set(asked.map((q) => q.supplier))) {
    const places = await placesFor(db, supplier);
    for (const q of asked) if (q.supplier === supplier) out.set(q.id, nearestPlaces(q.place!.value, places));
  }
  return out;
}

async function placesFor(db: Pool, supplier: string): Promise<Place[]> {
  const { rows } = await db.query<Place>(
    `select l.code, l.name, l.gln, exists (select 1 from program p where p.supplier_id = s.id and p.location = l.code) "ofSupplier",
  array(select x.value from location_crossref x where x.supplier_id = s.id and x.location_id = l.id order by x.value) others
from location l cross join supplier s where s.code = $1 and not l.void order by l.code`,
    [supplier],
  );
  return rows;
}

interface Found extends Likeness {
  readonly question: string;
}

/** Numbers that resemble what was sent, and items whose counts are the quantities that were sent, with all that speaks for and against them. */
async function likenesses(client: PoolClient, questions: readonly ParkedQuestion[]): Promise<Found[]> {
  const asked = questions.map((q) => ({
    question: q.id,
    supplier: q.supplier,
    refs: q.refs,
    called: q.called,
    document: q.example.document.slice(4),
  }));
  const { rows } = await client.query<Found>(`with ${ASKED}, ${NUMBERS}, ${QUANTITIES} ${FOUND}`, [jsonb(asked)]);
  return rows;
}

const ASKED = `
asked as materialized (
  select a.question, a.document, s.id supplier_id, lower(a.called) called, r.value sent, plain_number(r.value) plain
  from jsonb_to_recordset($1::jsonb) a (question text, supplier text, refs jsonb, called text, document uuid) join supplier s on s.code = a.supplier
  cross join lateral jsonb_to_recordset(a.refs) r (value text) where plain_number(r.value) <> '')`;

const NUMBERS = `
numbers as (
  select a.question, a.sent, i.id item_id, i.sku known, 'sku' via, similarity(plain_number(i.sku), a.plain) likeness
  from asked a join item i on plain_number(i.sku) % a.plain
  union all
  select a.question, a.sent, x.item_id, x.value, case when x.supplier_id <> a.supplier_id then 'other_supplier'
    when now() between x.valid_from and x.valid_to then 'crossref' else 'expired' end, similarity(plain_number(x.value), a.plain)
  from asked a join item_crossref x on plain_number(x.value) % a.plain
  union all
  select a.question, a.sent, i.id, i.gtin, 'gtin', 1 from asked a join item i on a.plain in (ltrim(i.gtin, '0'), ltrim(left(i.gtin, 13), '0')) where length(a.plain) > 6
  union all
  select a.question, a.sent, u.item_id, u.gtin, 'pack_gtin', 1
  from asked a join item_unit u on a.plain in (ltrim(u.gtin, '0'), ltrim(left(u.gtin, 13), '0')) where length(a.plain) > 6
  union all
  select a.question, '', i.id, null, null, similarity(lower(i.description), a.called)
  from (select distinct question, called from asked) a join item i on lower(i.description) % a.called),
near as (
  select * from (select n.*, row_number() over (partition by question, via order by likeness desc, item_id) place from numbers n) n where place <= ${EACH})`;

const RECENT = `interval '14 days'`; // a count that is older says little about what stands there now
const WORTH = 10; // equal small quantities are chance
const MANY = 20_000; // counts of so many items are not gone through for a list of suggestions

/** What the newest document with the unknown number says of it, against the last counts of the supplier's items. */
const QUANTITIES = `
sent as materialized (
  select distinct a.question, p.supplier_id, p.document_id, p.unit, p.amount, l.id location_id, d.received_at
  from (select distinct question, document from asked) a join (${waiting}) p on p.document_id = a.document and ${idOf} = a.question
  join document d on d.id = p.document_id
  left join location_crossref x on x.supplier_id = p.supplier_id and x.value = p.location->>'value'
  left join location l on l.id = x.location_id or (x.location_id is null and l.code = p.location->>'value')
  where p.measure in ('on_hand', 'available')),
of_supplier as materialized (
  select s.supplier_id, x.item_id from (select distinct supplier_id from asked) s join item_crossref x using (supplier_id)
  union
  select s.supplier_id, i.id from (select distinct supplier_id from asked) s join program p using (supplier_id) join item i on i.sku = p.sku),
counted as (
  select distinct on (s.question, s.amount, s.location_id, c.item_id) s.question, s.amount, c.item_id, c.quantity
  from sent s join stock_count c on c.location_id = s.location_id and c.counted_at between s.received_at - ${RECENT} and s.received_at
  where s.amount >= ${WORTH} and c.status = 'unrestricted' and (c.item_id in (select item_id from near n where n.question = s.question)
    or (c.item_id in (select item_id from of_supplier) and (select count(*) from of_supplier) <= ${MANY}))
  order by s.question, s.amount, s.location_id, c.item_id, c.counted_at desc),
agreed as (
  select question, item_id, count(*)::int compared, count(*) filter (where quantity = amount)::int agree,
    count(distinct amount) filter (where quantity = amount) amounts from counted group by question, item_id)`;

const FOUND = `
select c.question, i.sku, i.description, i.status, i.superseded_by "supersededBy", c.sent, c.known, c.via "as", c.likeness::float8 likeness,
  exists (select 1 from of_supplier o where o.item_id = i.id and o.supplier_id = a.supplier_id) "ofSupplier",
  exists (select 1 from sent s where s.question = c.question and (upper(s.unit) = upper(i.uom)
    or exists (select 1 from item_unit u where u.item_id = i.id and upper(u.uom) = upper(s.unit)))) "unitKnown",
  coalesce(g.agree, 0) agree, coalesce(g.compared, 0) compared,
  coalesce(similarity(lower(i.description), a.called), 0)::float8 named,
  exists (select 1 from observation o where o.item_id = i.id and o.document_id = a.document) elsewhere
from (select question, sent, item_id, known, via, likeness from near
  union all
  select g.question, '', g.item_id, null, null, 0 from agreed g where g.amounts > 1 and g.agree = g.compared
    and not exists (select 1 from near n where n.question = g.question and n.item_id = g.item_id)) c
join item i on i.id = c.item_id and not i.void
join (select distinct question, supplier_id, called, document from asked) a using (question)
left join agreed g on g.question = c.question and g.item_id = c.item_id`;
