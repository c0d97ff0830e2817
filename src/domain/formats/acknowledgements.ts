import { adviceAnswers, type Answers, applicationAnswers, functionalAnswers, syntaxAnswers } from '../acks/partner-answer';
import { codes } from '../canonical/codes';
import type { CompositeSegment, Segment } from '../canonical/vocabulary';
import { el } from '../syntax/x12-values';
import { placeOf } from './edi-lines';
import type { Format, ReadContext, ReadingSink } from './format';

/**
 * What partners answer to what we sent. Nothing of it is stock, and none of it is ever answered: an answer to an answer would go
 * back and forth for ever. What they refused is told, and each answer is said by the numbers of what it answers, so that it finds it.
 */
export const ACKNOWLEDGEMENTS: readonly Format[] = [
  x12('x12-997', ['997', '999'], () => functionalVerdict(), functionalAnswers),
  x12('x12-824', ['824'], adviceVerdict, adviceAnswers, true),
  x12('x12-864', ['864'], () => textVerdict()),
  edifact('edifact-contrl', 'CONTRL', () => syntaxVerdict(), syntaxAnswers),
  edifact('edifact-aperak', 'APERAK', () => applicationVerdict(), applicationAnswers, true),
];

/** What a segment says against a message of ours; undefined when it says nothing. */
type Verdict<S> = (segment: S) => { readonly code: string; readonly detail: string; readonly element?: number } | undefined;

/** Text for people names nothing that a program could find. */
function nothing(): Answers<Segment> {
  return () => undefined;
}

function x12(key: string, types: readonly string[], verdict: () => Verdict<Segment>, answers = nothing, business = false): Format {
  return {
    key,
    claims: (m) => m.syntax === 'x12' && types.includes(m.type),
    read: (m, context, sink) => (m.syntax === 'x12' ? tell(m.segments, verdict(), answers(), business, context, sink) : undefined),
  };
}
type Composite = CompositeSegment;
function edifact(
  key: string,
  type: string,
  verdict: () => Verdict<Composite>,
  answers: () => Answers<Composite>,
  business = false,
): Format {
  return {
    key,
    claims: (m) => m.syntax === 'edifact' && m.type === type,
    read: (m, context, sink) => (m.syntax === 'edifact' ? tell(m.segments, verdict(), answers(), business, context, sink) : undefined),
  };
}

function tell<S extends Segment>(
  segments: Iterable<readonly S[]>,
  verdict: Verdict<S>,
  answers: Answers<S>,
  business: boolean,
  context: ReadContext,
  sink: ReadingSink,
): void {
  sink.other('acknowledgement');
  for (const batch of segments)
    for (const s of batch) {
      const said = verdict(s);
      if (said) sink.issue({ code: said.code, severity: 'warning', detail: said.detail, place: placeOf(s, said.element, context) });
      const answer = answers(s);
      if (!answer) continue;
      const { element, ...what } = answer;
      sink.answer({ ...what, business, place: placeOf(s, element, context) });
    }
}

/** An answer in a word that nobody knows is no acceptance. */
const unclear = (what: string, said: string): { readonly code: string; readonly detail: string } => ({
  code: 'ack.unclear',
  detail: `what became of ${what} is not clear: the answer says ${said}`,
});

const REJECTED = new Set(['R', 'M', 'W', 'X']);

function functionalVerdict(): Verdict<Segment> {
  let [group, set] = ['', ''];
  return (s) => {
    if (s.tag === 'AK1') group = `group ${el(s, 2)} (${el(s, 1)})`;
    if (s.tag === 'AK2') set = `${el(s, 1)} ${el(s, 2)} of ${group}`;
    const [what, of] = s.tag === 'AK5' || s.tag === 'IK5' ? [set, 2] : s.tag === 'AK9' ? [group, 5] : [];
    const status = el(s, 1).trim();
    if (what === undefined || of === undefined || status === 'A' || status === '') return undefined;
    const codes = s.elements.slice(of).filter((c) => c.trim() !== '');
    const why = codes.length > 0 ? `, for ${codes.join(', ')}` : '';
    if (REJECTED.has(status)) return { code: 'ack.rejected', detail: `${what} was rejected${why}`, element: 1 };
    if (status !== 'E' && status !== 'P') return { ...unclear(what, status), element: 1 };
    return {
      code: 'ack.accepted-with-errors',
      detail: `${what} was accepted ${status === 'P' ? 'in part' : 'with errors'}${why}`,
      element: 1,
    };
  };
}

const ADVICE: Readonly<Record<string, string>> = codes({
  R: 'rejected',
  E: 'accepted with errors',
  C: 'accepted with changes',
  P: 'accepted in part',
});

function adviceVerdict(): Verdict<Segment> {
  return adviceOf;
}
const adviceOf: Verdict<Segment> = (s) => {
  if (s.tag === 'TED') return { code: 'ack.error', detail: `error ${el(s, 1)}: ${el(s, 2)} ${el(s, 7)}`.trim(), element: 1 };
  if (s.tag !== 'OTI') return undefined;
  const said = el(s, 1).trim();
  if (/^.A$/.test(said)) return undefined;
  const what = `${el(s, 10) || 'a document'} ${el(s, 3)}`;
  const verdict = ADVICE[said.slice(1)];
  if (verdict === undefined) return { ...unclear(what, said), element: 1 };
  return { code: verdict === 'rejected' ? 'ack.rejected' : 'ack.accepted-with-errors', detail: `${what} was ${verdict}`, element: 1 };
};

const COMPLAINT = /\b(error|missing|invalid|reject|not unique|not expecting|duplicate)/i;

/** Text for people, of which only the lines that complain are told. */
const textVerdict = (): Verdict<Segment> => (s) =>
  s.tag === 'MSG' && COMPLAINT.test(el(s, 1)) ? { code: 'ack.error', detail: el(s, 1).trim(), element: 1 } : undefined;

const ACTION = '4';
const ACTIONS = new Set([ACTION, '7', '8']); // refused, taken, arrived

function syntaxVerdict(): Verdict<CompositeSegment> {
  let interchange = '';
  return (s) => {
    if (s.tag === 'UCI') interchange = s.at(1);
    const [what, action, error] =
      s.tag === 'UCI'
        ? [`interchange ${interchange}`, s.at(4), s.at(5)]
        : s.tag === 'UCF'
          ? [`group ${s.at(1)} of interchange ${interchange}`, s.at(4), s.at(5)]
          : s.tag === 'UCM'
            ? [`${s.at(2)} ${s.at(1)} of interchange ${interchange}`, s.at(3), s.at(4)]
            : ['', '', ''];
    if (what !== '' && action !== '' && !ACTIONS.has(action)) return unclear(what, action);
    if (action !== ACTION && error === '') return undefined;
    const why = error === '' ? '' : `, for error ${error}`;
    return action === ACTION
      ? { code: 'ack.rejected', detail: `${what} was rejected${why}` }
      : { code: 'ack.accepted-with-errors', detail: `${what} was accepted with errors${why}` };
  };
}

const ACCEPTED = new Set(['1', '29']);

function applicationVerdict(): Verdict<CompositeSegment> {
  let [about, error] = ['', ''];
  return (s) => {
    if (s.tag === 'RFF' && about === '') about = `${s.at(1)} ${s.at(1, 2)}`;
    if (s.tag === 'ERC') error = s.at(1);
    const text = s.tag === 'FTX' ? [1, 2, 3, 4, 5].map((c) => s.at(4, c)).join(' ').trim() : ''; // prettier-ignore
    if (s.tag === 'ERC' && !ACCEPTED.has(error))
      return { code: 'ack.rejected', detail: `${about || 'what was sent'}: error ${error}`, element: 1 };
    return text !== '' && error !== '' && !ACCEPTED.has(error) ? { code: 'ack.error', detail: text, element: 4 } : undefined;
  };
}
