import { at, said, type Shown } from './edi-segments';
import { clock, dateOf, day, referenceOf } from './edi-structure-parts';
import type { Separators } from './x12-envelope';

/** A TA1: what became of an interchange of ours, as a whole. */
export const describeInterchangeAnswer = (ta1: readonly string[]): object =>
  said({
    interchangeControlNumber: ta1[1],
    date: day(ta1[2] ?? ''),
    time: clock(ta1[3] ?? ''),
    status: ta1[4],
    note: ta1[5],
  });

interface SetAnswer {
  readonly head: object;
  readonly errors: { head: object; elements: object[] }[];
  verdict: object;
}
const CODES = [2, 3, 4, 5, 6];

/** A 997 or 999: what became of a group of ours, of each set in it, and where a segment or an element was wrong. */
export function describeFunctionalAnswer(segments: readonly Shown[], _: Set<string>, separators: Separators): object {
  const sets: SetAnswer[] = [];
  let head = {};
  let group = {};
  for (const s of segments) {
    const here = sets.at(-1);
    switch (s.tag) {
      case 'AK1':
        head = said({ functionalId: at(s, 1), groupControlNumber: at(s, 2), version: at(s, 3) });
        break;
      case 'AK2':
        sets.push({ head: said({ type: at(s, 1), controlNumber: at(s, 2) }), errors: [], verdict: {} });
        break;
      case 'AK3':
      case 'IK3':
        here?.errors.push({ head: said({ segment: at(s, 1), position: at(s, 2), loop: at(s, 3), code: at(s, 4) }), elements: [] });
        break;
      case 'AK4':
      case 'IK4':
        here?.errors.at(-1)?.elements.push(elementError(s, separators));
        break;
      case 'AK5':
      case 'IK5':
        if (here) here.verdict = said({ status: at(s, 1), codes: CODES.map((n) => at(s, n)).filter((c) => c !== '') });
        break;
      case 'AK9': {
        const codes = [5, 6, 7, 8, 9].map((n) => at(s, n)).filter((c) => c !== '');
        group = said({ groupStatus: at(s, 1), included: at(s, 2), received: at(s, 3), accepted: at(s, 4), codes });
      }
    }
  }
  const transactions = sets.map(({ head: h, errors, verdict }) => ({
    ...h,
    ...verdict,
    ...said({ segmentErrors: errors.map((e) => ({ ...e.head, ...said({ elementErrors: e.elements }) })) }),
  }));
  return { acknowledges: head, transactions, ...group };
}

function elementError(s: Shown, { component }: Separators): object {
  const [position, part, repeat] = component === null ? [at(s, 1)] : at(s, 1).split(component);
  return said({ position, component: part, repeat, elementRef: at(s, 2), code: at(s, 3), bad: at(s, 4) });
}

interface Advised {
  readonly oti: Shown;
  readonly references: object[];
  readonly dates: object[];
  readonly errors: Record<string, string>[];
}

/** An 824: what a partner's own program thinks of what we sent, item by item. */
export function describeAdvice(segments: readonly Shown[]): object {
  const bgn = segments.find((s) => s.tag === 'BGN');
  const items: Advised[] = [];
  for (const s of segments) {
    const here = items.at(-1);
    if (s.tag === 'OTI') items.push({ oti: s, references: [], dates: [], errors: [] });
    else if (s.tag === 'REF') here?.references.push(referenceOf(s));
    else if (s.tag === 'DTM') here?.dates.push(dateOf(s));
    else if (s.tag === 'TED') here?.errors.push({ code: at(s, 1), text: at(s, 2), segment: at(s, 3), badElement: at(s, 7) });
    else if (s.tag === 'NTE' || s.tag === 'RED') addNote(here?.errors.at(-1), at(s, s.tag === 'NTE' ? 2 : 1));
  }
  return said({
    purpose: at(bgn, 1),
    reference: at(bgn, 2),
    date: day(at(bgn, 3)),
    time: clock(at(bgn, 4)),
    items: items.map(({ oti, references, dates, errors }) =>
      said({
        status: at(oti, 1),
        originalReference: said({ qualifier: at(oti, 2), value: at(oti, 3) }),
        originalGroup: at(oti, 8),
        originalControlNumber: at(oti, 9),
        originalType: at(oti, 10),
        references,
        dates,
        errors: errors.map((e) => said(e)),
      }),
    ),
  });
}

function addNote(error: Record<string, string> | undefined, note: string): void {
  if (error && note !== '') error.note = [error.note, note].filter((v) => v).join(' ');
}

/** An 864: text for a person, in its paragraphs; some retailers report wrong ship notices in it. */
export function describeText(segments: readonly Shown[]): object {
  const paragraphs: { reference: string; lines: string[] }[] = [];
  for (const s of segments) {
    if (s.tag === 'MIT') paragraphs.push({ reference: at(s, 1), lines: [] });
    else if (s.tag === 'MSG') {
      if (paragraphs.length === 0) paragraphs.push({ reference: '', lines: [] });
      paragraphs.at(-1)!.lines.push(at(s, 1));
    }
  }
  const bmg = segments.find((s) => s.tag === 'BMG');
  return said({
    purpose: at(bmg, 1),
    subject: at(bmg, 2),
    dates: segments.filter((s) => s.tag === 'DTM').map(dateOf),
    texts: paragraphs.map((p) => said(p)),
  });
}
