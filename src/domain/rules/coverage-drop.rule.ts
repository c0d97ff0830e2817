import { z } from 'zod';
import { reportKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { CoverageView } from './coverage-view';
import type { Rule, Verdict } from './rule';

const SHOWN = 10;

export const coverageDropSettings = z.object({
  items: z.number().int().min(0).default(1).describe('so many items may be left out'),
  percent: z.number().min(0).max(100).default(5).describe('or so many percent of what the report before had, whichever is more'),
});
export type CoverageDropSettings = z.infer<typeof coverageDropSettings>;

/**
 * A report of all that lies there leaves out what the one before it had: not zero, but unknown, and nobody would see that it is
 * no longer compared. Rows that could not be read are told by themselves, and may be the very ones that are missing. It is over
 * when the items are back, or no longer owed, or the reports are agreed to name changes only.
 */
export function coverageDropBy(settings: CoverageDropSettings): Rule<CoverageView> {
  return { types: ['COVERAGE_DROP'], judge: (view) => [judge(view, settings)] };
}

function judge(view: CoverageView, settings: CoverageDropSettings): Verdict {
  const { supplier, location, document, before, left, had, unread } = view;
  const key = reportKey('COVERAGE_DROP', supplier, 'stock_report', location);
  const most = Math.max(settings.items, (had * settings.percent) / 100);
  if (left.length <= most)
    return { holds: false, key, resolution: left.length === 0 && view.given > 0 ? 'fixed_by_buyer' : 'fixed_by_supplier' };
  if (left.length - unread <= most)
    return { holds: 'unknown', key, reason: `${counted(unread, 'row')} of it could not be read, and may be what is missing` };
  const named = left.slice(0, 3).map((l) => l.sku);
  return {
    holds: true,
    finding: {
      type: 'COVERAGE_DROP',
      key,
      severity: 'medium',
      message: `${document.file} leaves out ${left.length} of ${counted(had, 'item')} that ${before.file} had at ${location}: ${named.join(', ')}${left.length > 3 ? ' …' : ''}`,
      supplier,
      location,
      ...(document.asOf === null ? {} : { asOf: document.asOf }),
      asOfTo: isoAt(document.receivedAt),
      documents: [
        { id: before.id, file: before.file, place: left[0]!.place },
        { id: document.id, file: document.file, place: null },
      ],
      details: {
        kind: 'stock_report',
        received_at: document.receivedAt,
        period_after: before.receivedAt, // a file that could not be used and came since then may have held them
        period_to: document.receivedAt,
        before: before.id,
        left_out: left.length,
        had,
        percent: Math.round((left.length * 100) / had),
        items: left.slice(0, SHOWN),
        whole_place: left.length === had,
      },
    },
  };
}

export const coverageDrop = coverageDropBy(coverageDropSettings.parse({}));
