import type { Kind } from '../plan';
import { importAfter } from '../truth';
import { DAY } from '../clock';
import type { Report } from '../types';

/** The supplier calls an item by a number of its own that nobody told us; days later it is in the cross-references. */
export const unknownItem: Kind = {
  name: 'unknown item',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.edi !== '' && p.supplier.format !== 'invrpt');
    if (!pair) return undefined;
    const day = plan.day();
    const value = `XN-${plan.random.int(10000, 99999)}`;
    let wrong: Report | undefined;
    return {
      name: 'unknown item',
      report(report) {
        if (wrong || report.supplier !== pair.supplier || report.day < day || !plan.isQuiet(report)) return;
        wrong = report;
        report.lines.find((l) => l.pair === pair)!.item = `VN*${value}`;
      },
      batches(batches) {
        const batch = wrong && batches.find((b) => b.at > wrong!.receivedAt + 2 * DAY);
        if (batch) batch.rows['item_crossrefs'] = [{ supplier: pair.supplier.code, qualifier: 'VN', value, sku: pair.sku }];
      },
      truth(world) {
        if (!wrong) return {};
        const known = importAfter(world, wrong.receivedAt + 2 * DAY + 1);
        return {
          expected: [
            {
              ...{
                fault: 'unknown item',
                types: ['ITEM_UNRESOLVED'],
                supplier: pair.supplier.code,
                from: wrong.receivedAt,
                by: wrong.receivedAt,
              },
              ...(known <= world.end ? { heal: { from: known, by: known } } : {}),
            },
          ],
        };
      },
    };
  },
};
