import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Key } from '../../platform/vault';

/** What one press does, for whom. */
export type Deed = Acknowledges | Answers;
interface Acknowledges {
  readonly do: 'acknowledge';
  readonly exception: string; // exc_…
  readonly for: string; // the address that it was written to
  readonly seen?: { readonly severity: string; readonly raised: number }; // as it was told: what is graver since, or came back, was not
}
/** What a supplier says of a statement of ours. */
interface Answers {
  readonly do: 'agree' | 'dispute';
  readonly statement: string; // stm_…
  readonly for: string;
}
type Said = Deed & {
  readonly until: number; // seconds of the epoch
  readonly nonce: string;
};
export type Followed = { readonly deed: Deed; readonly nonce: string; readonly until: string } | { readonly not: 'ours' | 'over' };

const KEY_BYTES = 32;

/** Links that do one thing, once, until a day, for who holds them: signed, so that none can be made or changed outside. */
export class Links {
  private readonly keys: readonly Buffer[];

  /** With a key of its own, derived from those that seal secrets: the first signs, all are taken. */
  constructor(keys: readonly Key[]) {
    this.keys = keys.map((k) => Buffer.from(hkdfSync('sha256', k.bytes, Buffer.alloc(0), 'crosscount links v1', KEY_BYTES)));
  }

  /** Null where there is no key to sign with. */
  make(deed: Deed, until: string): string | null {
    const key = this.keys[0];
    if (!key) return null;
    const said: Said = { ...deed, until: Math.floor(Date.parse(until) / 1000), nonce: randomBytes(16).toString('base64url') };
    const body = Buffer.from(JSON.stringify(said)).toString('base64url');
    return `${body}.${signature(key, body).toString('base64url')}`;
  }

  read(token: string, now: string): Followed {
    const [body, signed, more] = token.split('.');
    if (!body || !signed || more !== undefined) return { not: 'ours' };
    const given = Buffer.from(signed, 'base64url');
    if (!this.keys.some((key) => isEqual(signature(key, body), given))) return { not: 'ours' };
    const { until, nonce, ...deed } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Said;
    if (until * 1000 <= Date.parse(now)) return { not: 'over' };
    return { deed, nonce, until: new Date(until * 1000).toISOString() };
  }
}

const signature = (key: Buffer, body: string): Buffer => createHmac('sha256', key).update(body).digest();
const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** False where it was used before: of two that come at once, one is first. */
export async function useLink(
  db: Pool,
  { nonce, until }: { readonly nonce: string; readonly until: string },
  now: string,
): Promise<boolean> {
  const { rowCount } = await db.query('insert into used_link (nonce, used_at, expires_at) values ($1, $2, $3) on conflict do nothing', [
    nonce,
    now,
    until,
  ]);
  await db.query('delete from used_link where expires_at < $1', [now]);
  return rowCount! > 0;
}
