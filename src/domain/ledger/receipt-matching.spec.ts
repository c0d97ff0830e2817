import { add, compare, exact, text, ZERO } from '../canonical/quantity';
import { matchReceipts, type ReceiptFacts, type ShipLineFacts } from './receipt-matching';

const at = (day: number, hour = 0): number => Date.UTC(2026, 10, day, hour);
const line = (id: string, over: Partial<ShipLineFacts> = {}): ShipLineFacts => ({
  id,
  supplier: 'NORD',
  shipment: '910',
  sku: 'BRK',
  location: 'HAM',
  quantity: '120',
  po: null,
  poLine: null,
  sscc: null,
  shippedFrom: at(15),
  etaTo: at(18, 12),
  noticeReceivedAt: at(15),
  cancelled: false,
  ...over,
});
const receipt = (id: string, quantity: string, over: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  id,
  supplier: null,
  sku: 'BRK',
  location: 'HAM',
  quantity,
  movedFrom: at(16, 10),
  movedTo: at(16, 10),
  postedAt: at(16, 10),
  shipNotice: null,
  po: null,
  poLine: null,
  packingSlip: null,
  sscc: null,
  final: false,
  reverses: null,
  damaged: false,
  ...over,
});

type Case = [string, ShipLineFacts[], ReceiptFacts[], Record<string, string>, Record<string, string>?];
const NAMED = { shipNotice: '910' };

describe('open by line, unmatched by receipt', () => {
  test.each<Case>([
    [
      'two halves on different days',
      [line('a')],
      [receipt('r1', '60'), receipt('r2', '60', { movedFrom: at(18, 10), movedTo: at(18, 10) })],
      { a: '0' },
    ],
    ['one half only', [line('a')], [receipt('r1', '60')], { a: '60' }],
    [
      'by the notice, long after its day',
      [line('a')],
      [receipt('r1', '120', { ...NAMED, movedFrom: at(90), movedTo: at(90) })],
      { a: '0' },
    ],
    [
      'without a name, long after its day',
      [line('a')],
      [receipt('r1', '120', { movedFrom: at(90), movedTo: at(90) })],
      { a: '120' },
      { r1: '120' },
    ],
    [
      'without a name, before it was shipped',
      [line('a')],
      [receipt('r1', '120', { movedFrom: at(14), movedTo: at(14) })],
      { a: '120' },
      { r1: '120' },
    ],
    ['by pallet', [line('a', { sscc: 'S1' }), line('b', { sscc: 'S2' })], [receipt('r1', '120', { sscc: 'S2' })], { a: '120', b: '0' }],
    ['by packing slip', [line('a')], [receipt('r1', '50', { packingSlip: '910', movedTo: at(90), movedFrom: at(90) })], { a: '70' }],
    [
      'by order and line',
      [line('a', { po: 'P', poLine: '1' }), line('b', { po: 'P', poLine: '2' })],
      [receipt('r1', '50', { po: 'P', poLine: '2' })],
      { a: '120', b: '70' },
    ],
    ['never to another order', [line('a', { po: 'P' })], [receipt('r1', '50', { po: 'Q' })], { a: '120' }, { r1: '50' }],
    ['never to another notice', [line('a')], [receipt('r1', '50', { shipNotice: '999' })], { a: '120' }, { r1: '50' }],
    ['never to another supplier', [line('a')], [receipt('r1', '50', { supplier: 'SUD' })], { a: '120' }, { r1: '50' }],
    ['never to another place without a name', [line('a')], [receipt('r1', '50', { location: 'MUC' })], { a: '120' }, { r1: '50' }],
    ['to another place by name', [line('a')], [receipt('r1', '50', { ...NAMED, location: 'MUC' })], { a: '70' }],
    ['not to what was cancelled', [line('a', { cancelled: true })], [receipt('r1', '50')], { a: '120' }, { r1: '50' }],
    ['the oldest due first', [line('a', { shipment: '911', etaTo: at(20) }), line('b')], [receipt('r1', '150')], { a: '90', b: '0' }],
    [
      'a name claims before a guess',
      [line('a'), line('b', { shipment: '911', etaTo: at(20) })],
      [receipt('r1', '120'), receipt('r2', '120', { ...NAMED, movedFrom: at(17), movedTo: at(17) })],
      { a: '0', b: '0' },
    ],
    ['a reversal takes back', [line('a')], [receipt('r1', '120', NAMED), receipt('r2', '120', { ...NAMED, reverses: 'r1' })], { a: '120' }],
    [
      'a bare day that touches the ship date',
      [line('a', { shippedFrom: at(16, 20) })],
      [receipt('r1', '10', { movedFrom: at(16), movedTo: at(17) })],
      { a: '110' },
    ],
  ])('%s', (_, lines, receipts, open, unmatched = {}) => {
    const out = matchReceipts(lines, receipts);
    expect(Object.fromEntries(out.lines.map((l) => [l.line.id, l.open]))).toEqual(open);
    expect(Object.fromEntries(out.unmatched.map((u) => [u.receipt.id, u.quantity]))).toEqual(unmatched);
  });
});

test('more than announced is over on the line that the truck filled, not a receipt without a notice', () => {
  for (const over of [{}, NAMED]) {
    const out = matchReceipts([line('a')], [receipt('r1', '122', over)]);
    expect(out.lines[0]).toMatchObject({ open: '0', over: '2', received: '122' });
    expect(out.unmatched).toEqual([]);
  }
});

test('an item under a shipment’s name that is not on it is a stray of that shipment', () => {
  const out = matchReceipts([line('a')], [receipt('r1', '5', { ...NAMED, sku: 'FST' })]);
  expect(out.strays).toMatchObject([{ supplier: 'NORD', shipment: '910', quantity: '5' }]);
  expect(out.unmatched).toEqual([]);
});

test.each<[string, ReceiptFacts[], boolean[]]>([
  ['closes all pallets of its order line', [receipt('r1', '10', { ...NAMED, final: true })], [true, true]],
  ['but only its own when it names one', [receipt('r1', '10', { ...NAMED, sscc: 'S2', final: true })], [false, true]],
  ['even with nothing received', [receipt('r1', '0', { ...NAMED, final: true })], [true, true]],
  [
    'not when it was taken back',
    [receipt('r1', '10', { ...NAMED, final: true }), receipt('r2', '10', { ...NAMED, reverses: 'r1' })],
    [false, false],
  ],
])('final %s', (_, receipts, expected) => {
  const out = matchReceipts([line('a', { sscc: 'S1' }), line('b', { sscc: 'S2' })], receipts);
  expect(out.lines.map((l) => l.final)).toEqual(expected);
});

test('whatever comes, nothing is counted twice and nothing gets lost, in whatever order it is told', () => {
  let seed = 11;
  const random = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
  const pick = <T>(...of: T[]): T => of[random(of.length)]!;
  for (let world = 0; world < 200; world++) {
    const lines = Array.from({ length: 1 + random(5) }, (_, i) =>
      line(`l${i}`, {
        shipment: pick('910', '911'),
        sku: pick('BRK', 'FST'),
        po: pick(null, 'P'),
        sscc: pick(null, `S${i}`),
        quantity: String(1 + random(50)),
      }),
    );
    const receipts = Array.from({ length: random(8) }, (_, i) => {
      const movedTo = at(13 + random(8));
      const names = { shipNotice: pick(null, null, '910', '999'), po: pick(null, 'P', 'Q'), sscc: pick(null, 'S1') };
      return receipt(`r${i}`, String(1 + random(60)), {
        ...names,
        sku: pick('BRK', 'FST'),
        movedFrom: movedTo,
        movedTo,
        final: random(4) === 0,
      });
    });
    const out = matchReceipts(lines, receipts);
    for (const r of receipts) {
      const parts = [
        ...out.lines.flatMap((l) => l.receipts.filter((m) => m.receipt.id === r.id).map((m) => m.quantity)),
        ...[...out.strays, ...out.unmatched].filter((u) => u.receipt.id === r.id).map((u) => u.quantity),
      ];
      expect(text(parts.reduce((a, q) => add(a, exact(q)), ZERO))).toBe(r.quantity);
    }
    for (const l of out.lines) {
      expect(compare(exact(l.open), ZERO)).toBeGreaterThanOrEqual(0);
      expect(text(add(exact(l.received), exact(l.open)))).toBe(text(add(exact(l.line.quantity), exact(l.over))));
    }
    const reversed = matchReceipts([...lines].reverse(), [...receipts].reverse());
    const opens = (m: typeof out): object => Object.fromEntries(m.lines.map((l) => [l.line.id, [l.open, l.final]]));
    expect(opens(reversed)).toEqual(opens(out));
  }
});
