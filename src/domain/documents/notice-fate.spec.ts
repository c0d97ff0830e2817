import { type Changes, type Incoming, type Known, noticeFate } from './notice-fate';

/** Every word about a shipment (edi.md section 6) upon everything that may be known of it. */
const AT = '2026-11-16T10:00:00.000Z';
const known = (more: Partial<Known> = {}): Known => ({
  state: 'open',
  purpose: 'original',
  announced: true,
  original: true,
  otherForm: false,
  received: [],
  from: 'asn.edi',
  issued: '2026-11-16T06:00',
  sender: 'ZZ:NORD',
  control: '000000007',
  receivedAt: AT,
  ...more,
});
const word = (purpose: Incoming['purpose'], more: Partial<Incoming> = {}): Incoming => ({
  reference: 'S-1',
  purpose,
  leftOut: [],
  issued: '2026-11-16T08:00',
  sender: 'ZZ:NORD',
  control: '000000008',
  receivedAt: '2026-11-16T12:00:00.000Z',
  ...more,
});
const BEFORE = { issued: '2026-11-15T23:00' };
const SAME_DAY = { issued: '2026-11-16' };
const replaced = known({ purpose: 'replace' });
const unannounced = known({ purpose: 'replace', original: false });
const cancelled = known({ state: 'cancelled', purpose: 'cancel' });
const cancelledFirst = known({ state: 'cancelled', purpose: 'cancel', announced: false, original: false });
const arrived = known({ received: ['40 of BRK on 2026-11-16 (GR-1)'] });
const list = known({ original: false, otherForm: true });

type Row = readonly [what: string, known: Known | undefined, word: Incoming, fate: string, changes?: Changes];
const NOTHING_KNOWN: readonly Row[] = [
  ['original', undefined, word('original'), 'stands'],
  ['replacement', undefined, word('replace'), 'stands shipment.not-announced'],
  ['cancellation', undefined, word('cancel'), 'stands shipment.not-announced'],
  ['change', undefined, word('change'), 'quarantined shipment.not-announced'],
  ['copy', undefined, word('duplicate'), 'quarantined shipment.not-announced'],
];
const OPEN: readonly Row[] = [
  ['original', known(), word('original'), 'quarantined document.conflict'],
  ['original, written before', known(), word('original', BEFORE), 'quarantined document.conflict'],
  ['original after a replacement that came first', unannounced, word('original', BEFORE), 'history shipment.out-of-order'],
  ['original after a replacement, no telling which was first', unannounced, word('original', SAME_DAY), 'quarantined document.conflict'],
  ['original after a replacement that was written before', unannounced, word('original'), 'quarantined document.conflict'],
  ['original after a replaced original', replaced, word('original', BEFORE), 'quarantined document.conflict'],
  ['original after a list of the same number', list, word('original'), 'stands'],
  ['replacement', known(), word('replace'), 'stands'],
  ['second replacement', replaced, word('replace'), 'stands'],
  ['replacement, written before the one that stands', replaced, word('replace', BEFORE), 'history shipment.out-of-order'],
  ['replacement, written before its original', known(), word('replace', BEFORE), 'quarantined shipment.order-unsure'],
  ['replacement of the same day', replaced, word('replace', SAME_DAY), 'stands'],
  [
    'replacement of the same day under a lower number',
    replaced,
    word('replace', { ...SAME_DAY, control: '3' }),
    'quarantined shipment.order-unsure',
  ],
  ['replacement of another sender', replaced, word('replace', { ...SAME_DAY, control: '3', sender: 'ZZ:X' }), 'stands'],
  ['replacement without a date', replaced, word('replace', { issued: null }), 'stands'],
  ['replacement by a clock of a known zone', replaced, word('replace', { issued: '2026-11-15T23:00:00Z' }), 'stands'],
  ['later replacement under a lower number, since they begin anew', replaced, word('replace', { control: '1' }), 'stands'],
  ['change', known(), word('change'), 'stands'],
  ['change that leaves lines out', known(), word('change', { leftOut: ['BRK'] }), 'quarantined shipment.change-unsure'],
  ['change that is the whole', known(), word('change', { leftOut: ['BRK'] }), 'stands', 'whole'],
  ['change of its lines', known(), word('change', { leftOut: ['BRK'] }), 'stands', 'lines'],
  ['change, written before the one that stands', replaced, word('change', BEFORE), 'history shipment.out-of-order'],
  ['cancellation', known(), word('cancel'), 'stands'],
  ['cancellation, written before the one that stands', replaced, word('cancel', BEFORE), 'quarantined shipment.order-unsure'],
  ['cancellation, written before its original', known(), word('cancel', BEFORE), 'quarantined shipment.order-unsure'],
  ['copy', known(), word('duplicate'), 'duplicate'],
];
const ARRIVED: readonly Row[] = [
  ['original', arrived, word('original'), 'quarantined document.conflict'],
  ['replacement', arrived, word('replace'), 'quarantined shipment.received-before'],
  ['change', arrived, word('change'), 'quarantined shipment.received-before'],
  ['change, whatever it means', arrived, word('change'), 'quarantined shipment.received-before', 'lines'],
  ['cancellation', arrived, word('cancel'), 'quarantined shipment.received-before'],
  ['late replacement', { ...replaced, received: arrived.received }, word('replace', BEFORE), 'history shipment.out-of-order'],
  ['copy', arrived, word('duplicate'), 'duplicate'],
];
const CANCELLED: readonly Row[] = [
  ['original', cancelled, word('original'), 'quarantined document.conflict'],
  ['replacement', cancelled, word('replace'), 'quarantined shipment.cancelled-before'],
  ['replacement, written before', cancelled, word('replace', BEFORE), 'history shipment.out-of-order'],
  ['change', cancelled, word('change'), 'quarantined shipment.cancelled-before'],
  ['cancellation', cancelled, word('cancel'), 'duplicate shipment.cancelled-before'],
  ['copy', cancelled, word('duplicate'), 'duplicate'],
];
const CANCELLED_FIRST: readonly Row[] = [
  ['original, written before', cancelledFirst, word('original', BEFORE), 'history shipment.out-of-order'],
  ['original of the same day', cancelledFirst, word('original', SAME_DAY), 'history shipment.out-of-order'],
  ['original, written after', cancelledFirst, word('original'), 'quarantined document.conflict'],
  ['original of the same day, after 72 hours', cancelledFirst, word('original', { ...SAME_DAY, receivedAt: '2026-11-19T10:00:00.001Z' }), 'quarantined document.conflict'],
  ['original of the same day, within 72 hours', cancelledFirst, word('original', { ...SAME_DAY, receivedAt: '2026-11-19T10:00:00.000Z' }), 'history shipment.out-of-order'],
  ['replacement', cancelledFirst, word('replace', SAME_DAY), 'quarantined shipment.cancelled-before'],
]; // prettier-ignore

describe.each<readonly [string, readonly Row[]]>([
  ['of a shipment that is not known', NOTHING_KNOWN],
  ['of one that is on its way', OPEN],
  ['of one that (partly) arrived', ARRIVED],
  ['of one that was cancelled', CANCELLED],
  ['of one that was cancelled before it was announced', CANCELLED_FIRST],
])('%s', (_, rows) => {
  test.each(rows.map((r) => [...r] as const))('%s', (__, before, incoming, expected, changes = 'ask') => {
    const { fate, issue } = noticeFate(before, incoming, changes);
    expect([fate, ...(issue ? [issue.code] : [])].join(' ')).toBe(expected);
    expect(issue?.severity).toBe(!issue ? undefined : fate === 'quarantined' ? 'error' : 'warning');
  });
});

test('what is held says what stands against it', () => {
  expect(noticeFate(arrived, word('cancel'), 'ask').issue!.detail).toBe(
    'it cancels S-1 (asn.edi), of which goods are here: 40 of BRK on 2026-11-16 (GR-1); what was announced stands',
  );
});
