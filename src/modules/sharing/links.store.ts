import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import { uuidv7 } from '../../platform/ids';
import { digest } from '../access/keys.store';
import type { Sees } from '../access/sees';

type Db = Pool | PoolClient;
const TOKEN_BYTES = 32;

export interface NewLink {
  readonly supplierId: string;
  readonly madeFor: string; // an address, or what a person wrote
  readonly now: string;
  readonly until: string;
  readonly author: string;
}

/** With the token, which nobody can tell again: only its hash is kept. */
export async function insertLink(db: Db, l: NewLink): Promise<{ readonly id: string; readonly token: string }> {
  const id = uuidv7();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await db.query(
    'insert into share_link (id, sha256, supplier_id, made_for, created_at, expires_at, author) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, digest(token), l.supplierId, l.madeFor, l.now, l.until, l.author],
  );
  return { id: `lnk_${id}`, token };
}

interface LinkShows {
  readonly supplierId: string;
  readonly supplier: string; // code
  readonly locale: string | null;
  readonly until: string;
}
/** Whose stock a link shows; undefined where there is none, or it is over or withdrawn. */
export async function supplierOfLink(db: Db, token: string, now: string): Promise<LinkShows | undefined> {
  const { rows } = await db.query<LinkShows>(
    `select k.supplier_id "supplierId", s.code supplier, s.locale, ${instant('k.expires_at')} until from share_link k join supplier s on s.id = k.supplier_id
where k.sha256 = $1 and k.expires_at > $2 and (k.ended_at is null or k.ended_at > $2)`,
    [digest(token), now],
  );
  return rows[0];
} // prettier-ignore

export interface LinkReport {
  readonly id: string;
  readonly supplier: string;
  readonly made_for: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly ended_at: string | null;
  readonly author: string | null;
}

/** A link shows all places of a supplier: who sees some places only sees none of them. */
export async function reportLinks(db: Db, sees: Sees, filter: { readonly supplier?: string | undefined; readonly id?: string }): Promise<LinkReport[]> {
  const { rows } = await db.query<LinkReport>(
    `select 'lnk_' || k.id id, s.code supplier, k.made_for, ${instant('k.created_at')} created_at, ${instant('k.expires_at')} expires_at,
  ${instant('k.ended_at')} ended_at, k.author
from share_link k join supplier s on s.id = k.supplier_id
where ($1::text[] is null or s.code = any ($1)) and $2::text[] is null and ($3::text is null or s.code = $3) and ($4::uuid is null or k.id = $4) order by k.id desc`,
    [sees.suppliers, sees.locations, filter.supplier ?? null, filter.id?.replace(/^lnk_/, '') ?? null],
  );
  return rows;
} // prettier-ignore

/** Withdrawn at once, by their ids; returns those that were in force. */
export async function endLinks(db: Db, ids: readonly string[], author: string, now: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `update share_link set ended_at = $2, author = $3 where id = any ($1::uuid[]) and ended_at is null and expires_at > $2 returning 'lnk_' || id id`,
    [ids.map((id) => id.replace(/^lnk_/, '')), now, author],
  );
  return rows.map((r) => r.id);
}
