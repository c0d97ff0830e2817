import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { useDatabase } from '../../test/support/database';
import { COMPANY, useFeed } from '../../test/support/feed';
import type { Gateway } from '../modules/pipeline/gateway';
import type { Command } from './command';
import { insertVersion } from '../modules/mappings/versions.store';
import { docReadCommand, mappingSuggestCommand } from './read.command';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-read-'));
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const LIST = 'Nordwall;;\n;;\nArt.-Nr.;Bestand;Stand\nA;1.204;16.11.2026\n';
fs.writeFileSync(path.join(home, 'list.csv'), LIST);

const { db } = useDatabase();
const { load, csv } = useFeed(db);

/** The command itself; only a suggestion for a supplier needs what the masters say. */
async function run(
  command: Command,
  options: Record<string, string | boolean> = {},
  file = path.join(home, 'list.csv'),
  asJson = true,
): Promise<{ code: number; json: object; said: string[]; shown: string[] }> {
  const said: string[] = [];
  const shown: string[] = [];
  let json = {};
  const code = await command.run({
    words: [file],
    options,
    json: asJson,
    config: { home, databaseUrl: 'given' } as Parameters<Command['run']>[0]['config'],
    out: { data: (text) => (asJson ? (json = JSON.parse(text) as object) : shown.push(text)), message: (text) => void said.push(text) },
    gateway: () => (options.supplier ? Promise.resolve({ db: db() } as Gateway) : Promise.reject(new Error('no database is needed'))),
  });
  return { code, json, said, shown };
}

test('doc read tells the table with rows and columns counted from 1', async () => {
  expect(await run(docReadCommand)).toMatchObject({
    code: 0,
    json: {
      tables: [
        {
          sheet: '',
          header_row: 3,
          columns: [
            { index: 1, heading: 'Art.-Nr.' },
            { index: 2, heading: 'Bestand' },
            { index: 3, heading: 'Stand' },
          ],
          rows: [
            ['Nordwall', '', ''],
            ['', '', ''],
            ['Art.-Nr.', 'Bestand', 'Stand'],
            ['A', '1.204', '16.11.2026'],
          ],
        },
      ],
    },
  });
});

test('doc read shows a hidden sheet, and says that it is not read', async () => {
  const { code, json } = await run(docReadCommand, {}, path.join(__dirname, '../../samples/stock-sheet/hidden-sheets/in.xlsx'));
  expect({ code, json }).toMatchObject({
    code: 0,
    json: {
      tables: [{ sheet: 'Stock' }, { sheet: 'Last week', hidden: true }, { sheet: 'Lists', hidden: true }],
      issues: [{ code: 'sheet.hidden-not-read', detail: 'sheet "Last week" is hidden and was not read', place: { sheet: 'Last week' } }],
    },
  });
});

test('mapping suggest tells the fields, asks what is open, and saves it with the question, once', async () => {
  const question = 'Is "1.204" in column "Bestand" a thousand and more, or a fraction?';
  const { code, json, said } = await run(mappingSuggestCommand, { supplier: 'NORD', save: true });
  expect(code).toBe(3);
  expect(json).toMatchObject({ header_row: 3, questions: [question] });
  expect((json as { fields: object[] }).fields).toContainEqual(expect.objectContaining({ field: 'on_hand', column: 2, band: 'ask' }));
  const file = path.join(home, 'config/suppliers/nord-stock-report.yaml');
  expect(said[0]).toContain(file);
  expect(fs.readFileSync(file, 'utf8')).toBe(
    `# ? ${question}\nname: nord-stock-report\nversion: 1\nsupplier: NORD\nkind: stock_report\ncolumns:\n  item: Art.-Nr.\n  on_hand: Bestand\n  as_of: Stand\n`,
  );
  await expect(run(mappingSuggestCommand, { supplier: 'NORD', save: true })).rejects.toThrow('was not overwritten');
});

const TWO = path.join(__dirname, '../../samples/stock-sheet/two-lists-below/in.xlsx');

test('doc read shows each list of a sheet by its own headings, with the numbers of its rows', async () => {
  const { json } = await run(docReadCommand, {}, TWO);
  const { tables } = json as { tables: { header_row: number; columns: { heading: string }[]; rows: string[][] }[] };
  expect(tables.map((t) => [t.header_row, t.columns.map((c) => c.heading).join(' ')])).toEqual([
    [5, 'SKU On hand UOM'],
    [11, 'Our part no UOM In transit Available'],
  ]);
  expect(tables[1]!.rows[11]).toEqual(['00417', 'EA', '5', '40']);
});

test('mapping suggest maps each list of a sheet, and saves a mapping for each', async () => {
  const { json, said } = await run(mappingSuggestCommand, { save: true, supplier: 'TWO' }, TWO);
  const { lists, header_row } = json as {
    header_row: number;
    lists: { header_row: number; fields: { field: string; heading: string | null }[] }[];
  };
  expect(header_row).toBe(5);
  expect(lists.map((l) => [l.header_row, l.fields.filter((f) => f.heading !== null).map((f) => f.field)])).toEqual([
    [5, ['item', 'on_hand', 'uom']],
    [11, ['item', 'uom', 'in_transit', 'available']],
  ]);
  expect(said.map((s) => path.basename(s.split(' ')[2] ?? '').replace(';', ''))).toEqual([
    'two-stock-report.yaml',
    'two-stock-report-2.yaml',
  ]);
  expect(fs.readFileSync(path.join(home, 'config/suppliers/two-stock-report-2.yaml'), 'utf8')).toContain('available: Available');
});

test("mapping suggest knows the supplier's numbers and writing from the masters", async () => {
  const file = path.join(home, 'own-words.csv');
  fs.writeFileSync(file, 'Zeug;Was da liegt;Wo\nNB-2210;5;HH01\nNB-2210;6;HH01\n');
  const fields = async (supplier?: string): Promise<unknown[]> => {
    const { json } = await run(mappingSuggestCommand, supplier === undefined ? {} : { supplier }, file);
    return (json as { fields: { field: string; column: number; band: string; evidence: string[] }[] }).fields.filter((f) => f.column === 3);
  };
  expect(await fields()).toEqual([]);
  await load(COMPANY);
  expect(await fields('NORD')).toEqual([
    { field: 'location', column: 3, heading: 'Wo', band: 'likely', evidence: ['1 of 1 different values are places that are known'] },
  ]);
});

test("mapping suggest weighs what the supplier's layout calls a column, and what the buyer counted himself", async () => {
  const items = Array.from({ length: 6 }, (_, i) => ({ sku: `P-${i}`, counted: 10 * (i + 1) }));
  const now = new Date();
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString();
  await csv('items', `sku,uom\n${items.map((i) => `${i.sku},EA\n`).join('')}`);
  const counts = items.map((i) => `${i.sku},HAM,${yesterday},${i.counted},EA\n`).join('');
  const { issues } = await csv('counts', `sku,location,counted_at,quantity,uom\n${counts}`, now.toISOString());
  expect(issues).toEqual([]);
  const client = await db().pool.connect();
  const text = 'name: nord-week\nsupplier: NORD\ncolumns: { item: Teil, sold: Weg damit }\n';
  const published = { author: 'Ada', note: '', published_at: now.toISOString() };
  await insertVersion(client, { name: 'nord-week', version: 4, supplier: 'NORD', text, ...published });
  client.release();
  const file = path.join(home, 'two.csv');
  const rows = items.map((i) => `${i.sku};HAM;${i.counted + 3};${i.sku === 'P-0' ? 9 : i.counted};1\n`).join('');
  fs.writeFileSync(file, `Artikelnummer;Lager;Bestand alt;Bestand neu;Weg damit\n${rows}`);
  const on = async (supplier: string, asJson: boolean): Promise<string[]> => {
    const { json, shown } = await run(mappingSuggestCommand, { supplier }, file, asJson);
    const { fields = [] } = json as { fields?: { field: string; column: number | null; band: string; evidence: string[] }[] };
    const of = fields.filter((f) => f.column !== null && f.column > 2);
    return asJson ? of.map((f) => [f.field, f.column, f.band, ...f.evidence.slice(-1)].join(' ')) : shown;
  };
  expect(await on('NORD', true)).toEqual([
    'on_hand 3 ask 0 of 6 values are your own counts there, 5 of 6 in "Bestand neu"',
    'on_hand 4 likely 5 of 6 values are your own counts there',
    'sold 5 sure holds "1"',
  ]);
  const printed = (await on('NORD', false)).join('\n');
  expect(printed).toMatch(/on_hand +column 4 {2}"Bestand neu" {2}likely: .*; 5 of 6 values are your own counts there/);
  expect(printed).toMatch(/sold +column 5 {2}"Weg damit" {2}sure: NORD's mapping nord-week, version 4, reads it as sold/);
  expect((await on('ACME', true)).some((f) => f.includes('sold'))).toBe(false);
});
