import path from 'node:path';
import { isMap, isScalar, parseDocument, type Scalar, visit, type YAMLMap } from 'yaml';
import type { Config } from '../../../platform/config';
import { ConfigError } from '../../../platform/errors';
import { isSecret, secretsIn } from '../../../platform/settings/hidden';

/** What a browser may change. The others say what the host itself opens and to whom: whoever has a session must not widen that. */
export const EDITABLE = ['channels', 'mail', 'alerts', 'replies', 'webhooks', 'chats', 'retention', 'trust', 'edi', 'approvals', 'orders', 'sharing', 'claims'] as const; // prettier-ignore

const REFERENCES = /\$\{(?:secret:)?[\w.-]+\}/g;
const referencesIn = (text: string): Set<string> => new Set(text.match(REFERENCES) ?? []);

/**
 * The environment holds more than what is meant for here, such as the key of all secrets; and a secret in an address or a subject
 * would leave the house. So neither can be brought in from a browser.
 */
export function refuseLeaks(fresh: string, whole: string, section: string): void {
  const known = referencesIn(whole);
  const foreign = [...referencesIn(fresh)].find((r) => !r.startsWith('${secret:') && !known.has(r));
  if (foreign) throw new ConfigError(`${foreign}: a variable of the environment is named in the file itself, not from here; give the secret, it is kept sealed`); // prettier-ignore
  const secret = new Set(secretPlaces(fresh, section));
  visit(parseDocument(fresh), {
    Scalar: (key, node) => {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${secret:')) return;
      if (!secret.has(node.range![0]) && !whole.includes(node.value)) throw new ConfigError(`${node.value}: a secret may only stand where a password or a key is expected`); // prettier-ignore
    },
  });
  const before = destinations(whole);
  for (const [what, to] of destinations(fresh)) {
    const was = before.get(what);
    for (const where of to)
      if (was && !was.has(where)) throw new ConfigError(`the password that is kept is for ${[...was].join(', ')}; for ${where} give it once more`); // prettier-ignore
  }
}

/** Where a reference to a secret is in its place: the beginning of each such text. */
function secretPlaces(text: string, section: string): number[] {
  const out = secretsIn(text, section).map((s) => s.from);
  visit(parseDocument(text), {
    Pair: (_, pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      if (!isSecret(name, section)) return;
      visit(pair.value as Scalar, { Scalar: (_key, node) => void out.push(node.range![0]) });
    },
  });
  return out;
}

/** Each secret, as it is written, with the hosts that it is sent to. */
function destinations(text: string): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>();
  visit(parseDocument(text), {
    Map: (_, map) => {
      const to = ['provider', 'token_endpoint', 'host', 'user', 'username'].map((k) => map.get(k)).filter((v) => typeof v === 'string');
      if (to.length === 0) return;
      for (const { key, value } of (map as YAMLMap<Scalar, unknown>).items)
        if (isSecret(String(key.value)) && isScalar(value) && typeof value.value === 'string') {
          const all = out.get(value.value) ?? new Set();
          out.set(value.value, all.add(to.join(' ')));
        }
    },
  });
  return out;
}

/** A drop folder takes what lies in it and moves it away: not what the gateway itself lives on. */
export function refuseOwnFolders(fresh: string, config: Config): void {
  const list: unknown = parseDocument(fresh).get('channels', true);
  for (const entry of (list as { items?: unknown[] } | undefined)?.items ?? []) {
    if (!isMap(entry) || entry.get('kind') !== 'drop-folder') continue;
    const folder = path.resolve(config.home, String(entry.get('folder') ?? ''));
    const own = [path.join(config.home, 'config'), config.keyFile, path.dirname(config.settings.path), ...['raw', 'pg', 'audit'].map((f) => path.join(config.home, f))]; // prettier-ignore
    const hit = own.find((o) => within(o, folder) || within(folder, o));
    if (hit !== undefined) throw new ConfigError(`${folder}: files that the gateway itself needs lie there; take a folder of its own`);
  }
}
const within = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
