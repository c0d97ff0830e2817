import fc from 'fast-check';
import type { StockMeasure } from '../canonical/vocabulary';
import { placeAsOf } from '../ledger/as-of';
import { type EdiMapping, parseEdiMapping } from '../mapping/edi-mapping';
import { messagesOf, sourceOf } from '../syntax/edi-message';
import { readX12 } from '../syntax/x12';
import { FORMATS } from '.';
import { CollectingSink } from './format';
import { Partner } from './partner';
import { instantIn } from './partner-clock';
import { readBy } from './partner-reading';

const mappingOf = (rest: string): EdiMapping => {
  const read = parseEdiMapping(`name: p\nsupplier: NORD\nkind: edi\n${rest}`, 'm.yaml');
  if ('issue' in read) throw new Error(read.issue.detail);
  return read.mapping;
};
function read(type: string, segments: readonly string[], rest: string | null): CollectingSink {
  const text = `ST*${type}*0001~${segments.map((s) => `${s}~`).join('')}SE*${segments.length + 2}*0001~`;
  const [interchange] = readX12(Buffer.from(text)).interchanges;
  const message = sourceOf(messagesOf(interchange!)[0]!);
  const sink = new CollectingSink();
  const format = FORMATS.find((f) => f.claims(message))!;
  readBy(
    rest === null ? undefined : new Partner(mappingOf(rest)),
    format,
    message,
    { fileName: 'in', receivedAt: '2026-11-16T18:00:00Z' },
    sink,
  );
  return sink;
}

// What the standard says of these, written down once more: whoever changes one of the two has to look at the other.
const STANDARD: Readonly<Record<string, StockMeasure | undefined>> = { OH: 'on_hand', QA: 'available', QC: 'committed', QS: 'sold', QD: undefined, ZX: undefined }; // prettier-ignore
const CODES = Object.keys(STANDARD);
const meaning = fc.constantFrom('on_hand', 'committed', 'sold', 'in_transit', 'ignore');

test('whatever codes a mapping settles, each number is taken once under what it says, or told of, or ignored on purpose', () =>
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...CODES), meaning, { maxKeys: 6 }),
      fc.array(fc.array(fc.tuple(fc.constantFrom(...CODES), fc.nat(9)), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      (settled, items) => {
        const segments = [
          'XQ*H*20261115',
          'N1*RL**92*HUB',
          ...items.flatMap((said, i) => [`LIN**VN*A-${i}`, ...said.map(([c, n]) => `ZA*${c}*${n}*EA`)]),
        ];
        const rest = `measures: { ZA: { ${Object.entries(settled)
          .map(([c, m]) => `${c}: ${m}`)
          .join(', ')} } }\n`;
        const sink = read('852', segments, rest);
        const expected: string[] = [];
        const [unread, left] = [new Map<string, number>(), new Map<string, number>()];
        for (const [i, said] of items.entries()) {
          const first = new Map<string, number>(); // of a balance under any of its codes: said again alike it is the same stock
          for (const [code, n] of said) {
            const means = settled[code] ?? STANDARD[code];
            if (means === undefined) unread.set(code, (unread.get(code) ?? 0) + 1);
            else if (means === 'ignore') left.set(code, (left.get(code) ?? 0) + (STANDARD[code] === undefined ? 0 : 1));
            else if ((means === 'on_hand' || means === 'available') && first.get(means) === n) continue;
            else {
              if (!first.has(means)) first.set(means, n);
              expected.push(`A-${i} ${means} ${n}`);
            }
          }
        }
        expect(sink.reports[0]!.lines.map((l) => `${l.refs[0]!.value} ${l.measure} ${l.quantity.amount}`)).toEqual(expected);
        const count = (code: string): number => sink.issues.filter((x) => x.code === code).reduce((sum, x) => sum + Number(/\((\d+) times\)$/.exec(x.detail)?.[1] ?? 1), 0); // prettier-ignore
        const sum = (of: Map<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
        expect([count('x12.activity-not-used'), count('edi.left-out')]).toEqual([sum(unread), sum(left)]);
      },
    ),
    { numRuns: 300 },
  ));

test('a mapping that says nothing changes nothing', () => {
  const segments = [
    'XQ*H*20261109*20261115',
    'N1*RL**92*HUB',
    'LIN**VN*A',
    'ZA*OH*5*EA',
    'ZA*QB*4*EA',
    'ZA*QS',
    'SDQ*EA*92*S1*2*S2*3',
    'CTT*1',
  ];
  const without = read('852', segments, null);
  for (const rest of [
    '',
    'documents: [x12-852]\nitems: {}\nmeasures: { ZA: {} }\nplace: {}\nunits: {}\ndates: {}\nconstants: {}\nstrictness: {}\n',
  ])
    expect({ ...read('852', segments, rest) }).toEqual({ ...without });
});

test.each<[string, string, string, string, string | undefined]>([
  ['in winter', 'Europe/Berlin', '2026-11-15', '06:30', '2026-11-15T05:30:00Z'],
  ['in summer', 'Europe/Berlin', '2026-07-15', '06:30:15', '2026-07-15T04:30:15Z'],
  ['shown twice that night', 'Europe/Berlin', '2026-10-25', '02:30', undefined],
  ['never shown that night', 'Europe/Berlin', '2026-03-29', '02:30', undefined],
  ['behind midnight of UTC', 'America/Chicago', '2026-11-15', '23:00', '2026-11-16T05:00:00Z'],
])('a time of a clock %s', (_, zone, day, clock, instant) => expect(instantIn(zone, day, clock)).toBe(instant));

test('how far the stock may be from its as-of widens the window in either direction, and never beyond the receipt', () => {
  const window = (said: Parameters<typeof placeAsOf>[0]): string[] => {
    const { from, to } = placeAsOf(said, 'Europe/Berlin', '2026-11-16T18:00:00Z');
    return [from, to].map((t) => t.slice(0, 19));
  };
  expect(window({ said: 'instant', at: '2026-11-15T05:00:00Z', slack: 120 })).toEqual(['2026-11-15T03:00:00', '2026-11-15T07:00:00']);
  expect(window({ said: 'instant', at: '2026-11-15T05:00:00Z', slack: 5 })).toEqual(['2026-11-15T04:45:00', '2026-11-15T05:15:00']); // never less than all have
  expect(window({ said: 'date', date: '2026-11-15', slack: 60 })).toEqual(['2026-11-14T22:00:00', '2026-11-15T23:59:59']);
  expect(window({ said: 'instant', at: '2026-11-16T17:30:00Z', slack: 120 })).toEqual(['2026-11-16T15:30:00', '2026-11-16T18:00:00']);
});
