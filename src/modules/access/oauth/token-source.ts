import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Expiry } from '../../../domain/rules/channel-view';
import type { Clock } from '../../../platform/clock';
import type { Dialer } from '../../../platform/dialer/dialer';
import { failpoint } from '../../../platform/failpoints';
import { uuidv7 } from '../../../platform/ids';
import type { Logger } from '../../../platform/logger';
import { type Key, Vault } from '../../../platform/vault';
import { SignInRefused } from './refusals';
import { assertionOf } from './service-account';
import type { OAuth2 } from './settings';
import {
  dropLease,
  endAccess,
  readSignIn,
  rowOf,
  type SealedTokens,
  type SignIn,
  storeFailed,
  storeRenewed,
  takeLease,
} from './sign-ins.store';
import { askForToken, type Granted } from './token-endpoint';

const RENEWED_AT = 0.8; // of its life
const MINUTE = 60_000;
const LEASE_MS = 60_000; // longer than an answer may take
const WAIT_MS = 300; // for another process that renews
const WAITS = (LEASE_MS + 5000) / WAIT_MS;
/** Of what does not heal by itself four tries in the first hour, and two in the next ones; of what may, more. */
const REFUSED_MS = [MINUTE, 5 * MINUTE, 30 * MINUTE];
const UNREACHABLE_MS = [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE];
const TELL_AFTER = 3; // failures in a row of what may heal

export interface AccessToken {
  readonly token: string;
  readonly from: number;
  readonly to: number;
  readonly signedInAt: string | null;
}
export interface TokenServices {
  readonly pool: Pool;
  readonly keys: () => readonly Key[]; // read each time: they may have been exchanged since
  readonly dialer: Dialer;
  readonly log: Logger;
  readonly clock: Clock;
}

/**
 * Tokens for one sign-in, whoever needs them: renewed when four fifths of their life are over, by one process of the cluster. As long
 * as the one in hand holds, a renewal that fails keeps nobody from working; what is about to end is told by `expiries`.
 */
export class TokenSource {
  private held: AccessToken | undefined;
  private row: SignIn | undefined;
  private asked: Promise<AccessToken> | undefined;

  constructor(
    readonly name: string,
    private readonly auth: OAuth2,
    private readonly user: string, // whose mailbox it is
    private readonly services: TokenServices,
    readonly how = `crosscount channels sign-in ${name.replace(/^\S+ /, '')}`,
  ) {}

  /** Throws SignInRefused, and what the database throws. */
  access(): Promise<AccessToken> {
    if (this.held && this.isFresh(this.held)) return Promise.resolve(this.held);
    return (this.asked ??= this.renewed().finally(() => (this.asked = undefined)));
  }

  /** In good time, while nobody waits for it; what fails is told when somebody does, or before the token ends. */
  async keepFresh(): Promise<void> {
    await this.access().catch(() => undefined);
  }

  /** The mail server does not take it. */
  async refused({ token, to }: AccessToken): Promise<void> {
    if (this.held?.token === token) this.held = undefined;
    await endAccess(this.services.pool, this.name, new Date(to).toISOString(), this.services.clock.now());
  }

  async signedInAt(): Promise<string | null> {
    return (await readSignIn(this.services.pool, this.name)).signedInAt;
  }

  /** What ends by itself: the client secret, the sign-in, and the token in hand where it cannot be renewed. */
  expiries(): readonly Expiry[] {
    const { row } = this;
    const out: Expiry[] = [];
    const { clientSecretEnds: ends } = this.auth;
    if (ends !== undefined) out.push({ what: `the client secret of ${this.name}`, from: null, to: Date.parse(ends) + 24 * 60 * MINUTE });
    if (row?.refreshTo) out.push({ what: `the sign-in of ${this.name}`, from: millis(row.refreshFrom), to: Date.parse(row.refreshTo) });
    if (row?.accessTo && row.failures > 0 && (row.permanent || row.failures >= TELL_AFTER)) {
      const why = [row.error, row.advice].filter(Boolean).join('. ');
      out.push({ what: `the access to ${this.user}, which cannot be renewed (${why}),`, from: null, to: Date.parse(row.accessTo) });
    }
    return out;
  }

  private get now(): number {
    return Date.parse(this.services.clock.now());
  }
  private isFresh = ({ from, to }: AccessToken): boolean => this.now < from + (to - from) * RENEWED_AT;
  private holds = ({ to }: AccessToken): boolean => this.now < to - 5000;

  private async renewed(): Promise<AccessToken> {
    const { pool, clock } = this.services;
    for (let i = 0; i < WAITS; i++) {
      const seen = this.taken(await readSignIn(pool, this.name));
      if (seen && this.isFresh(seen)) return seen;
      const { nextAt } = this.row!;
      if (nextAt !== null && this.now < Date.parse(nextAt)) return this.orTold(seen, this.toldBefore());
      const lease = uuidv7();
      const leased = await takeLease(pool, this.name, lease, clock.now(), new Date(this.now + LEASE_MS).toISOString());
      if (leased) return this.renew(leased, lease);
      if (seen && this.holds(seen)) return seen;
      await sleep(WAIT_MS);
    }
    throw new SignInRefused('busy', 'another process renews the sign-in, and does not come to an end', undefined, { permanent: false });
  }

  private async renew(row: SignIn, lease: string): Promise<AccessToken> {
    const { pool, clock, log, dialer } = this.services;
    let current: AccessToken | undefined;
    try {
      current = this.taken(row);
      if (current && this.isFresh(current)) {
        await dropLease(pool, this.name, lease);
        return current; // another process was quicker
      }
      const kept = this.open(row, new Vault(this.services.keys()));
      const granted = await askForToken({ dialer, auth: this.auth, how: this.how }, this.formOf(kept));
      const now = clock.now();
      failpoint('oauth.before-store');
      if (!(await this.store(row, lease, kept, granted, now))) return await this.renewed(); // a person has signed in meanwhile
      if (row.failures > 0) log.info(`${this.name}: its access is renewed again`);
      return (this.held = {
        token: granted.access,
        from: Date.parse(now),
        to: Date.parse(now) + Math.floor(granted.seconds * 1000),
        signedInAt: row.signedInAt,
      });
    } catch (error) {
      if (!(error instanceof SignInRefused)) {
        await dropLease(pool, this.name, lease).catch(() => undefined);
        throw error;
      }
      const pauses = error.permanent ? REFUSED_MS : UNREACHABLE_MS;
      const pause = Math.max(pauses[Math.min(row.failures, pauses.length - 1)]!, error.waitMs ?? 0);
      const failed = {
        permanent: error.permanent,
        error: error.message,
        advice: error.advice ?? null,
        nextAt: new Date(this.now + pause).toISOString(),
      };
      await storeFailed(pool, this.name, lease, failed);
      this.row = { ...row, ...failed, failures: row.failures + 1 };
      if (row.failures === 0)
        log.warn(`${this.name}: its access could not be renewed: ${[error.message, error.advice].filter(Boolean).join('. ')}`);
      return this.orTold(current, error);
    }
  }

  /** What was sealed with another key meanwhile (`secret rotate`) is replaced only by who knows that key, too: nobody could open it otherwise. */
  private async store(row: SignIn, lease: string, kept: SealedTokens, granted: Granted, now: string): Promise<boolean> {
    const { pool, keys } = this.services;
    const text = JSON.stringify({ ...kept, access: granted.access, ...(granted.refresh ? { refresh: granted.refresh } : {}) });
    let before = row;
    while (before.lease === lease) {
      const known = keys();
      const vault = new Vault(known);
      if (before !== row) this.open(before, vault);
      const sealed = known.length > 0 ? vault.seal(text, rowOf(this.name)) : null;
      const stored = await storeRenewed(pool, before, lease, sealed, granted, now);
      before = await readSignIn(pool, this.name);
      if (stored) this.row = before;
      if (stored) return true;
    }
    return false;
  }

  private formOf({ refresh }: SealedTokens): Record<string, string> {
    const { auth, user, services } = this;
    if (auth.flow === 'client_credentials') return { grant_type: 'client_credentials', scope: auth.scope };
    if (auth.flow === 'service_account')
      return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionOf(auth, user, services.clock.now()) };
    if (refresh === undefined)
      throw new SignInRefused('not_signed_in', 'nobody has signed in to it', `Sign in: ${this.how}`, { permanent: true });
    return { grant_type: 'refresh_token', refresh_token: refresh };
  }

  private open(row: SignIn, vault: Vault): SealedTokens {
    return row.sealed === null ? {} : (JSON.parse(vault.open(row.sealed, rowOf(this.name))) as SealedTokens);
  }

  /** What another process, or this one before it was started anew, has got. */
  private taken(row: SignIn): AccessToken | undefined {
    this.row = row;
    const [from, to] = [millis(row.accessFrom), millis(row.accessTo)];
    if (from === null || to === null) return undefined;
    if (this.held?.to === to && this.held.signedInAt === row.signedInAt) return this.held;
    const keys = this.services.keys();
    if (row.sealed === null || keys.length === 0) return this.held; // without a key each process has tokens of its own
    const token = this.open(row, new Vault(keys)).access;
    return (this.held = token === undefined ? undefined : { token, from, to, signedInAt: row.signedInAt });
  }

  private orTold(current: AccessToken | undefined, error: Error): AccessToken {
    if (current && this.holds(current)) return current;
    throw error;
  }

  private toldBefore(): SignInRefused {
    const { error, advice, permanent, nextAt } = this.row!;
    const next = Math.max(1, Math.ceil((Date.parse(nextAt!) - this.now) / 1000));
    return new SignInRefused('refused_before', `${error ?? 'refused'} (next try in ${next} s)`, advice ?? undefined, { permanent });
  }
}

const millis = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));
