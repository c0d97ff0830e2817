import type { ByteSource } from './byte-source';
import { BOM, byteText, skipBlank } from './edi-text';
import { LIMITS } from './limits';

/** How much of a file is looked at at a time, and how long a segment may be; a cut through a segment would be seen by nobody. */
export interface Window {
  readonly piece: number;
  readonly reach: number;
}
const WINDOW: Window = { piece: 112 * 1024, reach: LIMITS.segmentBytes };
const NEAR = 4096; // what is surely held behind a position; nearly every segment is shorter
/** Where bytes lie until they are text, of all windows: one for each reading would be held until V8 happens to collect. */
const SCRATCH = new Uint8Array(256 * 1024);
const textIn = (source: ByteSource, from: number, to: number): string => byteText(source.read(from, to, SCRATCH));
const BEFORE = 32; // what is kept in front of a position: whether a letter or a release character stands there
/** What a pattern may match, and look at around it; longer than any ISA, and shorter than what is surely held. */
export const PATTERN = 2000;

/**
 * A file as text of just as many characters, of which a window is held. Positions are those in the file. Going back and forth is
 * allowed, and costs reading again.
 */
export class ByteText {
  held = '';
  base = 0;
  end = 0; // behind what is held
  readonly length: number;
  readonly reach: number;
  private readonly near: number;
  private until = Infinity;

  constructor(
    readonly source: ByteSource,
    readonly window: Window = WINDOW,
  ) {
    this.length = source.size;
    this.reach = window.reach;
    this.near = Math.min(NEAR, window.reach);
  }
  /** Another window over the same file, which reads no further than it must behind a position: a file may hold many small sets. */
  again(until = this.length): ByteText {
    const other = new ByteText(this.source, this.window);
    other.until = until;
    return other;
  }

  hold(at: number, need = this.near): void {
    const { base, end } = this;
    if ((at + need <= end || end === this.length) && (at - BEFORE >= base || base === 0)) return;
    this.base = Math.max(0, at - BEFORE);
    this.end = Math.min(this.length, at + need + Math.max(0, Math.min(this.window.piece, this.until - at)));
    this.held = textIn(this.source, this.base, this.end);
  }

  /** Where a segment ends that begins at a position, which then is held whole; -1 when no end is within reach. */
  endOf(at: number, segment: string, release = ''): number {
    this.hold(at);
    let end = terminatorFrom(this.held, at - this.base, segment, release);
    if (end < 0 && this.end < Math.min(this.length, at + this.reach)) {
      this.hold(at, this.reach);
      end = terminatorFrom(this.held, at - this.base, segment, release);
    }
    return end < 0 ? -1 : this.base + end;
  }

  /** A stretch, as part of the window where it lies in it. */
  slice(from: number, to: number): string {
    if (from >= this.base && to <= this.end) return this.held.slice(from - this.base, to - this.base);
    return this.copy(from, to);
  }
  /** A stretch that outlives the window without holding all of it in memory. */
  copy(from: number, to: number): string {
    return textIn(this.source, from, Math.min(to, this.length));
  }

  indexOf(what: string, from: number): number {
    for (let at = from; at < this.length;) {
      this.hold(at);
      const found = this.held.indexOf(what, at - this.base);
      if (found >= 0) return this.base + found;
      if (this.end === this.length) return -1;
      at = Math.max(at, this.end - what.length + 1);
    }
    return -1;
  }

  /** The first match of a pattern, which is global, at a position or behind it. */
  search(pattern: RegExp, from: number, to = this.length): { readonly at: number; readonly found: RegExpExecArray } | undefined {
    for (let at = from; at < to;) {
      this.hold(at);
      pattern.lastIndex = at - this.base;
      const found = pattern.exec(this.held);
      const last = this.end === this.length;
      const place = found ? this.base + found.index : this.length;
      if (found && place < to && (last || place + PATTERN <= this.end)) return { at: place, found };
      if (last) return undefined;
      at = Math.max(at, this.end - PATTERN);
    }
    return undefined;
  }

  skipBlank(from: number, to = this.length): number {
    for (let at = from; ;) {
      if (at >= to) return at;
      this.hold(at);
      const within = Math.min(to, this.end) - this.base;
      const next = skipBlank(this.held, at - this.base, within) + this.base;
      if (next + BOM.length <= this.end || this.end === this.length || next >= to) return next;
      at = next; // whether blanks go on, or a byte order mark is cut, is seen from there
    }
  }

  /** To the next segment: over terminators, of which there may be one too many, and whatever decorates them. */
  skipSegmentEnds(from: number, to: number, segment: string): number {
    const near = from - this.base;
    if (near >= 0) {
      const feed = this.held.charCodeAt(near) === 10 ? near + 1 : near;
      const c = this.held.charCodeAt(feed); // NaN behind what is held
      if (c >= 65 && c <= 90 && c !== segment.charCodeAt(0) && this.base + feed < to) return this.base + feed; // as it nearly always is
    }
    for (let at = from; ;) {
      const next = this.skipBlank(at, to);
      if (next >= to || !this.held.startsWith(segment, next - this.base)) return next;
      at = next + segment.length;
    }
  }
}

/** Whether a line break lies in a stretch that is held; each is looked for once, and not once per segment. */
export class Breaks {
  private readonly feed = new NextOf('\n');
  private readonly carriage = new NextOf('\r');

  within(text: ByteText, from: number, to: number): boolean {
    return this.feed.before(text, from, to) || this.carriage.before(text, from, to);
  }
}

class NextOf {
  private next = -1;
  private seen = 0; // up to where there is none, if `next` lies there

  constructor(private readonly what: string) {}

  before(text: ByteText, from: number, to: number): boolean {
    if (this.next < from || (this.next === this.seen && this.next < to)) {
      const found = text.held.indexOf(this.what, from - text.base);
      this.seen = text.end;
      this.next = found < 0 ? text.end : text.base + found;
    }
    return this.next < to;
  }
}

/** Where a segment ends: its terminator, unless that is released; -1 when it never comes. */
function terminatorFrom(text: string, from: number, segment: string, release: string): number {
  let end = text.indexOf(segment, from);
  if (release === '') return end;
  while (end > from && text[end - 1] === release && isReleased(text, end, from, release)) end = text.indexOf(segment, end + 1);
  return end;
}

/** Whether a character is data: an odd number of release characters stands before it. */
function isReleased(text: string, at: number, from: number, release: string): boolean {
  let n = 0;
  while (at - n > from && text[at - n - 1] === release) n++;
  return n % 2 === 1;
}
