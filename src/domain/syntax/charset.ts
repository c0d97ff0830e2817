import iconv from 'iconv-lite';
import { type CodePage, codePageOf } from './code-pages';

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | CodePage;
export interface Decoded {
  readonly text: string;
  readonly charset: Charset;
}

/** Text that is in memory as a whole, without the zero bytes behind its end. */
export function decode(bytes: Uint8Array): Decoded {
  const charset = charsetIn(bytes, () => [bytes]);
  const text = charset.startsWith('utf') ? new TextDecoder(charset).decode(bytes) : iconv.decode(asBuffer(bytes), charset);
  return { text: text.includes('\0') ? text.replace(/\0+$/, '').replaceAll('\0', '\ufffd') : text, charset };
}
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * What a text is written in: by its byte order mark, UTF-16 where every other byte is zero, UTF-8 where it is that, else
 * in an alphabet of one byte a letter. A file that is UTF-8 but for a damaged character stays UTF-8: reading it as another would
 * spoil every other name in it.
 */
export function charsetIn(head: Uint8Array, pieces: () => Iterable<Uint8Array>): Charset {
  const wide = utf16(head);
  if (wide) return wide;
  if (isUtf8(pieces())) return 'utf-8';
  let [good, bad] = [0, 0];
  const decoder = new TextDecoder('utf-8');
  for (const bytes of pieces()) {
    const text = decoder.decode(bytes, { stream: true });
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 0xfffd) bad += 1;
      else if (c > 127) good += 1;
    }
  }
  return good > 1 && good >= bad ? 'utf-8' : codePageOf(pieces());
}

/** Most pieces of most files are: they need no decoder. */
export function isAscii(bytes: Uint8Array): boolean {
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) bits |= bytes[i]!;
  return bits < 128;
}

function isUtf8(pieces: Iterable<Uint8Array>): boolean {
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const bytes of pieces) strict.decode(bytes, { stream: true });
    strict.decode();
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 by its mark, or by what Western text looks like in it: a zero in every second byte. */
export function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const n = Math.min(bytes.length & ~1, 2000);
  if (n < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < n; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  if (odd > n * 0.35 && even === 0) return 'utf-16le';
  return even > n * 0.35 && odd === 0 ? 'utf-16be' : undefined;
}
