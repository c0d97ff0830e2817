import { Random } from '../../../test/fuzz/random';
import { NotWritable } from '../acks/not-writable';
import { FORMATS } from '../formats';
import type { SourceMessage } from '../canonical/vocabulary';
import { CollectingSink } from '../formats/format';
import { readEdifact } from '../syntax/edifact';
import { messagesOf } from '../syntax/edi-message';
import { readX12 } from '../syntax/x12';
import { type Column, COLUMNS, known, type ShareLine, type Snapshot, unknown } from './columns';
import { daysIn, writeEdifactShare } from './write-edifact-share';
import { groupsIn, writeX12Share } from './write-x12-share';

/** What leaves as EDI, read again by the formats that read what others send: each number is the one of the snapshot, and no other stands there. */
const PARTIES = { own: '01:123456789', partner: 'ZZ:NORD', test: false };
const NUMBERS = { interchange: 7, group: 3 };
const EDIFACT = { own: '14:4012345000009', partner: '14:5098765000019', test: true };

const line = (more: Partial<ShareLine>): ShareLine => ({ sku: 'BRK-2210', description: null, gtin: null, theirs: [], location: 'HAM', locationName: 'Werk Hamburg*Süd~', gln: null, theirLocation: [], timezone: 'Europe/Berlin', uom: 'EA', owner: 'buyer', basis: 'physical', asOf: '2026-11-17T05:00:00.000Z', values: {}, ...more }); // prettier-ignore
const snapshot = (lines: ShareLine[], columns: readonly Column[] = COLUMNS): Snapshot => ({ id: 'snp_01975b9e-0000-7000-8000-00000000002a', supplier: 'NORD', supplierName: 'Nord', madeAt: '2026-11-17T12:00:00.000Z', usageDays: 28, columns, lines }); // prettier-ignore

function read(bytes: Buffer): string[] {
  const x12 = bytes.toString('latin1').startsWith('ISA');
  const file = x12 ? readX12(bytes) : readEdifact(bytes);
  const sink = new CollectingSink();
  for (const i of file.interchanges)
    for (const m of messagesOf(i)) { const message = { ...m, segments: m.segments() } as SourceMessage; FORMATS.find((f) => f.claims(message))!.read(message, { fileName: 'f', receivedAt: '2026-11-18T00:00:00Z' }, sink); } // prettier-ignore
  // Known demand is no stock of anybody's, and our reader says so.
  expect(sink.issues.map((i) => i.detail).filter((d) => !/needed in addition|^nothing that it says/.test(d))).toEqual([]);
  return sink.reports
    .flatMap((r) =>
      r.lines.map(
        (l) =>
          `${l.refs
            .map((x) => x.value)
            .sort()
            .join('/')} ${l.location!.value} ${l.measure} ${l.quantity.amount} ${l.quantity.unit}`,
      ),
    ) // prettier-ignore
    .sort();
}
const MEASURES: Partial<Record<Column, string>> = { usage: 'sold' };
function meant(s: Snapshot, columns: readonly Column[], unit: (uom: string) => string): string[] {
  return s.lines
    .flatMap((l) => {
      const refs = [...new Set([...l.theirs.map((t) => t.value), l.sku, ...(l.gtin === null ? [] : [l.gtin])])].sort().join('/');
      const where = l.theirLocation[0]?.value ?? l.gln ?? l.location;
      return columns.flatMap((c) => {
        const value = s.columns.includes(c) ? (l.values[c]?.value ?? null) : null;
        return value === null ? [] : [`${refs} ${where} ${MEASURES[c] ?? c} ${value} ${unit(l.uom)}`];
      });
    })
    .sort();
}

const X12_COLUMNS: readonly Column[] = ['on_hand', 'available', 'usage', 'min', 'max', 'in_transit', 'on_order'];
const toX12: Readonly<Record<string, string>> = { EA: 'EA', L: 'LT', KG: 'KG' };
const toEdifact: Readonly<Record<string, string>> = { EA: 'PCE', L: 'LTR', KG: 'KGM' };

test('every number of a snapshot, and nothing that is not known, in each of the four', () => {
  const random = new Random(66);
  const roll = (below: number): number => random.below(below);
  let numbers = 0;
  for (let n = 0; n < 300; n++) {
    const columns = COLUMNS.filter(() => roll(4) > 0);
    const value = (c: Column): string => (c === 'lead_time' ? String(roll(30)) : `${roll(5) === 0 ? '0' : String(roll(100_000))}${roll(3) === 0 ? `.${1 + roll(9)}` : ''}`); // prettier-ignore
    const lines = Array.from({ length: 1 + roll(6) }, (_, i) => {
      const place = roll(3);
      return line({
        ...{ sku: `S-${i}?'+`, uom: ['EA', 'L', 'KG'][roll(3)]!, gtin: roll(3) === 0 ? '4006381333931' : null },
        ...{ theirs: roll(2) === 0 ? [{ qualifier: 'VN', value: `NB:${i}`.replace(':', '-') }] : [] },
        ...{ location: `L${place}`, gln: place === 1 ? '4012345000009' : null, theirLocation: place === 2 ? [{ qualifier: '92', value: 'HH01' }] : [] },
        ...{ asOf: place === 0 ? '2026-11-16T22:59:59.999Z' : '2026-11-17T05:00:00.000Z' },
        values: Object.fromEntries(columns.map((c) => [c, roll(4) === 0 ? unknown('nobody knows') : known(value(c), [])])),
      }); // prettier-ignore
    });
    const s = snapshot(lines, columns);
    const tries: [string, () => Buffer[], string[]][] = [
      ['852', () => [writeX12Share('852', s, PARTIES, NUMBERS)], meant(s, X12_COLUMNS, (u) => toX12[u]!)],
      ['846', () => [writeX12Share('846', s, PARTIES, NUMBERS)], meant(s, X12_COLUMNS, (u) => toX12[u]!)],
      ['INVRPT', () => daysIn('INVRPT', s).map((d, i) => writeEdifactShare('INVRPT', d, EDIFACT, i + 1)), meant(s, ['on_hand', 'in_transit', 'min', 'max'], (u) => toEdifact[u]!)],
      ['SLSRPT', () => daysIn('SLSRPT', s).map((d, i) => writeEdifactShare('SLSRPT', d, EDIFACT, i + 1)), meant(s, ['usage'], (u) => toEdifact[u]!)],
    ]; // prettier-ignore
    for (const [kind, write, expected] of tries) {
      let written: Buffer[];
      try {
        written = write();
      } catch (error) {
        expect(error).toBeInstanceOf(NotWritable);
        expect((error as Error).message).toMatch(/no number is known/);
        expect(expected).toEqual([]);
        continue;
      }
      expect([kind, written.flatMap(read).sort()]).toEqual([kind, expected]);
      numbers += expected.length;
    }
  }
  expect(numbers).toBeGreaterThan(3000);
});

test('an 852 as it leaves', () => {
  const one = line({ theirs: [{ qualifier: 'VN', value: 'NB-1' }], theirLocation: [{ qualifier: '92', value: 'HH01' }], values: { on_hand: known('541', []), usage: known('12', []), min: known('450', []), in_transit: unknown('no notice') } }); // prettier-ignore
  const s = snapshot([one, line({ location: 'CHI', values: { on_hand: known('0', []) } })], ['on_hand', 'usage', 'min', 'in_transit']);
  expect(groupsIn('852', s)).toBe(2);
  expect(writeX12Share('852', s, PARTIES, NUMBERS).toString().split('~').map((x) => x.trim())).toEqual([
    'ISA*00*          *00*          *01*123456789      *ZZ*NORD           *261117*1200*U*00401*000000007*0*P*>',
    'GS*PD*123456789*NORD*20261117*1200*3*X*004010',
    'ST*852*0001',
    'XQ*H*20261020*20261117',
    'N9*FI*00000000002a*snp_01975b9e-0000-7000-8000-00000000002a',
    'N1*RL*Werk HamburgSud*92*HH01',
    'LIN*1*VN*NB-1*BP*BRK-2210',
    'ZA*OH*541*EA',
    'ZA*QS*12*EA',
    'ZA*QL*450*EA',
    'CTT*1',
    'SE*10*0001',
    'GE*1*3',
    expect.stringMatching(/^GS\*PD\*.*\*4\*X\*004010$/),
    ...['ST*852*0002', 'XQ*H*20261020*20261117', expect.any(String), 'N1*RL*Werk HamburgSud*92*CHI', 'LIN*1*BP*BRK-2210', 'ZA*OH*0*EA', 'CTT*1', 'SE*8*0002', 'GE*1*4'],
    'IEA*2*000000007',
    '',
  ]); // prettier-ignore
});

test.each([
  ['a number that holds a separator', line({ sku: 'A*1', values: { on_hand: known('1', []) } }), 'separator'],
  ['a number in other letters', line({ sku: 'Bremse-Ü', values: { on_hand: known('1', []) } }), 'cannot be written'],
  ['a unit without a code', line({ uom: 'KAR', values: { on_hand: known('1', []) } }), 'the unit KAR'],
  ['a place of which nothing is known', line({ values: { on_hand: unknown('x') } }), 'no number is known'],
])('%s is said, and nothing is written', (_, l, says) => {
  expect(() => writeX12Share('852', snapshot([l]), PARTIES, NUMBERS)).toThrow(says);
  expect(() => writeX12Share('852', snapshot([l]), PARTIES, NUMBERS)).toThrow(NotWritable);
});

test('three thousand lines are read back like one', () => {
  const s = snapshot(
    Array.from({ length: 3000 }, (_, i) => line({ sku: `S-${i}`, values: { on_hand: known(String(i), []) } })),
    ['on_hand'],
  );
  expect(read(writeX12Share('852', s, PARTIES, NUMBERS))).toEqual(meant(s, ['on_hand'], () => 'EA'));
  expect(read(writeEdifactShare('INVRPT', s, EDIFACT, 1))).toEqual(meant(s, ['on_hand'], () => 'PCE'));
});
