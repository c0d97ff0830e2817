import { walkTheGap } from '../../src/domain/timeline/walk';
import type { Timeline } from '../../web/src/api/types';
import { optionOf, wholeOf } from '../../web/src/item/option';
import { beside, comeFrom, itemPlace } from '../../web/src/item/place';
import { drawn, hiddenIn, hideIn, isShown, rangeOf, type Row, shownIn, spanOf, unitOf, withSign, zoomed } from '../../web/src/item/view';
import { csvOf, eventOf, moment, sourceOf, told, walkSays } from '../../web/src/item/words';

const EA = { uom: 'EA', factor: '1' };
const row = (more: Partial<Row>): Row => ({
  ...{ id: 'r', at: '2026-11-15T10:00:00.000Z', kind: 'usage', name: null, quantity: null, stands: 1, ours: '508', theirs: '412', carried: false },
  ...{ gap: null, band: null, agrees: null, tolerance: null, why: null, received_at: null, late: false, superseded: false, said: null, sent: null },
  ...{ source: null, feed: null, exception: null },
  ...more,
}); // prettier-ignore

describe('what the address says', () => {
  test.each<[Record<string, string>, ReturnType<typeof rangeOf>]>([
    [{}, { days: 90, from: '', to: '' }],
    [{ days: '365' }, { days: 365, from: '', to: '' }],
    [{ days: '17' }, { days: 90, from: '', to: '' }],
    [
      { from: '2026-10-01', to: '2026-10-31' },
      { days: null, from: '2026-10-01', to: '2026-10-31' },
    ],
    [
      { from: '2026-10-31', to: '2026-10-01', days: '30' },
      { days: 30, from: '', to: '' },
    ],
    [
      { from: 'x', to: '2026-10-01' },
      { days: 90, from: '', to: '' },
    ],
  ])('%j', (query, range) => expect(rangeOf(query)).toEqual(range));
  test('days up to now have no end; a custom span holds its last day', () => {
    expect(spanOf({ days: 30, from: '', to: '' }, new Date('2026-11-29T12:00:00Z'))).toEqual({ from: '2026-10-30T12:00:00.000Z' });
    const { from, to } = spanOf({ days: null, from: '2026-10-01', to: '2026-10-01' }, new Date());
    expect(Date.parse(to!) - Date.parse(from)).toBe(86_400_000);
  });
  test('what is hidden stands there, and is shown again', () => {
    const hidden = hideIn(hideIn({ sku: 'A' }, 'usage'), 'ours');
    expect(hidden).toEqual({ sku: 'A', hide: 'ours,usage' });
    expect(hideIn(hidden, 'ours').hide).toBe('usage');
    expect([...hiddenIn({ hide: 'usage,nonsense' })]).toEqual(['usage']);
    const of = (r: Partial<Row>): boolean => isShown(row(r), hiddenIn({ hide: 'usage,superseded' }));
    expect([of({}), of({ kind: 'report' }), of({ kind: 'report', superseded: true }), of({ kind: 'adjustment' })]).toEqual([false, true, false, true]); // prettier-ignore
  });
});

describe('numbers', () => {
  test.each([
    ['1200', EA, '1 200', '+1 200'],
    ['-96', EA, '−96', '−96'],
    ['0', EA, '0', '0'],
    ['96', { uom: 'CS', factor: '12' }, '8', '+8'],
    ['100', { uom: 'CS', factor: '12' }, '≈ 8.333', '≈ +8.333'],
    ['-100', { uom: 'CS', factor: '12' }, '≈ −8.333', '≈ −8.333'],
    ['5', { uom: 'G', factor: '1/1000' }, '5 000', '+5 000'],
  ])('%s in %j', (q, unit, plain, sign) => expect([shownIn(q, unit), withSign(q, unit)]).toEqual([plain, sign]));
  test('a unit that the item has not is its own', () => {
    const t = { uom: 'EA', units: [{ uom: 'CS', factor: '12' }] };
    expect([unitOf(t, 'CS').factor, unitOf(t, 'XX').uom, unitOf(t, undefined).factor, drawn('30', unitOf(t, 'CS'))]).toEqual(['12', 'EA', '1', 2.5]); // prettier-ignore
  });
  test('nearer and farther, and never beyond the whole', () => {
    const DAY = 86_400_000;
    const whole = [0, 100 * DAY] as const;
    expect(zoomed(whole, 50 * DAY, 0.5, whole)).toEqual([25 * DAY, 75 * DAY]);
    expect(zoomed([25 * DAY, 75 * DAY], 75 * DAY, 4, whole)).toEqual([0, 100 * DAY]);
    expect(zoomed([0, DAY], 0, 0.1, whole)).toEqual([0, DAY]);
  });
});

describe('words', () => {
  test.each<[Partial<Row>, string]>([
    [{ kind: 'report' }, 'Supplier report'],
    [{ kind: 'report', superseded: true }, 'Supplier report, superseded'],
    [{ kind: 'receipt', name: 'ASN-1' }, 'Receipt, ASN-1'],
    [{ kind: 'usage', stands: 40 }, 'Usage, 40 in a day'],
    [{ kind: 'opened', name: 'COUNT_DIVERGENCE' }, 'Raised: counts differ'],
    [{ kind: 'new_kind' }, 'new kind'],
  ])('%j', (r, said) => expect(eventOf(row(r))).toBe(said));
  test('where it was said', () => {
    expect(sourceOf(row({ source: { document: 'doc_1', file: 'KW46.xlsx', place: 'Sheet1!E6' } }))).toBe('KW46.xlsx, Sheet1!E6');
    expect(sourceOf(row({ feed: { file: 'movements.csv', reference: 'GR-4711' } }))).toBe('GR-4711, movements.csv');
    expect(sourceOf(row({}))).toBe('');
  });
  test('what nobody said is not zero', () => {
    expect(told(row({ ours: null, theirs: null }), EA, 'UTC')).toMatch(/: Usage · ours not known · theirs not told yet$/);
    expect(told(row({ quantity: '-5', carried: true, gap: '-96' }), EA, 'UTC')).toMatch(/: Usage · −5 · ours 508 · theirs 412, carried forward · gap −96$/); // prettier-ignore
  });
  test('of a bare day no time is told', () => {
    expect(moment('2026-11-24T22:59:59.999Z', 'Europe/Berlin')).toBe('2026-11-24');
    expect(moment('2026-11-25T05:59:59.999Z', 'America/Chicago')).toBe('2026-11-24');
  });
  test('a walk: where they separate, and what makes it up', () => {
    const rows = [
      row({ kind: 'report', ours: '500', theirs: '500', agrees: true, gap: '0', at: '2026-11-01T12:00:00Z' }),
      row({ kind: 'receipt', quantity: '200', ours: '700', theirs: '500', at: '2026-11-03T12:00:00Z' }),
      row({ kind: 'report', ours: '700', theirs: '500', agrees: false, gap: '-180', at: '2026-11-08T12:00:00Z' }),
    ];
    expect(walkSays(walkTheGap(rows), rows, EA)).toBe(
      'They agreed on 1 Nov, and separate on 8 Nov: theirs 500, where 700 would be due (−200 EA). ' +
        'This makes it up by itself: Receipt of 3 Nov (+200): they may not have it.',
    );
    expect(walkSays(walkTheGap(rows.slice(0, 1)), rows, EA)).toContain('there is no gap to walk');
    expect(walkSays(walkTheGap([]), [], EA)).toContain('no report');
  });
  test('a file for a spreadsheet: decimals as they are, and no formula of a supplier', () => {
    const csv = csvOf({ uom: 'EA' }, [row({ quantity: '-5', carried: true }), row({ kind: 'report', theirs: '0', source: { document: 'doc_1', file: '=cmd.csv', place: null } })]); // prettier-ignore
    expect(csv.split('\r\n').slice(1, 3)).toEqual([
      '2026-11-15T10:00:00.000Z,Usage,-5,508,412,yes,,EA,,no,,',
      "2026-11-15T10:00:00.000Z,Supplier report,,508,0,no,,EA,,no,'=cmd.csv,doc_1",
    ]);
  });
});

test('from one to the next of the list from which one came', () => {
  const pair = (sku: string) => ({ supplier: 'N', sku, location: 'H' });
  comeFrom([pair('A'), { ...pair('A') }, { supplier: 'N', sku: null, location: 'H' }, pair('B')]);
  expect(itemPlace({ supplier: null, sku: 'A', location: 'H' })).toBeNull();
  expect(beside(itemPlace(pair('A'))!, 1)?.query.sku).toBe('B');
  expect(beside(itemPlace(pair('B'))!, -1)?.query.sku).toBe('A');
  expect([beside(itemPlace(pair('B'))!, 1), beside(itemPlace(pair('Z'))!, 1)]).toEqual([null, null]);
});

describe('the picture', () => {
  const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`;
  const t = {
    ...{ from: at(1), to: at(20), now: at(20), uom: 'EA', units: [] },
    rows: [
      row({ kind: 'count', at: at(2), ours: '500', theirs: null }),
      row({ kind: 'report', at: at(5), theirs: '490' }),
      row({ kind: 'report', at: at(5), theirs: '9', superseded: true }),
      row({ kind: 'report', at: at(9), theirs: '480', late: true }),
      row({ kind: 'opened', at: at(10), name: 'COUNT_DIVERGENCE' }),
    ],
    book: [{ at: at(1), quantity: '500' }, { at: at(8), quantity: '480' }],
    usage: [{ day: '2026-11-08', quantity: '20' }],
    band: [{ since: at(1), min: '100', max: null }, { since: at(12), min: '200', max: '900' }],
    notices: [{ reference: 'A1', quantity: '96', received: '0', open: '96', overdue: false, shipped_at: at(18), eta: at(24), source: { document: 'd', file: 'f', place: null } }],
    draft: { id: 'reo_1', state: 'open', quantity: '240', held: false, arrives_at: at(27), without: [{ at: at(20), quantity: '480' }, { at: at(28), quantity: '400' }], approved: [{ at: at(20), quantity: '480' }, { at: at(28), quantity: '640' }] },
  } as unknown as Timeline; // prettier-ignore
  const ink = '#000';
  const inks = { ink, faint: ink, line: ink, soft: ink, accent: ink, bad: ink, warn: ink, good: ink, paper: ink };
  type Serie = { name: string; data: (readonly [number, number | null])[]; step?: string; markLine?: { data: unknown[] }; markArea?: { data: unknown[] } }; // prettier-ignore
  const series = (hide = ''): Map<string, Serie> =>
    new Map((optionOf({ t, hidden: hiddenIn({ hide }), unit: EA, inks, zoom: null, narrow: false }).series as Serie[]).map((s) => [s.name, s])); // prettier-ignore
  const values = (s: Serie | undefined): (number | null)[] => s!.data.map((p) => p[1]);

  test('steps of our book and of their reports, the superseded ones beside the line, the late ones apart', () => {
    const all = series();
    expect([values(all.get('ours')), all.get('ours')!.step]).toEqual([[500, 480, 480], 'end']);
    expect(values(all.get('theirs'))).toEqual([490, 480, 480]);
    expect([values(all.get('reports')), values(all.get('late reports')), values(all.get('superseded'))]).toEqual([[490], [480], [9]]);
    expect([values(all.get('counts')), values(all.get('usage')), all.get('raised')!.markLine!.data.length]).toEqual([[500], [-20], 2]);
  });
  test('where no maximum is agreed none is drawn, and no area', () => {
    expect([values(series().get('max')), values(series().get('min')), series().get('band')!.markArea!.data.length]).toEqual([[null, 900, 900], [100, 200, 200], 1]); // prettier-ignore
  });
  test('an open shipment leads to its day, and the approval beyond: the picture reaches as far', () => {
    expect(values(series().get('shipment A1'))).toEqual([96, 96]);
    expect([values(series().get('without')), values(series().get('approved'))]).toEqual([
      [480, 400],
      [480, 640],
    ]);
    expect(new Date(wholeOf({ t, hidden: new Set() })[1]).toISOString()).toBe('2026-11-29T12:00:00.000Z');
    expect(new Date(wholeOf({ t, hidden: hiddenIn({ hide: 'forecast,notices' }) })[1]).toISOString()).toBe(at(20));
  });
  test.each(['ours', 'theirs', 'usage', 'band', 'superseded'])('%s can be left out', (name) => expect(series(name).has(name)).toBe(false));
});
