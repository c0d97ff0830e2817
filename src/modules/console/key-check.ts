import type { FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { Failures } from '../access/failures';
import { type ApiKey, findKey, noteUse, type Scope } from '../access/keys.store';
import { wallClock } from '../../platform/clock';
import { Problem } from './problems';

export type KeyedRequest = FastifyRequest & { apiKey?: ApiKey };

/**
 * Before a body is read: who has no key shall not have us hold a quarter of a gigabyte first. What reads needs `read`, all else
 * `write`; the method decides, so that a route that is added cannot be forgotten.
 */
export class KeyCheck {
  private readonly failures = new Failures();

  constructor(private readonly pool: Pool) {}

  async check(request: KeyedRequest): Promise<void> {
    const now = wallClock.now();
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // Looked up first: behind a proxy all callers have one address, and one who tries keys out must not keep the others away.
    const key = given === undefined ? null : await findKey(this.pool, given, now);
    if (key === null) {
      const wait = this.failures.waitOf(request.ip, Date.parse(now));
      if (wait > 0) throw new Problem(429, 'too-many-tries', `try again in ${wait} s`, { headers: { 'retry-after': String(wait) } });
      this.failures.note(request.ip, Date.parse(now));
      const headers = { 'www-authenticate': 'Bearer realm="crosscount"' };
      throw given === undefined
        ? new Problem(401, 'key-missing', 'send the key as "Authorization: Bearer cck_…"; "crosscount key create" makes one', { headers })
        : new Problem(401, 'key-unknown', 'there is no such key, or it was revoked, or its time is over', { headers });
    }
    const needs: Scope = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write';
    if (!key.scopes.includes(needs))
      throw new Problem(403, 'scope-missing', `the key ${key.name} may ${key.scopes.join(' and ') || 'nothing'}; this needs ${needs}`);
    await noteUse(this.pool, key.id, now);
    request.apiKey = key;
  }
}
