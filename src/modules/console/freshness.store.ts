import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import { WATERMARK } from '../reconciliation/feed-views.store';
import type { Sees } from '../access/sees';
import { type SourceReport, STATE_OF_SOURCE } from '../channels/sources.store';

/** How old what one looks at may be: a calm screen over dead inputs is the worst failure. */
export interface Freshness {
  readonly now: string;
  readonly sources: readonly {
    readonly source: string;
    readonly kind: string;
    readonly state: SourceReport['state'];
    readonly looked_at: string | null;
    readonly arrived_at: string | null;
    readonly error: string | null;
    readonly advice: string | null;
  }[];
  readonly queue: { readonly waiting: number; readonly oldest_seconds: number; readonly given_up: number };
  readonly unread: { readonly receipts: number; readonly oldest: string | null };
  readonly feeds: readonly { readonly location: string | null; readonly watermark: string | null }[];
}

/**
 * What a source says when it fails, and its very name, may name anybody's folder or address: that is for who sees everything.
 * Who sees some suppliers is told of our own data as a whole, since our places are none of theirs to know.
 */
export async function freshnessRows(db: Pool, sees: Sees): Promise<Omit<Freshness, 'now' | 'queue'>> {
  const everything = sees.suppliers === null && sees.locations === null;
  const { rows: sources } = await db.query<Freshness['sources'][number]>(
    `select case when $1 then channel else kind end source, kind, ${STATE_OF_SOURCE} state, ${instant('completed_at')} looked_at, ${instant('arrived_at')} arrived_at,
  case when $1 then error end error, case when $1 then advice end advice
from channel_health where removed_at is null order by channel`,
    [everything],
  );
  const { rows: unread } = await db.query<Freshness['unread']>(
    `select count(*)::int receipts, ${instant('min(received_at)')} oldest from receipt where state = 'kept'`,
  );
  const { rows: feeds } = await db.query<Freshness['feeds'][number]>(
    sees.suppliers === null
      ? `select l.code as location, ${instant('w.watermark')} watermark from (${WATERMARK}) w join location l on l.id = w.location_id
where $1::text[] is null or l.code = any ($1) order by w.watermark nulls first, l.code limit 200`
      : `select null as location, ${instant('min(w.watermark)')} watermark from (${WATERMARK}) w join location l on l.id = w.location_id
where $1::text[] is null or l.code = any ($1)`,
    [sees.locations],
  );
  return { sources, unread: unread[0]!, feeds };
}
