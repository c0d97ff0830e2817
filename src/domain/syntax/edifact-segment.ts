import type { CompositeSegment } from '../canonical/vocabulary';
import { Breaks, type ByteText } from './byte-text';
import type { Charset } from './edifact-charset';
import type { ServiceCharacters } from './edifact-service';

/** How the segments of one interchange are cut, as character codes; -1 where the interchange has no such character. */
export interface Cutting {
  readonly element: number;
  readonly component: number;
  readonly release: number;
  readonly repetition: number;
  readonly s: ServiceCharacters;
  readonly charset: Charset;
}
export function cuttingOf(s: ServiceCharacters, version: string, charset: Charset): Cutting {
  const code = (c: string): number => (c === '' ? -1 : c.charCodeAt(0));
  const repetition = Number(version) >= 4 ? code(s.repetition) : -1;
  return { element: code(s.element), component: code(s.component), release: code(s.release), repetition, s, charset };
}

const BLANK = 32;

/** A segment that is searched when somebody asks for an element: most of a file nobody does. */
class CutWhenAsked implements CompositeSegment {
  constructor(
    readonly tag: string,
    readonly number: number,
    private readonly text: string,
    private readonly start: number,
    private readonly stop: number,
    private readonly by: Cutting,
    private readonly base = 0, // of the text in the file
  ) {}

  get bytes(): readonly [from: number, to: number] {
    return [this.base + this.start, this.base + this.stop];
  }

  /** As sent, release characters and all: joined by the separator they are the segment again. */
  get elements(): readonly string[] {
    const { text, stop, by } = this;
    const out: string[] = [];
    for (let from = this.start; from <= stop;) {
      const end = this.elementEnd(from);
      out.push(by.charset.read(text.slice(from, end)));
      from = end + 1;
    }
    return out;
  }

  /** The text of a component (of the first repetition), without release characters and without blanks around it. */
  at(element: number, component = 1): string {
    const { text, stop, by, start } = this;
    const tagged = element > 0 && text.charCodeAt(start + TAG_LENGTH) === by.element;
    let i = tagged ? start + TAG_LENGTH + 1 : start;
    for (let e = tagged ? 1 : 0; e < element; e++) i = this.elementEnd(i) + 1;
    if (i > stop) return '';
    let c = 1;
    let plain = true;
    let end = i;
    for (; end < stop; end++) {
      const code = text.charCodeAt(end);
      if (code === by.element || code === by.repetition) break;
      if (code === by.component) {
        if (c++ === component) break;
        [i, plain] = [end + 1, true];
      } else if (code === by.release) {
        plain = false;
        end++;
      } else if (code > 127 || code === 0) plain = false;
    }
    if (c < component) return '';
    if (end > stop) end = stop;
    while (i < end && text.charCodeAt(i) === BLANK) i++;
    while (end > i && text.charCodeAt(end - 1) === BLANK) end--;
    return plain ? text.slice(i, end) : this.meant(text.slice(i, end));
  }

  private elementEnd(from: number): number {
    const { text, stop, by } = this;
    for (let i = from; i < stop; i++) {
      const c = text.charCodeAt(i);
      if (c === by.release) i++;
      else if (c === by.element) return i;
    }
    return stop;
  }

  private meant(raw: string): string {
    const { release } = this.by.s;
    if (release === '' || !raw.includes(release)) return this.by.charset.read(raw);
    let out = '';
    for (let i = 0; i < raw.length; i++) out += raw[i] === release && i + 1 < raw.length ? raw[++i]! : raw[i]!;
    return this.by.charset.read(out);
  }
}

/** A segment whose lines were put together, and that stands elsewhere in the file than in its own text. */
class PutTogether extends CutWhenAsked {
  constructor(
    raw: string,
    number: number,
    private readonly place: readonly [from: number, to: number],
    by: Cutting,
  ) {
    super(tagAt(raw, 0), number, raw, 0, raw.length, by);
  }
  override get bytes(): readonly [from: number, to: number] {
    return this.place;
  }
}

const TAG_LENGTH = 3;
const BATCH = 500;
const BREAKS = /[\r\n]+/g;
const TAGS = new Map<number, string>();

/** The same three letters are one and the same string, however often they occur. */
export function tagAt(text: string, at: number): string {
  const key = (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2);
  let tag = TAGS.get(key);
  if (tag === undefined) {
    tag = text.slice(at, at + 3).toUpperCase();
    if (TAGS.size < 5000) TAGS.set(key, tag);
  }
  return tag;
}

/** The segment between two positions, which are held, its lines put together where its sender wrapped them. */
export function segmentOf(text: ByteText, from: number, stop: number, number: number, by: Cutting, wrapped: boolean): CompositeSegment {
  const { held, base } = text;
  const lines = by.s.segment === '\n';
  if (!lines && wrapped) return new PutTogether(held.slice(from - base, stop - base).replace(BREAKS, ''), number, [from, stop], by);
  const end = lines && held[stop - base - 1] === '\r' ? stop - 1 : stop;
  return new CutWhenAsked(tagAt(held, from - base), number, held, from - base, end - base, by, base);
}

/** The segments between two positions, in batches; `number` is that of the first. `wrapped`: some of them are broken over lines. */
export function* segmentsOf(
  text: ByteText,
  from: number,
  to: number,
  number: number,
  by: Cutting,
  wrapped: boolean,
): Generator<readonly CompositeSegment[]> {
  const { segment, release } = by.s;
  const breaks = wrapped ? new Breaks() : undefined;
  let batch: CompositeSegment[] = [];
  let n = number;
  for (let at = text.skipSegmentEnds(from, to, segment); at < to; n++) {
    const end = text.endOf(at, segment, release);
    const stop = end < at || end > to ? to : end;
    batch.push(segmentOf(text, at, stop, n, by, breaks !== undefined && breaks.within(text, at, stop)));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
    at = text.skipSegmentEnds(stop, to, segment);
  }
  if (batch.length > 0) yield batch;
}
