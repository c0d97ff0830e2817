import { at, DAY, plusDays, weekday } from '../clock';
import { stockAt } from '../ledger';
import type { Kind, Plan } from '../plan';
import {
  comparableAt,
  diverges,
  healing,
  lineOf,
  readsAsCartons,
  scope,
  surelyAgrees,
  surelyDiffers,
  type Allowed,
  type Expected,
} from '../truth';
import type { Happening, Report, ReportLine, Supplier, World } from '../types';

interface Whole {
  readonly name: string;
  readonly suits: (supplier: Supplier) => boolean;
  readonly says: (line: ReportLine, i: number, report: Report, world: World, plan: Plan) => number;
  readonly causes?: readonly string[];
  readonly unit?: boolean;
  readonly on?: number; // a day of the week
}

/** A fault of every line of a report: where it takes a number surely out of its band, it must be found; near the edge it may be. */
function wholeReport(plan: Plan, o: Whole): Happening | undefined {
  const supplier = plan.supplier(o.suits);
  const day = supplier && plan.documents(supplier, 8);
  if (!supplier || !day) return undefined;
  let wrong: Report | undefined;
  return {
    name: o.name,
    report(report, world) {
      if (wrong || report.supplier !== supplier || report.day < day || (o.on ?? weekday(report.day)) !== weekday(report.day)) return;
      wrong = report;
      const said = report.lines.map((l, i) => o.says(l, i, report, world, plan));
      // A row that has a trouble of its own, at another time, stays as it is: a number cannot be wrong in two ways.
      report.lines.forEach((l, i) => plan.isFree(l.pair) && (l.quantity = said[i]!));
    },
    truth(world) {
      if (!wrong) return {};
      const expected: Expected[] = [];
      const { receivedAt } = wrong;
      // The report as a whole may be told above its lines, which stay rows of their own (exceptions.md E3).
      const above = ['UOM_SUSPECT', 'COUNT_DIVERGENCE'];
      const allowed: Allowed[] = [{ types: above, supplier: supplier.code, sku: null, from: receivedAt, by: receivedAt + 4 * DAY }];
      for (const line of wrong.lines) {
        const { pair } = line;
        if (line.quantity === line.truth) continue;
        if (surelyAgrees(world, pair, wrong, line.quantity)) {
          // Near enough to our book, and still not what its own sums make.
          allowed.push({ types: ['SUPPLIER_LEDGER_IMBALANCE'], ...scope(pair), from: receivedAt, by: receivedAt + 4 * DAY });
          continue;
        }
        if (!surelyDiffers(world, line, wrong, line.quantity)) {
          allowed.push({ types: [], ...scope(pair), from: wrong.receivedAt, by: wrong.receivedAt + 7 * DAY });
          continue;
        }
        const fits = !o.unit || readsAsCartons(world, pair, wrong, line.quantity);
        expected.push(...diverges(world, o.name, wrong, pair, fits ? o.causes : undefined));
        // Rounded to cartons it is a little off: whether the unit explains it is near the edge.
        if (o.unit && !fits) allowed.push({ types: ['UOM_SUSPECT'], ...scope(pair), from: receivedAt, by: receivedAt + 4 * DAY });
        if (!o.unit || !fits) continue;
        const [by, heal] = [comparableAt(world, pair, wrong), healing(world, pair, wrong.receivedAt)];
        const doubt = { fault: o.name, types: ['UOM_SUSPECT'], ...scope(pair), from: wrong.receivedAt, by, ...(heal ? { heal } : {}) };
        if (by <= world.end) expected.push({ ...doubt, causes: ['PACK_FACTOR'] });
      }
      return { expected, allowed };
    },
  };
}

/** All of it counted in cartons. */
export const reportInCartons: Kind = {
  name: 'whole report in cartons',
  plan: (plan) =>
    wholeReport(plan, {
      ...{
        name: 'whole report in cartons',
        unit: true,
        causes: ['PACK_FACTOR'],
        suits: (s) => s.format === 'invrpt' || s.format === '846',
      },
      says: (l) => Math.max(1, Math.round(l.truth / l.pair.pack)),
    }),
};

/** The numbers of a week ago under the date of today. */
export const wrongDate: Kind = {
  name: 'whole report of a week ago',
  plan: (plan) =>
    wholeReport(plan, {
      ...{ name: 'whole report of a week ago', causes: ['COPIED_FORWARD'], suits: (s) => s.reportDays.length === 5 || s.format === '846' },
      says(l, _, report, world) {
        const back = report.supplier.reportDays.length;
        const old = world.reports.find((r) => r.supplier === report.supplier && r.index === report.index - back);
        return (old && lineOf(old, l.pair)?.quantity) ?? l.truth;
      },
    }),
};

/** Each item bears the number of the one above it. */
export const rowsShifted: Kind = {
  name: 'rows shifted by one',
  plan: (plan) =>
    wholeReport(plan, {
      ...{ name: 'rows shifted by one', suits: (s) => s.format === 'csv' || s.format === 'xlsx' },
      says: (l, i, report) => report.lines[i - 1]?.truth ?? l.truth,
    }),
};

/** Counted two days before the day that it says; nothing that was reported bears the same numbers. */
export const asOfShift: Kind = {
  name: 'as-of shift',
  plan: (plan) =>
    wholeReport(plan, {
      ...{ name: 'as-of shift', causes: ['AS_OF_SHIFT'], suits: (s) => s.format === 'xlsx', on: 4 },
      says: (l, _, report, world) => stockAt(world, l.pair, at(plusDays(report.asOf.date, -2), '23:00', l.pair.place.zone)),
    }),
};

/** The stock of each of two places under the name of the other. */
export const wrongPlace: Kind = {
  name: 'whole report of another place',
  plan: (plan) =>
    wholeReport(plan, {
      ...{ name: 'whole report of another place', causes: ['LOCATION_SWAP'], suits: (s) => s.places.length === 2 },
      says: (l, _, report, _world, own) =>
        report.lines.find((m) => m.pair.sku === l.pair.sku && m.pair !== l.pair && own.isFree(m.pair))?.truth ?? l.truth,
    }),
};
