import type { Opened } from './x12-opened';

/** Segments of stock reports and ship notices; in front of one of these a line break was meant to end a segment. */
const TAGS =
  'ISA|GS|ST|SE|GE|IEA|XQ|XPO|N1|N2|N3|N4|N9|LIN|CTP|PO4|ZA|SDQ|QTY|UIT|BIA|BSN|HL|SN1|SLN|PRF|PID|MEA|TD1|TD3|TD5|REF|DTM|PER|MAN|CTT|CLD|FOB|CUR';

/**
 * A terminator that got lost glues two segments into one, and the count in SE may even fit. What was meant is likely but not
 * certain, so that an interchange with such a segment is held instead of imported.
 */
export class Fusions {
  private nextBreak: number;
  private readonly wraps: boolean;
  private told = false;

  constructor(
    private readonly text: string,
    private readonly open: Opened,
  ) {
    this.nextBreak = 0;
    this.wraps = open.separators.segment !== '\n' && open.separators.segment !== '\r';
  }

  look(from: number, to: number, number: number, tag: string): void {
    if (!this.wraps || this.told) return;
    if (this.nextBreak < from) {
      const found = this.text.indexOf('\n', from);
      this.nextBreak = found < 0 ? this.text.length : found;
    }
    if (this.nextBreak >= to) return;
    const glued = gluedSegments(this.text.slice(from, to), this.open.separators.element);
    if (glued.length < 2) return;
    this.told = true;
    const tags = glued.slice(1).map((g) => /^\w+/.exec(g)![0]);
    const detail = `${tag} runs on into ${tags.join(', ')}: their terminators are missing or others than the ISA says`;
    this.open.refuse('x12.fused-segments', detail, number, tag);
  }
}

/** The segments that were glued into one, each without what stood in the place of its terminator. */
export function gluedSegments(raw: string, element: string): string[] {
  if (!raw.includes('\n')) return [raw];
  const es = element.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // A break right behind a separator only wraps the line: no segment ends with an empty element.
  const meant = new RegExp(`(?:(?!${es})[^A-Za-z0-9\\s])?(?<!${es})[^\\S\\n]*\\n\\s*(?=(?:${TAGS})${es})`, 'g');
  return raw.split(meant);
}
