import type { Database } from '../../database/open';
import { instant } from '../../database/instant';
import type { Life } from '../../domain/exceptions/what-if';

/** An exception from when it was raised until it was over, as it was said then; one that was opened again has several. */
export interface Episode extends Life {
  readonly id: string;
  readonly severity: string;
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly message: string;
  readonly reported: string | null;
  readonly difference: string | null;
  readonly opened_at: string;
  readonly resolved_at: string | null;
}

export async function episodesOf(db: Pick<Database, 'pool'>, supplier: string | undefined): Promise<Episode[]> {
  const { rows } = await db.pool.query<Omit<Episode, 'openedAt' | 'resolvedAt'>>(
    `select 'exc_' || e.id id, e.key, coalesce(v.after->>'type', e.type) type, coalesce(v.details->>'severity', e.severity) severity, e.supplier, e.sku, e.location,
  coalesce(v.details->>'message', e.message) message, v.details->>'reported' reported, v.details->>'difference' difference,
  ${instant('v.at')} opened_at, ${instant('n.at')} resolved_at
from supply_exception e join exception_event v on v.exception_id = e.id and v.what in ('open', 'reopen')
left join lateral (select x.at from exception_event x where x.exception_id = e.id and x.id > v.id and x.what in ('clear', 'resolve') order by x.id limit 1) n on true
where $1::text is null or e.supplier = $1 order by v.at, v.id`,
    [supplier ?? null],
  );
  return rows.map((r) => ({
    ...r,
    openedAt: Date.parse(r.opened_at),
    resolvedAt: r.resolved_at === null ? null : Date.parse(r.resolved_at),
  }));
}
