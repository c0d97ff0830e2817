import type { PoolClient } from 'pg';
import type { Verdict } from '../../domain/rules/rule';

/** Whether all pairs were ever looked at; what was touched before that is not all there is. */
export async function wasJudged(client: PoolClient): Promise<boolean> {
  return (await client.query('select 1 from judged_all')).rowCount! > 0;
}

/**
 * What the clock may have changed since it was judged: all but the quiet ones, and of a supplier whose terms begin or end
 * between then and now, all. To look at a hundred thousand quiet pairs each hour would tell nothing new.
 */
export async function collectDue(client: PoolClient, now: string): Promise<void> {
  await client.query(
    `insert into pair_found (item_id, location_id, supplier_id)
select item_id, location_id, supplier_id from judged_pair where quiet_until <= $1::timestamptz
union all select j.item_id, j.location_id, j.supplier_id from judged_pair j, judged_all a
where j.supplier_id in (select p.supplier_id from program p where ${turned('p.valid_from')} or ${turned('p.valid_to')}
  union all select s.id from tolerance p join supplier s on p.supplier in ('', s.code) where ${turned('p.valid_from')} or ${turned('p.valid_to')})`,
    [now],
  );
}
const turned = (at: string): string => `${at} > least(a.at, $1::timestamptz) and ${at} <= greatest(a.at, $1::timestamptz)`;

/**
 * Notes what was judged, and until when it is quiet: where SQL settled it; and where it left it to the pure rules only because
 * the supplier says more than a balance, if they found nothing.
 */
export async function noteJudged(client: PoolClient, everyone: boolean, now: string, verdicts: readonly Verdict[]): Promise<void> {
  const wrong = verdicts.flatMap((v) =>
    v.holds === true ? [{ supplier: v.finding.supplier, sku: v.finding.sku, place: v.finding.location }] : [],
  );
  if (wrong.length > 0)
    await client.query(
      `update pair_plain q set quiet_until = '-infinity' from jsonb_to_recordset($1::jsonb) r (supplier text, sku text, place text)
join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.place
where q.more_said and q.item_id = i.id and q.location_id = l.id and q.supplier_id = s.id`,
      [JSON.stringify(wrong)],
    );
  await client.query(`insert into judged_pair as j
select p.item_id, p.location_id, p.supplier_id, coalesce(q.quiet_until, r.quiet_until, '-infinity')
from pair p left join pair_plain q on q.n = p.n left join pair_silent r on r.n = p.n
on conflict (item_id, location_id, supplier_id) do update set quiet_until = excluded.quiet_until where j.quiet_until <> excluded.quiet_until`);
  if (everyone)
    await client.query(
      'insert into judged_all (at) values ($1) on conflict (one) do update set at = greatest(judged_all.at, excluded.at)',
      [now],
    );
}
