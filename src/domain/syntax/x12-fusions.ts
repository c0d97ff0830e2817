import { Breaks, type ByteText } from './byte-text';
import { skipBlank } from './edi-text';
import type { Opened } from './x12-opened';
import { tagOf } from './x12-segments';

/** Segments of stock reports and ship notices; in front of one of these a line break was meant to end a segment. */
const TAGS = new Set(
  (
    'ISA GS ST SE GE IEA XQ XPO N1 N2 N3 N4 N9 LIN CTP PO4 ZA SDQ QTY UIT BIA BSN HL SN1 SLN PRF PID MEA TD1 TD3 TD5 REF DTM PER MAN ' +
    'CTT CLD FOB CUR'
  ).split(' '),
);

const ENVELOPE = new Set('ISA GS ST SE GE IEA'.split(' '));

/**
 * A terminator that got lost glues two segments into one, and the count in SE may even fit. What was meant is likely but not
 * certain, so that an interchange with such a segment is held instead of imported.
 */
export class Fusions {
  private readonly breaks = new Breaks();
  private readonly wraps: boolean;
  private told = false;

  constructor(
    private readonly text: ByteText,
    private readonly open: Opened,
  ) {
    this.wraps = open.separators.segment !== '\n' && open.separators.segment !== '\r';
  }

  look(from: number, to: number, number: number): void {
    if (!this.breaks.within(this.text, from, to)) return;
    this.open.wrapped = true;
    if (!this.wraps || this.told) return;
    const glued = gluedSegments(this.text.slice(from, to), this.open.separators.element);
    if (glued.length < 2) return;
    this.told = true;
    const tag = tagOf(glued[0]!.slice(0, 12), this.open.separators.element);
    const tags = glued.slice(1).map((g) => /^\w+/.exec(g)![0]);
    const detail = `${tag} runs on into ${tags.join(', ')}: their terminators are missing or others than the ISA says`;
    this.open.refuse('x12.fused-segments', detail, number, tag);
  }
}

/**
 * The segments that were glued into one, each without what stood in the place of its terminator. A break right behind a
 * separator only wraps the line: no segment ends with an empty element.
 */
export function gluedSegments(raw: string, element: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (let brk = raw.indexOf('\n'); brk >= 0;) {
    const next = skipBlank(raw, brk);
    if (startsSegment(raw, next, element)) {
      const before = raw.slice(from, brk).trimEnd();
      if (!before.endsWith(element)) {
        out.push(/[^A-Za-z0-9\s]$/.test(before) ? before.slice(0, -1) : before);
        from = next;
      }
    }
    brk = raw.indexOf('\n', next);
  }
  return [...out, raw.slice(from)];
}

/** Where SE counts more segments than were found: a tag that stands behind something else than a terminator. */
export function missingEnds(text: ByteText, from: number, to: number, element: string): string | undefined {
  const es = element.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.search(new RegExp(`[A-Za-z0-9](${INNER.join('|')})${es}`, 'g'), from, to)?.found[1];
}
const INNER = [...TAGS].filter((t) => !ENVELOPE.has(t));

const SHORT_CODE = 3; // of units and levels: none of X12 is longer than two letters
/** A code of two letters with a tag behind it: `EAZA`, `PMAN`. The terminator between them is lost. */
export const gluedToCode = (code: string): string | undefined => {
  if (code.length <= SHORT_CODE) return undefined;
  return INNER.find((tag) => code.endsWith(tag) && code.length - tag.length <= 2 && code.length > tag.length);
};

const startsSegment = (raw: string, at: number, element: string): boolean =>
  [2, 3].some((n) => raw.startsWith(element, at + n) && TAGS.has(raw.slice(at, at + n)));
