import type { Kind } from '../plan';
import { lineOf } from '../truth';
import { spoiltReport } from './spoilt-report';

/** Several rows say something else than a number. */
export const rowsRejected: Kind = {
  name: 'rows rejected',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'rows rejected', types: ['ROWS_REJECTED'], lost: false, suits: (s) => s.format === 'csv' },
      spoil(report) {
        report.lines.slice(1, 1 + Math.max(3, Math.ceil(report.lines.length * 0.15))).forEach((l) => (l.text = 'see note'));
      },
      allowed: (report, next) => [{ types: ['COVERAGE_DROP'], supplier: report.supplier.code, from: report.receivedAt, by: next }],
    }),
};

/** A full report leaves out much of what the one before it had. */
export const coverageDrop: Kind = {
  name: 'coverage drop',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'coverage drop', types: ['COVERAGE_DROP'], lost: false, suits: (s) => s.places.length === 1 && s.reportDays.length > 2 },
      spoil(report) {
        report.lines = report.lines.filter((_, i) => i % 5 > 1);
      },
    }),
};

/** A report of last week that was read then comes once more, as of then: one that never was would be news. */
export const staleAsOf: Kind = {
  name: 'stale as-of',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'stale as-of', types: ['DOC_OUT_OF_DATE'], lost: true, days: 8, suits: (s) => s.asOf === 'instant' || s.format === '846' },
      spoil(report, world) {
        const before = world.reports.filter((r) => r.supplier === report.supplier && r.index <= report.index - 3);
        const old = before.filter((r) => r.sent && r.usable).at(-1);
        if (!old) return;
        report.asOf = old.asOf;
        // What was wrong with a row then was told then.
        report.lines = old.lines.filter((l) => lineOf(old, l.pair) === l).map((l) => ({ ...l }));
      },
    }),
};
