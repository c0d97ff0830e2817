import { looksLikeX12 } from './x12';

export type Kind = 'empty' | 'x12' | 'edifact' | 'workbook' | 'zip' | 'mail' | 'text' | 'encrypted' | 'pdf' | 'image' | 'html' | 'binary';

const starts = (b: Uint8Array, ...magic: number[]): boolean => magic.every((m, i) => b[i] === m);
const ascii = (b: Uint8Array, from: number, to: number): string => new TextDecoder('latin1').decode(b.subarray(from, to));

/** What a file is, by its bytes. A name is a hint that is often wrong: half of all .xls are text or HTML. */
export function kindOf(bytes: Uint8Array, name: string): Kind {
  if (bytes.length === 0 || bytes.subarray(0, 4096).every((b) => b <= 32) === true) return 'empty';
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0x50, 0x4b, 5, 6)) return isWorkbook(bytes) ? 'workbook' : 'zip';
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return includes(bytes, 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e') ? 'encrypted' : 'workbook';
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47) || starts(bytes, 0xff, 0xd8, 0xff) || starts(bytes, 0x47, 0x49, 0x46, 0x38)) return 'image';
  const head = ascii(bytes, 0, 4096).replace(/^(ï»¿|\uFEFF|\s|\0)+/, '');
  if (looksLikeX12(head) || /^ISA[^A-Za-z0-9\s]/.test(head)) return 'x12';
  if (/^(UNA.{6}|UNB[+\x1d])/.test(head)) return 'edifact';
  if (/^<(!doctype html|html|table|head|body)/i.test(head)) return 'html';
  if (isMail(head, name)) return 'mail';
  const utf16 = starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff);
  const controls = bytes.subarray(0, 4096).filter((b) => b < 9 || (b > 13 && b < 32)).length;
  return utf16 || controls < 4 ? 'text' : 'binary';
}

const includes = (bytes: Uint8Array, text: string): boolean => ascii(bytes, 0, Math.min(bytes.length, 1 << 20)).includes(text);

/** A workbook names its parts in the first or the last of its directory; a plain zip of files does not. */
function isWorkbook(bytes: Uint8Array): boolean {
  const around = ascii(bytes, 0, 4096) + ascii(bytes, Math.max(0, bytes.length - 65_536), bytes.length);
  return /xl\/workbook\.(xml|bin)|\[Content_Types\]\.xml|mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/.test(around);
}

function isMail(head: string, name: string): boolean {
  const headers = head
    .slice(0, 4000)
    .match(/^(received|from|to|subject|date|message-id|mime-version|return-path|content-type|delivered-to):/gim);
  const needed = /\.(eml|msg|mail)$/i.test(name) ? 2 : 3;
  return new Set((headers ?? []).map((h) => h.toLowerCase())).size >= needed && /^[\w-]+:/.test(head);
}
