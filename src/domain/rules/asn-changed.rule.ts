import { shipmentKey } from '../exceptions/fingerprint';
import { follows, invalidNoticeOf, judgeDocuments } from './document-scope';
import type { DocumentFacts, DocumentView, IssueFacts } from './document-view';
import type { Rule } from './rule';

const TYPE = 'ASN_CHANGED_OR_INVALID';
type Why = Pick<IssueFacts, 'code' | 'detail' | 'place'> & { readonly coverLost: boolean };

const said = (code: string, detail: string, coverLost = false): Why => ({ code: `shipment.${code}`, detail, place: null, coverLost });

function held(d: DocumentFacts): Why | undefined {
  const why = d.status === 'quarantined' ? d.issues.find((i) => i.severity === 'error' && i.code.startsWith('shipment.')) : undefined;
  return why && { ...why, coverLost: d.coverAtRisk === true };
}

/** It was accepted, and nobody will ever receive anything of it; or it is none. */
function invalid(d: DocumentFacts): Why | undefined {
  const why = d.status === 'duplicate' ? undefined : invalidNoticeOf(d);
  if (why) return { ...why, coverLost: false };
  return d.announcesNothing ? said('no-lines', `shipment ${d.reference ?? ''} announces nothing`) : undefined;
}

/**
 * What was counted on does not come. That a version takes the place of another is how notices are corrected, and no news by itself: only
 * where the item was covered by what comes no longer.
 */
function takenBack({ takenBack: t, reference }: DocumentFacts): Why | undefined {
  if (!t || t.announcedAnew || (t.what === 'changed' && !t.coverLost)) return undefined;
  const lines = t.lines.join(', ');
  return t.what === 'cancelled'
    ? said('cancelled', `shipment ${reference ?? ''} is called off: ${lines} will not come`, t.coverLost)
    : said('changed', `shipment ${reference ?? ''} brings less than was announced, by ${lines}`, t.coverLost);
}

function unknownOrder({ unknownOrders: orders, reference }: DocumentFacts): Why | undefined {
  if (!orders || orders.length === 0) return undefined;
  const named = `${orders.slice(0, 3).join(', ')}${orders.length > 3 ? ' and more' : ''}`;
  return said('unknown-order', `shipment ${reference ?? ''} names order ${named}, which we never made out`);
}

/**
 * A word about a shipment that cannot hold beside what is known of it: cancelled or rewritten after goods of it were received, changed without
 * saying what became of the rest; one that calls off what was announced, names an order that nobody made out, lies in levels that there are not,
 * or announces nothing. A later notice of the shipment settles it, or a person; where an item of it stands at its min, the
 * goods that it is about are what keeps it in stock.
 */
export const asnChanged: Rule<DocumentView> = {
  types: [TYPE],
  judge: (view) =>
    judgeDocuments(view, {
      type: TYPE,
      key: (d) => (d.kind === 'ship_notice' ? shipmentKey(TYPE, view.supplier, d.reference ?? d.id) : undefined),
      wrong: (d) => {
        if (d.kind !== 'ship_notice') return undefined;
        const why = held(d) ?? invalid(d) ?? takenBack(d) ?? unknownOrder(d);
        if (!why) return undefined;
        return {
          severity: why.coverLost ? 'high' : 'medium',
          message: `${d.file}: ${why.detail}`,
          place: why.place,
          details: { reason: why.code, reference: d.reference, control: d.control, cover_at_risk: why.coverLost },
        };
      },
      heals: (good, bad) => (good.reference === bad.reference && follows(good, bad) ? 'fixed_by_supplier' : undefined),
    }),
};
