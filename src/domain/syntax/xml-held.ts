import { POWERS } from './number-text';
import type { XmlScan } from './xml-scan';
import { textOf } from './xml-text';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The text of an element, kept as where its bytes stand until somebody asks: most are numbers and never become text. */
export class Held {
  there = false; // the element; its text may be none
  bytes: Buffer | undefined;
  from = 0;
  to = 0;
  private plain = true;
  private literal = false;
  private before = ''; // pieces in front of the held one, where a comment or a CDATA section cuts the text

  clear(): void {
    this.there = false;
    this.bytes = undefined;
    this.before = '';
  }

  take(xml: XmlScan): void {
    if (this.bytes) this.before = this.content;
    this.bytes = xml.bytes;
    this.from = xml.from;
    this.to = xml.to;
    this.plain = xml.plain;
    this.literal = xml.literal;
  }

  get content(): string {
    return this.bytes ? this.before + textOf(this.bytes, this.from, this.to, this.plain, this.literal) : '';
  }

  /** Whether its bytes, from `from` to `to`, are its characters, as a cell shows them. */
  get asItStands(): boolean {
    return this.bytes !== undefined && this.plain && !this.literal && this.before === '';
  }

  get blank(): boolean {
    if (this.bytes === undefined) return true;
    for (let i = this.from; i < this.to; i++) if (this.bytes[i]! > 32) return false;
    return this.before.trim() === '';
  }

  /** Undefined: it is none, or none that can be held. */
  get number(): number | undefined {
    const quick = this.bytes && this.before === '' && this.plain ? decimal(this.bytes, this.from, this.to) : NaN;
    if (quick === quick) return quick;
    const text = this.content.trim();
    const value = NUMBER.test(text) ? Number(text) : NaN;
    return Number.isFinite(value) ? value : undefined;
  }
}

/** Up to fifteen digits with or without a point, which a division by a power of ten gives exactly; NaN: look closer. */
function decimal(b: Buffer, from: number, to: number): number {
  let i = from;
  const negative = b[i] === 45;
  if (negative) i++;
  if (to - i > 16 || i >= to) return NaN;
  let digits = 0;
  let count = 0;
  let point = -1;
  for (; i < to; i++) {
    const c = b[i]!;
    if (c >= 48 && c <= 57) {
      digits = digits * 10 + (c - 48);
      count++;
    } else if (c === 46 && point < 0) point = count;
    else return NaN;
  }
  if (count === 0 || count > 15) return NaN;
  const size = point < 0 ? digits : digits / POWERS[count - point]!;
  return negative ? -size : size;
}
