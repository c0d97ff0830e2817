import { follows, judgeDocuments, usable } from './document-scope';
import type { DocumentView, ParkedFacts } from './document-view';
import type { Rule } from './rule';
import { judgeUnresolved } from './unresolved';

export const DAMAGED = 'item.damaged'; // why a line waits
const ROUNDED = 'sheet.code-rounded'; // why a row was not read

/**
 * A number of an item that is none any more: a GTIN whose check digit does not hold and that no item of ours bears, or one that
 * a spreadsheet rounded. Nobody but the sender can mend it. A later report without it, or the lines taken up, end it.
 */
export const identifierCorrupt: Rule<DocumentView> = {
  types: ['IDENTIFIER_CORRUPT'],
  judge: (view) => [
    ...judgeUnresolved(view, {
      type: 'IDENTIFIER_CORRUPT',
      claims: (line) => line.reason === DAMAGED,
      name: ({ refs }) => {
        const ref = refs.find((r) => r.scheme === 'gtin') ?? refs[0];
        return { qualifier: ref?.qualifier ?? '', value: ref?.value ?? '' };
      },
      severity: () => 'medium',
      mended: mendedIn(view),
    }),
    ...judgeDocuments(view, {
      type: 'IDENTIFIER_CORRUPT',
      wrong: (d) => {
        const issue = d.issues.find((i) => i.code === ROUNDED);
        if (!issue || d.status === 'duplicate' || d.status === 'ignored') return undefined;
        const more = issue.count > 1 ? `; so have ${issue.count - 1} more` : '';
        return {
          severity: 'medium',
          message: `${d.file}: ${issue.detail}${more}`,
          place: issue.place,
          details: { reason: ROUNDED, numbers: issue.count },
        };
      },
      heals: (good, bad) => (follows(good, bad) && usable(good) ? 'fixed_by_supplier' : undefined),
    }),
  ],
};

/** A later report about the same place in which every number is whole. */
function mendedIn({ documents, parked }: DocumentView): (line: ParkedFacts) => boolean {
  const damaged = new Set(parked.filter((l) => l.reason === DAMAGED).map((l) => l.documentId));
  const whole = documents.filter(
    (d) => d.kind === 'stock_report' && usable(d) && !damaged.has(d.id) && !d.issues.some((i) => i.code === ROUNDED),
  );
  return ({ receivedAt, location }) =>
    whole.some((d) => d.receivedAt > receivedAt && (location === null || d.locations.includes(location.value)));
}
