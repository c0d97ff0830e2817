/** Broken XML; who reads the part knows where in it. */
export class XmlBroken extends Error {}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const WRITTEN_OUT = /_x([0-9a-f]{4})_/gi; // how Excel writes what XML cannot hold: _x000D_ is a carriage return

/** The text of a stretch of bytes. `plain`: ASCII without anything to resolve; `literal`: a CDATA section, which has no references. */
export function textOf(bytes: Buffer, from: number, to: number, plain: boolean, literal: boolean): string {
  if (plain) return bytes.toString('latin1', from, to);
  let text = bytes.toString('utf8', from, to);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (!literal && text.includes('&')) text = text.replace(REFERENCE, resolved);
  return text;
}

/** A cell's text with its characters that are written as _xHHHH_. A zero byte is damage, and stays to be seen. */
export function cellText(text: string): string {
  const spelled = /_x/i.test(text) ? text.replace(WRITTEN_OUT, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
  return spelled.includes('\0') ? spelled.replaceAll('\0', '\ufffd') : spelled;
}

function resolved(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()]!;
  const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const ENCODING = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/;
const BEGINNING = 128; // bytes in which a declaration names its encoding

/** Turns a part into UTF-8, whatever it is written in: by its mark, by the zeros of UTF-16, by its own declaration. */
export class ToUtf8 {
  private head: Buffer | undefined = Buffer.alloc(0);
  private decoder: InstanceType<typeof TextDecoder> | undefined;

  push(chunk: Uint8Array): Buffer {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.head === undefined) return this.turned(bytes);
    this.head = this.head.length === 0 ? bytes : Buffer.concat([this.head, bytes]);
    return this.head.length < BEGINNING ? Buffer.alloc(0) : this.begin(this.head);
  }

  end(): Buffer {
    const begun = this.head === undefined ? Buffer.alloc(0) : this.begin(this.head);
    return this.decoder ? Buffer.concat([begun, Buffer.from(this.decoder.decode())]) : begun;
  }

  private begin(head: Buffer): Buffer {
    this.head = undefined;
    const charset = charsetOf(head);
    if (charset !== 'utf-8') this.decoder = decoderOf(charset);
    return this.turned(charset === 'utf-8' && head[0] === 0xef ? head.subarray(3) : head);
  }

  private turned(bytes: Buffer): Buffer {
    return this.decoder ? Buffer.from(this.decoder.decode(bytes, { stream: true })) : bytes;
  }
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    throw new XmlBroken('it names an encoding that there is not');
  }
}

function charsetOf(head: Buffer): string {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const said = ENCODING.exec(head.toString('latin1', a === 0xef ? 3 : 0, BEGINNING))?.[1]?.toLowerCase() ?? 'utf-8';
  return /^(utf-?8|utf-?16|us-ascii)/.test(said) ? 'utf-8' : said;
}
