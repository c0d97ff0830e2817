import * as oidc from 'openid-client';
import type { Pool } from 'pg';
import { inTransaction } from '../../../database/transaction';
import type { Dialer } from '../../../platform/dialer/dialer';
import { fetchThrough } from '../../../platform/dialer/fetch';
import { RefusedError } from '../../../platform/errors';
import type { ProviderSettings } from '../settings';
import { insertPerson, type Person, personNamed, personOfSubject, updatePerson } from './people.store';
import { type From, startSession } from './sessions.store';

/** What is kept with the browser while it is at the provider, and has to come back with it. */
export interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const TIMEOUT_S = 15;

/** Sign-in at the company's own provider: OpenID Connect, authorization code with PKCE, state and nonce. */
export class Provider {
  private found: Promise<oidc.Configuration> | undefined;

  constructor(
    readonly settings: ProviderSettings,
    private readonly dialer: Dialer,
    private readonly callback: string,
  ) {}

  /** Asked for at the first sign-in, not at the start: the gateway runs though the provider is away. */
  private async configuration(): Promise<oidc.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, client_id, client_secret } = this.settings;
    const clear = new URL(issuer).protocol === 'http:' ? [oidc.allowInsecureRequests] : []; // only where the dialer lets it: on one's own network
    return oidc.discovery(
      new URL(issuer),
      client_id,
      {},
      client_secret === undefined ? oidc.None() : oidc.ClientSecretPost(client_secret),
      {
        [oidc.customFetch]: fetchThrough(this.dialer) as oidc.CustomFetch,
        execute: clear,
        timeout: TIMEOUT_S,
      },
    );
  }

  async start(): Promise<{ readonly url: string; readonly errand: Errand }> {
    const configuration = await this.configuration();
    const errand = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope: this.settings.scopes.join(' '),
      code_challenge: await oidc.calculatePKCECodeChallenge(errand.verifier),
      code_challenge_method: 'S256',
      state: errand.state,
      nonce: errand.nonce,
    });
    return { url: url.href, errand };
  }

  /** Who came back, by the provider's signed word alone. Throws RefusedError where it says no, or what it says is not in order. */
  async finish(query: string, errand: Errand): Promise<Known> {
    try {
      const answer = await oidc.authorizationCodeGrant(await this.configuration(), new URL(`${this.callback}${query}`), {
        pkceCodeVerifier: errand.verifier,
        expectedState: errand.state,
        expectedNonce: errand.nonce,
        idTokenExpected: true,
      });
      return this.known(answer.claims()!);
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      throw new RefusedError('provider.refused', `${this.settings.called}: ${reasonOf(error)}`);
    }
  }

  private known(claims: oidc.IDToken): Known {
    const { settings } = this;
    const named = claims[settings.name_claim] ?? claims.email ?? claims.sub;
    const groups = [claims[settings.groups_claim] ?? []].flat().map(String);
    const fits = settings.roles.find((r) => groups.includes(r.group));
    if (!fits) throw new RefusedError('provider.no-role', 'you are in none of the groups that may come in here');
    const { role, suppliers = null, locations = null } = fits;
    const email = typeof claims.email === 'string' && claims.email_verified !== false ? claims.email : null;
    return { issuer: claims.iss, subject: claims.sub, name: String(named).slice(0, 60), email, role, suppliers, locations };
  }
}

type Known = Omit<Person, 'id'> & { readonly issuer: string; readonly subject: string };

/** The provider's own word where it has one; what we did not foresee is not shown to a stranger. */
function reasonOf(error: unknown): string {
  const e = error as { error?: unknown; error_description?: unknown; code?: unknown };
  if (typeof e.error === 'string') return [e.error, e.error_description].filter((x) => typeof x === 'string').join(': ');
  return typeof e.code === 'string' ? `the sign-in was not in order (${e.code})` : 'the sign-in was not in order';
}

/**
 * Known by issuer and subject, which nobody can choose; a local account of the same name is another person's and is not taken over.
 * Role and scope are the provider's at each sign-in. Throws RefusedError.
 */
export async function signInKnown(
  db: Pool,
  known: Known,
  from: From,
  now: string,
): Promise<{ readonly token: string; readonly person: Person }> {
  return inTransaction(db, async (client) => {
    const before = await personOfSubject(client, known.issuer, known.subject);
    if (before?.disabled) throw new RefusedError('person.disabled', 'you may not come in here any longer');
    if (before) await updatePerson(client, { ...known, id: before.id }, known.name);
    else if ((await insertPerson(client, known, known.name, now)) === null) {
      const other = await personNamed(client, known.name);
      throw new RefusedError(
        'person.exists',
        `there is a ${other?.name ?? known.name} with a password of their own; an admin has to remove that account first`,
      );
    }
    const person = (await personOfSubject(client, known.issuer, known.subject))!;
    return { token: await startSession(client, person, 'provider', from, now), person };
  });
}
