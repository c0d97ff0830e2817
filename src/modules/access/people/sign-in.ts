import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../../database/transaction';
import { RefusedError, UsageError } from '../../../platform/errors';
import type { Vault } from '../../../platform/vault';
import { forgetFailures, noteFailure, waitOf } from './failures.store';
import { insertInvitation, useInvitation, withdrawInvitations } from './invitations.store';
import { hasFactor, useCode } from './second-factor.store';
import { checkPassword, hashPassword, isPassword } from './passwords';
import { hasAdmin, insertPerson, type Person, type PersonMeant, personNamed, sealedOf, setPassword } from './people.store';
import { endSessionsOf, type From, startSession } from './sessions.store';
import { tried } from './tried';

const INVITED_MS = 24 * 3_600_000;

export type SignedIn = { readonly token: string; readonly person: Person } | { readonly wait: number } | 'code' | null;
interface Given {
  readonly name: string;
  readonly password: string;
  readonly code?: string | undefined; // of the second factor
}

/**
 * By name and password, and a code where the person has a second factor. Null: something is wrong, and it is not told what; `code`: the
 * password is right, and a code is needed; `wait`: seconds until the next try counts.
 */
export async function signIn(db: Pool, vault: Vault, given: Given, from: From, now: string): Promise<SignedIn> {
  const wait = await waitOf(db, given.name, from.address, now);
  if (wait > 0) return { wait };
  const found = await sealedOf(db, given.name);
  if (!(await isPassword(given.password, found?.sealed ?? null))) {
    await noteFailure(db, given.name, from.address, now);
    return null;
  }
  const coded = await codeOf(db, vault, found!.id, given.code, now);
  if (coded === 'needed') return 'code';
  if (coded === 'wrong') {
    await noteFailure(db, given.name, from.address, now);
    return null;
  }
  await forgetFailures(db, given.name, from.address);
  const person = (await personNamed(db, given.name))!;
  return { token: await startSession(db, person, 'password', from, now), person };
}

async function codeOf(
  db: Pool | PoolClient,
  vault: Vault,
  personId: string,
  code: string | undefined,
  now: string,
): Promise<'fine' | 'needed' | 'wrong'> {
  if (!(await hasFactor(db, personId))) return 'fine';
  if (code === undefined) return 'needed';
  return (await useCode(db, vault, personId, code, now)) ? 'fine' : 'wrong';
}

export const isPasswordOf = async (db: Pool, name: string, password: string): Promise<boolean> =>
  isPassword(password, (await sealedOf(db, name))?.sealed ?? null);

const newToken = (): string => `cci_${randomBytes(32).toString('base64url')}`;

/** Somebody who is to come in: the letter with which they choose their password, good once and for a day. Throws UsageError. */
export async function invite(db: Pool, meant: PersonMeant, author: string, now: string): Promise<string> {
  return inTransaction(db, async (client) => {
    const id = await insertPerson(client, meant, author, now);
    if (id === null) throw new UsageError(`there is somebody of the name ${meant.name} already`);
    return letterFor(client, id, author, now);
  });
}

/** Another letter for somebody who is known: they forgot their password, or the first letter was too old. */
export async function inviteAgain(db: Pool, id: string, author: string, now: string): Promise<string> {
  return inTransaction(db, (client) => letterFor(client, id, author, now));
}

/** Where nobody can let anybody in: a letter for the first admin, who says their own name. */
export async function inviteFirst(db: Pool, now: string): Promise<string | null> {
  return inTransaction(db, async (client) => ((await hasAdmin(client)) ? null : letterFor(client, null, null, now)));
}

async function letterFor(client: PoolClient, personId: string | null, author: string | null, now: string): Promise<string> {
  const token = newToken();
  if (personId !== null) await withdrawInvitations(client, personId, now);
  await insertInvitation(client, token, { personId, author, now, expires: new Date(Date.parse(now) + INVITED_MS).toISOString() });
  return token;
}

/** A letter is good once; a password that is not taken leaves it as it is. Throws RefusedError, UsageError. */
export async function accept(
  db: Pool,
  vault: Vault,
  given: { readonly token: string; readonly name?: string | undefined; readonly password: string; readonly code?: string | undefined },
  from: From,
  now: string,
): Promise<{ readonly token: string; readonly person: Person }> {
  return inTransaction(db, async (client) => {
    const invitation = await useInvitation(client, given.token, now);
    if (!invitation) throw new RefusedError('invitation.over', 'the invitation was used, or its day is over; ask for another');
    const id = invitation.personId ?? (await firstAdmin(client, given.name, now));
    const { rows } = await client.query<Person>('select id, name, email, role, suppliers, locations from person where id = $1', [id]);
    const person = rows[0]!;
    await checkPassword(given.password, person.name);
    if ((await codeOf(client, vault, id, given.code, now)) !== 'fine')
      throw new RefusedError('second-factor.needed', 'the code of your second factor is needed, too; an admin can take it off');
    await setPassword(client, id, await hashPassword(given.password), person.name, now);
    await endSessionsOf(client, id, person.name, now);
    return { token: await startSession(client, person, 'password', from, now), person };
  });
}

async function firstAdmin(client: PoolClient, name: string | undefined, now: string): Promise<string> {
  if (name === undefined) throw new UsageError('say the name under which you sign in');
  await client.query('lock table person in share row exclusive mode');
  if (await hasAdmin(client)) throw new RefusedError('invitation.over', 'somebody was first; ask them for an invitation');
  const id = await insertPerson(client, { name, email: null, role: 'admin', suppliers: null, locations: null }, name, now);
  if (id === null) throw new UsageError(`there is somebody of the name ${name} already`);
  return id;
}

/** One's own, which one has to know. Whoever else is signed in as this person is no longer. Throws RefusedError, UsageError. */
export async function changePassword(
  db: Pool,
  person: { readonly id: string; readonly name: string },
  given: { readonly old: string; readonly password: string },
  from: From,
  now: string,
): Promise<void> {
  const by = { name: person.name, address: from.address };
  await tried(db, by, now, 'the old password is another one', () => isPasswordOf(db, person.name, given.old));
  await checkPassword(given.password, person.name);
  const sealed = await hashPassword(given.password);
  await inTransaction(db, async (client) => {
    await setPassword(client, person.id, sealed, person.name, now);
    await endSessionsOf(client, person.id, person.name, now);
  });
}
