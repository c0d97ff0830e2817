import { insertKey, listKeys, newKey, revokeKey } from '../modules/access/keys.store';
import { type Scope, SCOPES } from '../modules/access/rights';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { authorOf, BY } from './config-folder';
import { daysIn, instantOption } from './instant';
import { SCOPE_OPTIONS, scopeOf, scopeText } from './scope';
import { table } from './table';

function expiryOf(given: string | boolean | undefined, now: string): string | undefined {
  if (given === undefined) return undefined;
  const days = daysIn(String(given));
  const at = days === undefined ? instantOption('expires', given) : new Date(Date.parse(now) + days).toISOString();
  if (at <= now) throw new UsageError(`--expires ${String(given)}: that is over`);
  return at;
}

export const keyCreateCommand: Command = {
  name: 'key create',
  args: 'NAME',
  summary: 'a key for the HTTP API, printed once',
  options: {
    scope: { type: 'string', value: 'SCOPE,…', help: `${SCOPES.join(', ')}; read if absent` },
    ...SCOPE_OPTIONS,
    expires: { type: 'string', value: 'WHEN', help: '90d, or an instant; never if absent' },
    by: BY,
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const name = words[0]!;
    if (!/^[\w.@-]{1,60}$/.test(name)) throw new UsageError(`${name}: expected a short name of letters, digits, dots and dashes`);
    const scopes = typeof options.scope === 'string' ? options.scope.split(',').map((s) => s.trim()) : ['read'];
    const wrong = scopes.find((s) => !SCOPES.includes(s as Scope));
    if (wrong !== undefined) throw new UsageError(`--scope ${wrong}: expected ${SCOPES.join(', ')}`);
    const now = wallClock.now();
    const expires = expiryOf(options.expires, now);
    const key = newKey();
    const { pool } = (await gateway()).db;
    const sees = await scopeOf(pool, options);
    const made = await insertKey(pool, key, {
      ...{ name, scopes: scopes as Scope[], now, author: authorOf(options), sees },
      ...(expires === undefined ? {} : { expires }),
    });
    if (made === null) throw new UsageError(`there is a key ${name} already; revoke it first, or take another name`);
    if (json) out.data(JSON.stringify({ name, scopes, key, expires_at: expires ?? null }));
    else {
      out.data(key);
      out.message(
        `${name} may ${scopes.join(' and ')}; only the hash of the key is kept, so note it now${expires === undefined ? '' : `; it ends at ${expires}`}`,
      );
    }
    return DONE;
  },
};

export const keyListCommand: Command = {
  name: 'key list',
  args: '',
  summary: 'the keys of the HTTP API, without the keys themselves',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const keys = await listKeys((await gateway()).db.pool);
    if (json) out.data(JSON.stringify({ keys }, null, 2));
    else
      out.data(
        table(
          ['name', 'begins', 'may', 'sees', 'made', 'last used', 'ends', 'revoked'],
          keys.map((k) => [
            k.name,
            k.lead,
            k.scopes.join(', '),
            scopeText(k),
            k.created_at,
            k.last_used_at ?? 'never',
            k.expires_at ?? 'never',
            k.revoked_at,
          ]),
        ),
      );
    return DONE;
  },
};

export const keyRevokeCommand: Command = {
  name: 'key revoke',
  args: 'NAME',
  summary: 'a key that is not to be taken any longer, from now on',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    if (!(await revokeKey((await gateway()).db.pool, words[0]!, wallClock.now())))
      throw new UsageError(`there is no key ${words[0]!} in force; "key list" shows them`);
    if (json) out.data(JSON.stringify({ revoked: words[0] }));
    else out.data(`${words[0]!} is not taken any longer`);
    return DONE;
  },
};
