import type { PoolClient } from 'pg';
import type { Issue, Place } from '../../domain/canonical/vocabulary';
import type { Duplicates } from '../../domain/mapping/layout';
import { balancesTwiceOf, type Edi } from '../suppliers/edi';
import type { Delivery, Doc } from './delivery';
import type { Counts } from './record';
import { codesOf } from './refuse-broken';

/** Reports that say a balance once, unless it is settled for the supplier; of a list, its mapping says what it means. */
const FORMATS = ['x12-846', 'x12-852', 'edifact-invrpt'];

interface Asked {
  readonly doc: Doc;
  readonly means: Duplicates;
}
interface Said {
  readonly document_id: string;
  readonly n: number;
  readonly place: string;
  readonly quantity: string;
  readonly measure: string;
  readonly sku: string;
  readonly location: string;
  readonly same: number; // which of the lines say the same thing
  readonly differ: boolean;
}

/** What lines of the same may be in a delivery: its lists whose mapping says so, and EDI, where two balances are a doubt unless it is settled. */
async function askedOf(client: PoolClient, delivery: Delivery, edi: Edi): Promise<Asked[]> {
  const open = delivery.documents.filter((d) => d.hold === null && (d.duplicates !== undefined || FORMATS.includes(d.format)));
  if (open.length === 0) return [];
  const suppliers = await codesOf(client, delivery);
  const codeOf = (d: Doc): string => suppliers.get(delivery.parts.find((p) => p.part === d.part)?.supplierId ?? '') ?? '';
  return open.flatMap((doc) => {
    if (doc.duplicates) return [{ doc, means: doc.duplicates }];
    const means = balancesTwiceOf(edi, codeOf(doc), doc.strictness);
    return means === 'sum' ? [] : [{ doc, means }]; // as they stand, each with its own place
  });
}

/** Which lines of this batch are of a part of something, so that others of it add up, or of a lot. */
export async function noteApart(client: PoolClient): Promise<void> {
  await client.query(`insert into stage_apart (document_id, n, lot)
select d.document_id, m.n, m.extra->>'lot' from stage_matched m join stage_doc d using (doc)
where d.post and d.kind = 'stock_report' and m.reason is null and m.extra is not null`);
}

/**
 * Lines of one item, place, lot, moment and measure in one report, wherever in it they stand. In EDI, two different balances: one of
 * them is wrong, and their sum is, too; neither is taken, unless it is settled how they are meant. In a list, what its mapping says:
 * one line of their sum, with the place of each; the last one; or none of them, and a question. One look at all lines of a report, at its end.
 */
export async function settleDuplicates(client: PoolClient, delivery: Delivery, counts: Counts, edi: Edi): Promise<void> {
  const asked = await askedOf(client, delivery, edi);
  if (asked.length === 0) return;
  const lists = asked.filter((a) => a.doc.duplicates).map((a) => a.doc.id);
  const rows = await twiceIn(client, asked.map((a) => a.doc.id), lists); // prettier-ignore
  if (rows.length === 0) return; // as nearly always
  const groups = new Map<string, Said[]>();
  for (const row of rows) {
    const key = `${row.document_id} ${row.same}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const gone: Said[] = [];
  const summed: Said[][] = [];
  const last = new Map<Asked, number>();
  for (const said of groups.values()) {
    const [{ document_id, measure, differ }] = said as [Said];
    const one = asked.find((a) => a.doc.id === document_id)!;
    // A minimum does not add up: said twice alike it is one, said otherwise a question.
    const means = one.means === 'sum' && ['min', 'max'].includes(measure) ? (differ ? 'refuse' : 'last') : one.means;
    if (means === 'sum') summed.push(said);
    gone.push(...(means === 'sum' ? said.slice(1) : means === 'last' ? said.slice(0, -1) : said));
    if (means === 'last' && one.doc.duplicates) last.set(one, (last.get(one) ?? 0) + 1);
    if (means === 'refuse') delivery.doubts.push({ part: one.doc.part, document: one.doc.document, issue: doubt(said) });
  }
  for (const [{ doc }, times] of last) {
    const what = times === 1 ? 'a quantity stands' : `${times} quantities stand`;
    const detail = `${what} several times in the list; the last one of each was taken, as the mapping says`;
    delivery.doubts.push({ part: doc.part, document: doc.document, issue: { code: 'sheet.said-twice', severity: 'warning', detail, place: { in: 'file' } } }); // prettier-ignore
  }
  await addUp(client, summed);
  await takeOut(client, gone);
  for (const { doc } of asked) {
    const before = counts.get(doc.document);
    const out = gone.filter((g) => g.document_id === doc.id).length;
    if (before && out > 0) counts.set(doc.document, { ...before, lines: before.lines - out });
  }
}

function doubt(said: readonly Said[]): Issue {
  const [{ sku, location, measure }] = said as [Said];
  const shown = said.map((s) => `${s.quantity} (${s.place})`).join(' and ');
  const detail = `${measure.replace(/_/g, ' ')} of ${sku} at ${location} is said to be ${shown}; neither was used`;
  return { code: 'report.two-balances', severity: 'error', detail, place: placed(said.at(-1)!.place) };
}

/** The place as it was shown, so that the line counts as one that was not accepted. */
function placed(shown: string): Place {
  const m = /^(?:(.+)\/)?segment (\d+) ([A-Z0-9]{2,3}?)(\d\d)?$/.exec(shown);
  if (!m) return { in: 'path', path: shown };
  const [, within, number, tag, element] = m;
  return {
    in: 'segment',
    number: Number(number),
    tag: tag!,
    ...(element === undefined ? {} : { element: Number(element) }),
    ...(within === undefined ? {} : { within }),
  };
}

const LINES = `
select o.document_id, o.n, o.place, o.quantity, o.measure, o.item_id, o.location_id, o.as_of_from, o.as_of_to, coalesce(a.lot, '') lot
from observation o left join stage_apart a on a.document_id = o.document_id and a.n = o.n
where o.document_id = any ($1::uuid[]) and (a.n is null or a.lot is not null)
  and (o.document_id = any ($2::uuid[]) or o.measure in ('on_hand', 'available'))`;
const SAME = 'document_id, item_id, location_id, measure, as_of_from, as_of_to, lot';

/** Lines that say the same thing, in their order; without loops over pairs of lines, which the planner takes for few until they are analysed. */
async function twiceIn(client: PoolClient, documents: readonly string[], lists: readonly string[]): Promise<Said[]> {
  await client.query('set local enable_nestloop = off');
  const any = await client.query(
    `select 1 from (${LINES}) o group by ${SAME} having count(*) > 1 and (min(quantity) <> max(quantity) or document_id = any ($2::uuid[])) limit 1`,
    [documents, lists],
  );
  const { rows } = any.rowCount === 0 ? { rows: [] } : await client.query<Said>(TWICE, [documents, lists]);
  await client.query('set local enable_nestloop = on');
  return rows;
}

const TWICE = `
select t.document_id, t.n, t.place, t.quantity::text quantity, t.measure, i.sku, l.code as location, t.same::int, t.low <> t.high differ
from (select o.*, count(*) over w times, min(quantity) over w low, max(quantity) over w high, dense_rank() over (order by ${SAME}) same
  from (${LINES}) o window w as (partition by ${SAME})) t
join item i on i.id = t.item_id join location l on l.id = t.location_id
where t.times > 1 and (t.low <> t.high or t.document_id = any ($2::uuid[])) order by t.document_id, t.n`;

/** The first of the lines bears the sum, and the places of all: what is shown of it leads to each cell. */
async function addUp(client: PoolClient, groups: readonly (readonly Said[])[]): Promise<void> {
  if (groups.length === 0) return;
  const lines = groups.flatMap((g, i) => g.map((s) => [s.document_id, s.n, i] as const));
  await client.query(
    `
with part as (select * from unnest($1::uuid[], $2::int[], $3::int[]) p (document_id, n, same)),
total as (
  select p.document_id, p.same, min(o.n) first, trim_scale(sum(o.quantity)) quantity, string_agg(o.place, ' + ' order by o.n) place,
    jsonb_agg(jsonb_build_object('place', o.place, 'quantity', o.given::jsonb->'quantity', 'uom', o.given::jsonb->'uom') order by o.n) parts
  from part p join observation o on o.document_id = p.document_id and o.n = p.n group by p.document_id, p.same)
update observation o set quantity = t.quantity, place = t.place, given = (o.given::jsonb || jsonb_build_object('summed', t.parts))::text
from total t where o.document_id = t.document_id and o.n = t.first`,
    [lines.map((l) => l[0]), lines.map((l) => l[1]), lines.map((l) => l[2])],
  );
}

async function takeOut(client: PoolClient, lines: readonly Said[]): Promise<void> {
  if (lines.length === 0) return;
  await client.query(
    'delete from observation o using unnest($1::uuid[], $2::int[]) g (document_id, n) where o.document_id = g.document_id and o.n = g.n',
    [lines.map((l) => l.document_id), lines.map((l) => l.n)],
  );
}
