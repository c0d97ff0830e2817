import { LIMITS, NotOpened } from './limits';
import { textOf } from './mime-head';

/** What a part of a mail holds; `damage` says why it must not be read, for what is lost would be missed by nobody. */
export interface Decoded {
  readonly bytes: Buffer;
  readonly damage?: readonly [code: string, detail: string];
}

const CUT: Decoded['damage'] = ['mail.truncated', 'it is cut off: its encoding ends in the middle'];
const ALIEN: Decoded['damage'] = ['mail.damaged', 'it is damaged: it holds characters that its encoding does not have'];

export const isUu = (encoding: string): boolean => /^\s*(x-)?uu(encode|e)\s*$/i.test(encoding);

/**
 * A part's bytes out of the form in which they travelled. The library that people use forgives whatever it finds here. `toTheEnd`:
 * no closing line stands behind it, so that a line that is to go on was cut off.
 */
export function decodePart(encoding: string, raw: Buffer, toTheEnd = false): Decoded {
  if (isUu(encoding)) {
    const [first] = uuFiles(raw.toString('latin1')).files;
    return first ? { bytes: first.bytes, ...(first.damage ? { damage: first.damage } : {}) } : { bytes: Buffer.alloc(0), damage: CUT };
  }
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return base64(raw);
    case 'quoted-printable':
      return quotedPrintable(raw, toTheEnd);
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return { bytes: raw };
    default:
      return { bytes: raw, damage: ['mail.damaged', `it is encoded in a way (${encoding.slice(0, 40)}) that is not known here`] };
  }
}

const digit = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 43 || c === 47;

/** Several encoded pieces in a row, each with its own padding, are what some gateways write: each is decoded by itself. */
function base64(raw: Buffer): Decoded {
  const out = Buffer.alloc(Math.ceil(raw.length / 4) * 3); // millions of pieces, each in an object of its own, would fill the memory
  let size = 0;
  let from = 0;
  let digits = 0;
  let padding = 0;
  const piece = (to: number): boolean => {
    const whole = digits % 4 === 0 || (digits % 4 > 1 && (digits + padding) % 4 === 0);
    size += out.write(raw.toString('latin1', from, to), size, 'base64');
    [from, digits, padding] = [to, 0, 0];
    return whole;
  };
  for (let i = 0; i < raw.length; i++) {
    const c = raw[i]!;
    if (c === 61) padding += 1;
    else if (digit(c)) {
      if (padding > 0 && !piece(i)) return { bytes: Buffer.alloc(0), damage: CUT };
      digits += 1;
    } else if (c !== 32 && c !== 9 && c !== 10 && c !== 13) return { bytes: Buffer.alloc(0), damage: ALIEN };
  }
  return piece(raw.length) ? { bytes: out.subarray(0, size) } : { bytes: Buffer.alloc(0), damage: CUT };
}

/**
 * By the byte, since a mail of fifty megabytes as one string after another is more than a reading thread may hold. What a mail server
 * has put behind a line (blanks) is none of it.
 */
function quotedPrintable(raw: Buffer, toTheEnd: boolean): Decoded {
  const out = Buffer.allocUnsafeSlow(raw.length);
  let size = 0;
  let wrong = false;
  let open = false; // the last line goes on
  for (let from = 0; from < raw.length;) {
    const found = raw.indexOf(10, from);
    const next = found < 0 ? raw.length : found + 1;
    const end = found < 0 ? next : found > from && raw[found - 1] === 13 ? found - 1 : found;
    let stop = end;
    while (stop > from && (raw[stop - 1] === 32 || raw[stop - 1] === 9)) stop -= 1;
    const returned = end === found && stop < end && stop > from && raw[stop - 1] === 13; // blanks between the two characters that end a line
    if (returned) stop -= 1;
    open = stop > from && raw[stop - 1] === EQUALS;
    if (open) stop -= 1;
    for (let i = from; i < stop; i++) {
      if (raw[i] !== EQUALS) {
        out[size++] = raw[i]!;
        continue;
      }
      const [high, low] = [hexDigit(raw[i + 1]), i + 2 < stop ? hexDigit(raw[i + 2]) : -1];
      if (high < 0 || low < 0) wrong = true;
      out[size++] = high < 0 || low < 0 ? EQUALS : high * 16 + low;
      if (high >= 0 && low >= 0) i += 2;
    }
    if (!open && returned) out[size++] = 13;
    if (!open) size += raw.copy(out, size, end, next);
    from = next;
  }
  if (toTheEnd && open && raw.at(-1) !== 10) return { bytes: Buffer.alloc(0), damage: CUT };
  return { bytes: out.subarray(0, size), ...(wrong ? { damage: ALIEN } : {}) };
}
const EQUALS = 61;
function hexDigit(c: number | undefined): number {
  if (c === undefined) return -1;
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c & 0xdf;
  return letter >= 65 && letter <= 70 ? letter - 55 : -1;
}

export interface UuFile extends Decoded {
  readonly name: string;
}

const BEGIN = /^begin [0-7]{3,4} ([^\r\n]{1,255})\r?$/gm;

/** Files as they were written into mails before there were attachments: `begin 644 stock.csv` to `end`. */
export function uuFiles(text: string): { readonly files: readonly UuFile[]; readonly rest: string } {
  const files: UuFile[] = [];
  let rest = '';
  let at = 0;
  for (const m of text.matchAll(BEGIN)) {
    if (m.index < at) continue;
    const read = uuLines(text, m.index + m[0].length + 1);
    if (read === undefined) continue; // a sentence that begins so
    if (files.length === LIMITS.mailParts) throw new NotOpened('file.too-big', `the mail has more than ${LIMITS.mailParts} parts`);
    rest += text.slice(at, m.index);
    files.push({ name: textOf(Buffer.from(m[1]!.trim(), 'latin1')), ...read.decoded });
    at = read.end;
  }
  return { files, rest: rest + text.slice(at) };
}

function uuLines(text: string, from: number): { decoded: Decoded; end: number } | undefined {
  const out = new Grown();
  const broken = (damage: Decoded['damage'], end: number): { decoded: Decoded; end: number } => ({
    decoded: { bytes: Buffer.alloc(0), ...(damage ? { damage } : {}) },
    end,
  });
  for (let at = from; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found + 1;
    const line = text.slice(at, end).replace(/\r?\n$/, '');
    if (/^end\s*$/.test(line)) return { decoded: { bytes: out.bytes() }, end };
    const n = (line.charCodeAt(0) - 32) & 63;
    const given = line.slice(1);
    const body = given.trimEnd();
    if (given.length < Math.ceil((n * 4) / 3)) return at === from ? undefined : broken(CUT, at);
    if (line === '' || !/^[\x20-\x60]*$/.test(line) || body.length > Math.ceil(n / 3) * 4 + 1)
      return at === from ? undefined : broken(line === '' ? CUT : ALIEN, at);
    uuLine(body, n, out);
    at = end;
  }
  return text.length <= from ? undefined : broken(CUT, text.length);
}

function uuLine(body: string, n: number, out: Grown): void {
  const six = (i: number): number => ((body.charCodeAt(i) || 32) - 32) & 63; // blanks at the end of a line get lost on the way
  for (let i = 0, left = n; left > 0; i += 4, left -= 3) {
    const bits = (six(i) << 18) | (six(i + 1) << 12) | (six(i + 2) << 6) | six(i + 3);
    out.add(bits >> 16);
    if (left > 1) out.add((bits >> 8) & 255);
    if (left > 2) out.add(bits & 255);
  }
}

/** Bytes that come one by one. */
class Grown {
  private held = Buffer.alloc(1024);
  private size = 0;

  add(byte: number): void {
    if (this.size === this.held.length) this.held = Buffer.concat([this.held, Buffer.alloc(this.size)]);
    this.held[this.size++] = byte;
  }

  bytes(): Buffer {
    return this.held.subarray(0, this.size);
  }
}
