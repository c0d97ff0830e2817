import type { Segment } from '../canonical/vocabulary';
import type { ByteText } from './byte-text';
import { shown } from './edi-text';
import type { Separators } from './x12-envelope';

const BATCH = 500;
const BREAKS = /[\r\n]+/g;

/** A segment that is cut into elements when somebody asks for them: most of a file nobody does. */
class CutLater implements Segment {
  private cut: readonly string[] | undefined;

  constructor(
    readonly tag: string,
    readonly number: number,
    private readonly text: string,
    private readonly from: number,
    private readonly to: number,
    private readonly by: string,
    private readonly base: number, // of the text in the file
  ) {}

  get bytes(): readonly [from: number, to: number] {
    return [this.base + this.from, this.base + this.to];
  }
  get elements(): readonly string[] {
    return (this.cut ??= elementsOf(this.text, this.from, this.to, this.by));
  }
}

/** A segment whose lines were put together, and that stands elsewhere in the file than in its own text. */
class PutTogether implements Segment {
  readonly bytes: readonly [from: number, to: number];

  constructor(
    readonly tag: string,
    readonly number: number,
    private readonly raw: string,
    from: number,
    to: number,
    private readonly by: string,
  ) {
    this.bytes = [from, to];
  }
  get elements(): readonly string[] {
    return elementsOf(this.raw, 0, this.raw.length, this.by);
  }
}

/** The array is made as long as it will be: one that grows takes room for 17, and a file has millions of short segments. */
function elementsOf(text: string, begin: number, end: number, by: string): readonly string[] {
  if (by.length > 1) return text.slice(begin, end).split(by).map(shown);
  const code = by.charCodeAt(0);
  let count = 1;
  let plain = true;
  for (let i = begin; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === code) count += 1;
    else if (c > 127 || c === 0) plain = false;
  }
  const out = new Array<string>(count);
  for (let i = begin, from = begin, n = 0; n < count; i++) {
    if (i < end && text.charCodeAt(i) !== code) continue;
    out[n++] = text.slice(from, i);
    from = i + 1;
  }
  return plain ? out : out.map(shown);
}

/** The text of a segment without what its sender wrapped or decorated it with. */
export function unwrapped(raw: string, sep: Separators): string {
  if (raw.charCodeAt(raw.length - 1) === 13) raw = raw.slice(0, -1);
  return raw.includes('\n') || raw.includes('\r') ? raw.replace(sep.segment === '\r' ? /\n/g : BREAKS, '') : raw;
}

export function tagOf(raw: string, element: string): string {
  const end = raw.indexOf(element);
  const tag = (end < 0 ? raw.slice(0, 4) : raw.slice(0, end)).trim();
  return tag.charCodeAt(0) >= 97 ? tag.toUpperCase() : tag;
}

/** The segments between two positions, in batches; `number` is that of the first. `wrapped`: some of them are broken over lines. */
export function* segmentsOf(
  text: ByteText,
  from: number,
  to: number,
  number: number,
  sep: Separators,
  wrapped: boolean,
): Generator<readonly Segment[]> {
  const cutter = new Cutter(text, to, sep, wrapped);
  let n = number;
  for (let at = text.skipSegmentEnds(from, to, sep.segment); at < to; at = cutter.at) {
    const batch = cutter.batch(at, n);
    n += batch.length;
    yield batch;
  }
}

/** Cuts a batch at a time: a loop that is left and entered again is compiled once, and one in a generator time and again. */
class Cutter {
  at = 0; // behind the last batch
  private readonly code: number;

  constructor(
    private readonly text: ByteText,
    private readonly to: number,
    private readonly sep: Separators,
    private readonly wrapped: boolean,
  ) {
    this.code = sep.element.length === 1 ? sep.element.charCodeAt(0) : -1;
  }

  batch(from: number, number: number): readonly Segment[] {
    const { text, to, sep, wrapped, code } = this;
    const { segment, element } = sep;
    const batch: Segment[] = [];
    let at = from;
    for (let n = number; at < to && batch.length < BATCH; n++) {
      const end = text.endOf(at, segment);
      const { held, base } = text;
      const stop = (end < 0 || end > to ? to : end) - base;
      if (wrapped) {
        const raw = unwrapped(held.slice(at - base, stop), sep);
        batch.push(new PutTogether(tagOf(raw, element), n, raw, at, base + stop, element));
      } else batch.push(new CutLater(tagAt(held, at - base, stop, code, element), n, held, at - base, stop, element, base));
      at = text.skipSegmentEnds(base + stop, to, segment);
    }
    this.at = at;
    return batch;
  }
}

const TAGS = new Map<number, string>();

/** The same two or three letters are one and the same string, however often they occur, and one that compares by identity. */
function tagAt(text: string, at: number, stop: number, element: number, by: string): string {
  const third = text.charCodeAt(at + 2);
  const length = third === element ? 2 : text.charCodeAt(at + 3) === element ? 3 : 0;
  if (length === 0 || at + length >= stop) return tagOf(text.slice(at, stop), by);
  const key = (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | (length === 2 ? 0 : third);
  let tag = TAGS.get(key);
  if (tag === undefined) {
    tag = Object.keys({ [tagOf(text.slice(at, at + length + 1), by)]: 0 })[0]!;
    if (TAGS.size < 5000) TAGS.set(key, tag);
  }
  return tag;
}
