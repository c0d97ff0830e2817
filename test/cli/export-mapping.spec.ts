import fs from 'node:fs';
import path from 'node:path';
import * as XLSX from 'xlsx';
import { useCommands } from '../support/commands';

/** Contract section 1: an export of the buyer's program, in its own words, by `import --mapping NAME`. */
const { run, file, folder } = useCommands();

interface Imported {
  accepted: number;
  rejected: number;
  issues: { file: string; place: string; column: string | null; value: string | null; code: string; detail: string }[];
  kinds: Record<string, { added: number; changed: number; unchanged: number }>;
}
const imported = async (...args: string[]): Promise<Imported & { code: number }> => {
  const said = await run('import', ...args, '--json');
  expect(said.stderr).toBe('');
  return { ...(said.json as Imported), code: said.code };
};

const COUNTS = `name: lager
kind: counts
columns: { sku: Artikel, counted_at: Stichtag, quantity: Bestand, uom: ME, lot: { from: Charge, optional: true } }
constants: { location: HAM }
`;
const MOVES = `name: moves
kind: movements
timezone: Europe/Berlin
file: buch*
columns:
  id: Beleg
  sku: Artikel
  moved_at: Zeit
  kind: { from: Art, values: { WE: receipt, WA: usage } }
  quantity: Menge
constants: { location: HAM, uom: EA }
`;
const HEAD = 'Lager Hamburg;;;\r\nArtikel;Stichtag;Bestand;ME;Bezeichnung\r\n';
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const xlsx = (rows: unknown[][], name = 'Export', ...before: string[]): Buffer => {
  const book = XLSX.utils.book_new();
  for (const b of before) XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['nothing']]), b);
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), name);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};
const mapping = (name: string, text: string): string => file(`home/config/feed/${name}.yaml`, text);

beforeAll(async () => {
  mapping('lager', COUNTS);
  mapping('moves', MOVES);
  const masters = [
    file('locations.csv', 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n'),
    file('items.csv', 'sku,uom\nF-1,EA\nF-2,EA\n00417,EA\n'),
  ];
  expect((await imported(...masters)).rejected).toBe(0);
});

test('semicolons, another charset, decimal comma, 12-, days with points, a title above, and the place in their own words', async () => {
  const text = latin1(
    `${HEAD}F-1;16.11.2026;1.204,5;EA;Größe 7\r\n00417;16.11.2026;12-;EA;\r\nF-9;16.11.2026;1;EA;\r\nF-2;am 16.;3;EA;\r\nF-2;16.11.2026;zehn;EA;\r\n`,
  );
  const said = await imported(file('bestand.csv', text), '--mapping', 'lager');
  expect(said).toMatchObject({ code: 3, accepted: 2, rejected: 3, kinds: { counts: { added: 2 } } });
  expect(said.issues.map(({ detail: _, ...i }) => i)).toMatchObject([
    { file: 'bestand.csv', place: 'row 5, column Artikel', column: 'sku', value: 'F-9', code: 'item.unknown' },
    { file: 'bestand.csv', place: 'row 6, column Stichtag', column: 'counted_at', value: 'am 16.', code: 'value.not-an-instant' },
    { file: 'bestand.csv', place: 'row 7, column Bestand', column: 'quantity', value: 'zehn', code: 'value.not-a-decimal' },
  ]);
  const same = 'sku,location,counted_at,quantity,uom\nF-1,HAM,2026-11-16,1204.5,EA\n00417,HAM,2026-11-16,-12,EA\n';
  expect((await imported(file('counts.csv', same))).kinds.counts).toMatchObject({ unchanged: 2, changed: 0 });
});

test('a workbook: numbers and dates of its cells, codes with their zeros, the sheet that has the columns', async () => {
  const rows = [['Artikel', 'Stichtag', 'Bestand', 'ME'], [{ t: 'n', v: 417, z: '00000' }, { t: 'n', v: 46343, z: 'dd.mm.yyyy' }, 7.25, 'EA'], ['F-1', '17.11.2026', '#N/A', 'EA']]; // prettier-ignore
  const said = await imported(file('lager.xlsx', xlsx(rows, 'Bestand', 'Deckblatt')), '--mapping', 'lager');
  expect(said).toMatchObject({ code: 3, accepted: 1, rejected: 1 });
  expect(said.issues).toMatchObject([{ place: 'Bestand!C3', column: 'quantity', value: '#N/A' }]);
  const same = 'sku,location,counted_at,quantity,uom\n00417,HAM,2026-11-17,7.25,EA\n';
  expect((await imported(file('counts.csv', same))).kinds.counts).toMatchObject({ unchanged: 1 });
});

test('times by the clock of the mapping, in summer and in winter, and their words for kinds', async () => {
  const text = 'Beleg,Artikel,Zeit,Art,Menge\n1,F-1,13.07.2026 08:30,WE,5\n2,F-1,16.11.2026 08:30,WA,2\n3,F-1,16.11.2026,XX,2\n';
  const said = await imported(file('export.csv', text), '--mapping', 'moves');
  expect(said.issues).toMatchObject([{ place: 'row 4, column Art', column: 'kind', value: 'XX', code: 'value.not-one-of' }]);
  const same = `id,sku,location,moved_at,kind,quantity,uom\n1,F-1,HAM,2026-07-13T06:30:00Z,receipt,5,EA\n2,F-1,HAM,2026-11-16T07:30:00Z,usage,2,EA\n`;
  expect((await imported(file('movements.csv', same))).kinds.movements).toMatchObject({ unchanged: 2, changed: 0 });
});

test.each<[string, string, string, Record<string, string>]>([
  ['1.204 alone may be two numbers', 'F-2;16.11.2026;1.204;EA', 'row 3, column Bestand', { column: 'quantity', value: '1.204', code: 'value.ambiguous-number' }], // prettier-ignore
  ['03/04/2026 alone may be two days', 'F-2;03/04/2026;1;EA', 'row 3, column Stichtag', { column: 'counted_at', value: '03/04/2026', code: 'value.ambiguous-date' }], // prettier-ignore
  ['a time by no clock', 'F-2;16.11.2026 08:00;1;EA', 'row 3, column Stichtag', { column: 'counted_at', value: '16.11.2026 08:00', code: 'value.no-offset' }], // prettier-ignore
  ['digits that are rounded away', '1.2E+11;16.11.2026;1;EA', 'row 3, column Artikel', { column: 'sku', value: '1.2E+11', code: 'sheet.code-rounded' }], // prettier-ignore
  ['blank is no zero', 'F-2;16.11.2026;;EA', 'row 3, column Bestand', { column: 'quantity', code: 'value.missing' }],
])('%s: told, and not guessed', async (_, row, place, told) => {
  const said = await imported(file('zweifel.csv', `${HEAD}${row}\n`), '--mapping', 'lager');
  expect(said).toMatchObject({ code: 3, accepted: 0, rejected: 1, issues: [{ file: 'zweifel.csv', place, ...told }] });
});

test('what the mapping says settles it', async () => {
  mapping('lager-en', `${COUNTS.replace('name: lager', 'name: lager-en')}decimal: '.'\ndate_order: day-first\n`);
  expect(await imported(file('x.csv', `${HEAD}F-2;03/04/2026;1.204;EA\n`), '--mapping', 'lager-en')).toMatchObject({
    code: 0,
    accepted: 1,
  });
  const same = 'sku,location,counted_at,quantity,uom\nF-2,HAM,2026-04-03,1.204,EA\n';
  expect((await imported(file('counts.csv', same))).kinds.counts).toMatchObject({ unchanged: 1 });
});

test.each<[string, string | Buffer, string, string, RegExp]>([
  ['lost.csv', 'Artikel;Stichtag;Menge;ME\nF-1;16.11.2026;1;EA\n', 'row 1', 'mapping.column-missing', /mapping lager .*"Bestand"/],
  ['lost.xlsx', xlsx([['Liste'], ['Artikel', 'Stichtag', 'Bestand', 'Einheit']], 'B'), 'B!2', 'mapping.column-missing', /"ME"/],
  ['letter.pdf', '%PDF-1.7', 'file', 'file.unsupported', /PDF/],
  ['empty.csv', '', 'file', 'file.empty', /empty/],
])('%s has not what the mapping looks for', async (name, content, place, code, why) => {
  const said = await imported(file(name, content), '--mapping', 'lager');
  expect(said).toMatchObject({ code: 3, accepted: 0, rejected: 1, issues: [{ file: name, place, code }] });
  expect(said.issues[0]!.detail).toMatch(why);
});

test('of a folder, what the mapping is for is read by it, and the rest is the feed itself', async () => {
  const at = path.dirname(file('both/buchungen.csv', 'Beleg;Artikel;Zeit;Art;Menge\n77;F-1;16.11.2026;WE;5\n'));
  fs.writeFileSync(path.join(at, 'items-n.csv'), 'sku,uom\nF-77,EA\n');
  expect((await imported(at, '--mapping', 'moves')).kinds).toMatchObject({ items: { added: 1 }, movements: { added: 1 } });
});

describe('a mapping that cannot be used is wrong usage, told before anything is imported', () => {
  test.each<[string, string, RegExp]>([
    ['nobody', '', /no mapping nobody in .*config\/feed or .*config\/feed; there are: .*lager, .*example-movements/],
    ['typo', 'name: typo\nkind: stock\ncolumns: {}\n', /typo\.yaml:2:1 kind: the feed has no stock; expected one of suppliers, /],
    ['lacks', 'name: lacks\nkind: items\ncolumns:\n  sku: Artikel\n', /lacks\.yaml:3:1 columns: items need a column uom/],
    [
      'strange',
      'name: strange\nkind: items\ncolumns:\n  sku: A\n  uom: B\n  colour: C\n',
      /strange\.yaml:6:3 columns\.colour: items have no column/,
    ],
    ['clock', 'name: clock\nkind: items\ntimezone: Mars\ncolumns: { sku: A, uom: B }\n', /clock\.yaml:3:1 timezone: expected a time zone/],
  ])('%s', async (name, text, why) => {
    if (text !== '') mapping(name, text);
    const said = await run('import', file('items-q.csv', 'A,B\nQ-1,EA\n'), '--mapping', name, '--json');
    expect(said).toMatchObject({ code: 2, stdout: '' });
    expect(said.stderr).toMatch(why);
  });
});

test('of two that bear one name the one of the site is used', async () => {
  mapping('mine', 'name: example-movements\nkind: items\ncolumns: { sku: A, uom: B }\n');
  const said = await imported(file('any.csv', 'A,B\nQ-2,EA\n'), '--mapping', 'example-movements');
  expect(said.kinds.items).toMatchObject({ added: 1 });
  expect(folder()).toContain('crosscount-commands-');
});

test('columns that are joined, cut, reckoned and taken from names, and only some of the rows, as in a list of a supplier', async () => {
  mapping(
    'rules',
    `name: rules
kind: counts
decimal: ','
where: { column: Satzart, is: B }
columns:
  sku: { join: [Gruppe, Nummer], with: '-' }
  counted_at: { document: file, then: [{ part: { by: _, number: 2 } }, { left: 8 }, { date: yyyyMMdd }] }
  quantity: { from: Bestand, then: [number_of], negative_if: { column: S/H, is: H } }
  uom: { cel: 'einheit == "ST" ? "EA" : einheit', names: { einheit: { from: Bestand, then: [unit_of, upper] } } }
constants: { location: HAM }
`,
  );
  const text = 'Satzart;Gruppe;Nummer;Bestand;S/H\nK;;;;\nB;F;1;1.204,5 St;S\nB;F;2;12 St;H\nB;F;;7 St;S\nB;F;2;viele;S\n';
  const list = await imported(file('lager_20261115.csv', text), '--mapping', 'rules');
  expect(list).toMatchObject({ accepted: 2, rejected: 2 });
  expect(list.issues.map((i) => `${i.place} ${i.code} ${i.column} ${i.value}: ${i.detail}`)).toEqual([
    'file mapping.rows-left-out null null: a row was left out, as the mapping says (where)',
    "row 5, column Gruppe sheet.rule-refused sku F: the mapping's rule gives nothing for it: one of the columns that are joined is blank",
    'row 6, column Bestand sheet.rule-refused quantity viele: the mapping\'s rule gives nothing for it: "viele" holds no number',
  ]);
  const same = 'sku,location,counted_at,quantity,uom\nF-1,HAM,2026-11-15,1204.5,EA\nF-2,HAM,2026-11-15,-12,EA\n';
  expect((await imported(file('counts.csv', same))).kinds.counts).toMatchObject({ unchanged: 2 });
});

test('a timeline names the mapping of an export, and one that there is not is refused with those that there are', async () => {
  file('past/moves.csv', latin1('Beleg;Artikel;Zeit;Art;Menge\r\nB-9001;F-1;16.11.2026 10:00;WA;3\r\n'));
  const timeline = (mapping: string): string =>
    file(`past/${mapping}.ndjson`, `{"at":"2026-11-17T06:00:00Z","do":"import","path":"moves.csv","mapping":"${mapping}"}\n`);
  const done = await run('backfill', timeline('moves'), '--json');
  expect([done.code, done.json]).toEqual([0, expect.objectContaining({ events: 1, accepted: 1, rejected: 0, issues: [] })]);
  const refused = await run('backfill', timeline('nothing'));
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/there is no mapping nothing .*there are: .*moves/)]);
});
