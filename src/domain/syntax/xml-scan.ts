import { LIMITS, megabytes, NotOpened } from './limits';
import { textOf, XmlBroken } from './xml-text';

/** What is told of an XML part while its bytes come in. An element without content is opened and closed. */
export interface XmlHandler {
  opened(name: number, xml: XmlScan): void;
  closed(name: number, xml: XmlScan): void;
  text(xml: XmlScan): void;
}

export { XmlBroken };
/** A declaration that expands: an honest workbook has none. */
export class XmlDoctype extends Error {}

/** Names are compared as numbers and without their prefix: writers choose prefixes freely, and a cell costs four tags. */
export function nameOf(name: string): number {
  let code = 0;
  for (let i = 0; i < name.length; i++) code = (Math.imul(code, 31) + name.charCodeAt(i)) | 0;
  return code;
}

const { xmlText: LONGEST, xmlDepth: DEEPEST, xmlAttributes: ATTRIBUTES } = LIMITS;
const [LT, GT, SLASH, COLON, EQUALS, AMP] = [60, 62, 47, 58, 61, 38];
const [QUOTE, APOSTROPHE, BANG, QUESTION, UNDERSCORE, CR, SPACE] = [34, 39, 33, 63, 95, 13, 32];
const NOTHING = Buffer.alloc(0);
const NO_LIST: readonly (readonly [string, string])[] = [];

/**
 * Scans UTF-8 XML that comes in chunks cut anywhere, in one pass over the bytes: no tree, and no text is made of what nobody asks for.
 * What a chunk leaves unfinished (half a tag, half a text) is read again with the next one.
 */
export class XmlScan {
  depth = 0; // of the element that is told, or in which the text stands; the root is 1
  bytes: Buffer = NOTHING; // of the text that is told
  from = 0;
  to = 0;
  plain = true; // the bytes of the text are its characters, and a cell's text is these
  literal = false; // a CDATA section
  private readonly names = new Int32Array(DEEPEST);
  private readonly places = new Int32Array(4 * ATTRIBUTES); // from and to of name and value
  private attributes = 0;
  private nameFrom = 0;
  private nameTo = 0;
  private rest: Buffer = NOTHING;
  private begun = false;

  constructor(private readonly handler: XmlHandler) {}

  push(chunk: Buffer): void {
    const b = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    this.bytes = b;
    let at = 0;
    while (at < b.length) {
      const next = b[at] === LT ? this.tag(b, at) : this.characters(b, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = at === b.length ? NOTHING : b.subarray(at);
    if (this.rest.length > LONGEST)
      throw new NotOpened('file.too-big', `a text or tag in it has more than ${megabytes(LONGEST)}, which is the limit`);
  }

  end(): void {
    if (this.rest.length > 0 && /[^\s\0]/.test(this.rest.toString('latin1'))) throw new XmlBroken('it breaks off');
    if (this.depth > 0 || !this.begun) throw new XmlBroken('it breaks off');
  }

  /** The name of the element around the one that is told. */
  get parent(): number {
    return this.depth > 1 ? this.names[this.depth - 2]! : 0;
  }

  get content(): string {
    return textOf(this.bytes, this.from, this.to, this.plain, this.literal);
  }

  /** The name of the element that is being opened, as it is written, with its prefix. */
  get name(): string {
    return this.bytes.toString('utf8', this.nameFrom, this.nameTo);
  }

  /** All attributes of the element that is being opened. */
  listed(): readonly (readonly [name: string, value: string])[] {
    if (this.attributes === 0) return NO_LIST;
    if (this.attributes === ATTRIBUTES) throw new XmlBroken(`an element in it has ${ATTRIBUTES} attributes or more`);
    return Array.from({ length: this.attributes }, (_, i) => {
      const [from, to, valueFrom, valueTo] = this.places.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
      return [this.bytes.toString('utf8', from, to), textOf(this.bytes, valueFrom, valueTo, false, false)];
    });
  }

  /** An attribute of the element that is being opened, by its name without prefix, or with any prefix where it must have one. */
  attribute(name: string, prefixed = false): string | undefined {
    const i = this.find(name, prefixed);
    return i < 0 ? undefined : textOf(this.bytes, this.places[i + 2]!, this.places[i + 3]!, false, false);
  }

  /** Where an attribute's value stands in `bytes`, in `from` and `to`: for what is read a million times. */
  seek(name: string): boolean {
    const i = this.find(name, false);
    if (i < 0) return false;
    this.from = this.places[i + 2]!;
    this.to = this.places[i + 3]!;
    return true;
  }

  private find(name: string, prefixed: boolean): number {
    const { bytes: b, places } = this;
    for (let i = 0; i < this.attributes * 4; i += 4) {
      let from = places[i]!;
      const to = places[i + 1]!;
      if (prefixed) {
        const colon = b.indexOf(COLON, from);
        if (colon < 0 || colon >= to) continue;
        from = colon + 1;
      }
      if (to - from !== name.length) continue;
      let same = 0;
      while (same < name.length && b[from + same] === name.charCodeAt(same)) same++;
      if (same === name.length) return i;
    }
    return -1;
  }

  private characters(b: Buffer, start: number): number {
    let plain = true;
    let i = start;
    for (; i < b.length; i++) {
      const c = b[i]!;
      if (c === LT) break;
      if (c > 127 || c === AMP || c === CR || c === UNDERSCORE || c === 0) plain = false;
    }
    if (i === b.length) return -1;
    if (this.depth > 0) this.tell(start, i, plain, false);
    else if (/\S/.test(b.toString('latin1', start, i))) throw new XmlBroken('there is text outside of its elements');
    return i;
  }

  private tell(from: number, to: number, plain: boolean, literal: boolean): void {
    this.from = from;
    this.to = to;
    this.plain = plain;
    this.literal = literal;
    this.handler.text(this);
  }

  private tag(b: Buffer, start: number): number {
    const c = b[start + 1];
    if (c === SLASH) return this.closing(b, start);
    if (c === BANG || c === QUESTION) return this.aside(b, start);
    let code = 0;
    let i = start + 1;
    for (; i < b.length; i++) {
      const x = b[i]!;
      if (x === GT || x === SLASH || x <= SPACE) break;
      code = x === COLON ? 0 : (Math.imul(code, 31) + x) | 0;
    }
    this.attributes = 0;
    this.nameFrom = start + 1;
    this.nameTo = i;
    for (;;) {
      while (i < b.length && b[i]! <= SPACE) i++;
      if (i >= b.length) return -1;
      const x = b[i]!;
      if (x === GT) {
        this.open(code);
        return i + 1;
      }
      if (x === SLASH) {
        if (i + 1 === b.length) return -1;
        if (b[i + 1] !== GT) throw new XmlBroken('a tag in it is no tag');
        this.open(code);
        this.close(code);
        return i + 2;
      }
      i = this.attributeAt(b, i);
      if (i < 0) return -1;
    }
  }

  private attributeAt(b: Buffer, start: number): number {
    let i = start;
    for (; i < b.length && b[i] !== EQUALS; i++) if (b[i] === GT || b[i] === LT) throw new XmlBroken('an attribute in it has no value');
    let to = i;
    while (to > start && b[to - 1]! <= SPACE) to--;
    i++;
    while (i < b.length && b[i]! <= SPACE) i++;
    if (i >= b.length) return -1;
    const quote = b[i]!;
    if (quote !== QUOTE && quote !== APOSTROPHE) throw new XmlBroken('an attribute in it has no value');
    const value = i + 1;
    for (i = value; i < b.length && b[i] !== quote; i++) if (b[i] === LT) throw new XmlBroken('an attribute in it has no end');
    if (i >= b.length) return -1;
    if (this.attributes < ATTRIBUTES) {
      const at = 4 * this.attributes++;
      this.places[at] = start;
      this.places[at + 1] = to;
      this.places[at + 2] = value;
      this.places[at + 3] = i;
    }
    return i + 1;
  }

  private open(name: number): void {
    if (this.depth === 0 && this.begun) throw new XmlBroken('there is more behind its end');
    if (this.depth === DEEPEST) throw new XmlBroken(`its elements stand within each other more than ${DEEPEST} times`);
    this.begun = true;
    this.names[this.depth++] = name;
    this.handler.opened(name, this);
  }

  private close(name: number): void {
    if (this.depth === 0 || this.names[this.depth - 1] !== name) throw new XmlBroken('an element in it ends that has not begun');
    this.handler.closed(name, this);
    this.depth -= 1;
  }

  private closing(b: Buffer, start: number): number {
    let code = 0;
    let i = start + 2;
    for (; i < b.length; i++) {
      const x = b[i]!;
      if (x === GT) break;
      if (x === COLON) code = 0;
      else if (x > SPACE) code = (Math.imul(code, 31) + x) | 0;
    }
    if (i === b.length) return -1;
    this.close(code);
    return i + 1;
  }

  /** Comments, instructions and CDATA. */
  private aside(b: Buffer, start: number): number {
    const until = (mark: string, from: number): number => {
      const end = b.indexOf(mark, from);
      return end < 0 ? -1 : end + mark.length;
    };
    if (b[start + 1] === QUESTION) return until('?>', start + 2);
    if (b.length - start < 4) return -1;
    if (b[start + 2] === 45 && b[start + 3] === 45) return until('-->', start + 4);
    if (b.length - start < 9) return -1;
    if (b.toString('latin1', start, start + 9) !== '<![CDATA[') throw new XmlDoctype('it declares a document type');
    const end = until(']]>', start + 9);
    if (end >= 0 && this.depth > 0) this.tell(start + 9, end - 3, false, true);
    return end;
  }
}
