import { LIMITS, NotOpened } from './limits';

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
const damaged = (why: string, at: number): NotOpened => new NotOpened('file.corrupt', `the archive is damaged: ${why} at byte ${at}`);
const text = (b: Uint8Array): string => new TextDecoder('utf-8').decode(b).replace(/\0[^]*$/, '');

export const looksLikeTar = (b: Uint8Array): boolean => b.length >= BLOCK && text(b.subarray(257, 262)) === 'ustar';

/** The plain files of a tape archive; folders, links and devices are none. */
export function tarFiles(bytes: Uint8Array): TarFile[] {
  const out: TarFile[] = [];
  let longName: string | undefined;
  for (let at = 0; ;) {
    const head = bytes.subarray(at, at + BLOCK);
    if (head.length < BLOCK) throw damaged('it is cut off', at);
    if (head.every((b) => b === 0)) return out;
    if (octal(head.subarray(148, 156)) !== sumOf(head)) throw damaged('a sum does not come out', at);
    const size = octal(head.subarray(124, 136));
    const body = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (!Number.isSafeInteger(size) || body.length < size) throw damaged('it is cut off', at);
    const type = String.fromCharCode(head[156]!);
    if (type === 'L') longName = text(body);
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text(body))?.[1] ?? longName;
    else if (type !== 'g') {
      const prefix = text(head.subarray(345, 500));
      const short = text(head.subarray(0, 100));
      if (/[07\0]/.test(type)) out.push({ name: longName ?? (prefix && !/^\s/.test(prefix) ? `${prefix}/${short}` : short), bytes: body });
      if (out.length > LIMITS.entries)
        throw new NotOpened('file.too-big', `it holds more than ${LIMITS.entries} files, which is the limit`);
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** Octal digits; or, where the first bit says so, a number in bytes. */
function octal(field: Uint8Array): number {
  if (field[0]! & 128) return field.subarray(1).reduce((n, b) => n * 256 + b, field[0]! & 127);
  const digits = text(field).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

const sumOf = (head: Uint8Array): number => head.reduce((n, b, i) => n + (i >= 148 && i < 156 ? 32 : b), 0);
