import { planTables } from '../mapping/plan-tables';
import { readTable, type TableContext } from '../mapping/read-table';
import { openDelivery } from '../syntax';
import { CollectingSink } from './format';

// What becomes of a number or a day depends on its whole column: each case is a column as somebody writes it, and what is read of it.
const CONTEXT: TableContext = {
  fileName: 'in.csv',
  subject: '',
  within: null,
  receivedAt: '2026-11-16T18:00:00Z',
  supplier: null,
  mappings: [],
};

async function read(column: string, cells: readonly string[]): Promise<string> {
  const day = column === 'Date';
  const rows = cells.map((c, i) => (day ? `F-${i + 1};5;${c}` : `F-${i + 1};${c};`));
  const [part] = await openDelivery(Buffer.from(['SKU;On hand;Date', ...rows].join('\n')), 'in.csv');
  const [list] = planTables(part?.content.kind === 'tables' ? part.content.tables : [], CONTEXT);
  if (!list || 'issue' in list.plan) return `asked ${list?.plan && 'issue' in list.plan ? list.plan.issue.code : ''}`;
  const sink = new CollectingSink();
  readTable(list.table, list.plan.layout, CONTEXT, sink);
  const [report] = sink.reports;
  const lines = [...(report?.lines ?? [])].map((l) => {
    const said = l.asOf ?? report!.asOf;
    return day ? (said.said === 'date' ? said.date : said.said) : l.quantity.amount;
  });
  const told = sink.issues.filter((i) => !i.code.startsWith('sheet.no-rows')).map((i) => `${i.severity} ${i.code}`);
  return [...lines, ...new Set(told)].join(', ');
}

test.each<[string[], string]>([
  [['1.204,50', '1.204', '12'], '1204.50, 1204, 12'],
  [['1,204.50', '1,204', '12'], '1204.50, 1204, 12'],
  [['1.204', '12', '2.500'], 'asked sheet.number-unsure'],
  [['1.204,50', '1,204.50', '1.204'], '1204.50, 1204.50, error sheet.ambiguous-number'],
  [['(12)', '12-', '1 204', "1'204"], '-12, -12, 1204, 1204'],
  [['5', 'ca. 300', '1.23457E+11'], '5, error sheet.not-a-number'],
  [['5', '#N/A'], '5, error sheet.error-cell'],
  [['5', 'n/a', '', '-'], '5, warning sheet.no-quantity'],
  [['0', '5'], '0, 5'],
])('numbers %j are %s', async (cells, expected) => expect(await read('On hand', cells)).toBe(expected));

test.each<[string[], string]>([
  [['03/11/2026', '15/11/2026'], '2026-11-03, 2026-11-15'],
  [['11/03/2026', '11/15/2026'], '2026-11-03, 2026-11-15'],
  [['10/11/2026', '09/11/2026'], '2026-11-10, 2026-11-09, warning sheet.date-order-by-receipt'],
  [['03/04/2026', '05/04/2026'], 'asked sheet.date-unsure'],
  [['15/11/2026', '11/15/2026', '03/04/2026'], '2026-11-15, 2026-11-15, error sheet.date-unsure'],
  [['15.11.2026', '#N/A', '31.02.2026'], '2026-11-15, error sheet.not-a-date'],
  [['15.11.2026', '01.03.2027'], '2026-11-15, error sheet.date-future'],
])('days %j are %s', async (cells, expected) => expect(await read('Date', cells)).toBe(expected));
