import { envelopeOf, follows, judgeDocuments } from './document-scope';
import type { DocumentFacts, DocumentView } from './document-view';
import type { Rule } from './rule';

/**
 * The frame of an interchange is broken: counts, control numbers, an end that is missing. It heals by a retransmission that
 * is whole: the same number, or what it was about. A later snapshot takes the place of an earlier one; a later shipment does
 * not tell what was on the lost one.
 */
export const ediEnvelopeInvalid: Rule<DocumentView> = {
  types: ['EDI_ENVELOPE_INVALID'],
  judge: (view) =>
    judgeDocuments(view, {
      type: 'EDI_ENVELOPE_INVALID',
      wrong: (d) => {
        const why = envelopeOf(d);
        if (!why) return undefined;
        return {
          severity: 'high',
          message: `${d.file}: ${why.detail}`,
          place: why.place,
          details: { reason: why.code, control: d.control },
        };
      },
      heals,
    }),
};

function heals(good: DocumentFacts, bad: DocumentFacts): string | undefined {
  if (!follows(good, bad)) return undefined;
  const sameNumber = bad.control !== null && good.control === bad.control;
  const sameReport = bad.reference !== null ? good.reference === bad.reference : bad.asOfTo === null || good.asOfTo === bad.asOfTo;
  if (sameNumber || sameReport) return 'fixed_by_supplier';
  const later = bad.asOfTo !== null && good.asOfTo !== null && good.asOfTo >= bad.asOfTo;
  return good.kind === 'stock_report' && later ? 'superseded' : undefined;
}
