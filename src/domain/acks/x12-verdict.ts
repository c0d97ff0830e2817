import type { FrameGroup, FrameMessage, X12Frame } from './frame';
import { firstOf, type Found, holderOf, type Placed, placed, type SegmentFault, SegmentFaults, type Status, type Word } from './verdict';
import { DATA, GROUP, NO_LIN, NOTES, SET } from './x12-faults';

export interface SetVerdict {
  readonly type: string;
  readonly control: string;
  readonly status: Status;
  readonly codes: readonly string[];
  readonly segments: readonly SegmentFault[];
}
export interface GroupVerdict {
  readonly elements: readonly string[]; // of its GS
  readonly status: Status | 'P';
  readonly declared: string;
  readonly received: number;
  readonly accepted: number;
  readonly codes: readonly string[];
  readonly sets: readonly SetVerdict[];
}
export interface X12Verdict {
  readonly status: Status; // of the frame alone
  readonly note: string; // TA105
  readonly groups: readonly GroupVerdict[]; // that may be answered
}

const ANSWERS = new Set(['997', '999']);
/** Its label may be wrong; an answer under another label is one all the same, and is never answered. */
export const holdsAnswers = ({ elements, sets }: FrameGroup): boolean =>
  elements[1]?.trim() === 'FA' || sets.some((s) => ANSWERS.has(s.type));

export function x12Verdict(frame: X12Frame, found: Found): X12Verdict {
  const refused = found.refused || found.issues.some((i) => i.code === 'x12.nothing-in-it');
  const sets = frame.groups.flatMap((g) => g.sets);
  const ofSets = new Map<FrameMessage, { codes: Set<string>; faults: SegmentFaults }>();
  const ofGroups = new Map<FrameGroup, Set<string>>();
  const notes = new Set<string>();
  for (const at of placed(found.issues)) {
    const { issue, number, tag } = at;
    const note = NOTES[`${issue.code} ${tag}`] ?? NOTES[issue.code];
    const group = holderOf(frame.groups, (g) => g.number, number);
    const set = tag === 'GS' || tag === 'GE' || tag === 'IEA' ? undefined : holderOf(sets, firstOf, number);
    const code = GROUP[`${issue.code} ${tag}`];
    if (code !== undefined && group) ofGroups.set(group, (ofGroups.get(group) ?? new Set()).add(code));
    else {
      const taken = set !== undefined && group !== undefined && set.first > group.number && takeFault(at, set, ofSets);
      if (note !== undefined && (!taken || refused)) notes.add(note);
    }
  }
  if (refused && notes.size === 0) notes.add('022');
  const order = new Map(sets.map((s, i) => [s, i]));
  const verdictOf = (s: FrameMessage): SetVerdict => {
    const { codes, faults } = ofSets.get(s) ?? { codes: new Set<string>(), faults: new SegmentFaults() };
    const rejected = refused || found.rejected.has(order.get(s)!) || codes.has(NOT_SUPPORTED);
    const segments = faults.all;
    if (segments.length > 0 || (rejected && codes.size === 0)) codes.add('5');
    const { type, control } = s;
    return { type, control, status: rejected ? 'R' : codes.size > 0 ? 'E' : 'A', codes: [...codes].sort(byNumber).slice(0, 5), segments };
  };
  const truncated = found.issues.some((i) => i.code === 'x12.truncated');
  const groups = frame.groups
    .filter((g) => !holdsAnswers(g))
    .map((g) => {
      const own = new Set(ofGroups.get(g));
      if (g.declared === null && truncated) own.add('3');
      return groupVerdict(g, g.sets.map(verdictOf), [...own].sort(byNumber), refused);
    });
  const [note] = found.reused ? ['025'] : [...notes].sort();
  return { status: refused || found.reused ? 'R' : note === undefined ? 'A' : 'E', note: note ?? '000', groups };
}

const NOT_SUPPORTED = '1';
const byNumber = (a: string, b: string): number => Number(a) - Number(b);

/** Whether the fault is one of the set; else it may be one of the frame. */
function takeFault(
  { issue, number, tag, element }: Placed,
  set: FrameMessage,
  ofSets: Map<FrameMessage, { codes: Set<string>; faults: SegmentFaults }>,
): boolean {
  const code = SET[`${issue.code} ${tag}`];
  const data = DATA[`${issue.code} ${tag}`] ?? DATA[issue.code];
  const noLin = issue.code === NO_LIN.code && !data;
  if (code === undefined && !data && !noLin) return false;
  const one = ofSets.get(set) ?? { codes: new Set<string>(), faults: new SegmentFaults() };
  ofSets.set(set, one);
  const position = number - set.first + 1;
  if (code !== undefined) one.codes.add(code);
  else if (noLin) one.faults.add(position, NO_LIN.tag, NO_LIN.segment);
  else {
    const at = element ?? data!.at;
    if (data!.element === undefined || at === undefined) one.faults.add(position, tag, data!.segment ?? '8');
    else
      one.faults.add(position, tag, '8', {
        element: at,
        code: data!.element,
        ...(issue.value === undefined || element === undefined ? {} : { value: issue.value }),
      });
  }
  return true;
}

function groupVerdict(g: FrameGroup, sets: readonly SetVerdict[], codes: readonly string[], refused: boolean): GroupVerdict {
  const accepted = sets.filter((s) => s.status !== 'R').length;
  const errors = codes.length > 0 || sets.some((s) => s.status === 'E');
  const none = refused || (accepted === 0 && sets.length > 0);
  const declared = /^\d{1,6}$/.test(g.declared ?? '') ? String(Number(g.declared)) : String(sets.length);
  return {
    elements: g.elements,
    status: none ? 'R' : accepted < sets.length ? 'P' : errors ? 'E' : 'A',
    ...{ declared, received: sets.length, accepted, codes: codes.slice(0, 5), sets },
  };
}

/** All that is answered of an interchange in one word. */
export function wordOf({ status, groups }: X12Verdict): Word {
  const all = [...(status === 'R' ? ['R'] : []), ...groups.map((g) => g.status)];
  if (status === 'R' || (all.length > 0 && all.every((s) => s === 'R'))) return 'rejected';
  if (all.some((s) => s === 'P' || s === 'R')) return 'partly';
  return status === 'E' || all.includes('E') ? 'with_errors' : 'accepted';
}
