import { isMap, isScalar, isSeq, parseDocument, type Scalar } from 'yaml';

const SOURCE = `from`;
const BARE = /^[\p{L}_][\p{L}\p{N}_./%]*(?:[ -][\p{L}\p{N}_./%-]+)*$/u;
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i; // that mean something else unless they are quoted
const written = (heading: string): string => (BARE.test(heading) && !WORDS.test(heading) ? heading : JSON.stringify(heading));

/**
 * The text of a mapping in which a field has one more heading behind those that it had, and every comment and blank as its author left
 * them. Undefined where the field is written in a way that no line can be added to, as by a letter of its own or an alias.
 */
export function withHeading(text: string, field: string, heading: string): string | undefined {
  const { contents } = parseDocument(text, { logLevel: 'error' });
  const columns = isMap(contents) ? contents.get('columns', true) : undefined;
  const own = isMap(columns) ? columns.get(field, true) : undefined;
  const source: unknown = isMap(own) ? own.get(SOURCE, true) : own;
  if (isScalar(source)) return besideOne(text, source, heading);
  if (!isSeq(source)) return undefined;
  const last = source.items.at(-1);
  if (!isScalar(last) || !last.range) return undefined;
  const [from, to] = last.range;
  if (source.flow) return `${text.slice(0, to)}, ${written(heading)}${text.slice(to)}`;
  const begins = text.lastIndexOf('\n', from) + 1;
  const indent = /^\s*- */.exec(text.slice(begins))?.[0];
  if (indent === undefined) return undefined;
  const ends = text.indexOf('\n', to);
  const line = `${indent}${written(heading)}`;
  return ends < 0 ? `${text}\n${line}\n` : `${text.slice(0, ends + 1)}${line}\n${text.slice(ends + 1)}`;
}

function besideOne(text: string, { range, value, type }: Scalar, heading: string): string | undefined {
  if (!range || typeof value !== 'string' || (type ?? '').startsWith('BLOCK')) return undefined;
  const raw = text.slice(range[0], range[1]);
  const old = type === 'PLAIN' ? written(value) : raw;
  return `${text.slice(0, range[0])}[${old}, ${written(heading)}]${text.slice(range[1])}`;
}
