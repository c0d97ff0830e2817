import { effectSaid } from '../../web/src/documents/effect';
import { type Line, nearest, nextTrouble, type Source, spotOf, toldAt, toldOf, troublesOf } from '../../web/src/documents/file/model';
import { problemSaid } from '../../web/src/documents/problem-words';
import { asOfSaid } from '../../web/src/documents/words';

const NONE = new Map<string, { unit: number; cell: number | null }>();
const sheet = (name: string, start: number, rows: number): Source['sheets'][number] => ({ name, start, rows, hidden: false, columns: 9 });
const BOOK: Source = { kind: 'grid', total: 30, headings: [], columns: {}, sheets: [sheet('Cover', 0, 10), sheet('Wk 46', 10, 20)] };
const LIST: Source = { kind: 'grid', total: 9, headings: ['Item', 'On hand'], columns: { item: 0 }, sheets: [sheet('', 0, 9)] };
const EDI: Source = { kind: 'x12', total: 9, headings: [], columns: {}, sheets: [] };

describe('where a place stands', () => {
  test.each([
    ['a.zip/KW46.xlsx/Wk 46!E6', BOOK, { unit: 15, cell: 4 }],
    ['Cover!6', BOOK, { unit: 5, cell: null }],
    ['Gone!A1', BOOK, null],
    ['row 3, column On hand', LIST, { unit: 2, cell: 1 }],
    ['mail.eml/list.csv, row 3', LIST, { unit: 2, cell: null }],
    ['stock.edi/segment 7 ZA02', EDI, { unit: 6, cell: 2 }],
    ['segment 7 N1', EDI, { unit: 6, cell: null }],
    ['file', EDI, null],
  ])('%s', (place, source, spot) => expect(spotOf(place, source, NONE)).toEqual(spot));

  test('a path leads to the line that it names, or to the nearest one around it', () => {
    const paths = new Map([['/R/Line[2]', { unit: 4, cell: null }], ['/R/Line[2]/Qty', { unit: 5, cell: null }], ['$.items[3]', { unit: 8, cell: 1 }]]); // prettier-ignore
    const tree: Source = { kind: 'tree', total: 9, headings: [], columns: {}, sheets: [] };
    expect(spotOf('/R/Line[2]/Qty', tree, paths)?.unit).toBe(5);
    expect(spotOf('stock.xml, /R/Line[2]/Qty/@unit', tree, paths)?.unit).toBe(5);
    expect(spotOf('/R/Line[2]/Other', tree, paths)?.unit).toBe(4);
    expect(spotOf('$.items[3].qty', tree, paths)?.unit).toBe(8);
    expect(spotOf('/R/Line[9]', tree, paths)).toBeNull();
  });
});

const line = (row: number, more: Partial<Line> = {}): Line => ({
  ...{ line: row, sku: `SKU-${row}`, location: 'HAM', measure: 'on_hand', quantity: '5', uom: 'EA', as_of: null, said: null },
  ...{ place: `row ${row}, column On hand`, parked: null, given: null },
  ...more,
});
const issue = (place: string | null, severity = 'error') => ({ code: 'x.y', severity, detail: `wrong at ${place}`, place, value: 'v' });

describe('what was understood, and what is wrong', () => {
  const lines = [line(2), line(3, { sku: null, parked: 'item.unknown' }), line(5)];
  const troubles = troublesOf({ issues: [issue('row 4, column Item'), issue('row 5, column Item', 'warning'), issue(null)] }, lines, LIST, NONE); // prettier-ignore
  const told = toldOf(lines, troubles, LIST, NONE);

  test('stand together in the order of the file; what is about all of it comes first, and no problem is lost', () => {
    expect(told.map((t) => [t.unit, t.sentence === null, t.troubles.length])).toEqual([
      [null, true, 1],
      [1, false, 0],
      [2, false, 1],
      [3, true, 1],
      [4, false, 1],
    ]);
    expect(told.flatMap((t) => t.troubles)).toHaveLength(troubles.length);
    expect(told[2]!.troubles[0]!.spot).toEqual({ unit: 2, cell: 0 }); // its item, and not its number
    expect(told[2]!.troubles[0]!.says).toBe('it waits: nobody knows which item is meant');
  });

  test('the next problem is the one behind where one is, and behind the last the first', () => {
    const at = (t: ReturnType<typeof nextTrouble>) => t?.spot?.unit;
    expect(at(nextTrouble(troubles, null, 1))).toBe(2);
    expect(at(nextTrouble(troubles, { unit: 2, cell: 1 }, 1))).toBe(3);
    expect(at(nextTrouble(troubles, { unit: 4, cell: 0 }, 1))).toBe(2);
    expect(at(nextTrouble(troubles, { unit: 2, cell: 0 }, -1))).toBe(4);
    expect(nextTrouble([], null, 1)).toBeUndefined();
  });

  test('a row that says nothing has no sentence; a segment has that of the item that it belongs to', () => {
    expect([0, 1, 4, 6].map((unit) => toldAt(told, unit, true))).toEqual([-1, 1, 4, -1]);
    const edi = [line(1, { place: 'segment 7 ZA02' }), line(2, { place: 'segment 10 ZA02', sku: 'B' }), line(3, { place: 'segment 11 ZA02', sku: 'B', location: 'RNO' })]; // prettier-ignore
    const items = toldOf(edi, [], EDI, NONE, [5, 8]); // LIN is segment 6, and 9
    expect([4, 5, 6, 7, 8, 9, 10, 11].map((unit) => toldAt(items, unit, false))).toEqual([-1, 0, 0, 0, 1, 1, 2, 2]);
  });

  test('what stands at a place, or last before it', () =>
    expect([0, 1, 3, 9].map((unit) => nearest([null, 1, 2, 4], unit))).toEqual([0, 1, 2, 3]));
});

test('the effect of a replay is one sentence', () => {
  const change = (c: 'gained' | 'lost' | 'changed') => ({ change: c, place: '', measure: '', before: null, after: null });
  const delivery = { file: 'a', receivedAt: '', before: ['accepted'], after: ['accepted', 'accepted'], issues: [] };
  const exception = (c: 'opened' | 'reopened' | 'escalated' | 'resolved') => ({ change: c, type: '', severity: '', key: '', message: '' });
  expect(
    effectSaid({
      deliveries: [
        { ...delivery, same: 200, lines: [change('gained'), change('changed'), change('lost')] },
        { ...delivery, after: ['accepted'], same: 0, lines: [] },
      ],
      exceptions: [exception('resolved'), exception('resolved'), exception('reopened')],
    }),
  ).toBe(
    '3 documents → 202 lines: 1 newly accepted, 1 lost, 1 changes value; exceptions: 2 close, 1 opens; suppliers are not mailed again',
  );
});

test('an as-of is told as it was said, and a problem in words', () => {
  expect([asOfSaid('2026-11-15'), asOfSaid('2026-11-09/2026-11-15'), asOfSaid(null)]).toEqual([
    '2026-11-15',
    '2026-11-09 to 2026-11-15',
    'not said',
  ]);
  expect(asOfSaid('2026-11-15T07:30:00Z')).toMatch(/^2026-11-15 \d\d:30$/);
  expect(['item.unknown', 'x12.control-count', 'file.empty'].map(problemSaid)).toEqual([
    'nobody knows which item is meant',
    'control count',
    'an empty file',
  ]);
});
