import type { Pool, PoolClient } from 'pg';
import { instant } from '../../../database/instant';
import { uuidv7 } from '../../../platform/ids';
import type { Role } from '../rights';
import type { Sees } from '../sees';

/** A name that nobody mistakes for another thing on a page or a terminal. */
export const PERSON_NAME = /^[\p{L}\p{N}][\p{L}\p{N} .@_'-]{0,58}[\p{L}\p{N}]$/u;

export interface Person extends Sees {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
}
export interface PersonReport extends Person {
  readonly signs_in: 'password' | 'provider' | 'not yet';
  readonly second_factor: boolean;
  readonly created_at: string;
  readonly disabled_at: string | null;
  readonly last_seen_at: string | null;
}
export type PersonMeant = Omit<Person, 'id'>;

const COLUMNS = 'id, name, email, role, suppliers, locations';

export async function listPeople(db: Pool): Promise<PersonReport[]> {
  const { rows } = await db.query<PersonReport>(
    `select ${COLUMNS}, case when subject is not null then 'provider' when sealed is not null then 'password' else 'not yet' end signs_in,
  exists (select 1 from second_factor f where f.person_id = person.id and f.confirmed_at is not null) second_factor,
  ${instant('created_at')} created_at, ${instant('disabled_at')} disabled_at,
  (select ${instant('max(s.seen_at)')} from person_session s where s.person_id = person.id) last_seen_at
from person order by lower(name)`,
  );
  return rows;
}

export async function personNamed(db: Pool | PoolClient, name: string): Promise<(Person & { readonly disabled: boolean }) | undefined> {
  const { rows } = await db.query<Person & { disabled: boolean }>(
    `select ${COLUMNS}, disabled_at is not null disabled from person where lower(name) = lower($1)`,
    [name],
  );
  return rows[0];
}

/** What a password is held against; null where there is no such person, or they may not come in by one. */
export async function sealedOf(db: Pool, name: string): Promise<{ readonly id: string; readonly sealed: string } | null> {
  const { rows } = await db.query<{ id: string; sealed: string }>(
    'select id, sealed from person where lower(name) = lower($1) and disabled_at is null and sealed is not null',
    [name],
  );
  return rows[0] ?? null;
}

/** Null where another person bears the name. */
export async function insertPerson(
  db: Pool | PoolClient,
  meant: PersonMeant & { readonly issuer?: string; readonly subject?: string },
  author: string,
  now: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `insert into person (id, name, email, role, suppliers, locations, issuer, subject, created_at, author)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict ((lower(name))) do nothing returning id`,
    [
      uuidv7(),
      meant.name,
      meant.email,
      meant.role,
      meant.suppliers,
      meant.locations,
      meant.issuer ?? null,
      meant.subject ?? null,
      now,
      author,
    ],
  );
  return rows[0]?.id ?? null;
}

/** Whoever may do less from now on is asked anew at their next request, wherever they are signed in. */
export async function updatePerson(
  db: Pool | PoolClient,
  { id, email, role, suppliers, locations }: Person,
  author: string,
): Promise<void> {
  await db.query('update person set email = $2, role = $3, suppliers = $4, locations = $5, author = $6 where id = $1', [
    id,
    email,
    role,
    suppliers,
    locations,
    author,
  ]);
}

export async function setPassword(db: Pool | PoolClient, id: string, sealed: string, author: string, now: string): Promise<void> {
  await db.query('update person set sealed = $2, password_at = $3, author = $4 where id = $1', [id, sealed, now, author]);
}

export async function disablePerson(db: Pool | PoolClient, id: string, disabled: boolean, author: string, now: string): Promise<void> {
  await db.query('update person set disabled_at = case when $2 then coalesce(disabled_at, $3) end, author = $4 where id = $1', [
    id,
    disabled,
    now,
    author,
  ]);
}

/** By whom the provider says they are, which does not change when their name does. */
export async function personOfSubject(
  db: Pool | PoolClient,
  issuer: string,
  subject: string,
): Promise<(Person & { readonly disabled: boolean }) | undefined> {
  const { rows } = await db.query<Person & { disabled: boolean }>(
    `select ${COLUMNS}, disabled_at is not null disabled from person where issuer = $1 and subject = $2`,
    [issuer, subject],
  );
  return rows[0];
}

/** Somebody who may manage people and can come in. Without one, only the command line can let anybody in. */
export async function hasAdmin(db: Pool | PoolClient): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select 1 from person where role = 'admin' and disabled_at is null and (sealed is not null or subject is not null)) found`,
  );
  return rows[0]!.found;
}

export interface PersonCalled extends Person {
  readonly disabled: boolean;
}
/** Those who bear one of these names, or whose mail comes to one of these addresses. */
export async function peopleCalled(db: Pool | PoolClient, words: readonly string[]): Promise<PersonCalled[]> {
  if (words.length === 0) return [];
  const { rows } = await db.query<PersonCalled>(
    `select ${COLUMNS}, disabled_at is not null disabled from person where lower(name) = any ($1) or lower(email) = any ($1) order by name`,
    [words.map((w) => w.toLowerCase())],
  );
  return rows;
}
