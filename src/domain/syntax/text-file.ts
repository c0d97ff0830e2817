import iconv from 'iconv-lite';
import { type ByteSource, inMemory, piecesOf } from './byte-source';
import { type Charset, charsetIn, isAscii, utf16 } from './charset';
import { byteText } from './edi-text';
import { NotOpened } from './limits';

/** The text of a file, a piece at a time, from where its bytes lie; every walk reads them again, and none holds them all. */
export interface TextFile {
  readonly size: number; // bytes, of which a character has one or more
  readonly charset: string;
  readonly why: string; // it is taken for that
  pieces(): Iterable<string>;
  in(charset: string): TextFile; // the same bytes in an encoding that somebody names
}

/** Why something is as it is: a person has said so. */
export const SAID = 'as the mapping says';
const WHY: Readonly<Record<Charset, string>> = {
  'utf-8': 'its bytes are that',
  'utf-16le': 'by its mark or its zeros',
  'utf-16be': 'by its mark or its zeros',
  'windows-1252': 'it is no UTF-8',
  'windows-1250': 'letters of Central Europe stand where others have signs',
  'windows-1251': 'whole words are of letters that are Cyrillic in it',
  macintosh: 'letters stand where Windows has signs',
};

/** What calls itself Latin 1 is Windows-1252, as every program takes it; ASCII and UTF-8 is what could not be read as that. */
const WESTERN = /^(utf|ucs|unicode|us-ascii|ascii|iso-?8859-?1$|latin-?1$|windows-?1252$)/i;
const HEAD = 4096;
const PIECE = 64 * 1024; // a string of more than twice as much lies among V8's large objects, which cost as much as all else

/** `said`: what a mail says that its attachment is written in. Where the bytes are UTF-8 it does not count: many call UTF-8 something else. */
export function textFile(source: ByteSource, said?: string): TextFile {
  const bytes = (): Iterable<Uint8Array> => piecesOf(source, [0, source.size], PIECE);
  const head = source.read(0, Math.min(source.size, HEAD));
  if (utf16(head) === undefined && areAscii(bytes())) return fileOf(source, 'utf-8', 'all of it is ASCII', () => characters(bytes()));
  const charset = charsetIn(head, bytes);
  if (isCut(source, charset)) throw new NotOpened('file.corrupt', 'the text breaks off within a letter, so that its end is missing');
  const foreign = !charset.startsWith('utf') && said !== undefined && !WESTERN.test(said) && iconv.encodingExists(said);
  return foreign ? fileIn(source, said.toLowerCase(), 'the mail says so') : fileIn(source, charset, WHY[charset]);
}

/** The last letter lacks a byte. Only of these encodings can be told that a file was cut. */
function isCut(source: ByteSource, charset: Charset): boolean {
  const tail = source.read(Math.max(0, source.size - 4), source.size);
  if (charset.startsWith('utf-16')) return source.size % 2 === 1 && ![0, 10, 13, 26].includes(tail.at(-1)!);
  if (charset !== 'utf-8') return false;
  const lead = tail.findLastIndex((b) => b >= 0xc0);
  const length = lead < 0 ? 0 : tail[lead]! >= 0xf0 ? 4 : tail[lead]! >= 0xe0 ? 3 : 2;
  return lead >= 0 && lead + length > tail.length && tail.subarray(lead + 1).every((b) => b >= 0x80 && b < 0xc0);
}

const fileIn = (source: ByteSource, charset: string, why: string): TextFile =>
  fileOf(source, charset, why, () => decoded(piecesOf(source, [0, source.size], PIECE), charset));
const fileOf = (source: ByteSource, charset: string, why: string, pieces: () => Iterable<string>): TextFile => ({
  size: source.size,
  charset,
  why,
  pieces: () => withoutZeros(pieces()),
  in: (other) => fileIn(source, other, SAID),
});

/** A text that is in memory already. */
export const heldText = (text: string): TextFile => textFile(inMemory(new TextEncoder().encode(text)));

/** Most files are: they need no decoder. */
function areAscii(pieces: Iterable<Uint8Array>): boolean {
  for (const bytes of pieces) if (!isAscii(bytes)) return false;
  return true;
}

function* characters(pieces: Iterable<Uint8Array>): Generator<string> {
  for (const bytes of pieces) yield byteText(bytes);
}

function* decoded(pieces: Iterable<Uint8Array>, charset: string): Generator<string> {
  const utf = /^utf-?(8|16[lb]e)$/i.test(charset); // as the libraries of browsers read it: what is damaged is shown as that
  const decoder = utf ? new TextDecoder(charset) : iconv.getDecoder(charset);
  for (const bytes of pieces)
    yield decoder instanceof TextDecoder
      ? decoder.decode(bytes, { stream: true })
      : decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  yield (decoder instanceof TextDecoder ? decoder.decode() : decoder.end()) ?? '';
}

/** Zero bytes behind the end only fill it up; one in between is damage, and stays to be seen. */
function* withoutZeros(pieces: Iterable<string>): Generator<string> {
  let held = 0; // zeros, of which nobody knows yet whether anything follows
  for (const piece of pieces) {
    if (held === 0 && !piece.includes('\0')) {
      if (piece !== '') yield piece;
      continue;
    }
    let end = piece.length;
    while (end > 0 && piece.charCodeAt(end - 1) === 0) end--;
    if (end > 0) {
      yield '\ufffd'.repeat(held) + piece.slice(0, end).replaceAll('\0', '\ufffd');
      held = 0;
    }
    held += piece.length - end;
  }
}
