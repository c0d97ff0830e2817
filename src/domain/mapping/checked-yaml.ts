import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Issue } from '../canonical/vocabulary';
import { LIMITS } from '../syntax/limits';

const MOST_TOLD = 20; // what is wrong a hundred times is mostly one thing
/** What is wrong with a text, and where in it, both from 1; in the first line where it is of the whole. */
export interface YamlFault {
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}
export interface Refused {
  readonly issue: Issue;
  readonly faults: readonly YamlFault[];
}
const wrong = (detail: string, faults: readonly YamlFault[] = [{ line: 1, column: 1, detail }]): Refused => ({
  issue: { code: 'mapping.invalid', severity: 'error', detail, place: { in: 'file' } },
  faults,
});

/** Undefined where aliases of aliases stand for more than anybody writes. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) ?? null;
  } catch {
    return undefined;
  }
}

/** A file that a person wrote, checked; a wrong one is told with line and column and never half used. */
export function readYaml<T>(
  schema: z.ZodType<T>,
  text: string,
  path: string,
  scalars: 'typed' | 'as written' = 'typed',
): { readonly value: T } | Refused {
  if (text.length > LIMITS.mappingCharacters)
    return wrong(`${path} has more than ${LIMITS.mappingCharacters} characters, which is the limit`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', schema: scalars === 'typed' ? 'core' : 'failsafe' });
  const faultAt = (offset: number | undefined, detail: string): YamlFault & { readonly told: string } => {
    if (offset === undefined) return { line: 1, column: 1, detail, told: `${path} ${detail}` };
    const { line, col } = lines.linePos(offset);
    return { line, column: col, detail, told: `${path}:${line}:${col} ${detail}` };
  };
  const allWrong = (faults: readonly ReturnType<typeof faultAt>[]): Refused =>
    wrong(faults.map((f) => f.told).join('; '), faults.map(({ told: _, ...f }) => f)); // prettier-ignore
  if (document.errors.length > 0)
    return allWrong(document.errors.slice(0, MOST_TOLD).map((e) => faultAt(e.pos[0], e.message.split('\n', 1)[0]!)));
  const unheard = prototypeKey(document);
  if (unheard !== undefined) return allWrong([faultAt(unheard, '__proto__ names nothing here')]);
  const value = plainValue(document);
  if (value === undefined) return wrong(`${path} repeats itself without end`);
  const read = schema.safeParse(value);
  if (read.success) return { value: read.data };
  const told = read.error.issues.slice(0, MOST_TOLD).map((outer) => {
    const i = meantOf(outer);
    const path = i.path as (string | number)[];
    const keys = i.code === 'unrecognized_keys' ? [...path, i.keys[0]!] : path;
    const within = i.code === 'custom' ? (i.params?.within as number | undefined) : undefined;
    const offset =
      (within === undefined ? undefined : offsetWithin(document.contents, path, within, text)) ?? offsetOf(document.contents, keys);
    return faultAt(
      offset,
      `${path.join('.') || 'file'}: ${meant(i.code === 'invalid_key' ? (i.issues[0]?.message ?? i.message) : i.message)}`,
    );
  });
  return allWrong(told);
}

/** The checker passes over this key without a word, so that what stands under it would be lost. */
function prototypeKey(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return undefined;
      found = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

type Told = z.core.$ZodIssue;

/** Of several ways in which something may be written, the one that was begun: a text is no column with terms, and the reverse. */
function meantOf(issue: Told): Told {
  if (issue.code !== 'invalid_union') return issue;
  const ways = issue.errors.map((errors) => errors.map((e) => meantOf({ ...e, path: [...issue.path, ...e.path] })));
  const isOfAnotherKind = (e: Told): boolean => ['invalid_type', 'invalid_value'].includes(e.code) && e.path.length <= issue.path.length;
  const begun = ways.filter((errors) => !errors.some(isOfAnotherKind));
  return begun[0]?.[0] ?? (issue.message === 'Invalid input' ? (ways[0]?.[0] ?? issue) : issue);
}

/** The checker's words for what is not there are those of a program. */
const meant = (message: string): string => (/received undefined$/.test(message) ? 'is missing' : message);

/** Where a key stands in the text; of a key that is missing, where it is missed. */
function offsetOf(node: unknown, path: readonly (string | number)[]): number | undefined {
  let offset: number | undefined;
  let here = node;
  for (const key of path) {
    const next = childOf(here, key);
    if (!next) break;
    offset = next.offset ?? offset;
    here = next.node;
  }
  return offset;
}

/** What a file says that it is, without checking the rest of it. */
export function kindIn(text: string): string | undefined {
  if (text.length > LIMITS.mappingCharacters) return undefined;
  const { contents } = parseDocument(text, { logLevel: 'silent' });
  const kind = isMap(contents) ? contents.get('kind', true) : undefined;
  return isScalar(kind) ? String(kind.value) : undefined;
}

/** Where a character of a value stands; undefined of a value that is written otherwise than it reads, as with escapes or over several lines. */
function offsetWithin(node: unknown, path: readonly (string | number)[], within: number, text: string): number | undefined {
  const value = path.reduce<unknown>((here, key) => childOf(here, key)?.node, node);
  if (!isScalar(value) || typeof value.value !== 'string' || !value.range) return undefined;
  const from = value.range[0] + (value.type === 'QUOTE_SINGLE' || value.type === 'QUOTE_DOUBLE' ? 1 : 0);
  return text.startsWith(value.value, from) ? from + within : undefined;
}

function childOf(node: unknown, key: string | number): { readonly node: unknown; readonly offset: number | undefined } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)] as { range?: [number, number, number] } | undefined;
    return item && { node: item, offset: item.range?.[0] };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((p) => String((p.key as { value?: unknown }).value ?? p.key) === String(key));
  return pair && { node: pair.value, offset: (pair.key as { range?: [number, number, number] }).range?.[0] };
}
