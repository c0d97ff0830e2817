import type { PoolClient } from 'pg';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import {
  CHANNEL_RULES,
  COVERAGE_RULES,
  DOCUMENT_RULES,
  FEED_RULES,
  OUTBOUND_RULES,
  RECEIPT_RULES,
  REPORT_RULES,
  RESPONSE_RULES,
  SCHEDULE_RULES,
  SENDER_RULES,
  SHIPMENT_RULES,
} from '../../domain/rules';
import { viewsOf } from '../../domain/rules/shipment-pool';
import { failpoint } from '../../platform/failpoints';
import { settleRequests } from '../claims/requests.store';
import { type Changed, raise, type Raised } from '../exceptions/desk';
import { settleDrafts } from '../replenishment/drafts.store';
import { channelViews } from './channel-views.store';
import { coverageViews } from './coverage-views.store';
import { documentViews, senderViews } from './document-views.store';
import { feedViews, noteAdvances } from './feed-views.store';
import { incomingOf } from './incoming';
import { judged, judgePairs, type Related } from './judge';
import { noteJudged } from './judged-pairs.store';
import { collectPairs } from './pairs.store';
import { responseViews } from './orders-out-views.store';
import { reportAgeViews } from './report-age-views.store';
import { scheduleViews } from './schedule-views.store';
import { shipmentPool } from './shipment-pool.store';
import { outboundViews } from './outbound-views.store';
import { openPairs } from './tables.store';
import { type Beforehand, clearTouched, claimTouched, onlyClears, touchRelated } from './touched';

/** Who is told of what changed on the desk (station 10), in the transaction that changed it. */
export type Tell = (client: PoolClient, changed: Changed, now: string) => Promise<void>;

/**
 * What was touched since the last look; or all that the clock decides as well; or, under the clock of now, the channels too: a
 * heartbeat cannot be judged by a clock that somebody has set. `every` looks at each pair whatever was noted of it before, and
 * finds the same.
 */
export type What = 'touched' | 'all' | 'live' | 'every';

/**
 * Compares, explains and raises (stations 7 to 9), for what was touched since the last look, or for everything that the clock
 * alone decides as well. SQL gathers, pure rules decide, the desk writes; one at a time, in one transaction.
 */
export async function reconcile(
  db: Database,
  what: What,
  now: string,
  tell?: Tell,
  beforehand?: Beforehand,
): Promise<Raised & { readonly pairs: number }> {
  return inTransaction(db.pool, async (client) => {
    const { changed: _, ...done } = await reconcileIn(client, what, now, tell, beforehand);
    return done;
  });
}

interface Round extends Raised {
  readonly changed: Changed;
  readonly pairs: number;
}

/**
 * Within the caller's transaction, who may want to see what would change and take it all back. Where one of two pairs that
 * explain each other was judged in an earlier run, it is looked at once more.
 */
export async function reconcileIn(client: PoolClient, what: What, now: string, tell?: Tell, beforehand?: Beforehand): Promise<Round> {
  const { related, ...first } = await oneRound(client, what, now, tell, beforehand);
  if (related.length === 0) return first;
  await touchRelated(client, related, now);
  const { related: _, ...second } = await oneRound(client, 'touched', now, tell, beforehand);
  return both(first, second);
}

const both = (a: Round, b: Round): Round => ({
  opened: a.opened + b.opened,
  refreshed: a.refreshed + b.refreshed,
  resolved: a.resolved + b.resolved,
  pairs: a.pairs + b.pairs,
  changed: {
    opened: [...a.changed.opened, ...b.changed.opened],
    reopened: [...a.changed.reopened, ...b.changed.reopened],
    escalated: [...a.changed.escalated, ...b.changed.escalated],
    resolved: [...a.changed.resolved, ...b.changed.resolved],
  },
});

async function oneRound(
  client: PoolClient,
  what: What,
  now: string,
  tell?: Tell,
  beforehand?: Beforehand,
): Promise<Round & { readonly related: readonly Related[] }> {
  await openPairs(client);
  await claimTouched(client, beforehand);
  await noteAdvances(client, now);
  const pairs = await collectPairs(client, what === 'all' || what === 'live' ? 'due' : what, now);
  const at = Date.parse(now);
  const { pool, judges } = await shipmentPool(client, at);
  const ships = viewsOf(pool);
  const ofPairs = await judgePairs(client, at, incomingOf(ships.shipments), now, pairs);
  await noteJudged(client, what !== 'touched', now, ofPairs.verdicts);
  const clears = what === 'touched';
  const clock = [
    judged(SCHEDULE_RULES, await scheduleViews(client, at, ofPairs.atMin, { standing: clears })),
    judged(FEED_RULES, await feedViews(client, at, clears)),
    judged(RESPONSE_RULES, await responseViews(client, at)),
    judged(
      SHIPMENT_RULES,
      ships.shipments.filter((v) => judges.shipment(v.shipment)),
    ),
  ].flat();
  const verdicts = [
    judged(DOCUMENT_RULES, await documentViews(client, at)),
    judged(REPORT_RULES, await reportAgeViews(client, at)),
    judged(COVERAGE_RULES, await coverageViews(client, at)),
    judged(OUTBOUND_RULES, await outboundViews(client, at, clears)),
    judged(SENDER_RULES, await senderViews(client, at)),
    clears ? onlyClears(clock) : clock,
    what === 'live' ? judged(CHANNEL_RULES, await channelViews(client, at)) : [],
    judged(
      RECEIPT_RULES,
      ships.receipts.filter((v) => judges.receipt(v.receipt)),
    ),
    ofPairs.verdicts,
  ].flat();
  failpoint('reconcile.before-raise');
  const { changed, ...raised } = await raise(client, verdicts, now);
  await settleDrafts(client, ofPairs.drafts, now);
  await settleRequests(client, now);
  failpoint('reconcile.P7');
  await tell?.(client, changed, now);
  await clearTouched(client);
  failpoint('reconcile.before-commit');
  return { ...raised, changed, pairs, related: ofPairs.related };
}
