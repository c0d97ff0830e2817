import type { CompositeSegment, Place, Segment } from '../canonical/vocabulary';
import { el } from '../syntax/x12-values';
import type { Word } from './verdict';

/** What a partner says became of something that we sent, by the numbers under which we sent it. */
export interface PartnerAnswer {
  readonly by: By;
  readonly word: Word;
  readonly detail: string | null; // the codes, as they stand there
  readonly business: boolean; // of what it says, and not of its form: it outranks what was said of the form
  readonly place: Place;
}
/** Of a whole interchange, a group, one message, or the document by its own number. Numbers of X12 groups without leading zeros. */
export type By =
  | { readonly of: 'interchange'; readonly interchange: string }
  | { readonly of: 'group'; readonly group: string }
  | { readonly of: 'message'; readonly message: string; readonly group?: string; readonly interchange?: string }
  | { readonly of: 'reference'; readonly reference: string };

type Answered = Omit<PartnerAnswer, 'place' | 'business'> & { readonly element?: number };
export type Answers<S> = (segment: S) => Answered | undefined;

export const bareNumber = (n: string): string => n.trim().replace(/^0+(?=\d)/, '');
const codesOf = (codes: readonly string[]): string | null => codes.map((c) => c.trim()).filter((c) => c !== '').join(', ') || null; // prettier-ignore

const STATUS: Readonly<Record<string, Word>> = { A: 'accepted', E: 'with_errors', P: 'partly', R: 'rejected', M: 'rejected', W: 'rejected', X: 'rejected' }; // prettier-ignore

/** AK5 speaks for a set, AK9 for what of its group no AK5 speaks for: received answers contradict themselves. */
export function functionalAnswers(): Answers<Segment> {
  let [group, set] = ['', ''];
  return (s) => {
    if (s.tag === 'AK1') [group, set] = [bareNumber(el(s, 2)), ''];
    if (s.tag === 'AK2') set = el(s, 2).trim();
    const ofSet = s.tag === 'AK5' || s.tag === 'IK5';
    const word = Object.hasOwn(STATUS, el(s, 1).trim()) ? STATUS[el(s, 1).trim()] : undefined;
    if (group === '' || word === undefined || (ofSet ? set === '' : s.tag !== 'AK9')) return undefined;
    const by: By = ofSet ? { of: 'message', message: set, group } : { of: 'group', group };
    return { by, word, detail: codesOf(s.elements.slice(ofSet ? 2 : 5)), element: 1 };
  };
}

/** A TA1 that takes an interchange says nothing yet of what stands in it. */
export function interchangeAnswer(ta1: readonly string[]): Omit<Answered, 'element'> | undefined {
  if (ta1[4]?.trim() !== 'R') return undefined;
  return { by: { of: 'interchange', interchange: bareNumber(ta1[1] ?? '') }, word: 'rejected', detail: codesOf([ta1[5] ?? '']) };
}

const ADVICE: Readonly<Record<string, Word>> = { A: 'accepted', R: 'rejected', E: 'with_errors', C: 'with_errors', P: 'partly' };

/** An 824: by the control numbers where it names them, else by the number of the document. */
export const adviceAnswers = (): Answers<Segment> => (s) => {
  const word = s.tag === 'OTI' ? ADVICE[el(s, 1).trim().slice(1)] : undefined;
  if (word === undefined) return undefined;
  const [group, message, reference] = [bareNumber(el(s, 8)), el(s, 9).trim(), el(s, 3).trim()];
  const by: By | undefined =
    message !== ''
      ? { of: 'message', message, ...(group === '' ? {} : { group }) }
      : reference !== ''
        ? { of: 'reference', reference }
        : undefined;
  return by && { by, word, detail: null, element: 1 };
};

const ACTION: Readonly<Record<string, Word>> = { 4: 'rejected', 7: 'accepted', 8: 'accepted' }; // 8: it arrived, which is all that some say

export function syntaxAnswers(): Answers<CompositeSegment> {
  let interchange = '';
  return (s) => {
    if (s.tag === 'UCI') interchange = s.at(1).trim();
    const [action, error, by]: [string, string, By | undefined] =
      s.tag === 'UCI'
        ? [s.at(4), s.at(5), { of: 'interchange', interchange: bareNumber(interchange) }]
        : s.tag === 'UCM'
          ? [s.at(3), s.at(4), { of: 'message', message: s.at(1).trim(), interchange: bareNumber(interchange) }]
          : ['', '', undefined];
    const word = Object.hasOwn(ACTION, action) ? ACTION[action]! : undefined;
    return by && word && { by, word: word === 'accepted' && error !== '' ? 'with_errors' : word, detail: codesOf([error]) };
  };
}

const TAKEN = new Set(['1', '29']);
const REFERS = new Set(['ACW', 'AAN', 'ON', 'AAK', 'AAU']); // to an earlier message, a despatch advice, an order

/** An APERAK names the document by its own number, and is said once its first error or its end is there. */
export function applicationAnswers(): Answers<CompositeSegment> {
  let [reference, taken] = ['', false];
  return (s) => {
    if (s.tag === 'BGM') taken = s.at(1) === '312'; // 313: what is wrong; 312: that it was taken
    if (s.tag === 'RFF' && reference === '' && REFERS.has(s.at(1))) reference = s.at(1, 2).trim();
    if (reference === '') return undefined;
    const by: By = { of: 'reference', reference };
    if (s.tag === 'ERC' && !TAKEN.has(s.at(1))) return { by, word: 'rejected', detail: codesOf([s.at(1)]), element: 1 };
    return s.tag === 'RFF' && taken ? { by, word: 'accepted', detail: null } : undefined;
  };
}
