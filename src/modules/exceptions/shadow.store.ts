import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { RefusedError } from '../../platform/errors';
import type { TellActed } from './act';
import { fold } from './desk';
import { writeEvents } from './desk.store';

/** How exceptions of a supplier in shadow turned out: what decides whether it may be heard. */
export interface ShadowReport {
  readonly supplier: string;
  readonly since: string;
  readonly until: string | null; // null: still in shadow
  readonly by: string;
  readonly reason: string;
  readonly raised: number;
  readonly open: number;
  readonly right: number; // something was put right: by the supplier, by us, a name, a count
  readonly wrong: number; // false alarms, and what came right in time by itself
  readonly neither: number; // overtaken, accepted, written off
  readonly precision: number | null; // percent of those that were right or wrong, in tenths; null before any ended
}

const RIGHT = `('fixed_by_supplier', 'fixed_by_buyer', 'mapping_fixed', 'count_adjusted')`;
const WRONG = `('false_alarm', 'timing')`;

/**
 * One row for each stay in the shadow. What is open when it ends is seen from then on, and is of that stay nevertheless; that
 * it was there is in its history.
 */
export async function shadowReports(db: Pool, supplier?: string): Promise<ShadowReport[]> {
  const { rows } = await db.query<ShadowReport>(
    `select s.code supplier, ${instant('p.on_at')} since, ${instant('p.off_at')} until, p.on_by "by", p.reason, x.*,
  case when x."right" + x.wrong > 0 then round(1000.0 * x."right" / (x."right" + x.wrong))::int / 10.0::float8 end "precision"
from shadow_period p join supplier s on s.id = p.supplier_id cross join lateral (
  select count(*)::int raised, count(*) filter (where e.status <> 'resolved')::int open,
    count(*) filter (where e.status = 'resolved' and e.resolution in ${RIGHT})::int "right",
    count(*) filter (where e.status = 'resolved' and e.resolution in ${WRONG})::int wrong,
    count(*) filter (where e.status = 'resolved' and e.resolution not in ${RIGHT} and e.resolution not in ${WRONG})::int neither
  from supply_exception e where e.supplier_id = p.supplier_id and e.shadow_period = p.id) x
where $1::text is null or s.code = $1 order by p.off_at nulls first, s.code, p.id desc`,
    [supplier ?? null],
  );
  return rows;
}

interface Asked {
  readonly supplier: string;
  readonly by: string;
  readonly reason: string;
}

const idOf = async (client: PoolClient, code: string): Promise<string> => {
  const { rows } = await client.query<{ id: string }>('select id from supplier where code = $1', [code]);
  if (!rows[0]) throw new RefusedError('supplier.unknown', `there is no supplier ${code}`);
  return rows[0].id;
};

/** From now on what is raised about the supplier is kept and nobody hears of it. What is open stays in sight: somebody works on it. */
export function intoShadow(db: Database, asked: Asked, now: string): Promise<void> {
  return inTransaction(db.pool, async (client) => {
    const id = await idOf(client, asked.supplier);
    const { rowCount } = await client.query(
      `insert into shadow_period (supplier_id, on_at, on_by, reason) values ($1, $2, $3, $4) on conflict do nothing`,
      [id, now, asked.by, asked.reason],
    );
    if (rowCount === 0) throw new RefusedError('shadow.on', `${asked.supplier} is in shadow already`);
  });
}

/** What is open is seen at once, and told once as if it had just been opened. */
export function outOfShadow(db: Database, asked: Asked, now: string, tell: TellActed): Promise<string[]> {
  return inTransaction(db.pool, async (client) => {
    const id = await idOf(client, asked.supplier);
    const ended = await client.query('update shadow_period set off_at = $2, off_by = $3 where supplier_id = $1 and off_at is null', [
      id,
      now,
      asked.by,
    ]);
    if (ended.rowCount === 0) throw new RefusedError('shadow.off', `${asked.supplier} is not in shadow`);
    const { rows } = await client.query<{ id: string }>(
      `update supply_exception set shadow = false where shadow and status <> 'resolved' and supplier_id = $1 returning id`,
      [id],
    );
    const ids = rows.map((r) => r.id).sort();
    const event = {
      what: 'show',
      author: asked.by,
      ...(asked.reason === '' ? {} : { reason: asked.reason }),
      before: { shadow: true },
      after: { shadow: false },
    };
    await writeEvents(
      client,
      ids.map((exception_id) => ({ exception_id, ...event })),
      now,
    );
    await fold(client);
    await tell(client, { opened: ids, reopened: [], escalated: [], resolved: [] }, now);
    return ids;
  });
}
