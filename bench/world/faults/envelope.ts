import type { Kind } from '../plan';
import { spoiltReport } from './spoilt-report';

/** An interchange breaks off on its way. */
export const envelopeBroken: Kind = {
  name: 'envelope broken',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'envelope broken', types: ['EDI_ENVELOPE_INVALID'], lost: true },
      suits: (s) => s.format === '852' || s.format === '846',
      paper(paper) {
        const text = String(paper.content);
        paper.content = text.slice(0, Math.floor(text.length * 0.6)).replace(/[^~]*$/, '');
      },
    }),
};
