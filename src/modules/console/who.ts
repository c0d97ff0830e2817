import type { Principal } from '../access/principal';
import type { Sees } from '../access/sees';
import type { AskedRequest } from './door';
import { Problem } from './problems';

/** Who asks; the door has let them in. */
export const principalOf = ({ principal }: AskedRequest): Principal => {
  if (!principal) throw new Error('a route that needs nobody asks who it is');
  return principal;
};
/** A person who signed in; a key has no session and no password. */
export function personOf(request: AskedRequest): { readonly id: string; readonly name: string; readonly session: string } {
  const { id, name, session } = principalOf(request);
  if (session === undefined) throw new Problem(409, 'refused', 'a key has no session; this is for people');
  return { id, name, session };
}
export const seesOf = (request: AskedRequest): Sees => principalOf(request).sees;

/** What is about all places at once is not for one who sees some of them. */
export function needsAllPlaces(request: AskedRequest): void {
  const { locations } = seesOf(request);
  if (locations !== null) throw new Problem(403, 'right-missing', `this is about all places; you see ${locations.join(', ')}`);
}

/** The buyer's own data are about all suppliers and places. */
export function needsEverything(request: AskedRequest): void {
  needsAllPlaces(request);
  const { suppliers } = seesOf(request);
  if (suppliers !== null) throw new Problem(403, 'right-missing', `this is about all suppliers; you see ${suppliers.join(', ')}`);
}

/** Under whose name it is written down: a program may say for whom it acts, a person is who signed in. */
export function authorOf(request: AskedRequest, by: string | undefined): string {
  const { kind, name } = principalOf(request);
  if (kind === 'person' && by !== undefined && by !== name)
    throw new Problem(403, 'right-missing', `you are signed in as ${name}, not as ${by}`);
  return by ?? name;
}
