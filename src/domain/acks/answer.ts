import { type EdifactVerdict, edifactVerdict, wordOf as edifactWord } from './edifact-verdict';
import type { Content } from './content';
import { aperak } from './edifact-advice';
import { contrl } from './edifact-answer';
import type { EdifactFrame, Frame, X12Frame } from './frame';
import type { Acknowledge } from './how';
import type { Found, Word } from './verdict';
import { advice } from './x12-advice';
import { ta1, functional } from './x12-answer';
import { type X12Verdict, wordOf as x12Word, x12Verdict } from './x12-verdict';

export const KINDS = ['TA1', '997', '999', 'CONTRL', '824', 'APERAK'] as const;
export type Kind = (typeof KINDS)[number];

/** Our own control numbers, allocated where it is stored. */
export interface Numbers {
  readonly interchange: number;
  readonly group: number; // of the first group; the others follow
}
/** An answer that is due: what it says, how many group numbers it takes, and its bytes once it has its numbers. */
export interface Due {
  readonly kind: Kind;
  readonly word: Word;
  readonly says: string; // in one line, for people
  readonly groups: number;
  readonly write: (numbers: Numbers, at: string) => Buffer; // throws NotWritable
}

/** What is answered to an interchange, by what was agreed; nothing where it holds answers only. */
export function answersTo(frame: Frame, found: Found, how: Acknowledge): Due[] {
  const ofForm = frame.syntax === 'x12' ? x12Answers(frame, found, how) : edifactAnswers(frame, found, how);
  return found.refused || found.reused || how.content === 'none' ? ofForm : [...ofForm, ...contentAnswers(frame, found.content)];
}

/** Only where something is wrong: that all is well is said by the answer to the form. */
function contentAnswers(frame: Frame, content: readonly Content[]): Due[] {
  const wrong = content.filter((c) => c.faults.length > 0);
  if (wrong.length === 0) return [];
  const word: Word = wrong.every((c) => c.taken === 'none') ? 'rejected' : wrong.every((c) => c.taken === 'all') ? 'with_errors' : 'partly';
  const faults = wrong.reduce((n, c) => n + c.faults.length, 0);
  const says = `${faults} fault${faults === 1 ? '' : 's'} of content`;
  return frame.syntax === 'x12'
    ? [{ kind: '824', word, says, groups: 1, write: (n, at) => advice(frame, wrong, n, at) }]
    : [{ kind: 'APERAK', word, says, groups: 0, write: (n, at) => aperak(frame, wrong, n, at) }];
}

function x12Answers(frame: X12Frame, found: Found, how: Acknowledge): Due[] {
  const verdict = x12Verdict(frame, found);
  const { groups, status } = verdict;
  if (groups.length === 0 && (frame.groups.length > 0 || status !== 'R')) return []; // only answers, or nothing but TA1
  const word = x12Word(verdict);
  const asked = frame.isa[14]?.trim() === '1';
  // Of a number that came before, a 997 would speak of the groups of the first one, and take back what was said of them.
  const mute = status === 'R' && (groups.length === 0 || found.reused || how.groups === 'none');
  const byTa1 = how.ta1 === 'always' || (how.ta1 === 'asked' && (asked || mute));
  const out: Due[] = byTa1
    ? [{ kind: 'TA1', word: frameWord(verdict), says: saysTa1(verdict), groups: 0, write: (n, at) => ta1(frame, verdict, n, at) }]
    : [];
  const { groups: kind } = how;
  if (kind === 'none' || found.reused || groups.length === 0 || (status === 'R' && byTa1)) return out;
  const write: Due['write'] = (n, at) => functional(kind, frame, groups, n, at);
  return [...out, { kind, word, says: saysGroups(verdict), groups: groups.length, write }];
}

const frameWord = ({ status }: X12Verdict): Word => (status === 'A' ? 'accepted' : status === 'E' ? 'with_errors' : 'rejected');
const saysTa1 = ({ status, note }: X12Verdict): string => `TA1 ${status} ${note}`;
const saysGroups = ({ groups }: X12Verdict): string =>
  groups
    .map((g) => `${g.elements[1]!.trim()} ${g.elements[6]?.trim() ?? ''} ${g.status} (${g.accepted} of ${g.received})`)
    .join(', ')
    .slice(0, 500);

function edifactAnswers(frame: EdifactFrame, found: Found, how: Acknowledge): Due[] {
  const verdict = edifactVerdict(frame, found);
  if (!verdict || how.contrl === 'never' || (how.contrl === 'asked' && !frame.asks)) return [];
  return [
    { kind: 'CONTRL', word: edifactWord(verdict), says: saysContrl(verdict), groups: 0, write: (n, at) => contrl(frame, verdict, n, at) },
  ];
}

function saysContrl({ action, code, messages }: EdifactVerdict): string {
  const rejected = messages.filter((m) => m.status === 'R').length;
  return `UCI ${action}${code === '' ? '' : ` ${code}`} (${messages.length - rejected} of ${messages.length})`;
}
