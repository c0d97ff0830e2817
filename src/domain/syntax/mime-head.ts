import iconv from 'iconv-lite';
import { LIMITS } from './limits';

/** Headers of a mail or of one of its parts: latin1 text, one character a byte, as it is on the wire. */
export class MimeHead {
  private readonly fields: readonly (readonly [name: string, value: string])[];

  constructor(text: string) {
    const lines = text.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/);
    this.fields = lines.flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const] : [];
    });
  }

  get listed(): readonly (readonly [name: string, value: string])[] {
    return this.fields;
  }
  get(name: string): string | undefined {
    return this.fields.find(([n]) => n === name)?.[1];
  }

  all(name: string): string[] {
    return this.fields.filter(([n]) => n === name).map(([, value]) => value);
  }
  count(name: string): number {
    return this.all(name).length;
  }
}

export interface Parameters {
  readonly value: string; // before the first semicolon, in lower case
  readonly get: (name: string) => string | undefined;
}

/** `attachment; filename*0*=utf-8''Best%C3; filename*1*=%A4nde.csv` (RFC 2045, RFC 2231), whatever programs make of it. */
export function parametersOf(field: string | undefined): Parameters {
  const [first = '', ...more] = pieces(field ?? '');
  const { value, rest } = withoutSemicolon(first, more);
  const given = new Map<string, string>();
  for (const piece of rest.slice(0, LIMITS.mailParameters)) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    if (name !== '' && !given.has(name)) given.set(name, unquoted(piece.slice(equals + 1).trim()));
  }
  return { value: value.trim().toLowerCase(), get: (name) => encoded(given, name) ?? plain(given.get(name)) };
}

/** `multipart/mixed boundary=b`: the semicolon is missing, and nothing else. */
function withoutSemicolon(first: string, rest: readonly string[]): { value: string; rest: readonly string[] } {
  const value = /^\s*\S*/.exec(first)![0];
  const behind = first.slice(value.length);
  return /^\s+[\w*-]+\s*=/.test(behind) ? { value, rest: [behind, ...rest] } : { value: first, rest };
}

/** What stands between semicolons outside of quotes; comments are left out. */
function pieces(field: string): string[] {
  const out: string[] = [];
  let piece = '';
  let quoted = false;
  let comment = 0;
  for (let i = 0; i < field.length; i++) {
    const c = field[i]!;
    if (quoted || comment > 0 ? c === '\\' && /["\\()]/.test(field[i + 1] ?? '') : false) {
      if (comment === 0) piece += c + field[i + 1]!;
      i += 1;
    } else if (comment > 0) comment += c === '(' ? 1 : c === ')' ? -1 : 0;
    else if (c === '"') {
      quoted = !quoted;
      piece += c;
    } else if (!quoted && c === '(' && (piece === '' || /\s/.test(piece.at(-1)!))) comment = 1;
    else if (!quoted && c === ';') {
      out.push(piece);
      piece = '';
    } else piece += c;
  }
  return [...out, piece];
}

/** A backslash that stands before neither a quote nor another one is a path that some program wrote as it was. */
const unquoted = (value: string): string => (value.startsWith('"') ? value.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1') : value);

/** Sections of one value, joined before they are decoded: a letter of two bytes may fall in two of them. */
function encoded(given: ReadonlyMap<string, string>, name: string): string | undefined {
  const whole = given.get(`${name}*`);
  if (whole !== undefined) return fromPercent([[whole, true]]);
  const sections: [string, boolean][] = [];
  for (let i = 0; i < LIMITS.mailParameters; i++) {
    const coded = given.get(`${name}*${i}*`);
    const section = coded ?? given.get(`${name}*${i}`);
    if (section === undefined) break;
    sections.push([section, coded !== undefined]);
  }
  return sections.length === 0 ? undefined : fromPercent(sections);
}

function fromPercent(sections: readonly [text: string, coded: boolean][]): string {
  const charset = sections[0]![1] ? /^([^']*)'[^']*'/.exec(sections[0]![0]) : null;
  const bytes = sections.map(([text, coded], i) => {
    const body = i === 0 && charset ? text.slice(charset[0].length) : text;
    return coded ? body.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : body;
  });
  return textOf(Buffer.from(bytes.join(''), 'latin1'), charset?.[1]);
}

const plain = (value: string | undefined): string | undefined => (value === undefined ? undefined : wordsOf(value));

const WORD = /=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=/gi;

/** `=?iso-8859-2?Q?Stan=F3w?=` (RFC 2047), which names must not use and mostly do; raw bytes are UTF-8 where they are that. */
export function wordsOf(value: string): string {
  const joined = value.slice(0, LIMITS.mailFieldBytes).replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1');
  let out = '';
  let at = 0;
  let held: { charset: string; bytes: string } | undefined; // words of one charset in a row are one text
  const flush = (): void => {
    if (held) out += textOf(Buffer.from(held.bytes, 'latin1'), held.charset);
    held = undefined;
  };
  for (const m of joined.matchAll(WORD)) {
    const between = joined.slice(at, m.index);
    if (between !== '' || held?.charset !== m[1]!.toLowerCase()) flush();
    out += textOf(Buffer.from(between, 'latin1'));
    held ??= { charset: m[1]!.toLowerCase(), bytes: '' };
    held.bytes += m[2]!.toLowerCase() === 'b' ? Buffer.from(m[3]!, 'base64').toString('latin1') : quoted(m[3]!);
    at = m.index + m[0].length;
  }
  flush();
  return out + textOf(Buffer.from(joined.slice(at), 'latin1'));
}

const quoted = (word: string): string =>
  word.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Text in the charset that it names; unnamed, unknown or wrongly named, as UTF-8 if it is that, else as Windows-1252. */
export function textOf(bytes: Uint8Array, charset?: string): string {
  for (const name of charset === undefined || /^(us-)?ascii$/i.test(charset) ? ['utf-8'] : [charset, 'utf-8']) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      if (name !== 'utf-8' && iconv.encodingExists(name) && !/^utf-?8$/i.test(name)) return iconv.decode(Buffer.from(bytes), name);
    }
  }
  return iconv.decode(Buffer.from(bytes), 'win1252');
}
