import type { Cell } from '../workbook/book';
import { suggest } from '../mapping/suggest';
import { openDelivery } from '../syntax';
import type { Table } from '../syntax/table';
import { writeWorkbook } from '../workbook/write-workbook';
import { TEMPLATE_LANGUAGES, templateOf } from './template';

const lines = [
  { sku: 'BRK-2210', theirs: 'NB-2210', description: 'Brake pad, front', location: 'HAM', uom: 'EA' },
  { sku: 'FST-1', theirs: null, description: null, location: 'CHI', uom: 'EA' },
  { sku: '0042', theirs: 'A-1', description: '=1+1', location: 'HAM', uom: 'CA' },
];

/** As a supplier sends it back: a day and a number in each line, but one. */
async function filled(locale: string): Promise<Table[]> {
  const book = templateOf({ locale, lines, units: ['EA', 'CA'] });
  const rows = book.sheets[0]!.rows.map((row, i) =>
    i === 0 || i === 2 ? row : [...row!.slice(0, 5), { date: '2026-11-16' } satisfies Cell, { number: String(i * 100) } satisfies Cell],
  );
  const bytes = await writeWorkbook({ sheets: [{ ...book.sheets[0]!, rows }, ...book.sheets.slice(1)] });
  const [part] = await openDelivery(bytes, 'stock.xlsx');
  return part!.content.kind === 'tables' ? [...part!.content.tables] : [];
}

test.each(TEMPLATE_LANGUAGES)('a template that was filled in is read without a question: %s', async (locale) => {
  const [sheet, how] = await filled(locale);
  const suggestion = suggest(sheet!, 'stock.xlsx', '2026-11-17T08:00:00Z', { locale });
  expect(suggestion.questions).toEqual([]);
  expect(suggestion.header_row).toBe(1);
  expect(suggestion.fields.filter((f) => f.column !== null).map((f) => [f.field, f.column, f.band])).toEqual(
    expect.arrayContaining([
      ['item', 1, 'sure'],
      ['location', 4, 'sure'],
      ['uom', 5, 'sure'],
      ['as_of', 6, 'sure'],
      ['on_hand', 7, 'sure'],
    ]),
  );
  expect(suggestion.fields.filter((f) => f.band === 'ask')).toEqual([]);
  expect(suggest(how!, 'stock.xlsx', '2026-11-17T08:00:00Z').mapping).toBeUndefined(); // the instructions are no list
});

test('places and units are chosen from lists, and each heading says what is meant', () => {
  const [sheet] = templateOf({ locale: 'de-DE', lines, units: ['EA', 'CA'] }).sheets;
  expect(sheet!.choices!.map((c) => [c.column, c.from, c.values])).toEqual([
    [4, 2, ['CHI', 'HAM']],
    [5, 2, ['CA', 'EA']],
  ]);
  expect(sheet!.rows[0]!.every((c) => typeof c === 'object' && c.note !== undefined && c.note !== '')).toBe(true);
});

test('of a language that nobody wrote it is English', () => {
  expect(templateOf({ locale: 'hu', lines: [], units: [] }).sheets[0]!.name).toBe('Stock');
});
