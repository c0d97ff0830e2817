import { z } from 'zod';
import { reportKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { DatedReport, ReportAgeView } from './report-age-view';
import { periodsOf } from './report-periods';
import type { Rule, Verdict } from './rule';

const DAY = 86_400_000;
const ENOUGH_TO_LEARN = 3;

export const docOutOfDateSettings = z.object({
  days: z
    .number()
    .positive()
    .default(7)
    .describe('working days after which a report is too old, while nothing is known of how often it comes'),
  leastDays: z.number().positive().default(3).describe('never fewer than these, however often it comes'),
  periods: z.number().positive().default(2).describe('so many of its usual periods, beyond the age that its reports usually have'),
});
export type DocOutOfDateSettings = z.infer<typeof docOutOfDateSettings>;

/**
 * A report that speaks of long ago, or of a moment before one that we know already. A late report for a day of which nobody spoke
 * is neither: it covers the period that it speaks of. Two reports of one round may come in any order: what counts is at least
 * half a period. It is over with the next one that is newer.
 */
export function docOutOfDateBy(settings: DocOutOfDateSettings): Rule<ReportAgeView> {
  return { types: ['DOC_OUT_OF_DATE'], judge: (view) => [judge(view, settings)] };
}

function judge(view: ReportAgeView, settings: DocOutOfDateSettings): Verdict {
  const { supplier, location, list, report, others } = view;
  const key = reportKey('DOC_OUT_OF_DATE', supplier, 'stock_report', location, list);
  const before = others.filter((o) => o.receivedAt < report.receivedAt);
  const newest = newestOf(before);
  const period = periodOf(view, before);
  const since = newestOf(others.filter((o) => o.receivedAt > report.receivedAt));
  if (since && since.asOfTo > Math.max(report.asOfTo, newest?.asOfTo ?? 0))
    return { holds: false, key, asOfTo: isoAt(since.receivedAt), resolution: 'fixed_by_supplier' };
  if (newest && middle(newest) - middle(report) >= period.length / 2) {
    const covered = before.some((o) => Math.abs(middle(o) - middle(report)) < period.length / 2);
    if (!covered) return { holds: 'unknown', key, reason: 'a late report for a period of which nobody spoke' };
    return { holds: true, finding: { ...findingOf(view), key, ...told(view, 'out_of_order', newest) } };
  }
  const age = report.receivedAt - report.asOfTo - view.offDays * DAY;
  const limit = limitOf(period, before, settings);
  if (age > limit) return { holds: true, finding: { ...findingOf(view), key, ...told(view, 'stale', undefined, { age, limit }) } };
  if (newest && report.asOfTo <= newest.asOfTo) return { holds: 'unknown', key, reason: 'no newer than what was known' };
  return { holds: false, key, asOfTo: isoAt(report.receivedAt), resolution: 'fixed_by_supplier' };
}

const middle = (r: DatedReport): number => (r.asOfFrom + r.asOfTo) / 2;
const newestOf = (reports: readonly DatedReport[]): DatedReport | undefined =>
  reports.reduce<DatedReport | undefined>((best, r) => (!best || r.asOfTo > best.asOfTo ? r : best), undefined);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

interface Period {
  readonly length: number;
  readonly known: boolean;
}

/** How far its reports usually lie apart, by the days of which they spoke; else as its schedule says; a day while neither is known. */
function periodOf({ schedule, now }: ReportAgeView, before: readonly DatedReport[]): Period {
  const days = [...new Set(before.map((r) => Math.floor(middle(r) / DAY)))].sort((a, b) => a - b);
  if (days.length > ENOUGH_TO_LEARN) return { length: median(days.slice(1).map((d, i) => d - days[i]!)) * DAY, known: true };
  const periods = schedule ? periodsOf({ ...schedule, now }) : [];
  if (periods.length > 0) return { length: Math.max(DAY, median(periods.map((p) => p.due - p.from))), known: true };
  return { length: DAY, known: false };
}

function limitOf(period: Period, before: readonly DatedReport[], settings: DocOutOfDateSettings): number {
  if (!period.known) return settings.days * DAY;
  const usual = before.length >= ENOUGH_TO_LEARN ? median(before.map((r) => Math.max(0, r.receivedAt - r.asOfTo))) : 0;
  return Math.max(settings.leastDays * DAY, usual + settings.periods * period.length);
}

type Finding = Extract<Verdict, { holds: true }>['finding'];

const findingOf = ({ supplier, location, report }: ReportAgeView): Omit<Finding, 'key' | 'message' | 'details' | 'documents'> => ({
  type: 'DOC_OUT_OF_DATE',
  severity: 'medium',
  supplier,
  ...(location === null ? {} : { location }),
  asOf: report.asOf,
  asOfTo: isoAt(report.receivedAt),
});

function told(
  { report }: ReportAgeView,
  reason: 'stale' | 'out_of_order',
  newest: DatedReport | undefined,
  by?: { readonly age: number; readonly limit: number },
): Pick<Finding, 'message' | 'details' | 'documents'> {
  const days = (ms: number): number => Math.floor(ms / DAY);
  const document = { id: report.id, file: report.file, place: null };
  const details = { kind: 'stock_report', received_at: report.receivedAt, reason };
  if (newest)
    return {
      message: `${report.file} speaks of ${report.asOf}, and ${newest.file} of ${newest.asOf} is here already`,
      documents: [{ id: newest.id, file: newest.file, place: null }, document],
      details: { ...details, newest: newest.asOf },
    };
  return {
    message: `${report.file} speaks of ${report.asOf}: ${counted(days(by!.age), 'working day')} old when it came, where ${days(by!.limit)} are usual at most`,
    documents: [document],
    details: { ...details, age_days: days(by!.age), limit_days: days(by!.limit) },
  };
}

export const docOutOfDate = docOutOfDateBy(docOutOfDateSettings.parse({}));
