import type { ByteText } from './byte-text';
import { skipBlank } from './edi-text';
import type { ServiceCharacters } from './edifact-service';

const TAGS =
  'BGM DTM RFF NAD LOC CUX LIN PIA IMD QTY INV STS GIN GIR CPS PAC PCI MEA PRI MOA FTX CNT UNS UNT UNH UNZ TDT EQD QVR ALI'.split(' ');
const KNOWN = new Set(TAGS);
const ONE_COMPOSITE = new Set(['QTY', 'DTM', 'RFF', 'MOA', 'CNT']);

/**
 * The tag of what was glued to a segment because a terminator got lost: where a line break stands in front of it, or where a
 * segment of one composite goes on. What was meant is likely but not certain, and an interchange with such a segment is held.
 */
export function gluedTo(text: string, tag: string, broken: boolean, s: ServiceCharacters): string | undefined {
  const stop = text.length;
  if (broken) {
    for (let at = 0; at < stop; at++) {
      const c = text.charCodeAt(at);
      if (c !== 10 && c !== 13) continue;
      at = skipBlank(text, at, stop);
      const next = text.slice(at, at + 3);
      if (KNOWN.has(next) && text.startsWith(s.element, at + 3)) return next;
    }
  }
  if (!ONE_COMPOSITE.has(tag)) return undefined;
  const second = text.indexOf(s.element, 4);
  if (second < 0 || text[second - 1] === s.release || isEmpty(text, second, stop, s)) return undefined;
  const before = text.slice(second - 3, second);
  return KNOWN.has(before) ? before : 'a further element';
}

function isEmpty(text: string, from: number, stop: number, s: ServiceCharacters): boolean {
  for (let at = from; at < stop; at++) if (text[at] !== s.element && text[at] !== s.component && text.charCodeAt(at) > 32) return false;
  return true;
}

/** Where UNT counts more segments than were found: a tag in the middle of one. */
export function missingEnds(text: ByteText, from: number, to: number, s: ServiceCharacters): string | undefined {
  const es = s.element.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.search(new RegExp(`[A-Za-z0-9](${TAGS.join('|')})${es}`, 'g'), from, to)?.found[1];
}
