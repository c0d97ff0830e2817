import { columnOf, placeOfCell } from './columns';

test.each([
  ['KW46.xlsx/Wk 46!E6', [], 4],
  ['Wk 46!AA6', [], 26],
  ['Wk 46!6', [], undefined],
  ['row 7, column Bestand', ['Art', 'Bestand'], 1],
  ['row 7, column C', ['Art', 'Bestand'], 2],
  ['row 7, column what is not there', ['Art'], undefined],
  ['row 7', ['Art'], undefined],
  ['/Stock/Item', [], undefined],
])('%s is column %j %s', (place, headings, column) => expect(columnOf(place, headings)).toBe(column));

test('a place leads back to its cell', () => {
  const headings = ['Art', '', 'Bestand'];
  for (const [sheet, column] of [
    ['Wk 46', 4],
    ['', 2],
    ['', 1],
    ['', null],
  ] as const)
    // prettier-ignore
    expect(columnOf(placeOfCell(sheet, 7, column, headings), headings)).toBe(column ?? undefined);
});
