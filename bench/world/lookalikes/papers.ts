import { at, DAY, HOUR, MINUTE, plusDays } from '../clock';
import { x12of846 } from '../documents/x12';
import type { Kind, Plan } from '../plan';
import type { Happening, Report, Supplier } from '../types';

function aReport(
  plan: Plan,
  name: string,
  suits: (s: Supplier) => boolean,
  more: (found: () => Report | undefined) => Partial<Happening>,
): Happening | undefined {
  const supplier = plan.supplier(suits);
  const day = supplier && plan.documents(supplier, 5);
  if (!supplier || !day) return undefined;
  let found: Report | undefined;
  const rest = more(() => found);
  return {
    name,
    ...rest,
    report(report, world) {
      if (found || report.supplier !== supplier || report.day < day) return;
      found = report;
      rest.report?.(report, world);
    },
  };
}

/** A report comes late, and within its grace. */
export const lateReport: Kind = {
  name: 'late within the grace',
  plan: (plan) =>
    aReport(
      plan,
      'late within the grace',
      (s) => s.asOf !== 'none',
      () => ({ report: (r) => void (r.receivedAt += 95 * MINUTE) }),
    ),
};

/** The very same document comes twice. */
export const twice: Kind = {
  name: 'the same document twice',
  plan: (plan) =>
    aReport(
      plan,
      'the same document twice',
      (s) => s.asOf !== 'none',
      (found) => ({
        papers(papers) {
          const paper = papers.find((p) => p.report !== undefined && p.report === found());
          if (paper) papers.push({ ...paper, at: paper.at + 2 * HOUR });
        },
      }),
    ),
};

/** What lies in the supplier's own warehouse is no word about ours. */
export const ownWarehouse: Kind = {
  name: 'own warehouse of the supplier',
  plan: (plan) =>
    aReport(
      plan,
      'own warehouse of the supplier',
      (s) => s.format === '846',
      (found) => ({
        papers(papers) {
          const report = found();
          const paper = report && papers.find((p) => p.report === report);
          if (!paper) return;
          const lines = report!.lines.map((l) => ({ ...l, quantity: l.quantity * 3 + 500, place: 'PLANT-1' }));
          const content = x12of846({ ...report!, lines, control: report!.control + 400 })
            .replaceAll('BIA*00*DD*', 'BIA*00*SI*')
            .replaceAll('N1*WH*', 'N1*SF*');
          papers.push({ at: paper.at + HOUR, supplier: paper.supplier, name: `own-${paper.name}`, content, named: false });
        },
        batches(batches) {
          batches[0]!.rows['locations']!.push({
            location: 'PLANT-1',
            name: 'Midwest plant',
            timezone: 'America/Chicago',
            kind: 'supplier',
          });
        },
      }),
    ),
};

/** What differs before the program begins is an opening balance. */
export const beforeGoLive: Kind = {
  name: 'before the program begins',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.asOf === 'instant' || p.supplier.format === '846');
    if (!pair) return undefined;
    const begins = plusDays(plan.world.start, 6);
    let wrong = false;
    return {
      name: 'before the program begins',
      report(report) {
        if (wrong || report.supplier !== pair.supplier || report.receivedAt > at(begins, '00:00', pair.place.zone) - DAY) return;
        const line = report.lines.find((l) => l.pair === pair)!;
        line.quantity += 9 * pair.toleranceQty + Math.ceil(line.truth / 4);
        wrong = true;
      },
      batches(batches) {
        for (const row of batches[0]!.rows['programs']!)
          if (row['sku'] === pair.sku && row['location'] === pair.place.code) row['go_live'] = begins;
          else row['go_live'] ??= '';
      },
    };
  },
};
