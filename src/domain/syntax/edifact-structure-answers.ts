import type { CompositeSegment } from '../canonical/vocabulary';
import { said } from './edi-segments';
import { dayOf, Heading, referenceOf } from './edifact-structure-parts';

/** A CONTRL: what became of an interchange of ours, of each message in it, and where a segment was wrong. */
export function describeSyntaxAnswer(segments: readonly CompositeSegment[]): object {
  const answer: Record<string, unknown> = {};
  const messages: { head: object; errors: { head: object; elements: object[] }[] }[] = [];
  for (const s of segments) {
    if (s.tag === 'UCI') {
      answer.acknowledges = said({ interchangeReference: s.at(1), sender: s.at(2), receiver: s.at(3) });
      Object.assign(answer, said({ interchangeAction: s.at(4), interchangeError: s.at(5) }));
    } else if (s.tag === 'UCF')
      answer.groups = [...((answer.groups as object[] | undefined) ?? []), said({ reference: s.at(1), action: s.at(4), error: s.at(5) })];
    else if (s.tag === 'UCM')
      messages.push({ head: said({ reference: s.at(1), type: s.at(2), action: s.at(3), error: s.at(4) }), errors: [] });
    else if (s.tag === 'UCS') messages.at(-1)?.errors.push({ head: said({ position: s.at(1), code: s.at(2) }), elements: [] });
    else if (s.tag === 'UCD')
      messages
        .at(-1)
        ?.errors.at(-1)
        ?.elements.push(said({ code: s.at(1), position: s.at(2), component: s.at(2, 2) }));
  }
  return {
    ...answer,
    messages: messages.map(({ head, errors }) => ({
      ...head,
      ...said({ segmentErrors: errors.map((e) => ({ ...e.head, ...said({ elementErrors: e.elements }) })) }),
    })),
  };
}

/** An APERAK: what a partner's own program thinks of what we sent. */
export function describeApplicationAnswer(segments: readonly CompositeSegment[]): object {
  const heading = new Heading();
  const errors: { code: string; text: string; references: object[] }[] = [];
  for (const s of segments) {
    const here = errors.at(-1);
    if (s.tag === 'ERC') errors.push({ code: s.at(1), text: '', references: [] });
    else if (here && s.tag === 'FTX') here.text = `${here.text} ${[1, 2, 3, 4, 5].map((c) => s.at(4, c)).join(' ')}`.trim();
    else if (here && s.tag === 'RFF') here.references.push(referenceOf(s));
    else if (!here) heading.take(s);
  }
  const { bgm } = heading;
  return said({
    documentCode: bgm?.at(1),
    documentNumber: bgm?.at(2),
    function: bgm?.at(3),
    documentDate: dayOf(heading.dated('137')),
    references: heading.references.map(referenceOf),
    errors: errors.map((e) => said(e)),
  });
}
