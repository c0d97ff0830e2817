import type { FastifyRequest } from 'fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Failures } from '../access/failures';
import { findKey, noteUse } from '../access/keys.store';
import { findSession, noteSeen } from '../access/people/sessions.store';
import type { Principal } from '../access/principal';
import { RIGHTS_OF, rightsOf } from '../access/rights';
import type { SignInSettings } from '../access/settings';
import type { Pool } from 'pg';
import { wallClock } from '../../platform/clock';
import { EXTENSION, type Needed } from './needs';
import { Problem } from './problems';
import { Rate } from './rate';
import { cookieOf, SESSION, sameOrigin } from './web-session';

export type AskedRequest = FastifyRequest & { principal?: Principal };

export const GUARDED = '/api/v1/';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route under /api/v1, before a body is read: who has no key shall not have us hold a quarter of a gigabyte
 * first. Who it is comes from a key or a session, what the route needs from the description of the API.
 */
export class Door {
  private readonly failures = new Failures();
  private readonly needs: ReadonlyMap<string, Needed>;

  constructor(
    private readonly pool: Pool,
    private readonly signIn: SignInSettings,
    private readonly rate: Rate,
    described: OpenAPIObject,
  ) {
    this.needs = neededBy(described);
  }

  async check(request: AskedRequest): Promise<void> {
    const now = wallClock.now();
    const needed = this.needs.get(`${request.method === 'HEAD' ? 'GET' : request.method} ${request.routeOptions.url!}`);
    if (needed === undefined) throw new Error(`${request.method} ${request.routeOptions.url!} stands in no description`);
    if (needed === 'nobody') return this.rate.take(`address ${request.ip}`, now);
    const principal = await this.principalOf(request, now);
    request.principal = principal; // also of one who may not: the log says who tried
    this.rate.take(`${principal.kind} ${principal.id}`, now);
    if (needed !== 'anybody' && !principal.rights.includes(needed))
      throw new Problem(403, 'right-missing', `${principal.name} may ${principal.rights.join(', ') || 'nothing'}; this needs ${needed}`);
  }

  private async principalOf(request: AskedRequest, now: string): Promise<Principal> {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const cookie = cookieOf(request, SESSION);
    // Looked up first: behind a proxy all callers have one address, and one who tries keys out must not keep the others away.
    const found =
      bearer !== undefined ? await this.keyOf(bearer, now) : cookie !== undefined ? await this.personOf(cookie, request, now) : null;
    if (found) return found;
    const wait = this.failures.waitOf(request.ip, Date.parse(now));
    if (wait > 0) throw new Problem(429, 'too-many-tries', `try again in ${wait} s`, { headers: { 'retry-after': String(wait) } });
    this.failures.note(request.ip, Date.parse(now));
    const headers = { 'www-authenticate': 'Bearer realm="crosscount"' };
    if (bearer !== undefined)
      throw new Problem(401, 'key-unknown', 'there is no such key, or it was revoked, or its time is over', { headers });
    if (cookie !== undefined) throw new Problem(401, 'session-over', 'sign in again', { headers });
    throw new Problem(401, 'key-missing', 'sign in, or send a key as "Authorization: Bearer cck_…"; "crosscount key create" makes one', {
      headers,
    });
  }

  private async keyOf(bearer: string, now: string): Promise<Principal | null> {
    const key = await findKey(this.pool, bearer, now);
    if (!key) return null;
    await noteUse(this.pool, key.id, now);
    const { id, name, suppliers, locations } = key;
    return { kind: 'key', id, name, rights: rightsOf(key.scopes), sees: { suppliers, locations } };
  }

  private async personOf(cookie: string, request: AskedRequest, now: string): Promise<Principal | null> {
    const person = await findSession(this.pool, cookie, this.signIn, now);
    if (!person) return null;
    // A browser sends its cookie whoever made it ask; where it came from it says itself.
    if (!SAFE.has(request.method) && !sameOrigin(request))
      throw new Problem(403, 'other-origin', 'a change has to come from a page of the gateway itself');
    if (person.unseen) await noteSeen(this.pool, person.session, now);
    const { id, name, role, suppliers, locations, session, secured } = person;
    const rights = this.signIn.secondFactor === 'required' && !secured ? [] : RIGHTS_OF[role];
    return { kind: 'person', id, name, rights, sees: { suppliers, locations }, session };
  }
}

/** `GET /api/v1/documents/:id` → `read`. Throws where a route under /api/v1 says nothing: it must not be served to everybody by mistake. */
function neededBy({ paths }: OpenAPIObject): Map<string, Needed> {
  const out = new Map<string, Needed>();
  for (const [at, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations as Record<string, Record<string, unknown>>)) {
      const route = `${method.toUpperCase()} ${at.replace(/\{(\w+)\}/g, ':$1')}`;
      const needed = operation[EXTENSION] as Needed | undefined;
      if (needed === undefined && at.startsWith(GUARDED)) throw new Error(`${route} does not say what it needs`);
      if (needed !== undefined) out.set(route, needed);
    }
  return out;
}
