import { DateTime } from 'luxon';
import { reportKey } from '../exceptions/fingerprint';
import type { Severity } from '../canonical/vocabulary';
import { isoAt } from './at';
import { coverage, type Period, periodsOf } from './report-periods';
import type { Rule, Verdict } from './rule';
import type { ScheduleView } from './schedule-view';
import { zoneOf } from '../canonical/zone';

const NAMES = { stock_report: 'stock report', ship_notice: 'ship notice' } as const;

/**
 * A report that was due, with its grace, and is not there. Asked is the last window that has closed since the schedule was
 * imported; a report that comes late closes it as soon as it speaks of it.
 */
export const docMissing: Rule<ScheduleView> = { types: ['DOC_MISSING'], judge: (view) => [judge(view)] };

function judge(view: ScheduleView): Verdict {
  const key = reportKey('DOC_MISSING', view.supplier, view.document, view.location);
  const periods = periodsOf(view);
  const covered = coverage(view, periods);
  const grace = view.graceMinutes * 60_000;
  const asked = (p: Period): boolean => p.due > view.importedAt && p.due + grace <= view.now;
  let last = periods.length - 1;
  while (last >= 0 && !asked(periods[last]!)) last--;
  if (last < 0) return { holds: 'unknown', key, reason: 'no window has closed since the schedule was imported' };
  const period = periods[last]!;
  if (covered.has(last)) return { holds: false, key, asOfTo: isoAt(period.due), resolution: 'fixed_by_supplier' };
  let missed = 0;
  while (last - missed >= 0 && asked(periods[last - missed]!) && !covered.has(last - missed)) missed++;
  return { holds: true, finding: { ...findingOf(view, period, missed), key } };
}

function findingOf(view: ScheduleView, period: Period, missed: number): Omit<Extract<Verdict, { holds: true }>['finding'], 'key'> {
  const severity: Severity = view.anyItemAtMin ? 'critical' : missed > 1 ? 'high' : 'medium';
  const due = DateTime.fromMillis(period.due, { zone: zoneOf(view.timezone) }).toFormat("yyyy-MM-dd HH:mm 'in' z");
  const again = missed > 1 ? `, the ${missed}${missed === 2 ? 'nd' : missed === 3 ? 'rd' : 'th'} in a row` : '';
  return {
    type: 'DOC_MISSING',
    severity,
    message: `the ${NAMES[view.document]}${view.location === null ? '' : ` of ${view.location}`} due ${due} has not come${again}`,
    supplier: view.supplier,
    ...(view.location === null ? {} : { location: view.location }),
    asOfTo: isoAt(period.due),
    documents: [],
    details: { kind: view.document, period_after: period.from, period_to: period.due, missed, item_at_min: view.anyItemAtMin },
  };
}
