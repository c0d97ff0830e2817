import { sealedAs } from './signed';

/** What is told of a file that nobody can read without more than it brings. */
export const locked = (what: string): readonly [code: string, detail: string] => [
  'file.encrypted',
  `the ${what} is protected by a password or a key; please send it without`,
];

const has = (b: Uint8Array, what: string): boolean => Buffer.from(b.buffer, b.byteOffset, b.byteLength).includes(what, 0, 'latin1');
const wide = (text: string): string => [...text].join('\0');

/** What is behind a password, by its name for people; null: it is not, or does not say so. */
export function lockedAs(b: Uint8Array): string | null {
  const four = Buffer.from(b.buffer, b.byteOffset, Math.min(4, b.length)).toString('latin1');
  if (four === '\xd0\xcf\x11\xe0') return has(b, wide('EncryptedPackage')) || has(b, wide('EncryptionInfo')) ? 'Office file' : null;
  if (four === '%PDF') return has(b, '/Encrypt') ? 'PDF' : null;
  if (four === 'Rar!') return rarLocked(b) ? 'RAR archive' : null;
  if (four === '7z\xbc\xaf') return sevenZipLocked(b) ? '7z archive' : null;
  if (sealedAs(b) === 'encrypted') return 'S/MIME mail';
  return has(b.subarray(0, 100), '-----BEGIN PGP MESSAGE-----') ? 'PGP message' : null;
}

/** 7z names how it was packed in the part at its end; AES is one of the ways. Where that part is packed itself, it says nothing. */
function sevenZipLocked(b: Uint8Array): boolean {
  if (b.length < 32) return false;
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  const from = 32 + Number(view.getBigUint64(12, true));
  return from < b.length && has(b.subarray(from, from + 65_536), '\x06\xf1\x07\x01');
}

function rarLocked(b: Uint8Array): boolean {
  return b[6] === 0 ? rar4Locked(b) : rar5Locked(b);
}

const ARCHIVE_LOCKED = 0x80;
const FILE_LOCKED = 4;

function rar4Locked(b: Uint8Array): boolean {
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  for (let at = 7, i = 0; at + 7 <= b.length && i < 4; i++) {
    const type = b[at + 2]!;
    const flags = view.getUint16(at + 3, true);
    if (type === 0x73 && flags & ARCHIVE_LOCKED) return true;
    if (type === 0x74) return (flags & FILE_LOCKED) !== 0;
    at += Math.max(7, view.getUint16(at + 5, true));
  }
  return false;
}

/** Blocks of numbers in groups of seven bits; the fourth kind locks the archive, a record of the first kind one file. */
function rar5Locked(b: Uint8Array): boolean {
  let at = 8;
  const number = (): number => {
    let n = 0;
    for (let shift = 0; shift < 49 && at < b.length; shift += 7) {
      const byte = b[at++]!;
      n += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    return n;
  };
  for (let i = 0; i < 4 && at + 6 < b.length; i++) {
    at += 4;
    const size = number();
    const end = at + size;
    const type = number();
    const flags = number();
    if (type === 4) return true;
    if (type === 2) {
      const extra = flags & 1 ? number() : 0;
      for (at = end - extra; at > 8 && at < end && end <= b.length;) {
        const length = number();
        const next = at + length;
        if (number() === 1) return true;
        at = Math.max(at, next);
      }
      return false;
    }
    at = end;
  }
  return false;
}
