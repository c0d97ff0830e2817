import type { Issue } from '../canonical/vocabulary';
import { type ByteText, PATTERN } from './byte-text';
import { characterAt, isUtf16, shown } from './edi-text';
import type { X12File, X12Interchange } from './x12';
import { type Isa, readIsa } from './x12-envelope';
import { Fusions } from './x12-fusions';
import { Opened } from './x12-opened';
import { tagOf, unwrapped } from './x12-segments';
import { closeGroup, closeInterchange, closeSet, noteAnswer, openGroup, openSet } from './x12-trailers';

const ISA = /ISA(?=[^A-Za-z0-9\s])/gi;
const BROKEN = /(?<=[\r\n~'])ISA[^A-Za-z0-9\s]/gi;
const BARE = /(?<![A-Za-z0-9])(?:GS([^A-Za-z0-9\s])[A-Z]{2}\1|ST([^A-Za-z0-9\s])[A-Z0-9]{3}\2)/gi;

/** One pass over a file for its envelopes. Segments are counted from the start of the file, whatever they lie in. */
export class Scan {
  private readonly interchanges: X12Interchange[] = [];
  private readonly issues: Issue[] = [];
  private readonly headers: { readonly at: number; readonly isa: Isa }[] = [];
  private number = 0;
  private broken = -1;

  constructor(private readonly text: ByteText) {}

  file(): X12File {
    this.findHeaders();
    for (let at = this.text.skipBlank(0); at < this.text.length; at = this.text.skipBlank(at)) at = this.next(at);
    if (this.interchanges.length === 0 && this.issues.length === 0)
      this.issues.push({ code: 'x12.no-interchange', severity: 'error', detail: this.whyNone(), place: { in: 'file' } });
    return { interchanges: this.interchanges, issues: this.issues };
  }

  private whyNone(): string {
    return isUtf16(this.text.slice(0, 2))
      ? 'the file is in UTF-16; X12 is read in one byte for each character'
      : 'there is no X12 interchange in the file';
  }

  /** Every ISA that says its separators: the next one is the end of an interchange that was cut off, wherever it was cut. */
  private findHeaders(): void {
    const text = this.text.again();
    const first = text.skipBlank(0);
    for (let next = text.search(ISA, 0); next; next = text.search(ISA, next.at + 1)) {
      const { at } = next;
      const isa = readIsa(text.slice(at, at + PATTERN));
      const behind = isa && text.skipBlank(at + isa.end);
      if (isa && (at === first || /^(GS|TA1|ISB|IEA)/i.test(text.slice(behind!, behind! + 3))))
        this.headers.push({ at, isa: readIsa(text.copy(at, at + PATTERN))! });
    }
  }
  /** The first header at a position or behind it, by halving: a file may hold thousands. */
  private headerFrom(at: number): number {
    let low = 0;
    let high = this.headers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.headers[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  private headerAfter(at: number): number {
    return this.headers[this.headerFrom(at + 1)]?.at ?? this.text.length;
  }

  private next(at: number): number {
    const header = this.headers[this.headerFrom(at)];
    if (header?.at === at) {
      this.number += 1;
      return this.walk(new Opened(this.text, at, header.isa), at + header.isa.end);
    }
    if (/^ISA[^A-Za-z0-9\s]/i.test(this.text.slice(at, at + 4))) return this.unreadable(at);
    const bare = this.text.search(BARE, at)?.at ?? this.text.length;
    const start = Math.min(bare, this.headerAfter(at), this.brokenHeaderAfter(at));
    if (start > at) this.stray(at, start);
    return start === bare && bare < this.text.length ? this.bare(bare) : start;
  }
  /** An ISA that cannot be read, at the start of a line; looked for once and remembered. */
  private brokenHeaderAfter(at: number): number {
    if (this.broken < at) this.broken = this.text.search(BROKEN, at)?.at ?? this.text.length;
    return this.broken;
  }

  private stray(from: number, to: number): void {
    this.number += 1;
    const text = shown(this.text.slice(from, Math.min(to, from + 200))).trim();
    const tag = /^\w{2,3}/.exec(text)?.[0] ?? '';
    const detail = `${to - from} bytes from byte ${from} on belong to no interchange: ${JSON.stringify(text.slice(0, 20))}`;
    this.issues.push({ code: 'x12.stray-text', severity: 'warning', detail, place: { in: 'segment', number: this.number, tag } });
  }

  private unreadable(at: number): number {
    this.number += 1;
    const end = this.headerAfter(at);
    const opened = new Opened(this.text, at, null);
    opened.refuse(
      'x12.unreadable-isa',
      'the ISA segment does not say which separators it uses, so nothing after it can be told apart',
      this.number,
      'ISA',
    );
    this.interchanges.push({ ...opened.closed(end), bare: false });
    return end;
  }

  /** A set, or a group, without what should be around it: the sender is known from the channel only. */
  private bare(at: number): number {
    const { text } = this;
    const head = text.slice(at, at + PATTERN);
    const element = characterAt(head, 2);
    let end = 3;
    while (end < head.length && (head.startsWith(element, end) || /[A-Za-z0-9 ]/.test(head[end]!))) end++;
    const segment = head[end] === '\r' ? '\n' : characterAt(head, end) || '~';
    const opened = new Opened(text, at, null, { element, segment, component: null, repetition: null });
    const tag = text.slice(at, at + 2).toUpperCase();
    opened.warn('x12.no-envelope', 'it came without ISA and IEA; whose it is, only the channel can tell', this.number + 1, tag);
    return this.walk(opened, at);
  }

  /** From a position behind ISA, or from a bare ST or GS, to the trailer; returns where the next interchange may begin. */
  private walk(open: Opened, from: number): number {
    const { text } = this;
    const { segment, element } = open.separators;
    const limit = this.headerAfter(from - 1);
    const fusions = new Fusions(text, open);
    let last = -1; // where the segment begins that was counted last
    const tagOfLast = (): string => (last >= 0 ? tagOf(text.slice(last, last + 12), element) : open.bare ? '' : 'ISA');
    for (let at = text.skipSegmentEnds(from, limit, segment); at < limit; at = text.skipSegmentEnds(at, limit, segment)) {
      const end = text.endOf(at, segment);
      const whole = end >= at && end <= limit;
      const stop = whole ? end : limit;
      if (open.bare && !open.set && !open.group && !/^(ST|GS)/i.test(text.slice(at, at + 2))) return this.close(open, at);
      this.number += 1;
      last = at;
      fusions.look(at, Math.min(stop, at + text.reach), this.number);
      const to = whole ? stop + segment.length : stop;
      if (open.set && whole && stop - at <= text.reach && isData(text.held, at - text.base)) {
        at = to;
        continue;
      }
      const tag = tagOf(text.slice(at, Math.min(stop, at + 12)), element);
      if (stop - at > text.reach) return this.endless(open, tag, limit);
      if (!whole && tag !== 'IEA' && !(open.bare && tag === 'SE') && !(open.bare && tag === 'GE')) break;
      const outcome = this.envelope(open, tag, at, stop, to, whole);
      if (outcome === 'broken') break;
      if (outcome === 'closed') return this.close(open, to);
      at = to;
    }
    if (open.bare && !open.set && !open.group && open.sets.length > 0) return this.close(open, limit);
    this.truncated(open, tagOfLast());
    return this.close(open, limit);
  }

  private endless(open: Opened, tag: string, limit: number): number {
    const detail = `${tag} runs on for more than ${this.text.reach} bytes: the terminator is missing, and so may be anything else`;
    open.refuse('x12.endless-segment', detail, this.number, tag);
    return this.close(open, limit);
  }

  private close(open: Opened, end: number): number {
    this.interchanges.push(open.closed(end));
    return end;
  }

  private envelope(open: Opened, tag: string, at: number, stop: number, to: number, whole: boolean): 'on' | 'closed' | 'broken' {
    const { element, segment } = open.separators;
    if (tag !== 'ST' && tag !== 'SE' && tag !== 'GS' && tag !== 'GE' && tag !== 'IEA' && (tag !== 'TA1' || open.set)) {
      if (!open.set && !OUTSIDE.has(tag)) open.warn('x12.stray-segment', `${tag} stands outside of a transaction set`, this.number, tag);
      return 'on';
    }
    const e = unwrapped(this.text.copy(at, stop), open.separators).split(element).map(shown);
    switch (tag) {
      case 'TA1':
        return noteAnswer(open, e, this.number);
      case 'GS':
        return openGroup(open, e, this.number);
      case 'ST':
        return openSet(open, e, this.number, at, this.text.skipSegmentEnds(to, this.text.length, segment));
      case 'SE':
        return closeSet(open, e, this.number, at, to, whole);
      case 'GE':
        return closeGroup(open, e, this.number, whole);
      case 'IEA':
        return closeInterchange(open, e, this.number, whole);
    }
  }

  private truncated(open: Opened, tag: string): void {
    if (open.refused && open.issues.some((i) => i.code === 'x12.trailer')) return;
    const missing = open.set ? 'SE' : open.group ? 'GE' : open.bare ? 'SE' : 'IEA';
    const detail = `it ends at segment ${this.number}${tag ? ` (${tag})` : ''} without its ${missing}; it is refused whole, since nobody knows what else is missing`;
    open.refuse('x12.truncated', detail, this.number, tag);
  }
}

const OUTSIDE = new Set(['TA1', 'ISB', 'ISE', 'TA3']);

/** Whether what begins here is a segment of a set, and none of the frame; most are, and are not looked at any closer. */
function isData(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first < 65 || first > 90) return false;
  const second = text.charCodeAt(at + 1);
  if (first === 73) return second !== 69; // IEA
  return (first !== 83 && first !== 71) || (second !== 69 && second !== 83 && second !== 84); // ST, SE, GS, GE
}
