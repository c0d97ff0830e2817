import { type Document, isCollection, isMap, isScalar, isSeq, parseDocument, type Scalar, visit } from 'yaml';
import { ConfigError } from '../errors';

/** Stands in the place of what is secret; left as it is, the secret stays. */
export const HIDDEN = '•••';

const NAMES = 'password|secret|client_secret|private_key|passphrase|service_account|token';
const SECRET = new RegExp(`^(${NAMES})$`);
/** Whether what stands under this name is secret. Who has the address of a chat writes into it. */
export const isSecret = (name: string, section?: string): boolean => SECRET.test(name) || (section === 'chats' && name === 'url');
const REFERENCE = /^(\$\{(secret:)?[\w.-]+\}|)$/;
const SAFE_ANYWHERE = /^([\w.+/=-]+|"[^\n]*"|'[^\n]*')$/;
/** A line that was taken out of use still holds what it held. */
const REMARK = new RegExp(`^(\\s*#.*?\\b(?:${NAMES}|url)\\b\\s*:\\s*)\\S.*$`);

export type Place = readonly (string | number)[];
interface Held {
  readonly at: Place;
  readonly name: string; // where it stands, with the names of entries in place of their numbers: a list may be put in another order
  readonly value: string;
  readonly source: string; // as it is written
  readonly from: number;
  readonly to: number;
}

/** Every text of a section that is secret by the name that it stands under. */
export function secretsIn(text: string, section: string): Held[] {
  const out: Held[] = [];
  const document = checked(text);
  visit(document, {
    Scalar: (key, node, path) => {
      if (key === 'key' || node.value === null) return;
      const at = placeOf([...path, node]);
      const name = at.findLast((k) => typeof k === 'string');
      const [from, to] = node.range!;
      const source = text.slice(from, to);
      const value = typeof node.value === 'string' ? node.value : source; // a password of digits is read as a number
      if (isSecret(String(name), section) && !REFERENCE.test(value)) out.push({ at, name: nameOf(document, at), value, source, from, to });
    },
  });
  return out;
}

/** As it is shown: no secret is in it, but what stands for one. */
export function hidden(text: string, section: string): string {
  const shown = replaced(text, secretsIn(text, section), () => JSON.stringify(HIDDEN));
  return shown
    .split('\n')
    .map((line) => line.replace(REMARK, (_, before: string) => `${before}${HIDDEN}`))
    .join('\n');
}

/** What was shown and came back, with the secrets that were left as they are. Throws ConfigError where one of them is not known. */
export function unhidden(fresh: string, before: string, section: string): string {
  const remarks = new Map(
    before.split('\n').flatMap((line) => (REMARK.test(line) ? [[hidden(line, ''), line]] : [])) as [string, string][],
  );
  const old = new Map(secretsIn(before, section).map((s) => [s.name, s]));
  const left = secretsIn(fresh, section).filter((s) => s.value === HIDDEN);
  const text = replaced(fresh, left, ({ at, name }) => {
    const was = old.get(name);
    if (was === undefined) throw new ConfigError(`${at.join('.')}: ${HIDDEN} stands for a secret that is kept already, and there is none here; write the secret itself`); // prettier-ignore
    return SAFE_ANYWHERE.test(was.source) ? was.source : JSON.stringify(was.value);
  });
  return text
    .split('\n')
    .map((line) => remarks.get(line) ?? line)
    .join('\n');
}

/** Each secret that stands in clear by what `keep` answers for it; what stood so before is its owner's choice. */
export function sealed(text: string, before: string, section: string, keep: (name: string, value: string) => string): string {
  const old = new Set(secretsIn(before, section).map((s) => s.value));
  const fresh = secretsIn(text, section).filter((s) => !old.has(s.value));
  return replaced(text, fresh, ({ name, value }) => `\${secret:${keep(slug(section, name), value)}}`);
}

function replaced(text: string, all: readonly Held[], by: (held: Held) => string): string {
  let out = '';
  let last = 0;
  for (const held of [...all].sort((a, b) => a.from - b.from)) {
    const block = text.slice(held.from, held.to).endsWith('\n') ? '\n' : '';
    out += text.slice(last, held.from) + by(held) + block;
    last = held.to;
  }
  return out + text.slice(last);
}

function nameOf(document: Document, at: Place): string {
  let node: unknown = document.contents;
  return at
    .map((key) => {
      node = isCollection(node) ? node.get(key, true) : undefined; // a key that is no text is not found by its text
      const named = typeof key === 'number' && isMap(node) ? [node.get('kind'), node.get('name')].filter((n) => n !== undefined) : [];
      return named.length > 0 ? named.join(' ') : String(key);
    })
    .join('/');
}

const slug = (section: string, name: string): string =>
  name
    .replace(new RegExp(`^${section}/`), section === 'channels' ? '' : `${section}-`)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 60);

/** The keys and numbers that lead to the last of them. */
function placeOf(path: readonly unknown[]): Place {
  const out: (string | number)[] = [];
  for (const [i, step] of path.entries()) {
    const inner = path[i + 1];
    if (isSeq(step) && inner !== undefined) out.push(step.items.indexOf(inner));
    else if (step && typeof step === 'object' && 'key' in step && isScalar(step.key)) out.push(String((step.key as Scalar).value));
  }
  return out;
}

function checked(text: string): Document {
  const document = parseDocument(text);
  const broken = document.errors[0];
  if (broken) throw new ConfigError(broken.message.split('\n')[0]!);
  return document;
}
