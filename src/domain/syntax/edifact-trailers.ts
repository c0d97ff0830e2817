import type { CompositeSegment } from '../canonical/vocabulary';
import type { ByteText } from './byte-text';
import { type EdifactOpened, said } from './edifact-opened';
import { missingEnds } from './edifact-fusions';

/** What a segment of the envelope did: the reading goes on, the interchange is complete, or its frame is broken. */
export type Outcome = 'on' | 'closed' | 'broken';

const digits = (v: string): string => v.replace(/^0+(?=.)/, '');
const counts = (v: string, n: number): boolean => digits(v) === String(n);

export function openGroup(open: EdifactOpened, ung: CompositeSegment): Outcome {
  if (open.unh || open.group) return 'broken';
  const control = ung.at(5);
  if (open.groupNumbers.size === open.groupNumbers.add(control).size)
    open.warn('edifact.control-number', `two groups have the reference ${said(control)}`, ung.number, 'UNG', 5, control);
  open.openGroup(ung);
  return 'on';
}

export function openMessage(open: EdifactOpened, unh: CompositeSegment, bodyFrom: number): Outcome {
  if (open.unh) return 'broken';
  open.unh = { segment: unh, bodyFrom };
  return 'on';
}

/**
 * A count alone, or a reference alone, is a slip of the sender's program. Both together mean that this UNT is another message's,
 * and that an end and a beginning were lost between: two messages read as one would book the stock of one place on another.
 */
export function closeMessage(
  open: EdifactOpened,
  unt: CompositeSegment,
  text: ByteText,
  stop: number,
  to: number,
  whole: boolean,
): Outcome {
  if (!open.unh) return misplaced(open, unt.number, 'UNT');
  const control = open.unh.segment.at(1);
  const [sent, reference] = [unt.at(1), unt.at(2)];
  if (!whole && reference !== control) return 'broken'; // a reference that is cut off is not a wrong one
  const count = unt.number - open.unh.segment.number + 1;
  const { number } = unt;
  if (!counts(sent, count) && reference !== control) {
    const detail = `UNT ends message ${said(reference)} with ${said(sent)} segments, but ${said(control)} began ${count} segments before; what lies between is lost`;
    open.refuse('edifact.unlike-trailer', detail, number, 'UNT');
  } else if (!counts(sent, count)) {
    open.warn('edifact.control-count', `UNT counts ${said(sent)} segments, there are ${count}`, number, 'UNT', 1, sent);
    const glued = Number(sent) > count ? missingEnds(text.again(), open.unh.bodyFrom, stop, open.s) : undefined;
    if (glued !== undefined)
      open.refuse('edifact.fused-segments', `${glued} is glued to the segment before it, whose terminator is missing`, number, 'UNT');
  } else if (reference !== control)
    open.warn('edifact.control-number', `UNT says ${said(reference)}, UNH says ${said(control)}`, number, 'UNT', 2, reference);
  if (!whole) noTerminator(open, number, 'UNT');
  const message = open.closeMessage(unt, unt.bytes[0], to);
  if (message.repeats) {
    const detail = `message ${said(control)} stands there twice, byte for byte; it is used once`;
    open.warn('edifact.repeated-message', detail, message.first, 'UNH', 1);
  }
  return 'on';
}

export function closeGroup(open: EdifactOpened, une: CompositeSegment, whole: boolean): Outcome {
  if (open.unh || !whole) return 'broken';
  if (!open.group) return misplaced(open, une.number, 'UNE');
  const { messages, control } = open.group;
  if (!counts(une.at(1), messages.length))
    open.warn(
      'edifact.control-count',
      `UNE counts ${said(une.at(1))} messages, there are ${messages.length}`,
      une.number,
      'UNE',
      1,
      une.at(1),
    );
  if (une.at(2) !== control)
    open.warn('edifact.control-number', `UNE says ${said(une.at(2))}, UNG says ${said(control)}`, une.number, 'UNE', 2, une.at(2));
  open.group = null;
  return 'on';
}

export function closeInterchange(open: EdifactOpened, unz: CompositeSegment, whole: boolean): Outcome {
  if (open.unh || open.group) return 'broken';
  if (open.bare) return misplaced(open, unz.number, 'UNZ');
  const { number } = unz;
  const [sent, reference] = [unz.at(1), unz.at(2)];
  if (!whole && reference !== open.control) return 'broken';
  const [count, what] = open.groups.length > 0 ? [open.groups.length, 'groups'] : [open.messages.length, 'messages'];
  if (!counts(sent, count))
    open.warn('edifact.control-count', `UNZ counts ${said(sent)} ${what}, there are ${count}`, number, 'UNZ', 1, sent);
  if (reference !== open.control)
    open.warn('edifact.control-number', `UNZ says ${said(reference)}, UNB says ${said(open.control)}`, number, 'UNZ', 2, reference);
  if (!whole) noTerminator(open, number, 'UNZ');
  return 'closed';
}

function misplaced(open: EdifactOpened, number: number, tag: string): Outcome {
  open.refuse('edifact.trailer', `${tag} closes what was never opened, so that its beginning may be missing`, number, tag);
  return 'broken';
}

const noTerminator = (open: EdifactOpened, number: number, tag: string): void =>
  open.warn('edifact.no-final-terminator', 'the last segment has no terminator', number, tag);
