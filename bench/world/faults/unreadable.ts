import { GERMAN, xlsxOf } from '../documents/sheet';
import type { Kind } from '../plan';
import { spoiltReport } from './spoilt-report';

/** Half of a workbook. */
export const unreadable: Kind = {
  name: 'unreadable file',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'unreadable file', types: ['DOC_UNREADABLE'], lost: true, days: 9, suits: (s) => s.format === 'xlsx' },
      paper(paper) {
        paper.content = (paper.content as Buffer).subarray(0, 700);
      },
    }),
};

/** A list whose heading of the stock says nothing any more. */
export const layoutChanged: Kind = {
  name: 'layout changed',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'layout changed', types: ['LAYOUT_CHANGED', 'DOC_UNREADABLE'], lost: true, days: 9, suits: (s) => s.format === 'xlsx' },
      paper(paper) {
        paper.content = xlsxOf(
          paper.report!,
          GERMAN.map((h) => (h === 'Bestand' ? 'Kz 7' : h)),
        );
      },
    }),
};
