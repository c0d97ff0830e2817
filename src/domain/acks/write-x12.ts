import { X12Interchange, X12Segment as Segment } from 'node-x12';
import { readX12 } from '../syntax/x12';
import { party } from '../syntax/x12-envelope';
import type { X12Frame } from './frame';
import { isPlain, NotWritable } from './not-writable';

export type X12Segment = readonly string[]; // tag and elements
export interface X12Separators {
  readonly element: string;
  readonly segment: string;
  readonly component: string;
}
export interface X12Group {
  readonly gs: readonly string[]; // GS01 …
  readonly st: readonly string[];
  readonly segments: readonly X12Segment[];
}
export interface X12Out {
  readonly separators: X12Separators;
  readonly isa: readonly string[]; // ISA01 …
  readonly answers: readonly X12Segment[]; // TA1
  readonly groups: readonly X12Group[];
}

const SPARE = ['>', ':', '^', '|', '\\', '`'];

/** The separators of the partner; in place of one that it left out, or that our own words hold, one that stands nowhere. */
export function separatorsIn({ separators: s, isa, groups }: X12Frame): { separators: X12Separators; repetition: string } {
  const said = [...isa.slice(5, 10), ...groups.flatMap((g) => [...g.elements, ...g.sets.flatMap((x) => [x.type, x.control])])].join(' ');
  const free = (...taken: string[]): string => SPARE.find((c) => !taken.includes(c) && !said.includes(c))!;
  const usable = (c: string | null): c is string =>
    c !== null && c.length === 1 && isPlain(c) && !/[A-Za-z0-9 ]/.test(c) && ![s.element, s.segment].includes(c) && !said.includes(c);
  const component = usable(s.component) ? s.component : free(s.element, s.segment);
  const { repetition } = s;
  const eleven = isa[11]!.trim();
  const old = /^[A-Za-z0-9]$/.test(eleven) ? eleven : isa[12]! < '00402' ? 'U' : free(s.element, s.segment, component);
  return {
    separators: { element: s.element, segment: s.segment, component },
    repetition:
      repetition === null ? old : usable(repetition) && repetition !== component ? repetition : free(s.element, s.segment, component),
  };
}

/**
 * By node-x12's object model, which joins elements and asks nothing: a separator inside of one would make another segment of it,
 * and X12 has no way to escape. So all of it is looked through before, and read again by our own reader behind.
 */
export function writeX12(out: X12Out): Buffer {
  const { separators } = out;
  const specials = [...Object.values(separators), ...(/[A-Za-z0-9]/.test(out.isa[10]!) ? [] : [out.isa[10]!])];
  const data = [
    ...out.isa.filter((_, i) => i !== 10 && i !== 15),
    ...out.answers.flat(),
    ...out.groups.flatMap((g) => [...g.gs, ...g.st, ...g.segments.flat()]),
  ];
  for (const value of data) {
    if (!isPlain(value)) throw new NotWritable(`${JSON.stringify(value)} cannot be written in X12`);
    if (specials.some((s) => value.includes(s))) throw new NotWritable(`${JSON.stringify(value)} holds a separator of the partner's`);
  }
  const bytes = Buffer.from(textOf(out), 'latin1');
  readBack(bytes, out);
  return bytes;
}

function textOf({ separators, isa, answers, groups }: X12Out): string {
  const { element: elementDelimiter, segment: segmentTerminator, component: subElementDelimiter } = separators;
  const options = { elementDelimiter, segmentTerminator, subElementDelimiter };
  try {
    const interchange = new X12Interchange(options);
    interchange.setHeader([...isa]);
    for (const g of groups) {
      const group = interchange.addFunctionalGroup();
      group.setHeader([...g.gs]);
      const set = group.addTransaction();
      set.setHeader([...g.st]);
      for (const [tag, ...elements] of g.segments) set.addSegment(tag!, elements);
    }
    if (answers.length === 0) return interchange.toString();
    const told = answers.map(([tag, ...elements]) => new Segment(tag, options).setElements(elements).toString());
    return [interchange.header.toString(), ...told, interchange.trailer.toString()].join('');
  } catch (error) {
    throw new NotWritable((error as Error).message);
  }
}

/** What our own reader makes of it must be what was meant, to the last element. */
function readBack(bytes: Buffer, out: X12Out): void {
  const { interchanges, issues } = readX12(bytes);
  const [i, ...more] = interchanges;
  const trouble = [...issues, ...(i?.issues ?? [])].filter((x) => !x.code.startsWith('ack.'));
  if (!i || more.length > 0 || i.refused || trouble.length > 0)
    throw new NotWritable(`what was written cannot be read: ${trouble[0]?.detail ?? 'it is not one interchange'}`);
  const { isa, answers, groups } = out;
  const meant = [
    [party(isa[4], isa[5]), party(isa[6], isa[7]), isa[12], isa[11], isa[14]],
    answers,
    groups.map((g) => [
      ['GS', ...g.gs],
      [['ST', ...g.st], ...g.segments],
    ]),
  ];
  const read = [
    [i.sender, i.receiver, i.control, i.version, i.usage],
    i.answers,
    i.groups.map((g) => [
      g.elements,
      g.sets.flatMap((s) =>
        [...s.segments()]
          .flat()
          .slice(0, -1)
          .map((x) => x.elements),
      ),
    ]),
  ];
  if (JSON.stringify(read) !== JSON.stringify(meant)) throw new NotWritable('what was written is read as something else');
}
