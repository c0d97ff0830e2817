import { follows, judgeDocuments } from './document-scope';
import type { DocumentFacts, DocumentView, IssueFacts } from './document-view';
import type { Rule } from './rule';

const held = (d: DocumentFacts): IssueFacts | undefined =>
  d.status === 'quarantined' ? d.issues.find((i) => i.severity === 'error' && i.code.startsWith('shipment.')) : undefined;

/**
 * A word about a shipment that cannot hold beside what is known of it: cancelled or rewritten after goods of it were received,
 * changed without saying what became of the rest. It changes nothing until a person, or a later notice, settles it.
 */
export const asnChanged: Rule<DocumentView> = {
  types: ['ASN_CHANGED_OR_INVALID'],
  judge: (view) =>
    judgeDocuments(view, {
      type: 'ASN_CHANGED_OR_INVALID',
      wrong: (d) => {
        const why = held(d);
        if (!why) return undefined;
        return {
          severity: 'medium',
          message: `${d.file}: ${why.detail}`,
          place: why.place,
          details: { reason: why.code, reference: d.reference, control: d.control },
        };
      },
      heals: (good, bad) => (good.reference === bad.reference && follows(good, bad) ? 'fixed_by_supplier' : undefined),
      sub: (d) => d.reference ?? undefined,
    }),
};
