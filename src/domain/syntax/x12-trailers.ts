import { codes } from '../canonical/codes';
import type { Opened } from './x12-opened';

/** What a segment of the envelope did: the reading goes on, the interchange is complete, or its frame is broken. */
export type Outcome = 'on' | 'closed' | 'broken';

/** Which functional group carries which set; senders mix them up, and the set's own number is believed. */
const GROUPS: Readonly<Record<string, string>> = codes({
  '852': 'PD', '846': 'IB', '856': 'SH', '855': 'PR', '850': 'PO', '861': 'RC', '867': 'PT', '997': 'FA', '999': 'FA', '824': 'AG', '864': 'TX',
}); // prettier-ignore

const digits = (v: string | undefined): string => (v ?? '').trim().replace(/^0+(?=.)/, '');
const sameNumber = (a: string | undefined, b: string | undefined): boolean => a !== undefined && digits(a) === digits(b);
const said = (v: string | undefined): string => (v === undefined || v.trim() === '' ? 'nothing' : v.trim());

/** What a partner's system says of an interchange of ours; what it took is in the answers for whoever asks. */
export function noteAnswer(open: Opened, elements: readonly string[], number: number): Outcome {
  const e = elements.map((v) => v.trim());
  open.answers.push(e);
  const what = `interchange ${said(e[1])} of ours`;
  const why = e[5] === undefined || /^0*$/.test(e[5]) ? '' : `, for ${e[5]}`;
  if (e[4] === 'R') open.warn('ack.rejected', `${what} was rejected${why}`, number, 'TA1', 4);
  else if (e[4] === 'E') open.warn('ack.accepted-with-errors', `${what} was accepted with errors${why}`, number, 'TA1', 4);
  else if (e[4] !== 'A') open.warn('ack.unclear', `what became of ${what} is not clear: the answer says ${said(e[4])}`, number, 'TA1', 4);
  return 'on';
}

/** Whether a number has come before; asked of a hundred thousand sets, each of which would otherwise look through all before it. */
const isKnown = (numbers: Set<string>, number: string): boolean => numbers.size === numbers.add(number).size;

export function openGroup(open: Opened, e: readonly string[], number: number): Outcome {
  if (open.set || open.group) return 'broken';
  const control = (e[6] ?? '').trim();
  if (isKnown(open.groupNumbers, digits(control)))
    open.warn('x12.control-number', `two groups have the number ${said(control)}`, number, 'GS', 6, control);
  open.openGroup(e, number);
  return 'on';
}

export function openSet(open: Opened, e: readonly string[], number: number, from: number, bodyFrom: number): Outcome {
  if (open.set) return 'broken';
  const type = (e[1] ?? '').trim();
  const control = (e[2] ?? '').trim();
  if (!open.group && !open.bare) open.refuse('x12.no-group', 'the transaction set stands in no functional group', number, 'ST');
  if (open.group && isKnown(open.setNumbers, control))
    open.warn('x12.control-number', `two sets of the group have the number ${said(control)}`, number, 'ST', 2, control);
  const group = open.group?.elements[1]?.trim();
  const expected = GROUPS[type];
  if (group !== undefined && expected !== undefined && group !== expected)
    open.warn('x12.group-type', `a ${type} stands in a group of type ${said(group)} instead of ${expected}`, number, 'ST', 1, type);
  open.set = { type, control, first: number, from, bodyFrom };
  return 'on';
}

export function closeSet(open: Opened, e: readonly string[], number: number, from: number, to: number, whole: boolean): Outcome {
  if (!open.set) return misplaced(open, number, 'SE');
  const { control, first } = open.set;
  const same = e[2] !== undefined && (e[2].trim() === control || sameNumber(e[2], control));
  if (!whole && !(e[2]?.trim() === control)) return 'broken'; // a number that is cut off is not a wrong one
  const count = number - first + 1;
  if (!sameNumber(e[1], String(count))) {
    open.warn('x12.control-count', `SE counts ${said(e[1])} segments, there are ${count}`, number, 'SE', 1, e[1]);
    if (Number(e[1]) > count) open.lookForGlued(from, number);
  }
  if (!same) {
    open.warn('x12.control-number', `SE says ${said(e[2])}, ST says ${said(control)}`, number, 'SE', 2, e[2]);
    open.unlike ??= { number, detail: `SE ends set ${said(e[2])}, but the set that began is ${said(control)}` };
  }
  if (!whole) noTerminator(open, number, 'SE');
  open.closeSet(from, to);
  return 'on';
}

export function closeGroup(open: Opened, e: readonly string[], number: number, whole: boolean): Outcome {
  if (open.set) return 'broken';
  if (!open.group) return misplaced(open, number, 'GE');
  const { sets, control } = open.group;
  if (!whole && e[2]?.trim() !== control) return 'broken';
  if (!sameNumber(e[1], String(sets.length)))
    open.warn('x12.control-count', `GE counts ${said(e[1])} sets, there are ${sets.length}`, number, 'GE', 1, e[1]);
  if (!sameNumber(e[2], control)) open.warn('x12.control-number', `GE says ${said(e[2])}, GS says ${said(control)}`, number, 'GE', 2, e[2]);
  if (!whole) noTerminator(open, number, 'GE');
  open.group.declared = (e[1] ?? '').trim();
  open.group = null;
  return 'on';
}

const CONTROL_WIDTH = 9;

export function closeInterchange(open: Opened, e: readonly string[], number: number, whole: boolean): Outcome {
  if (open.set || open.group) return 'broken';
  if (open.bare) return misplaced(open, number, 'IEA');
  const same = sameNumber(e[2], open.control);
  // Without a terminator the number may be cut off: it must be as long as control numbers are, or the right one.
  if (!whole && e[2]?.trim().length !== CONTROL_WIDTH && e[2]?.trim() !== open.control && e[2]?.trim() !== digits(open.control))
    return 'broken';
  if (!sameNumber(e[1], String(open.groups.length)))
    open.warn('x12.control-count', `IEA counts ${said(e[1])} groups, there are ${open.groups.length}`, number, 'IEA', 1, e[1]);
  if (!same) open.warn('x12.control-number', `IEA says ${said(e[2])}, ISA says ${said(open.control)}`, number, 'IEA', 2, e[2]);
  if (!whole) noTerminator(open, number, 'IEA');
  return 'closed';
}

function misplaced(open: Opened, number: number, tag: string): Outcome {
  open.refuse('x12.trailer', `${tag} closes what was never opened, so that its beginning may be missing`, number, tag);
  return 'broken';
}

const noTerminator = (open: Opened, number: number, tag: string): void =>
  open.warn('x12.no-final-terminator', 'the last segment has no terminator', number, tag);
