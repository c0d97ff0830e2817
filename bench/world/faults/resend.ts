import { HOUR } from '../clock';
import type { Kind } from '../plan';
import { spoiltReport } from './spoilt-report';
import { paperOf } from '../papers';

/** The same interchange once more, under its own number and with other quantities. */
export const conflict: Kind = {
  name: 'conflict',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'conflict', types: ['DOC_CONFLICT'], lost: false, suits: (s) => s.format === '846' || s.format === 'invrpt' },
      paper(paper, papers) {
        const report = paper.report!;
        const lines = report.lines.map((l, i) => (i % 3 === 0 ? { ...l, quantity: l.quantity + 5 } : l));
        const again = paperOf({ ...report, lines });
        papers.push({ ...again, at: paper.at + HOUR, name: `again-${paper.name}` });
      },
      expected: (report) => ({ from: report.receivedAt + HOUR, by: report.receivedAt + HOUR }),
    }),
};

/** An interchange of somebody whom nobody knows. */
export const unknownSender: Kind = {
  name: 'unknown sender',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'unknown sender', types: ['SENDER_UNKNOWN'], lost: false, heals: 'never', suits: (s) => s.edi !== '' },
      paper(paper, papers) {
        const { supplier } = paper;
        const edi = 'STRANGERCO';
        const stranger = { ...paper.report!, supplier: { ...supplier, edi }, control: paper.report!.control + 900 };
        papers.push({ ...paperOf(stranger), at: paper.at + HOUR, name: `stranger-${paper.name}` });
      },
      expected: (report) => ({ supplier: null, from: report.receivedAt + HOUR, by: report.receivedAt + HOUR }),
    }),
};
