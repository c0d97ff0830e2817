/** An EDI file as text, and back to its bytes. */
export interface Decoded {
  readonly text: string;
  readonly range: (from: number, to: number) => readonly [from: number, to: number];
}

/**
 * UTF-8 where the bytes are, else Latin-1: a separator may lie outside ASCII, and one that is several bytes long must still be
 * one character. Where every byte is a character, which is nearly always, positions are the bytes' own.
 */
export function decoded(bytes: Uint8Array): Decoded {
  const plain = bytes.every((b) => b < 0x80);
  if (plain) return { text: latin1(bytes), range: (from, to) => [from, to] };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { text: latin1(bytes), range: (from, to) => [from, to] };
  }
  const encoder = new TextEncoder();
  let known = 0;
  let knownBytes = 0;
  const position = (at: number): number => {
    if (at < known) [known, knownBytes] = [0, 0];
    knownBytes += encoder.encode(text.slice(known, at)).length;
    known = at;
    return knownBytes;
  };
  return { text, range: (from, to) => [position(from), position(to)] };
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
