import { showPlace } from '../../src/domain/canonical/place';
import { CollectingSink } from '../../src/domain/formats/format';
import { parseMappingFile } from '../../src/domain/mapping/mapping-file';
import { plan, readTable } from '../../src/domain/mapping/read-table';
import { delimitedTable } from '../../src/domain/syntax/delimited';
import { heldText } from '../../src/domain/syntax/text-file';

export const LIST = 'A;B;C;constructor;__proto__\n4711;12;x;c1;p1\n4712;7;y;c2;p2\n';

/** What becomes of a mapping on a list: why it is refused, what it asks, or its lines and problems, one text. */
export function readBy(columns: string, list = LIST, rest = ''): string {
  const parsed = parseMappingFile(`name: a\nsupplier: N\ncolumns:\n${columns.replace(/^/gm, '  ')}\n${rest}`, 'm.yaml');
  if ('issue' in parsed) return parsed.issue.detail;
  const table = delimitedTable(heldText(list));
  const context = {
    fileName: 'f.csv',
    subject: '',
    within: null,
    receivedAt: '2026-11-16T18:00:00Z',
    supplier: 'N',
    mappings: [parsed.mapping],
  };
  const planned = plan(table, context);
  if ('issue' in planned) return `asked: ${planned.issue.detail}`;
  const sink = new CollectingSink();
  readTable(table, planned.layout, context, sink);
  const lines = sink.reports.flatMap((r) =>
    r.lines.map((l) =>
      `${l.refs.map((x) => x.value).join('+')} ${l.location?.value ?? ''} ${l.quantity.amount}${l.quantity.unit}`.replace(/ +/g, ' '),
    ),
  );
  const issues = sink.issues
    .filter((i) => i.code !== 'sheet.column-unnamed')
    .map((i) => `${i.place ? showPlace(i.place) : ''}: ${i.detail}`);
  return [...lines, ...issues].join('; ');
}
export const vendor = (expression: string, names = '{ a: A, b: B }'): string =>
  `vendor: { cel: ${JSON.stringify(expression)}, names: ${names} }\non_hand: B`;
export const then = (steps: string): string => `vendor: { from: A, then: ${steps} }\non_hand: B`;
export const deep = (open: string, inner: string, close: string, times: number): string => open.repeat(times) + inner + close.repeat(times);
