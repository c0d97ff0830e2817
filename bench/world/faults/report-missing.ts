import { HOUR } from '../clock';
import type { Kind } from '../plan';
import { type Expected, reconcileAfter } from '../truth';
import type { Report, World } from '../types';

/** A report that is due does not come, once or several times in a row. */
const missing = (name: string, times: number): Kind => ({
  name,
  plan(plan) {
    const supplier = plan.supplier((s) => s.reportDays.length > 2);
    const day = supplier && plan.documents(supplier, times + 6);
    if (!supplier || !day) return undefined;
    const lost: Report[] = [];
    return {
      name,
      report(report) {
        if (report.supplier !== supplier || report.day < day || lost.length === times) return;
        report.sent = false;
        lost.push(report);
      },
      truth: (world) => ({ expected: lost[0] ? [missed(world, name, lost[0], lost.at(-1)!)] : [] }),
    };
  },
});

const GRACE = 2 * HOUR;
export function missed(world: World, fault: string, first: Report, last: Report): Expected {
  const from = first.receivedAt + GRACE;
  const next = world.reports.find((r) => r.supplier === first.supplier && r.sent && r.usable && r.receivedAt > last.receivedAt);
  const by = next && reconcileAfter(world, next.receivedAt + GRACE);
  return {
    ...{ fault, types: ['DOC_MISSING'], supplier: first.supplier.code, sku: null, location: null, from, by: reconcileAfter(world, from) },
    ...(next && by! <= world.end ? { heal: { from: next.receivedAt, by: by! } } : {}),
  };
}

export const reportMissing = missing('report missing', 1);
export const reportsMissing = missing('reports missing twice in a row', 2);
