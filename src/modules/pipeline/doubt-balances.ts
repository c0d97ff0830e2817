import type { PoolClient } from 'pg';
import { balancesTwiceOf, type Edi } from '../suppliers/edi';
import type { Delivery, Doc } from './delivery';
import { codesOf } from './refuse-broken';

/** Reports that say a balance once; in a list, what stands twice is its mapping's business. */
const FORMATS = ['x12-846', 'x12-852', 'edifact-invrpt'];

interface Said {
  readonly doc: number;
  readonly n: number;
  readonly place: string;
  readonly quantity: string;
  readonly measure: string;
  readonly sku: string;
  readonly location: string;
  readonly group: string;
}

/**
 * Two different balances of one item, place and moment in one report: one of them is wrong, and their sum is, too. Neither is
 * taken, and both places are told, unless it is settled for the supplier how they are meant. Parts of a stock, as lots, add up.
 */
export async function doubtBalances(client: PoolClient, delivery: Delivery, edi: Edi): Promise<void> {
  const reports = delivery.documents.filter((d) => d.hold === null && FORMATS.includes(d.format));
  if (reports.length === 0) return;
  const suppliers = await codesOf(client, delivery);
  const means = (d: Doc): Edi['balances_twice'] =>
    balancesTwiceOf(edi, suppliers.get(delivery.parts.find((p) => p.part === d.part)?.supplierId ?? '') ?? '', d.strictness);
  const asked = reports.filter((d) => means(d) !== 'sum');
  if (asked.length === 0) return;
  const last = asked.filter((d) => means(d) === 'last').map((d) => d.document);
  const documents = asked.map((d) => d.document);
  const twice = await client.query(`select 1 from (${TWICE}) t limit 1`, [documents]);
  if (twice.rowCount === 0) return; // as nearly always
  await client.query('analyze stage_matched'); // without it, each of them is looked for in all lines: minutes for a large report
  const { rows } = await client.query<Said>(TAKEN_OUT, [documents, last]);
  const groups = new Map<string, Said[]>();
  for (const row of rows) groups.set(`${row.doc} ${row.group}`, [...(groups.get(`${row.doc} ${row.group}`) ?? []), row]);
  for (const said of groups.values()) {
    const [{ doc, sku, location, measure }] = said as [Said];
    if (last.includes(doc)) continue;
    const { part, document } = asked.find((d) => d.document === doc)!;
    const sorted = said.sort((a, b) => a.n - b.n);
    const detail = `${measure.replace(/_/g, ' ')} of ${sku} at ${location} is said to be ${sorted.map((s) => `${s.quantity} (${s.place})`).join(' and ')}; neither was used`;
    const place = placed(sorted.at(-1)!.place);
    delivery.doubts.push({ part, document, issue: { code: 'report.two-balances', severity: 'error', detail, ...place } });
  }
}

/** The place of a segment as it was shown, so that the line counts as one that was not accepted. */
function placed(shown: string): { place?: { in: 'segment'; number: number; tag: string; element?: number; within?: string } } {
  const m = /^(?:(.+)\/)?segment (\d+) ([A-Z0-9]{2,3}?)(\d\d)?$/.exec(shown);
  if (!m) return {};
  const [, within, number, tag, element] = m;
  return {
    place: {
      in: 'segment',
      number: Number(number),
      tag: tag!,
      ...(element === undefined ? {} : { element: Number(element) }),
      ...(within === undefined ? {} : { within }),
    },
  };
}

const TWICE = `
  select doc, item_id, location_id, measure, from_at, to_at, max(n) last from stage_matched
  where doc = any ($1) and reason is null and measure in ('on_hand', 'available') and extra is null
  group by doc, item_id, location_id, measure, from_at, to_at having min(quantity) <> max(quantity)`;

const TAKEN_OUT = `
with twice as (${TWICE}),
out as (
  delete from stage_matched m using twice t where m.doc = t.doc and m.item_id = t.item_id and m.location_id = t.location_id
    and m.measure = t.measure and m.from_at = t.from_at and m.to_at = t.to_at and m.reason is null and m.extra is null
    and not (m.n = t.last and m.doc = any ($2))
  returning m.doc, m.n, m.place, m.quantity, m.measure, m.item_id, m.location_id, m.from_at, m.to_at)
select o.doc, o.n, o.place, o.quantity::text quantity, o.measure, i.sku, l.code as location,
  concat_ws(' ', o.item_id, o.location_id, o.measure, o.from_at, o.to_at) "group"
from out o join item i on i.id = o.item_id join location l on l.id = o.location_id`;
