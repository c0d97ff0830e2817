/** The bytes of a file, wherever they lie; each stretch may be read as often as somebody asks. */
export interface ByteSource {
  readonly size: number;
  /** `into`: where the bytes may be put, by who needs them no longer than until the next read; they need not lie there. */
  read(from: number, to: number, into?: Uint8Array): Uint8Array;
}

export const inMemory = (bytes: Uint8Array): ByteSource => ({ size: bytes.length, read: (from, to) => bytes.subarray(from, to) });

export const sourceFrom = (file: Uint8Array | ByteSource): ByteSource => (file instanceof Uint8Array ? inMemory(file) : file);

const PIECE = 256 * 1024;

/**
 * A stretch in pieces, for those who need all of it and never all at once: each lasts until the next one is asked for. One of its own
 * for each piece would hold the whole file, since nothing has V8 collect while nothing else is made.
 */
export function* piecesOf(source: ByteSource, [from, to]: readonly [number, number], piece = PIECE): Generator<Uint8Array> {
  const into = to - from > piece ? new Uint8Array(piece) : undefined;
  for (let at = from; at < to; at += piece) yield source.read(at, Math.min(to, at + piece), into);
}

export function sameBytes(source: ByteSource, one: readonly [number, number], other: readonly [number, number]): boolean {
  const length = one[1] - one[0];
  if (length !== other[1] - other[0]) return false;
  for (let at = 0; at < length; at += PIECE) {
    const n = Math.min(PIECE, length - at);
    const [a, b] = [one, other].map(([from]) => source.read(from + at, from + at + n)) as [Uint8Array, Uint8Array];
    if (Buffer.compare(a, b) !== 0) return false;
  }
  return true;
}
