import { coverage, periodsOf } from '../../../domain/rules/report-periods';
import { scheduleViews } from '../../reconciliation/schedule-views.store';
import type { Measure } from '../measure';

const HOUR = 3_600_000;
const MOST = 1000; // runs of one schedule: three years of working days

/** By the schedules that hold now, from when they were imported on. A report covers the period that it speaks of. */
export const reportTimeliness: Measure = {
  key: 'report_timeliness',
  side: 'supplier',
  title: 'reports in time',
  says: 'a report that was due came before its grace had run',
  async cases(client, { supplier, from, to, now }) {
    const [first, end, at] = [from, to, now].map((i) => Date.parse(i)) as [number, number, number];
    const days = Math.ceil((at - first) / (24 * HOUR)) + 45;
    const since = at - days * 24 * HOUR; // what was sent before is not read either
    return (await scheduleViews(client, at, new Set(), { days, supplier })).flatMap((view) => {
      const periods = periodsOf(view, MOST, since);
      const covered = coverage(view, periods);
      return periods.flatMap(({ due }, i) => {
        const closes = due + view.graceMinutes * 60_000;
        if (due < first || due >= end || due <= view.importedAt || closes > view.now) return [];
        const came = [...(covered.get(i) ?? [])].sort((a, b) => a.receivedAt - b.receivedAt)[0];
        const late = came ? (came.receivedAt - closes) / HOUR : null;
        return {
          ...{ good: late !== null && late <= 0 ? 1 : 0, of: 1, at: new Date(due).toISOString(), location: view.location, place: null },
          what: `${view.document.replace('_', ' ')} due ${new Date(due).toISOString().slice(0, 16)}Z`,
          said: came === undefined ? 'never came' : late! <= 0 ? 'came in time' : `came ${late!.toFixed(1)} h after its grace`,
          document: came?.id ?? null,
        };
      });
    });
  },
};
