import { CollectingSink } from '../../formats/format';
import { delimitedTable } from '../../syntax/delimited';
import { heldText } from '../../syntax/text-file';
import { parseMappingFile } from '../mapping-file';
import { plan, readTable } from '../read-table';

function read(columns: string, list: string, rest = ''): CollectingSink {
  const parsed = parseMappingFile(`name: a\nsupplier: N\ncolumns:\n${columns.replace(/^/gm, '  ')}\n${rest}`, 'm.yaml');
  if ('issue' in parsed) throw new Error(parsed.issue.detail);
  const context = {
    fileName: 'f.csv',
    subject: '',
    within: null,
    receivedAt: '2026-11-16T18:00:00Z',
    supplier: 'N',
    mappings: [parsed.mapping],
  };
  const table = delimitedTable(heldText(list));
  const planned = plan(table, context);
  if ('issue' in planned) throw new Error(planned.issue.detail);
  const sink = new CollectingSink();
  readTable(table, planned.layout, context, sink);
  return sink;
}

test('what stood in the cells is kept with the line, where it became something else, and of other counts not', () => {
  const columns = `vendor: { join: [A, B], with: '-' }
location: { constant: HB1 }
on_hand: { from: C, then: [number_of] }
committed: { from: D, then: [negate] }
uom: { from: C, then: [unit_of] }`;
  const [report] = read(columns, 'A;B;C;D\n47;11;Stk 12;-5\n47;12;7;\n').reports;
  expect(report!.lines.map((l) => [l.measure, l.quantity, l.stood])).toEqual([
    ['on_hand', { amount: '12', unit: 'Stk' }, { vendor: '47 | 11', on_hand: 'Stk 12', uom: 'Stk 12' }],
    ['committed', { amount: '5', unit: 'Stk' }, { vendor: '47 | 11', committed: '-5', uom: 'Stk 12' }],
    ['on_hand', { amount: '7', unit: '' }, { vendor: '47 | 12', uom: '7' }],
  ]);
});

test('a mapping that makes nothing leaves the lines as they were', () => {
  const [report] = read('vendor: A\non_hand: C', 'A;C\n47;12\n').reports;
  expect(report!.lines[0]).not.toHaveProperty('stood');
});

test('a thousand or a fraction in a column that is reckoned with is one question, and its answer settles it', () => {
  const list = 'A;C\n47;1.204\n48;2.000\n';
  expect(() => read('vendor: A\non_hand: { from: C, then: [absolute] }', list)).toThrow(/Is "1\.204" in column "C" a thousand and more, or a fraction\?/); // prettier-ignore
  expect(read('vendor: A\non_hand: { from: C, then: [absolute] }', list, "decimal: ','\n").reports[0]!.lines[0]!.quantity.amount).toBe(
    '1204',
  );
});

test('a row with more fields than headings is told as ever, beside made columns', () => {
  const sink = read('vendor: { from: A, then: [upper] }\non_hand: C', 'A;C\na1;12\na2;7;9\n');
  expect(sink.reports[0]!.lines.map((l) => l.refs[0]!.value)).toEqual(['A1']);
  expect(sink.issues.map((i) => [i.code, i.value])).toEqual([['sheet.too-many-fields', '9']]);
});

test('the language of expressions is loaded with the first mapping that has one', () => {
  const loaded = (): boolean => Object.keys(require.cache ?? {}).some((file) => /mapping.columns.cel\.[jt]s$/.test(file));
  expect(loaded()).toBe(false);
  read("vendor: { cel: 'a', names: { a: A } }\non_hand: C", 'A;C\n47;12\n');
  expect(loaded()).toBe(true);
});

test('a blank is no shipment of zero', () => {
  const told = parseMappingFile('name: a\nsupplier: N\nkind: ship_notice\ncolumns: { buyer: A, shipped: { from: C, blank_is_zero: true } }\n', 'm.yaml'); // prettier-ignore
  expect(told).toMatchObject({ issue: { detail: expect.stringMatching(/^m\.yaml:4:.*blank_is_zero: is of stock lists only/) as string } });
});
