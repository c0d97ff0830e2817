import { LIMITS, NotOpened } from './limits';
import { textOf } from './mime-head';
import { damaged, mapiProps } from './tnef-props';

export interface TnefFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const SIGNATURE = 0x223e9f78;
const CODEPAGE = 0x9007;
const BEGIN_ATTACHMENT = 0x9002;
const TITLE = 0x8010;
const DATA = 0x800f;
const PROPS = 0x9005;
const OBJECT = 0x0d; // MAPI type of a mail or document in the mail, whose first 16 bytes say of which kind

/** The files in a winmail.dat, in which Outlook hides them from everybody else (MS-OXTNEF). */
export function tnefFiles(bytes: Uint8Array): TnefFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 6 || view.getUint32(0, true) !== SIGNATURE) throw damaged('its mark is missing', 0);
  const files: Partial<Found>[] = [];
  let charset = 'windows-1252';
  for (let at = 6; at < bytes.length && !isFilling(bytes, at);) {
    const attribute = attributeAt(view, bytes, at);
    const { id, data } = attribute;
    if (id === CODEPAGE && data.length >= 4) charset = `windows-${attribute.view.getUint32(0, true)}`;
    if (id === BEGIN_ATTACHMENT) {
      if (files.length === LIMITS.entries)
        throw new NotOpened('file.too-big', `it holds more than ${LIMITS.entries} files, which is the limit`);
      files.push({ at });
    }
    const file = files.at(-1);
    if (attribute.level === 2 && !file) throw damaged('a file begins in its middle', at);
    if (file && id === TITLE) file.title = trimmed(textOf(data, charset));
    if (file && id === DATA) {
      if (file.bytes !== undefined) throw damaged('a file has its content twice', at);
      file.bytes = data;
    }
    if (file && id === PROPS) Object.assign(file, fromProps(data, attribute.from, charset, file));
    at = attribute.next;
  }
  return files.map(({ name, title, bytes: content, at }, i) => {
    if (content === undefined) throw damaged('the content of a file is missing, which begins', at!);
    return { name: name || title || `attachment-${i + 1}`, bytes: content };
  });
}

/** Line ends and zeros, with which programs on the way fill up. */
const isFilling = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] !== 1 && bytes[at] !== 2 && bytes.subarray(at).every((b) => b === 0 || b === 10 || b === 13);

interface Found {
  at: number;
  title: string; // short, and often cut
  name: string;
  bytes: Uint8Array;
}

interface Attribute {
  readonly level: number;
  readonly id: number;
  readonly from: number;
  readonly data: Uint8Array;
  readonly view: DataView;
  readonly next: number;
}

function attributeAt(view: DataView, bytes: Uint8Array, at: number): Attribute {
  if (at + 11 > bytes.length) throw damaged('it is cut off', at);
  const level = view.getUint8(at);
  if (level !== 1 && level !== 2) throw damaged('there is no attribute', at);
  const length = view.getUint32(at + 5, true);
  const from = at + 9;
  if (from + length + 2 > bytes.length) throw damaged('it is cut off', at);
  const data = bytes.subarray(from, from + length);
  let sum = 0;
  for (let i = 0; i < length; i++) sum = (sum + data[i]!) & 0xffff;
  if (sum !== view.getUint16(from + length, true)) throw damaged('a sum does not come out', at);
  const inner = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { level, id: view.getUint32(at + 1, true) & 0xffff, from, data, view: inner, next: from + length + 2 };
}

const trimmed = (text: string): string => text.replace(/\0[^]*$/, '').trim();

const LONG_NAME = 0x3707;
const SHORT_NAME = 0x3704;
const SHOWN_NAME = 0x3001;
const CONTENT = 0x3701;

function fromProps(data: Uint8Array, base: number, charset: string, known: Partial<Found>): Partial<Found> {
  const out: Partial<Found> = {};
  const names = new Map<number, string>();
  for (const { id, type, value } of mapiProps(data, base)) {
    if (id === CONTENT && value.length > 0 && known.bytes === undefined) out.bytes = type === OBJECT ? value.subarray(16) : value;
    if (id === LONG_NAME || id === SHORT_NAME || id === SHOWN_NAME)
      names.set(id, trimmed(type === 0x1f ? new TextDecoder('utf-16le').decode(value) : textOf(value, charset)));
  }
  const name = names.get(LONG_NAME) ?? known.title ?? names.get(SHORT_NAME) ?? names.get(SHOWN_NAME);
  return name === undefined ? out : { ...out, name };
}
