import { conflictOf, follows, judgeDocuments } from './document-scope';
import type { DocumentFacts, DocumentView } from './document-view';
import type { Rule } from './rule';

/**
 * The same number again with other content and no word that it replaces the first: neither wins by itself. A replacement that
 * says so settles it, and for a report also one of a later as-of. A shipment's conflict is about that shipment alone.
 */
export const docConflict: Rule<DocumentView> = {
  types: ['DOC_CONFLICT'],
  judge: (view) =>
    judgeDocuments(view, {
      type: 'DOC_CONFLICT',
      wrong: (d) => {
        const why = conflictOf(d);
        if (!why) return undefined;
        return {
          severity: 'high',
          message: `${d.file}: ${why.detail}`,
          place: why.place,
          details: { reason: why.code, reference: d.reference, control: d.control },
        };
      },
      heals,
      sub: (d) => (d.kind === 'ship_notice' ? (d.reference ?? undefined) : undefined),
    }),
};

function heals(good: DocumentFacts, bad: DocumentFacts): string | undefined {
  if (!follows(good, bad)) return undefined;
  if (bad.reference !== null && good.reference === bad.reference && good.kind === bad.kind) return 'fixed_by_supplier';
  if (good.kind !== 'stock_report') return undefined;
  return bad.asOfTo === null || (good.asOfTo !== null && good.asOfTo > bad.asOfTo) ? 'superseded' : undefined;
}
