import type { CompositeSegment, Segment } from '../canonical/vocabulary';
import type { ByteSource } from '../syntax/byte-source';
import { ByteText } from '../syntax/byte-text';
import { type EdifactInterchange, readEdifact } from '../syntax/edifact';
import { cuttingOf, segmentsOf as edifactSegments } from '../syntax/edifact-segment';
import { readX12, type X12Interchange } from '../syntax/x12';
import { segmentsOf as x12Segments } from '../syntax/x12-segments';

/** A segment wherever it stands: in a message, around messages, or in nothing at all. Numbered as places number them. */
export interface Found {
  readonly number: number;
  readonly tag: string;
  readonly bytes: readonly [from: number, to: number];
  readonly elements: readonly string[];
  readonly first: (element: number) => string; // component of an element
  readonly by: string; // what stands between its elements
  readonly component: string; // and within them; '' in X12
}

/** All segments of a file, envelopes and what lies between them with them, however broken they are. */
export function* allSegments(syntax: 'x12' | 'edifact', source: ByteSource): Generator<Found> {
  const text = new ByteText(source);
  const { interchanges } = syntax === 'x12' ? readX12(source) : readEdifact(source);
  let number = 0;
  let at = text.skipBlank(0);
  for (const i of interchanges) {
    if (i.bytes[0] > at) yield stray(text, ++number, at, i.bytes[0]);
    for (const found of i.syntax === 'x12' ? inX12(text, i, number + 1) : inEdifact(text, i, number + 1)) {
      number = found.number;
      yield found;
    }
    at = text.skipBlank(Math.max(at, i.bytes[1]));
  }
  if (at < text.length) yield stray(text, number + 1, at, text.length);
}

/** What belongs to no interchange is counted as one, as the reading counts it. */
function stray(text: ByteText, number: number, from: number, to: number): Found {
  const value = Buffer.from(text.copy(from, Math.min(to, from + 2000)), 'latin1').toString();
  const tag = /^\w{2,3}/.exec(value)?.[0] ?? '';
  return { number, tag, bytes: [from, to], elements: [value], first: () => '', by: '', component: '' };
}

function* inX12(text: ByteText, i: X12Interchange, number: number): Generator<Found> {
  if (i.isa.length === 0 && !i.bare) return yield stray(text, number, ...i.bytes);
  for (const batch of x12Segments(text.again(i.bytes[1]), ...i.bytes, number, i.separators, true))
    for (const s of batch) yield foundX12(s, i.separators.element);
}
const foundX12 = (s: Segment, by: string): Found => {
  const { number, tag, bytes, elements } = s;
  return { number, tag, bytes, elements, first: (n) => (elements[n] ?? '').trim(), by, component: '' };
};

function* inEdifact(text: ByteText, i: EdifactInterchange, number: number): Generator<Found> {
  const { separators: s, version, charset } = i;
  const [from, to] = i.bytes;
  let [at, n] = [from, number];
  if (s.una !== null) {
    const end = from + s.una.length;
    yield { ...stray(text, n++, from, end), tag: 'UNA' };
    at = end;
  }
  const cutting = cuttingOf(s, version.split(':')[1] ?? '', charset);
  for (const batch of edifactSegments(text.again(to), at, to, n, cutting, true)) for (const c of batch) yield foundEdifact(c, s);
}
const foundEdifact = (c: CompositeSegment, s: EdifactInterchange['separators']): Found => ({
  number: c.number,
  tag: c.tag,
  bytes: c.bytes,
  elements: c.elements,
  first: (n) => c.at(n),
  by: s.element,
  component: s.component,
});
