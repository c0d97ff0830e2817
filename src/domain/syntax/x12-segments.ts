import type { Segment } from '../canonical/vocabulary';
import { isPlain, shown, skipBlank } from './edi-text';
import type { Separators } from './x12-envelope';

const BATCH = 500;
const BREAKS = /[\r\n]+/g;

/** A segment that is cut into elements when somebody asks for them: most of a file nobody does. */
class CutLater implements Segment {
  private cut: readonly string[] | undefined;

  constructor(
    readonly tag: string,
    readonly number: number,
    private readonly raw: string,
    private readonly from: number,
    private readonly to: number,
    private readonly by: string,
  ) {}

  get bytes(): readonly [from: number, to: number] {
    return [this.from, this.to];
  }
  get elements(): readonly string[] {
    this.cut ??= isPlain(this.raw) ? this.raw.split(this.by) : this.raw.split(this.by).map(shown);
    return this.cut;
  }
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

/** The segments between two positions, in batches; `number` is that of the first, counted from the start of the file. */
export function* segmentsOf(text: string, from: number, to: number, number: number, sep: Separators): Generator<readonly Segment[]> {
  const { segment, element } = sep;
  let batch: Segment[] = [];
  let n = number;
  for (let at = skipSegmentEnds(text, from, to, segment); at < to; n++) {
    const end = text.indexOf(segment, at);
    const stop = end < 0 || end > to ? to : end;
    const raw = unwrapped(text.slice(at, stop), sep);
    batch.push(new CutLater(tagOf(raw, element), n, raw, at, stop, element));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
    at = skipSegmentEnds(text, stop, to, segment);
  }
  if (batch.length > 0) yield batch;
}

/** To the next segment: over terminators, of which there may be one too many, and whatever decorates them. */
export function skipSegmentEnds(text: string, from: number, to: number, segment: string): number {
  let at = from;
  for (;;) {
    const next = skipBlank(text, at, to);
    if (next >= to || !text.startsWith(segment, next)) return next;
    at = next + segment.length;
  }
}
