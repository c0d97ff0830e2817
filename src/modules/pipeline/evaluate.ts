import { reconcile, type What } from '../reconciliation/reconcile';
import type { Reading } from './reader';
import { takeUp } from './take-up';

/** What an ingest or an import does at its end, once: take up what waited, then compare what was touched, and tell. */
export async function evaluate(
  services: Reading,
  what: What,
  now: string,
  history: { readonly withheld: boolean } = { withheld: false },
): ReturnType<typeof reconcile> {
  await takeUp(services, now);
  return reconcile(services.db, what, now, services.alerts.changed(history.withheld));
}
