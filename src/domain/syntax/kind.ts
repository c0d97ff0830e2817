import { utf16 } from './charset';
import { looksLikeEdifact } from './edifact';
import { LIMITS } from './limits';
import { lockedAs } from './locked';
import { sealedAs } from './signed';
import { looksLikeTar } from './tar';
import { looksLikeX12 } from './x12';
import { zipEntries } from './zip';

export type Kind =
  | 'empty'
  | 'x12'
  | 'edifact'
  | 'workbook'
  | 'zip'
  | 'gz'
  | 'tar'
  | 'tnef'
  | 'signed'
  | 'mail'
  | 'text'
  | 'encrypted'
  | 'pdf'
  | 'image'
  | 'html'
  | 'document'
  | 'xml'
  | 'json'
  | 'seven-zip'
  | 'rar'
  | 'archive'
  | 'outlook'
  | 'binary';

const starts = (b: Uint8Array, ...magic: number[]): boolean => magic.every((m, i) => b[i] === m);
const ascii = (b: Uint8Array, from: number, to: number): string => new TextDecoder('latin1').decode(b.subarray(from, to));

const MAGIC: readonly [Kind, readonly number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x42, 0x4d]],
  ['image', [0x49, 0x49, 0x2a, 0]],
  ['image', [0x4d, 0x4d, 0, 0x2a]],
  ['document', [0x7b, 0x5c, 0x72, 0x74, 0x66]], // {\rtf
  ['tnef', [0x78, 0x9f, 0x3e, 0x22]],
  ['gz', [0x1f, 0x8b, 8]],
  ['seven-zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 7]],
  ['archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]], // xz
  ['archive', [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59]], // bzip2
  ['archive', [0x28, 0xb5, 0x2f, 0xfd]], // zstd
  ['archive', [0x4d, 0x53, 0x43, 0x46, 0, 0]], // cab
];

/** What a file is, by its bytes. A name is a hint that is often wrong: half of all .xls are text or HTML. */
export function kindOf(bytes: Uint8Array, name: string): Kind {
  if (bytes.every((b) => b === 0 || b === 32 || (b >= 9 && b <= 13))) return 'empty';
  if (lockedAs(bytes) !== null) return 'encrypted';
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0x50, 0x4b, 5, 6)) return packedKind(bytes);
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return compoundKind(bytes);
  if (looksLikeTar(bytes)) return 'tar'; // before its first file's name is taken for something
  const head = headOf(bytes);
  const edi = ediOf(head);
  if (edi) return edi;
  for (const [kind, magic] of MAGIC) if (starts(bytes, ...magic) && (kind !== 'image' || controls(bytes) > 0)) return kind;
  if (sealedAs(bytes) === 'signed') return 'signed';
  const wide = utf16(bytes);
  const words = wide ? new TextDecoder(wide).decode(bytes.subarray(0, 16_384)).trimStart() : head;
  if (/^<[!?a-z]/i.test(words)) return markupKind(words);
  if (/^(\{\s*["}]|\[\s*[[{\]])/.test(words)) return 'json';
  if (isMail(bytes, name)) return 'mail';
  return wide || controls(withoutEnd(bytes)) < 4 ? 'text' : 'binary';
}

const headOf = (bytes: Uint8Array): string => ascii(bytes, 0, 8192).replace(/^(ï»¿|\uFEFF|\s|\0)+/, '');
function ediOf(head: string): 'x12' | 'edifact' | undefined {
  if (looksLikeX12(head) || /^ISA[^A-Za-z0-9\s]/.test(head)) return 'x12';
  return looksLikeEdifact(head) ? 'edifact' : undefined;
}
const controls = (bytes: Uint8Array): number => bytes.subarray(0, 4096).filter((b) => b < 9 || (b > 13 && b < 32 && b !== 26)).length;

/** Zeros behind the end only fill a file up. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

/** What begins with a tag: a page, a workbook of the years when Excel wrote XML, or other XML. */
function markupKind(head: string): Kind {
  if (head.includes('urn:schemas-microsoft-com:office:spreadsheet') && !/<html[\s>]/i.test(head)) return 'workbook';
  if (/^<(!doctype html|html|table|head|body|meta)/i.test(head) || /<html[\s>]/i.test(head)) return 'html';
  if (/<svg[\s>]/.test(head)) return 'image';
  return !head.startsWith('<?xml') && /<(body|table)[\s>]/i.test(head) ? 'html' : 'xml';
}

/** Workbooks, other office files and plain archives are all zips; what lies in them tells which. */
function packedKind(bytes: Uint8Array): Kind {
  let names: string[];
  try {
    names = zipEntries(bytes).map((e) => e.name.toLowerCase());
  } catch {
    return 'zip'; // it is opened as one, and says there what is wrong with it
  }
  if (names.some((n) => /(^|\/)xl\/workbook\.(xml|bin)$/.test(n))) return 'workbook';
  if (names.includes('encrypted-package') && names.includes('mimetype')) return 'encrypted'; // OpenDocument since 1.4
  if (names.includes('content.xml') && names.includes('mimetype')) {
    // Some writers pack the line that says what it is: a workbook that is taken for a letter would be passed over beside another.
    return /opendocument\.(?!spreadsheet)/.test(ascii(bytes, 0, 200)) ? 'document' : 'workbook';
  }
  return names.some((n) => /^(word|ppt)\/|^index\/document\.iwa$/.test(n)) ? 'document' : 'zip';
}

const wideName = (text: string): string => [...text].join('\0');

/** The old container of Office: a workbook of before 2007, a mail that Outlook saved, or another office file. */
function compoundKind(bytes: Uint8Array): Kind {
  const text = ascii(bytes, 0, bytes.length > 8 << 20 ? 8 << 20 : bytes.length);
  if (text.includes(wideName('__properties_version1'))) return 'outlook';
  return text.includes(wideName('WordDocument')) || text.includes(wideName('PowerPoint Document')) ? 'document' : 'workbook';
}

const HEADER = /^(received|from|to|subject|date|message-id|mime-version|return-path|content-type|delivered-to|reply-to)[ \t]*:/gim;

/** Servers on the way write many kilobytes before what the sender wrote. */
function isMail(bytes: Uint8Array, name: string): boolean {
  if (!/^\s*([!-9;-~]+[ \t]*:|From )/.test(ascii(bytes, 0, 1000))) return false;
  const block = ascii(bytes, 0, LIMITS.mailHeadBytes)
    .trimStart()
    .split(/\r?\n\r?\n/, 1)[0]!;
  const found = new Set((block.match(HEADER) ?? []).map((h) => h.toLowerCase().replace(/[ \t]*:$/, '')));
  return found.size >= (/\.(eml|msg|mail)$/i.test(name) ? 2 : 3);
}
