import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { answered } from '../../src/modules/acks/answered.store';
import { ANSWERS } from '../../src/modules/console/answers';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { CSV, MAIL, X12 } from '../support/papers';

const { get, ask, keys, gateway } = useApi();
const post = (at: string, body: object) =>
  ask('POST', at, { key: keys.both, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'views-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

let n = 0;
/** What a supplier sends, as a document of its own. */
async function sent(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  const receivedAt = new Date(Date.parse(NOW) + n++ * 1000).toISOString();
  const [{ documents }] = (await ingest(gateway(), [file], { receivedAt, supplier: 'NORD' })) as unknown as [
    { documents: { id: string }[] },
  ];
  return documents[0]!.id;
}
let csv: string;
let x12: string;
let mail: string;

beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  csv = await sent('KW46.csv', CSV);
  x12 = await sent('week.852', `${X12}~\n`);
  mail = await sent('mail.eml', MAIL);
  await evaluate(gateway(), 'all', new Date(Date.parse(NOW) + 60_000).toISOString());
}, 60_000); // prettier-ignore

const json = async (at: string) => (await get(`/api/v1/documents/${at}`)).json;

describe('the file as sent', () => {
  test('a list: its rows with their numbers, also those in which nothing stands, and the headings by which places name columns', async () => {
    const shown = await json(`${csv}/content`);
    ANSWERS.DocumentContent.parse(shown);
    expect(shown).toMatchObject({
      file: 'KW46.csv',
      kind: 'grid',
      total: 5,
      start: 0,
      headings: ['Item', 'Location', 'On hand', 'Remark'],
    });
    expect(shown.rows.map((r: { row: number; cells: string[] }) => [r.row, ...r.cells])).toEqual([
      [1, 'Item', 'Location', 'On hand', 'Remark'],
      [2, 'BRK-2210', 'HAM', '400', '<b>ä'],
      [3, 'NONE-1', 'HAM', '5'],
      [4],
      [5, 'BRK-2210', 'HAM', 'many'],
    ]);
    const page = await json(`${csv}/content?limit=2&at=${encodeURIComponent('row 4, column Item')}`);
    expect([page.start, page.rows.map((r: { row: number }) => r.row)]).toEqual([2, [3, 4]]);
    expect([page.total, page.sheets]).toEqual([shown.total, shown.sheets]);
  });

  test('EDI: segments with their places, our own words, and the tree where it is asked for', async () => {
    const shown = await json(`${x12}/content?outline=true`);
    ANSWERS.DocumentContent.parse(shown);
    expect(shown).toMatchObject({ kind: 'x12', total: 10, own: { from: 2, to: 7 } });
    expect(shown.segments[6]).toMatchObject({ number: 7, tag: 'ZA', line: 7, column: 1, says: 'says a number of an activity' });
    expect(shown.segments[6].elements[1]).toMatchObject({ at: 'ZA01', value: 'QA', means: 'available' });
    expect(shown.outline.map((h: { title: string }) => h.title)).toContain('Item 1 BRK-2210');
    expect((await json(`${x12}/content`)).outline).toEqual([]);
  });

  test('a sheet of a workbook, and an XML document line by line', async () => {
    const samples = path.join(__dirname, '../../samples');
    const workbook = await json(
      `${await sent('book.xlsx', fs.readFileSync(path.join(samples, 'stock-sheet/matrix-of-places-under-one-heading-xlsx/in.xlsx')))}/content`,
    );
    expect(workbook.kind).toBe('grid');
    expect(workbook.sheets[0].name).not.toBe('');
    expect(workbook.rows.length).toBe(workbook.total);
    const ubl = fs.readFileSync(path.join(samples, 'ubl-inventory-report/plain/in.xml'));
    const xml = await json(`${await sent('report.xml', ubl)}/content?limit=500`);
    ANSWERS.DocumentContent.parse(xml);
    expect([xml.kind, xml.lines[0].depth]).toEqual(['tree', 0]);
    const document = await json(await sent('again.xml', ubl.toString().replace(/<cbc:ID>[^<]*/, '<cbc:ID>OTHER-1')));
    const places = document.lines.map((l: { place: string }) => l.place);
    expect(places.length).toBeGreaterThan(0);
    for (const place of places)
      expect(xml.lines.some((l: { place: string }) => place.startsWith(l.place) && l.place !== xml.lines[0].place)).toBe(true);
  });

  test('what cannot be opened says why, and a cut-off file shows what there is', async () => {
    const pdf = await json(`${await sent('offer.pdf', '%PDF-1.4\n1 0 obj\n')}/content`);
    expect(pdf).toMatchObject({ kind: 'none', why: expect.stringContaining('PDF') as string, rows: [] });
    const cut = await json(`${await sent('cut.852', X12.slice(0, X12.indexOf('ZA*') + 7))}/content`);
    expect(cut.segments.map((s: { tag: string }) => s.tag)).toEqual(['ISA', 'GS', 'ST', 'XQ', 'N1', 'LIN', 'ZA']);
  });

  test.each([
    ['no row', 'limit=0'],
    ['too many', 'limit=501'],
    ['before the first', 'start=-1'],
    ['no number', 'start=x'],
    ['a place without end', `at=${'a'.repeat(2001)}`],
  ])('%s is refused', async (_, q) => expect((await get(`/api/v1/documents/${csv}/content?${q}`)).status).toBe(400));
});

describe('the mail', () => {
  test('headers, a page as text, and what is attached, which comes as a file', async () => {
    const { mail: shown } = ANSWERS.DocumentMail.parse(await json(`${mail}/mail`));
    expect(shown).toMatchObject({
      subject: 'Bestände <img src=x>',
      from: ['k.lind@nordluft.example'],
      wasPage: true,
      text: 'Dear all,\n5 < 6',
    });
    expect(shown!.headers.find((h) => h.name === 'to')?.value).toBe('vmi@buyer.example');
    expect(shown!.attachments).toEqual([{ name: 'list.csv', bytes: 37, damage: null }]);
    const file = await ask('GET', `/api/v1/documents/${mail}/mail/attachments/0`, { key: keys.both });
    expect([file.status, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
      200,
      'application/octet-stream',
      `attachment; filename="list.csv"; filename*=UTF-8''list.csv`,
    ]);
    expect((await get(`/api/v1/documents/${mail}/mail/attachments/1`)).status).toBe(404);
  });
  test('what came otherwise has none', async () => expect(await json(`${csv}/mail`)).toEqual({ sender: null, mail: null }));
});

test('problems by code and supplier, and the documents that have one', async () => {
  const { data } = ANSWERS.DocumentProblems.parse(await json('problems?since=2026-11-01T00:00:00Z'));
  const unknown = data.find((g) => g.code === 'item.unknown')!;
  expect(unknown.supplier).toBe('NORD');
  expect(unknown.places).toBeGreaterThanOrEqual(unknown.documents);
  const { code, place } = (await json(csv)).issues.find((x: { severity: string }) => x.severity === 'error');
  expect(place).toBe('row 5, column On hand');
  const number = data.find((g) => g.code === code && g.supplier === 'NORD')!;
  expect(number.detail).not.toBe('');
  const found = (await get(`/api/v1/documents?problem=${code}&limit=500`)).json.data as { id: string; issues: { code: string }[] }[];
  expect(found.map((d) => d.id)).toContain(csv);
  expect(found).toHaveLength(number.documents);
  for (const d of found) expect(d.issues.map((x) => x.code)).toContain(code);
  expect((await get('/api/v1/documents?problem=nothing.such')).json.data).toEqual([]);
  expect((await get('/api/v1/documents?find=kw46')).json.data.map((d: { id: string }) => d.id)).toEqual([csv]);
  expect((await get('/api/v1/documents?channel=command-line&limit=1')).json.data).toHaveLength(1);
  expect((await get('/api/v1/documents?channel=imap')).json.data).toEqual([]);
});

test('the as-of of a line is the day that was said, and not the instant at which it ended', async () => {
  const { lines } = await json(x12);
  expect(lines[0]).toMatchObject({ said: '2026-11-16', place: 'segment 7 ZA02' });
  expect(lines[0].as_of).toMatch(/T/);
});

test('read anew the earlier reading stays, can be held against the new one, and who did it is told', async () => {
  const before = await sent('anew.csv', 'Item,Location,On hand\nBRK-2210,HAM,31\n');
  const asked = { documents: [before] };
  const { hash } = (await post('/api/v1/replays', asked)).json;
  expect((await post('/api/v1/replays', { ...asked, apply: hash, reason: 'to see', by: 'Anna' })).status).toBe(200);
  expect((await get(`/api/v1/documents/${before}`)).status).toBe(404);
  const { data: runs } = ANSWERS.DocumentRuns.parse(await json(`${before}/runs`));
  expect(runs.map((r) => r.current)).toEqual([true, false]);
  expect(runs[1]!.id).toBe(before);
  const change = ANSWERS.DocumentRunChange.parse(await json(`${runs[0]!.id}/runs/${before}`));
  expect(change).toMatchObject({ same: 1, lines: [], cut: false });
  const { data: history } = ANSWERS.DocumentHistory.parse(await json(`${runs[0]!.id}/history`));
  expect(history.map((h) => h.what).sort()).toEqual(['read', 'read', 'read_anew', 'received']);
  expect(history.find((h) => h.what === 'read_anew')).toMatchObject({ by: 'Anna', reason: 'to see' });
  expect((await get(`/api/v1/documents/${runs[0]!.id}/runs/${csv}`)).status).toBe(404);
});

test('replies and acknowledgements of one file', async () => {
  const acknowledgements = (await get(`/api/v1/acknowledgements?document=${x12}`)).json.data as { id: string; file: string }[];
  expect(acknowledgements.map((a) => a.file)).toEqual(['week.852']);
  const { content } = ANSWERS.Acknowledgement.parse((await get(`/api/v1/acknowledgements/${acknowledgements[0]!.id}`)).json);
  expect(content).toMatch(/AK1\*PD\*7/);
  expect((await get(`/api/v1/acknowledgements?document=${csv}`)).json.data).toEqual([]);
  expect((await get(`/api/v1/replies?document=${csv}`)).status).toBe(200);
  expect((await get('/api/v1/replies?document=nothing')).status).toBe(400);
});

test('the list tells in a word what each was answered; who sees some places only is told of none', async () => {
  const { data } = ANSWERS.Documents.parse((await get('/api/v1/documents?limit=500')).json);
  const of = (id: string) => data.find((d) => d.id === id)!.answers;
  expect(of(x12)).toEqual([{ what: '997', verdict: expect.stringMatching(/^(accepted|with_errors|partly|rejected)$/) as string, state: expect.any(String) as string }]);
  expect(of(csv)).toEqual([]);
  const { pool } = gateway().db;
  expect([...(await answered(pool, { suppliers: ['NORD'], locations: null }, [x12])).keys()]).toEqual([x12]);
  expect((await answered(pool, { suppliers: ['OTHER'], locations: null }, [x12])).size).toBe(0);
  expect((await answered(pool, { suppliers: null, locations: ['HAM'] }, [x12])).size).toBe(0);
}); // prettier-ignore
