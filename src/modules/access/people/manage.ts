import type { Pool } from 'pg';
import { inTransaction } from '../../../database/transaction';
import { RefusedError } from '../../../platform/errors';
import { disablePerson, hasAdmin, type Person, personNamed, updatePerson } from './people.store';
import { endSessionsOf } from './sessions.store';

export interface Change {
  readonly email?: string | null | undefined;
  readonly role?: Person['role'] | undefined;
  readonly suppliers?: readonly string[] | null | undefined;
  readonly locations?: readonly string[] | null | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * What is said is changed, the rest stays; null where there is nobody of the name. It holds from their next request on. Throws
 * RefusedError where nobody would be left who can let others in, or where a supplier's reader would see all suppliers.
 */
export async function changePerson(db: Pool, name: string, to: Change, author: string, now: string): Promise<Person | null> {
  return inTransaction(db, async (client) => {
    await client.query('lock table person in share row exclusive mode'); // two admins who each take the other's rights away
    const before = await personNamed(client, name);
    if (!before) return null;
    const { disabled = before.disabled, ...rest } = to;
    const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const { disabled: _, ...person } = { ...before, ...said } as typeof before;
    if (person.role === 'supplier' && person.suppliers === null)
      throw new RefusedError('person.suppliers', "a supplier's reader sees some suppliers; say which");
    const admins = await hasAdmin(client);
    await updatePerson(client, person, author);
    await disablePerson(client, person.id, disabled, author, now);
    if (admins && !(await hasAdmin(client)))
      throw new RefusedError('person.last-admin', `${before.name} is the last admin who can come in`);
    if (disabled) await endSessionsOf(client, person.id, author, now);
    return person;
  });
}
