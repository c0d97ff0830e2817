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
    this.cut ??= elementsOf(this.text.slice(this.from, this.to), this.by);
    return this.cut;
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
    return elementsOf(this.raw, this.by);
  }
}

function elementsOf(raw: string, by: string): readonly string[] {
  if (by.length > 1) return raw.split(by).map(shown);
  const code = by.charCodeAt(0);
  const out: string[] = [];
  let from = 0;
  let plain = true;
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charCodeAt(i);
    if (c === code) {
      out.push(raw.slice(from, i));
      from = i + 1;
    } else if (c > 127 || c === 0) plain = false;
  }
  out.push(raw.slice(from));
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
  const { segment, element } = sep;
  const code = element.length === 1 ? element.charCodeAt(0) : -1;
  let batch: Segment[] = [];
  let n = number;
  for (let at = text.skipSegmentEnds(from, to, segment); at < to; n++) {
    const end = text.endOf(at, segment);
    const { held, base } = text;
    const stop = (end < 0 || end > to ? to : end) - base;
    if (wrapped) {
      const raw = unwrapped(held.slice(at - base, stop), sep);
      batch.push(new PutTogether(tagOf(raw, element), n, raw, at, base + stop, element));
    } else batch.push(new CutLater(tagAt(held, at - base, stop, code, element), n, held, at - base, stop, element, base));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
    at = text.skipSegmentEnds(base + stop, to, segment);
  }
  if (batch.length > 0) yield batch;
}

const TAGS = new Map<number, string>();

/** The same two or three letters are one and the same string, however often they occur. */
function tagAt(text: string, at: number, stop: number, element: number, by: string): string {
  const third = text.charCodeAt(at + 2);
  const length = third === element ? 2 : text.charCodeAt(at + 3) === element ? 3 : 0;
  if (length === 0 || at + length >= stop) return tagOf(text.slice(at, stop), by);
  const key = (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | (length === 2 ? 0 : third);
  let tag = TAGS.get(key);
  if (tag === undefined) {
    tag = tagOf(text.slice(at, at + length + 1), by);
    if (TAGS.size < 5000) TAGS.set(key, tag);
  }
  return tag;
}
