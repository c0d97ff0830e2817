import { follows, judgeDocuments, unreadableOf } from './document-scope';
import type { DocumentView } from './document-view';
import type { Rule } from './rule';

/**
 * Corrupt, encrypted, of no kind that is known, or a sheet whose layout nobody recognised: nothing of it is in the books. A
 * later readable document for the same heals it, as does reading the same one again with success.
 */
export const docUnreadable: Rule<DocumentView> = {
  types: ['DOC_UNREADABLE'],
  judge: (view) =>
    judgeDocuments(view, {
      type: 'DOC_UNREADABLE',
      wrong: (d) => {
        const why = unreadableOf(d);
        return (
          why && { severity: 'high', message: `${d.file} cannot be read: ${why.detail}`, place: why.place, details: { reason: why.code } }
        );
      },
      heals: (good, bad) => (follows(good, bad) ? 'fixed_by_supplier' : undefined),
    }),
};
