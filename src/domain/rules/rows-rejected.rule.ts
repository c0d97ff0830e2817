import { z } from 'zod';
import { counted } from './at';
import { conflictOf, envelopeOf, follows, invalidNoticeOf, judgeDocuments, layoutChangedOf, unreadableOf } from './document-scope';
import type { DocumentView } from './document-view';
import type { Rule } from './rule';

export const rowsRejectedSettings = z.object({
  rows: z.number().int().min(0).default(1).describe('so many wrong rows are let pass'),
  percent: z.number().min(0).max(100).default(2).describe('or so many percent of all, whichever is more'),
  highPercent: z.number().min(0).max(100).default(20).describe('above this share it is grave'),
});
export type RowsRejectedSettings = z.infer<typeof rowsRejectedSettings>;

/** Too many rows of a document bear an error, or any of an item of class A. A corrected document heals it, or a clean replay. */
export function rowsRejectedBy(settings: RowsRejectedSettings): Rule<DocumentView> {
  return {
    types: ['ROWS_REJECTED'],
    judge: (view) =>
      judgeDocuments(view, {
        type: 'ROWS_REJECTED',
        wrong: (d) => {
          if (d.rejected === 0 || d.status === 'duplicate' || d.status === 'ignored') return undefined;
          if (conflictOf(d) || envelopeOf(d) || unreadableOf(d) || layoutChangedOf(d) || (d.lines === 0 && invalidNoticeOf(d)))
            return undefined;
          const rows = d.lines + d.rejected;
          const most = Math.max(settings.rows, (rows * settings.percent) / 100);
          if (d.rejected <= most && !d.rejectedClassA) return undefined;
          const first = d.issues.find((i) => i.severity === 'error' && i.place !== null);
          return {
            severity: d.rejected * 100 > rows * settings.highPercent ? 'high' : 'medium',
            message: `${d.file}: ${d.rejected} of ${counted(rows, 'row')} (${percentOf(d.rejected, rows)} %) could not be used${d.rejectedClassA ? ', one of an item of class A' : ''}${first ? `, the first because ${first.detail}` : ''}`,
            place: first?.place ?? null,
            details: { rejected: d.rejected, rows, percent: percentOf(d.rejected, rows), class_a: d.rejectedClassA },
          };
        },
        heals: (good, bad) => (follows(good, bad) ? 'fixed_by_supplier' : undefined),
      }),
  };
}

const percentOf = (rejected: number, rows: number): number => Math.round((rejected * 1000) / rows) / 10;

export const rowsRejected = rowsRejectedBy(rowsRejectedSettings.parse({}));
