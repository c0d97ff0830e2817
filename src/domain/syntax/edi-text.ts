/**
 * Bytes as a string of just as many characters. A position in it is the position in the file, it costs no more than a copy,
 * and what a character means is asked only of the elements that somebody reads.
 */
export const byteText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const SPECIAL = /[\x00\x80-\xff]/;
export const isPlain = (text: string): boolean => !SPECIAL.test(text);

/** A zero byte inside of a value is damage, and stays to be seen: left out, it would make another number of what stands around it. */
export const withoutZeros = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text);

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What bytes say: UTF-8 where they are that, else another code page. Never refused for its characters. */
export const shownBy =
  (otherwise: InstanceType<typeof TextDecoder>) =>
  (text: string): string => {
    if (isPlain(text)) return text;
    const bytes = Buffer.from(text, 'latin1');
    try {
      return withoutZeros(strict.decode(bytes));
    } catch {
      return withoutZeros(otherwise.decode(bytes));
    }
  };
/** The other one is Western, where nothing else is settled. */
export const shown = shownBy(new TextDecoder('windows-1252'));

/** The whole character at a position, which outside of ASCII may be several bytes; a separator can be any. */
export function characterAt(text: string, at: number): string {
  const lead = text.charCodeAt(at);
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  const whole = text.slice(at, at + length);
  return length > 1 && whole.length === length && shown(whole).length <= 2 && CONTINUED.test(whole) ? whole : text.slice(at, at + 1);
}
const CONTINUED = /^.[\x80-\xbf]+$/;

export const BOM = '\xef\xbb\xbf';
export const isUtf16 = (text: string): boolean => text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff');

/** Behind whatever only decorates: blanks, line breaks, byte order marks, NULs of padded blocks; never behind a terminator. */
export function skipBlank(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 10 || c === 13 || c === 9 || c === 0) at++;
    else if (c === 0xef && text.startsWith(BOM, at)) at += BOM.length;
    else break;
  }
  return at;
}
