import { compare, parseDecimal, ZERO } from '../canonical/quantity';
import type { DocumentView, ParkedFacts } from './document-view';
import { DAMAGED } from './identifier-corrupt.rule';
import type { Rule } from './rule';
import { judgeUnresolved } from './unresolved';

const positive = (l: ParkedFacts): boolean => compare(parseDecimal(l.amount) ?? ZERO, ZERO) > 0;

/** A number that names no item of ours, several, or another than its neighbour. Graver when it comes again with stock. */
export const itemUnresolved: Rule<DocumentView> = {
  types: ['ITEM_UNRESOLVED'],
  judge: (view) =>
    judgeUnresolved(view, {
      type: 'ITEM_UNRESOLVED',
      claims: (line) => line.reason.startsWith('item.') && line.reason !== DAMAGED,
      name: ({ refs: [first] }) => ({ qualifier: first?.qualifier ?? '', value: first?.value ?? '' }),
      severity: (waiting) => {
        const first = waiting.reduce((a, b) => (b.receivedAt < a.receivedAt ? b : a)).documentId;
        return waiting.some((l) => l.documentId !== first && positive(l)) ? 'high' : 'medium';
      },
    }),
};
