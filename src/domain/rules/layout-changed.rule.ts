import { judgeDocuments, layoutChangedOf } from './document-scope';
import type { DocumentFacts, DocumentView } from './document-view';
import type { Rule } from './rule';

const mappingOf = (d: DocumentFacts): string | undefined => d.drift?.mapping ?? d.mapping?.name;

/**
 * A list that its mapping no longer fits, with the heading that is gone and the one that is proposed for it. A new version by which
 * it is read heals it, and so does a later list that has the headings back; a list that another mapping reads says nothing of it.
 */
export const layoutChanged: Rule<DocumentView> = {
  types: ['LAYOUT_CHANGED'],
  judge: (view) =>
    judgeDocuments(view, {
      type: 'LAYOUT_CHANGED',
      sub: mappingOf,
      wrong: (d) => {
        const why = layoutChangedOf(d);
        const { mapping, version, lost = [] } = d.drift ?? {};
        return (
          why && {
            severity: 'high',
            message: `${d.file} is held: ${why.detail}`,
            place: why.place,
            details: { mapping: mapping ?? null, version: version ?? null, lost: lost.map(({ shown: _, ...l }) => l) },
          }
        );
      },
      heals: (good, bad) => {
        if (good.receivedAt <= bad.receivedAt || good.mapping?.name !== bad.drift?.mapping || !bad.drift) return undefined;
        return good.mapping!.version > bad.drift.version ? 'mapping_fixed' : 'fixed_by_supplier';
      },
      resolution: (good) => (good.readAgain ? 'mapping_fixed' : 'fixed_by_supplier'),
    }),
};
