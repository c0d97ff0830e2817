import type { Numbers } from './answer';
import { asSent, type Content, type ContentFault, freeText } from './content';
import type { X12Frame } from './frame';
import { application, dayOf, envelope, timeOf } from './x12-answer';
import { writeX12, type X12Segment } from './write-x12';

const STATUS = { all: 'TE', some: 'TP', none: 'TR' } as const; // accepted with errors, partly, rejected
const NOT_MATCHING = '011';
const MUTUALLY_DEFINED = 'ZZZ';

/** An 824: for each message with faults an OTI by its numbers, and a TED for each fault with its segment and what stood there. */
export function advice(frame: X12Frame, content: readonly Content[], numbers: Numbers, at: string): Buffer {
  const { isa, separators } = envelope(frame, numbers.interchange, at);
  const forbidden = [...Object.values(separators), isa[10]!].filter((s) => !/[A-Za-z0-9]/.test(s));
  const sets = frame.groups.flatMap((g) => g.sets.map((set) => ({ set, gs: g.elements.map((v) => v.trim()) })));
  const [first] = content.map((c) => sets[c.message]!);
  const version = first!.gs[8] ?? '';
  const day = version.slice(0, 6) >= '004010' ? dayOf(at) : dayOf(at).slice(2);
  const segments: X12Segment[] = [
    ['BGN', '00', String(numbers.interchange), day, timeOf(at)],
    ...content.flatMap(({ message, reference, taken, faults }) => {
      const { set, gs } = sets[message]!;
      const number = asSent(reference, forbidden, 30) || set.control;
      return [
        ['OTI', STATUS[taken], 'TN', number, '', '', '', '', gs[6] ?? '', set.control, set.type],
        ...faults.map((f) => ted(f, set.first, forbidden)),
      ];
    }),
  ];
  return writeX12({
    ...{ isa, separators, answers: [] },
    groups: [
      {
        gs: [
          'AG',
          application(first!.gs[3]),
          application(first!.gs[2]),
          day,
          timeOf(at),
          String(numbers.group),
          first!.gs[7] || 'X',
          version,
        ],
        st: ['824', '0001'],
        segments,
      },
    ],
  });
}

function ted({ unmatched, text, segment, tag, element, value }: ContentFault, first: number, forbidden: readonly string[]): X12Segment {
  const out = [
    ...['TED', unmatched ? NOT_MATCHING : MUTUALLY_DEFINED, freeText(text, forbidden, 60), tag ?? ''],
    ...[segment === null ? '' : String(segment - first + 1), element === null ? '' : String(element), '', asSent(value, forbidden, 99)],
  ];
  return out.slice(0, out.findLastIndex((v) => v !== '') + 1);
}
