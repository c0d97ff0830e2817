import type { DocumentView } from './document-view';
import type { Rule } from './rule';
import { judgeUnresolved } from './unresolved';

/** A site that is none of ours, or several, or not said where it would have to be. */
export const locationUnresolved: Rule<DocumentView> = {
  types: ['LOCATION_UNRESOLVED'],
  judge: (view) =>
    judgeUnresolved(view, {
      type: 'LOCATION_UNRESOLVED',
      claims: (line) => line.reason.startsWith('location.'),
      name: ({ location }) => ({ qualifier: location?.qualifier ?? '', value: location?.value ?? '' }),
      severity: () => 'medium',
    }),
};
