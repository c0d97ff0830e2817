import { follows, judgeDocuments } from './document-scope';
import type { DocumentFacts, DocumentView, IssueFacts } from './document-view';
import type { Rule } from './rule';

const held = (d: DocumentFacts): IssueFacts | undefined =>
  d.status === 'quarantined' ? d.issues.find((i) => i.severity === 'error' && i.code.startsWith('shipment.')) : undefined;

/** It was accepted, and nobody will ever receive anything of it. */
const empty = (d: DocumentFacts): IssueFacts | undefined =>
  d.announcesNothing
    ? { code: 'shipment.no-lines', severity: 'error', count: 1, detail: `shipment ${d.reference ?? ''} announces nothing`, place: null }
    : undefined;

/**
 * A word about a shipment that cannot hold beside what is known of it: cancelled or rewritten after goods of it were received,
 * changed without saying what became of the rest; or one that announces nothing. It changes nothing until a person, or a later notice,
 * settles it. Where an item of it stands at its min, the goods that it is about are what keeps it in stock.
 */
export const asnChanged: Rule<DocumentView> = {
  types: ['ASN_CHANGED_OR_INVALID'],
  judge: (view) =>
    judgeDocuments(view, {
      type: 'ASN_CHANGED_OR_INVALID',
      wrong: (d) => {
        const why = held(d) ?? empty(d);
        if (!why) return undefined;
        return {
          severity: d.coverAtRisk ? 'high' : 'medium',
          message: `${d.file}: ${why.detail}`,
          place: why.place,
          details: { reason: why.code, reference: d.reference, control: d.control, cover_at_risk: d.coverAtRisk === true },
        };
      },
      heals: (good, bad) => (good.reference === bad.reference && follows(good, bad) ? 'fixed_by_supplier' : undefined),
      sub: (d) => d.reference ?? undefined,
    }),
};
