/** The separators of one interchange. `component` and `repetition` are null where the interchange has none. */
export interface Separators {
  readonly element: string;
  readonly segment: string;
  readonly component: string | null;
  readonly repetition: string | null;
}
export interface Isa {
  readonly separators: Separators;
  readonly elements: readonly string[]; // [0] is ISA, [1] is ISA01 …
  readonly end: number; // behind the terminator and its decoration
  readonly fixedWidth: boolean;
}
const ALNUM = /[A-Za-z0-9]/;

/**
 * Reads an ISA by its sixteen separators and not by its width: hand-cut files have it unpadded or too long. Undefined when the
 * text at `from` is no ISA that separators can be taken from; guessing `~*>` would read somebody's data wrongly.
 */
export function readIsa(text: string, from: number): Isa | undefined {
  const es = text[from + 3];
  if (!text.startsWith('ISA', from) || es === undefined || ALNUM.test(es) || /\s/.test(es)) return undefined;
  const starts: number[] = [];
  for (let at = from + 3; starts.length < 16; at = text.indexOf(es, at + 1)) {
    if (at < 0 || at - from > 400) return undefined;
    starts.push(at);
  }
  const last = starts[15]!;
  const body = text.slice(last + 1, last + 12);
  const next = /(GS|TA1|ISB|IEA)/.exec(body.slice(0, 10))?.index;
  // Between the sixteenth separator and the first group stand ISA16 and the terminator, which may be missing or decorated.
  const between = next === undefined ? body.slice(0, 2) : body.slice(0, next);
  if (between.length === 0) return undefined;
  const bare = between.length === 1 || /^[\r\n]/.test(between);
  const component = bare ? null : between[0]!;
  const rest = bare ? between : between.slice(1);
  const segment = /^\r?\n/.test(rest) ? '\n' : rest[0]!;
  if (ALNUM.test(segment) || segment === es || segment === ' ') return undefined;
  const elements = ['ISA'];
  for (let i = 0; i < 16; i++) elements.push(i < 15 ? text.slice(starts[i]! + 1, starts[i + 1]) : (component ?? ''));
  const version = elements[12]!.trim();
  const eleven = elements[11]!;
  const repeats =
    version >= '00402' && eleven.length === 1 && !ALNUM.test(eleven) && eleven !== ' ' && ![es, segment, component].includes(eleven);
  return {
    separators: { element: es, segment, component: component === es ? null : component, repetition: repeats ? eleven : null },
    elements,
    end: text.indexOf(segment, last + 1) + 1,
    fixedWidth: last - from === 103,
  };
}

/** `ZZ:NORDWERK`: qualifier and id, without padding. */
export const party = (qualifier: string | undefined, id: string | undefined): string => `${(qualifier ?? '').trim()}:${(id ?? '').trim()}`;
