import { reconcile, type What } from '../reconciliation/reconcile';
import { historyLoads } from './history-lock.store';
import type { Reading } from './reader';
import { takeUp } from './take-up';

/** What an ingest or an import does at its end, once: take up what waited, then compare what was touched, and tell. */
export async function evaluate(
  services: Reading,
  what: What,
  now: string,
  history: { readonly withheld: boolean } = { withheld: false },
): ReturnType<typeof reconcile> {
  const seen = await takeUp(services, now);
  return reconcile(services.db, what, now, services.alerts.changed(history.withheld), seen);
}

/** Under the clock of now, by a gateway that serves; nothing while history is loaded: what was touched is compared afterwards. */
export async function evaluateNow(services: Reading, what: What, now: string): ReturnType<typeof reconcile> {
  if (await historyLoads(services.db.pool)) return { opened: 0, refreshed: 0, resolved: 0, pairs: 0 };
  return evaluate(services, what, now);
}
