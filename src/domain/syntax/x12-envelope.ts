import { characterAt, shown } from './edi-text';

/** The separators of one interchange, as bytes. `component` and `repetition` are null where the interchange has none. */
export interface Separators {
  readonly element: string;
  readonly segment: string;
  readonly component: string | null;
  readonly repetition: string | null;
}
export interface Isa {
  readonly separators: Separators;
  readonly elements: readonly string[]; // [0] is ISA, [1] is ISA01 …
  readonly end: number; // behind the terminator
  readonly fixedWidth: boolean;
}

const WORD = /[A-Za-z0-9]/;
const LONGEST = 400; // of an ISA, with room for fields that are too wide
const NEXT = /^(GS|TA1|ISB|IEA)$/i;

/**
 * Reads an ISA by its sixteen separators and not by its width: hand-cut files have it unpadded or too long. Undefined when the
 * text begins with no ISA that separators can be taken from; guessing `~*>` would read somebody's data wrongly.
 */
export function readIsa(text: string): Isa | undefined {
  const es = characterAt(text, 3);
  if (es === '' || WORD.test(es) || /\s/.test(es)) return undefined;
  const starts = separatorsOf(text, 3, es);
  if (!starts) return undefined;
  const last = starts[15]!;
  const tail = tailOf(text, last + es.length, es);
  if (!tail) return undefined;
  const { component, segment, end } = tail;
  if (WORD.test(segment) || segment === es || segment === ' ') return undefined;
  const elements = [text.slice(0, 3).toUpperCase()];
  for (let i = 0; i < 15; i++) elements.push(shown(text.slice(starts[i]! + es.length, starts[i + 1])));
  elements.push(shown(component ?? ''));
  return {
    separators: { element: es, segment, component: component === es ? null : component, repetition: repetitionOf(elements, es, tail) },
    elements,
    end,
    fixedWidth: last === 103 && es.length === 1,
  };
}

function separatorsOf(text: string, first: number, es: string): number[] | undefined {
  const starts: number[] = [];
  for (let at = first; starts.length < 16; at = text.indexOf(es, at + es.length)) {
    if (at < 0 || at - first > LONGEST) return undefined;
    starts.push(at);
  }
  return starts;
}

interface Tail {
  readonly component: string | null;
  readonly segment: string;
  readonly end: number;
}

/** Between the last separator and the first group stand ISA16 and the terminator, either of which hand-cut files leave out. */
function tailOf(text: string, from: number, es: string): Tail | undefined {
  let group = -1;
  for (let at = from; at <= from + 10 && group < 0; at++)
    if ([2, 3].some((n) => NEXT.test(text.slice(at, at + n)) && text.startsWith(es, at + n))) group = at;
  if (group === from || from >= text.length) return undefined;
  const first = characterAt(text, from);
  const line = (at: number): boolean => text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
  const alone = line(from) || group === from + first.length;
  const at = alone ? from : from + first.length;
  const segment = line(at) ? '\n' : characterAt(text, at);
  if (segment === '') return undefined;
  // `*P*~` and a line break: either ISA16 is missing, or lines end the segments. How the next line ends tells which.
  if (!alone && segment === '\n' && group >= 0 && lineFrom(text, group).endsWith(first))
    return { component: null, segment: first, end: from + first.length };
  return { component: alone ? null : first, segment, end: text.indexOf(segment, at) + segment.length };
}

const lineFrom = (text: string, at: number): string => {
  const end = text.indexOf('\n', at);
  return end < 0 ? '' : text.slice(at, end).trimEnd();
};

/** ISA11 was a standard's letter before 004020; senders write either under either version. */
function repetitionOf(elements: readonly string[], es: string, tail: Tail): string | null {
  const eleven = elements[11]!;
  const repeats = elements[12]!.trim() >= '00402' && eleven.length === 1 && !WORD.test(eleven) && eleven.trim() !== '';
  return repeats && ![es, tail.segment, tail.component].includes(eleven) ? eleven : null;
}

/** `ZZ:NORDWERK`: qualifier and id, without padding. */
export const party = (qualifier: string | undefined, id: string | undefined): string => `${(qualifier ?? '').trim()}:${(id ?? '').trim()}`;
