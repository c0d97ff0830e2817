import { isMap, isScalar, type Pair, parseDocument, stringify } from 'yaml';

/**
 * The text of a mapping with its version in it, and every comment, blank line and order of keys as its author left them: it is what
 * people see again when they pull it. A text without a version gets a line of its own behind the name.
 */
export function withVersion(text: string, version: number): string {
  const pairs = pairsOf(text);
  const own = pairs.find((p) => keyOf(p) === 'version');
  const range = own && isScalar(own.value) ? own.value.range : undefined;
  if (range) return `${text.slice(0, range[0])}${version}${text.slice(range[1])}`;
  const name = pairs.find((p) => keyOf(p) === 'name');
  const behind = name && isScalar(name.value) ? name.value.range?.[1] : undefined;
  if (behind === undefined) return `version: ${version}\n${text}`;
  const end = text.indexOf('\n', behind);
  return end < 0 ? `${text}\nversion: ${version}\n` : `${text.slice(0, end + 1)}version: ${version}\n${text.slice(end + 1)}`;
}

/** The text of a mapping under another name and for another supplier, as its first version; everything else stays as its author left it. */
export function clonedText(text: string, name: string, supplier: string): string {
  const said = { name, supplier };
  const changed = (['name', 'supplier'] as const).reduce((t, key) => withValue(t, key, said[key]), text);
  return withVersion(changed, 1);
}

function withValue(text: string, key: string, value: string): string {
  const pair = pairsOf(text).find((p) => keyOf(p) === key)!;
  const [from, to] = (pair.value as { range: [number, number, number] }).range;
  return `${text.slice(0, from)}${stringify(value, { lineWidth: 0 }).trim()}${text.slice(to)}`;
}

/** Two texts that say the same, comments included, but for the number of their version. */
export const sameButVersion = (a: string, b: string): boolean => a === b || withVersion(a, 0) === withVersion(b, 0);

function pairsOf(text: string): Pair[] {
  const { contents } = parseDocument(text, { logLevel: 'error' });
  return isMap(contents) ? contents.items : [];
}
const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

/** What one mapping says otherwise than another, each by its path: `columns.on_hand: "Menge" -> "Bestand"`. */
export function differences(before: object | null, after: object | null): string[] {
  const [a, b] = [flat(before), flat(after)];
  const paths = [...new Set([...a.keys(), ...b.keys()])].filter((p) => p !== 'version' && a.get(p) !== b.get(p));
  return paths.map((p) => `${p}: ${a.get(p) ?? 'nothing'} -> ${b.get(p) ?? 'nothing'}`);
}

function flat(value: unknown, path = '', out = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, out);
  else if (value !== undefined && value !== null) out.set(path, JSON.stringify(value));
  return out;
}
