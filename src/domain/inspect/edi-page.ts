import { readPlace } from '../canonical/place';
import { type ByteSource, piecesOf } from '../syntax/byte-source';
import { elementSays, segmentSays } from '../syntax/dictionary';
import { codeMeans } from '../syntax/dictionary/meaning';
import { Depth } from './outline';
import { cut, type Head, NOTHING, type PageAsked, pageOf, type ShownElement, type ShownPart, type ShownSegment } from './page';
import { allSegments, type Found } from './segments';

const MOST_HEADS = 5000;
const MOST_ELEMENTS = 200;

/** Which message of the file a document is: the n-th one of its kind and number. */
export interface WhichMessage {
  readonly format: string; // 'x12-852'
  readonly control: string;
  readonly nth: number;
}

/** A page of the segments of a file, each with its place in bytes, line and column, and in our own words. */
export function ediPage(syntax: 'x12' | 'edifact', source: ByteSource, asked: PageAsked, which?: WhichMessage): Omit<ShownPart, 'within'> {
  const { limit } = asked;
  const place = asked.at === undefined ? undefined : readPlace(asked.at);
  const wanted = place?.in === 'segment' ? place.number - 1 : asked.start;
  const own = new Own(syntax, which);
  const depth = new Depth(syntax);
  const outline: Head[] = [];
  let page: { readonly found: Found; readonly level: number }[] = [];
  let start = pageOf(wanted ?? 0, limit);
  let total = 0;
  let heads = 0;
  for (const found of allSegments(syntax, source)) {
    const { level, title } = depth.of(found);
    own.see(found);
    if (wanted === undefined && own.from === found.number) {
      start = pageOf(found.number - 1, limit); // where nothing is said, where the document begins
      page = page.filter((p) => p.found.number > start);
    }
    if (title !== null && asked.outline) {
      heads += 1;
      if (outline.length < MOST_HEADS) outline.push({ number: found.number, level, title: cut(title) });
    }
    const keeps = found.number > start && page.length < limit;
    if (keeps || (wanted === undefined && own.from === null && which)) page.push({ found, level });
    if (page.length > 2 * limit) page = page.slice(-limit);
    total = found.number;
  }
  page = page.filter((p) => p.found.number > start).slice(0, limit);
  const lines = new Lines(source);
  const segments = page.map(({ found, level }) => shownSegment(syntax, found, level, lines.at(found.bytes[0])));
  return { ...NOTHING, kind: syntax, total, start, own: own.range, segments, outline, more: heads > outline.length };
}

class Own {
  from: number | null = null;
  private to: number | null = null;
  private seen = 0;
  private readonly head: string;

  constructor(
    private readonly syntax: 'x12' | 'edifact',
    private readonly which: WhichMessage | undefined,
  ) {
    this.head = syntax === 'x12' ? 'ST' : 'UNH';
  }
  see(s: Found): void {
    if (!this.which || this.to !== null) return;
    if (s.tag === this.head && this.from !== null) this.to = s.number - 1;
    if (this.from !== null && (s.tag === 'SE' || s.tag === 'UNT')) this.to = s.number;
    if (s.tag !== this.head || this.from !== null) return;
    const [type, control] = this.syntax === 'x12' ? [s.first(1), s.first(2)] : [s.first(2), s.first(1)];
    if (`${this.syntax}-${type.toLowerCase()}` !== this.which.format || control !== this.which.control) return;
    if (this.seen++ === this.which.nth) this.from = s.number;
  }
  get range(): ShownPart['own'] {
    return this.from === null ? null : { from: this.from - 1, to: (this.to ?? this.from) - 1 };
  }
}

function shownSegment(
  syntax: 'x12' | 'edifact',
  { number, tag, bytes, elements, by, component }: Found,
  level: number,
  [line, column]: readonly [number, number],
): ShownSegment {
  const shown = elements.slice(0, MOST_ELEMENTS).map((value, n): ShownElement => {
    if (n === 0) return { at: tag, value: cut(value), says: segmentSays(syntax, tag) ?? null, means: null };
    const at = `${tag}${String(n).padStart(2, '0')}`;
    return { at, value: cut(value), says: elementSays(syntax, tag, n) ?? null, means: codeMeans(syntax, tag, n, value, component) ?? null };
  });
  return { number, tag, level, bytes, line, column, by, says: segmentSays(syntax, tag) ?? null, elements: shown };
}

/** Lines and columns of positions that only grow, both from 1. */
class Lines {
  private line = 1;
  private begins = 0; // where the line begins
  private at_ = 0;

  constructor(private readonly source: ByteSource) {}

  at(position: number): readonly [line: number, column: number] {
    let base = this.at_;
    for (const piece of piecesOf(this.source, [this.at_, Math.max(position, this.at_)])) {
      for (let i = piece.indexOf(10); i >= 0; i = piece.indexOf(10, i + 1)) {
        this.line += 1;
        this.begins = base + i + 1;
      }
      base += piece.length;
    }
    this.at_ = Math.max(position, this.at_);
    return [this.line, position - this.begins + 1];
  }
}
