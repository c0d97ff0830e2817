import { LIMITS, NotOpened } from './limits';

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly refused?: NotOpened; // why what is listed under this name is not read
}

const BLOCK = 512;
const damaged = (why: string, at: number): NotOpened => new NotOpened('file.corrupt', `the archive is damaged: ${why} at byte ${at}`);
const text = (b: Uint8Array): string => new TextDecoder('utf-8').decode(b).replace(/\0[^]*$/, '');
const blank = (b: Uint8Array): boolean => b.every((x) => x === 0);

export const looksLikeTar = (b: Uint8Array): boolean => b.length >= BLOCK && text(b.subarray(257, 262)) === 'ustar';

const LINK = 'it is only a link to another file; please send the file itself';
const PIECES = 'the archive holds only pieces of it; please pack it again as a whole file';

/** The files of a tape archive; folders and devices are none. */
export function tarFiles(bytes: Uint8Array): TarFile[] {
  const out: TarFile[] = [];
  let said: Said = {};
  for (let at = 0; ;) {
    const head = bytes.subarray(at, at + BLOCK);
    if (head.length < BLOCK) throw damaged('it is cut off', at);
    if (blank(head)) {
      if (!blank(bytes.subarray(at))) throw damaged('something follows behind its end', at);
      if (bytes.length % BLOCK !== 0) throw damaged('it is not in whole blocks, so that a piece of it is missing', bytes.length);
      return out;
    }
    if (octal(head.subarray(148, 156)) !== sumOf(head)) throw damaged('a sum does not come out', at);
    const type = String.fromCharCode(head[156]!);
    const about = /[LKxg]/.test(type); // of what follows
    const size = (about ? undefined : said.size) ?? octal(head.subarray(124, 136));
    const body = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (!Number.isSafeInteger(size) || body.length < size) throw damaged('it is cut off', at);
    if (type === 'L') said = { ...said, name: text(body) };
    else if (type === 'x') said = { ...said, ...saidBy(body) };
    else if (!about) {
      const prefix = text(head.subarray(345, 500));
      const short = text(head.subarray(0, 100));
      const name = said.name ?? (prefix && !/^\s/.test(prefix) ? `${prefix}/${short}` : short);
      if (/[12]/.test(type)) out.push({ name, bytes: body, refused: new NotOpened('file.unsupported', LINK) });
      else if (/[SM]/.test(type) || said.sparse) out.push({ name, bytes: body, refused: new NotOpened('file.corrupt', PIECES) });
      else if (!/[3-6DNV]/.test(type)) out.push({ name, bytes: body }); // a type that nobody knows is a file (POSIX)
      if (out.length > LIMITS.entries)
        throw new NotOpened('file.too-big', `it holds more than ${LIMITS.entries} files, which is the limit`);
      said = {};
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** What stands before a file about it. */
interface Said {
  readonly name?: string;
  readonly size?: number;
  readonly sparse?: boolean;
}

function saidBy(body: Uint8Array): Said {
  const lines = text(body);
  const value = (key: string): string | undefined => new RegExp(`(?:^|\\n)\\d+ ${key}=([^\\n]*)\\n`).exec(lines)?.[1];
  const name = value('GNU\\.sparse\\.name') ?? value('path');
  const size = value('size');
  return {
    ...(name === undefined ? {} : { name }),
    ...(size === undefined ? {} : { size: /^\d+$/.test(size) ? Number(size) : Number.NaN }),
    ...(lines.includes(' GNU.sparse.') ? { sparse: true } : {}),
  };
}

/** Octal digits; or, where the first bit says so, a number in bytes. */
function octal(field: Uint8Array): number {
  if (field[0]! & 128) return field.subarray(1).reduce((n, b) => n * 256 + b, field[0]! & 127);
  const digits = text(field).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

const sumOf = (head: Uint8Array): number => head.reduce((n, b, i) => n + (i >= 148 && i < 156 ? 32 : b), 0);
