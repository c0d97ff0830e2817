import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { ANSWERS } from '../../src/modules/console/answers';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { type Answered, useApi } from '../support/api';

const NOW = '2026-11-16T09:00:00Z';
const served = useApi();
const { ask, get, gateway, keys } = served;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mappings-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const csv = (name: string, ...lines: string[]): string => {
  fs.writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  return path.join(folder, name);
};
const SKUS = Array.from({ length: 12 }, (_, i) => `BRK-${2210 + i}`);
const LIST = [
  'Nordwall GmbH;;;;',
  'Zeug;Davon da;Wo;Packung;Tag',
  ...SKUS.map((s, i) => `${s};${i === 3 ? '1.204' : 40 + i};HAM;${i === 5 ? 'KAR' : 'ST'};15.11.2026`),
];
const DRAFT = `# Nordwall, weekly
name: nord-week
supplier: NORD
columns:
  buyer: Zeug
  on_hand: { from: Davon da, decimal: ',' } # counted on Fridays
  location: Wo
  uom: Packung
  as_of: Tag
`;
let all: string; // a key with every right that is needed
const send = (at: string, body: unknown, { key = all, seen }: { key?: string; seen?: string } = {}): Promise<Answered> =>
  ask('POST', `/api/v1${at}`, {
    key,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }) },
  });
const base64 = (lines: readonly string[]): string => Buffer.from(`${lines.join('\n')}\n`).toString('base64');
const sample = { file: { name: 'KW46.csv', base64: base64(LIST) } };
const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await gateway().db.pool.query(sql)).rows;
const documents = async (): Promise<unknown> => (await rows('select count(*)::int n from document'))[0]!.n;

beforeAll(async () => {
  const g = gateway();
  await importFeed(
    g.db,
    [
      csv('suppliers.csv', 'supplier,name', 'NORD,Nordwall', 'ACME,Acme'),
      csv('locations.csv', 'location,name,timezone', 'HAM,Hamburg,Europe/Berlin', 'BRE,Bremen,Europe/Berlin'),
      csv('items.csv', 'sku,uom', ...SKUS.map((s) => `${s},EA`)),
      csv('item_units.csv', 'sku,uom,factor', ...SKUS.map((s) => `${s},CS,6`)),
      csv('programs.csv', 'supplier,sku,location,managed_by,owned_by', 'NORD,*,HAM,supplier,buyer', 'ACME,*,BRE,supplier,buyer'),
      csv('counts.csv', 'sku,location,counted_at,quantity,uom', ...SKUS.map((s, i) => `${s},HAM,2026-11-15T06:00:00Z,${40 + i},EA`)),
      csv('feeds.csv', 'location,complete_through', 'HAM,2026-11-16T06:00:00Z'),
    ],
    { clock: fixedClock(NOW) },
  );
  all = newKey();
  await insertKey(g.db.pool, all, { name: 'it', scopes: ['read', 'write', 'manage'], now: NOW });
  await ingest(g, [csv('KW45.csv', ...LIST.slice(0, 13))], { receivedAt: NOW, supplier: 'NORD' });
  await evaluate(g, 'all', NOW);
});

const looked = async (more: object = {}) =>
  ANSWERS.Looked.parse((await send('/mapping-studio/suggestions', { supplier: 'NORD', ...sample, ...more })).json);
const tried = async (text: string, more: object = sample) =>
  ANSWERS.MappingTrial.parse((await send('/mapping-studio/trials', { text, ...more })).json);
const whole = DRAFT.replace('uom: Packung', 'uom: { from: Packung, values: { ST: EA, KAR: CS } }');

test('a file of an unknown layout is looked at: its rows, its columns with what speaks for them, and questions instead of guesses', async () => {
  const before = await documents();
  const { lists, places, units } = await looked();
  const [list] = lists;
  expect([lists.length, places, units]).toEqual([1, ['BRE', 'HAM'], ['CS', 'EA']]);
  expect(list!.grid.slice(0, 3)).toEqual([
    { row: 1, cells: ['Nordwall GmbH', '', '', '', ''] },
    { row: 2, cells: ['Zeug', 'Davon da', 'Wo', 'Packung', 'Tag'] },
    { row: 3, cells: ['BRK-2210', '40', 'HAM', 'ST', '15.11.2026'] },
  ]);
  expect(list!.columns[3]).toEqual({ column: 4, letter: 'D', heading: 'Packung', shape: 'unit', filled: 12, different: 2, first: 'ST', values: [{ value: 'ST', rows: 11, known: [] }, { value: 'KAR', rows: 1, known: [] }] }); // prettier-ignore
  const bands = Object.fromEntries(list!.fields.map((f) => [f.field, [f.band, f.heading, f.evidence.at(-1)]]));
  expect(bands).toMatchObject({
    item: ['likely', 'Zeug', "12 of 12 different values are items by the buyer's number"],
    location: ['likely', 'Wo', '1 of 1 different values are places that are known'],
    uom: ['ask', 'Packung', 'its values look like it: "ST", "KAR"'],
    as_of: ['likely', 'Tag', 'holds "15.11.2026"'],
  });
  expect(await documents()).toBe(before);
});

test('a person says in which row the headings stand', async () => {
  const [list] = (await looked({ header_row: 3 })).lists;
  expect([list!.grid[0]!.row, list!.columns[0]!.heading === 'Zeug']).toEqual([1, false]);
});

test('a draft is tried on the way that every file takes; lines that would wait are counted by why; nothing is stored', async () => {
  const before = await documents();
  const trial = await tried(DRAFT);
  expect(trial.documents).toEqual([expect.objectContaining({ file: 'KW46.csv', status: 'parked', mapping: { name: 'nord-week', version: 1 }, counts: { lines: 12, parked: 12, rejected: 0 } })]); // prettier-ignore
  expect(trial.waiting).toEqual([
    { reason: 'unit.unknown', detail: 'no factor is known from ST to EA', lines: 11 },
    { reason: 'unit.unknown', detail: 'no factor is known from KAR to EA', lines: 1 },
  ]);
  const good = await tried(whole);
  expect(good.documents[0]).toMatchObject({ status: 'accepted', counts: { lines: 12, parked: 0 } });
  expect(good.documents[0]!.lines.map((l) => [l.sku, l.location, l.quantity, l.uom]).slice(3, 6)).toEqual([
    ['BRK-2213', 'HAM', '1204', 'EA'],
    ['BRK-2214', 'HAM', '44', 'EA'],
    ['BRK-2215', 'HAM', '270', 'EA'],
  ]);
  expect(await documents()).toBe(before);
});

test('on a document that was received, too; and of another supplier only its bytes are taken', async () => {
  const [{ id }] = (await rows(`select 'doc_' || id id from document where file = 'KW45.csv' and current`)) as [{ id: string }];
  expect((await tried(whole, { document: id })).documents[0]).toMatchObject({
    id: expect.stringMatching(/^doc_/) as string,
    counts: { lines: 11 },
  });
  expect((await tried(whole.replace('NORD', 'ACME'), { document: id })).documents[0]).toMatchObject({
    supplier: 'ACME',
    counts: { lines: 11 },
  });
  expect(await rows(`select status, lines from document where file = 'KW45.csv' and current`)).toEqual([{ status: 'parked', lines: 0 }]);
});

test('what is wrong with a draft is told by line and column', async () => {
  const trial = await tried('name: x\nsupplier: NORD\ncolumns:\n  nothing: A\n');
  expect(trial.faults).toEqual([{ line: 4, column: 3, detail: expect.stringContaining('columns') as string }]);
  expect((await tried('name: [\n')).faults[0]).toMatchObject({ line: 2 });
  expect((await tried('- a\n')).faults).toHaveLength(1);
});

test.each([
  ['neither a document nor a file', { text: whole }, 400],
  ['a document that there is not', { text: whole, document: 'doc_00000000-0000-7000-8000-000000000000' }, 404],
  ['what is no base64', { text: whole, file: { name: 'a', base64: '§' } }, 400],
  ['a supplier that there is not', { text: whole.replace('NORD', 'WHO'), file: { name: 'a.csv', base64: 'YQ==' } }, 422],
])('refused: %s', async (_, body, status) => {
  expect((await send('/mapping-studio/trials', body)).status).toBe(status);
});

describe('versions', () => {
  const at = '/mappings/nord-week';
  test('saved is not published; the comments stay, and the same text again is the same version', async () => {
    expect((await send(`${at}/versions`, { text: DRAFT }, { seen: '0-0', key: keys.write })).status).toBe(403); // whose right it is not
    const saved = await send(`${at}/versions`, { text: DRAFT, note: 'first' }, { seen: '0-0' });
    expect([saved.status, ANSWERS.MappingSaved.parse(saved.json)]).toEqual([200, { name: 'nord-week', version: 1, seen: '1-0' }]);
    const again = await send(`${at}/versions`, { text: DRAFT }, { seen: '1-0' });
    expect(again.json).toMatchObject({ version: 1, seen: '1-0' });
    const one = await get(`/api/v1${at}`);
    expect(one.headers.etag).toBe('"1-0"');
    const mapping = ANSWERS.Mapping.parse(one.json);
    expect(mapping).toMatchObject({ holds: null, newest: 1, kept: 'here', mine: 'values', documents: 0, last: null });
    expect(mapping.versions).toEqual([expect.objectContaining({ version: 1, author: 'it', note: 'first', holds: false, text: DRAFT.replace('name: nord-week\n', 'name: nord-week\nversion: 1\n') })]); // prettier-ignore
    expect(await rows(`select status from document where file = 'KW45.csv' and current`)).toEqual([{ status: 'parked' }]);
  });

  test('a second one, tested on the newest files against what counts now', async () => {
    expect((await send(`${at}/versions`, { text: whole }, { seen: '1-0' })).json).toMatchObject({ version: 2 });
    const { files, faults } = ANSWERS.MappingTest.parse((await send('/mapping-studio/tests', { text: whole })).json);
    expect(faults).toEqual([]);
    expect(files).toEqual([expect.objectContaining({ file: 'KW45.csv', before: ['parked'], same: 0, gained: 11, lost: 0, changed: 0 })]);
  });

  test('published with a reason, by what was seen; what waited is read, and the audit log says who and why', async () => {
    expect((await send(`${at}/publication`, { version: 2, reason: 'x' }, { seen: '1-0' })).status).toBe(412);
    expect((await send(`${at}/publication`, { version: 2, reason: 'x' })).status).toBe(400);
    expect((await send(`${at}/publication`, { version: 9, reason: 'x' }, { seen: '2-0' })).status).toBe(400);
    expect((await send(`${at}/publication`, { version: 2, reason: 'x' }, { seen: '2-0', key: keys.write })).status).toBe(403);
    const done = await send(`${at}/publication`, { version: 2, reason: 'their weekly list' }, { seen: '2-0' });
    expect([done.status, done.json.detail]).toEqual([200, undefined]);
    expect(ANSWERS.MappingPublished.parse(done.json)).toMatchObject({ version: 2, seen: '2-2', read_again: 1, repinned: [] });
    expect(await rows(`select status, lines from document where file = 'KW45.csv' and current`)).toEqual([
      { status: 'accepted', lines: 11 },
    ]);
    const [audit] = await rows(
      `select entry->'after' as after from audit_entry where entry->>'what' like 'mapping_head%' order by n desc limit 1`,
    );
    expect(audit!.after).toMatchObject({ name: 'nord-week', version: 2, author: 'it', note: 'their weekly list' });
    expect((await get('/api/v1/mappings')).json.data).toEqual([
      expect.objectContaining({ name: 'nord-week', supplier: 'NORD', holds: 2, newest: 2, changed_by: 'it', reason: 'their weekly list', documents: 1, last: expect.objectContaining({ file: 'KW45.csv', status: 'accepted' }) }), // prettier-ignore
    ]);
    ANSWERS.Mappings.parse((await get('/api/v1/mappings?supplier=NOBODY')).json);
  });

  test('who works says what words mean, and not what columns are', async () => {
    const more = whole.replace('KAR: CS', 'KAR: CS, PAL: CS');
    expect((await send(`${at}/versions`, { text: more, note: 'pallets' }, { seen: '2-2', key: keys.write })).json).toMatchObject({
      version: 3,
      seen: '3-2',
    });
    expect((await send(`${at}/publication`, { version: 3, reason: 'pallets' }, { seen: '3-2', key: keys.write })).json).toMatchObject({
      version: 3,
      seen: '3-3',
    });
    const other = more.replace('Davon da', 'Tag');
    const refused = await send(`${at}/versions`, { text: other }, { seen: '3-3', key: keys.write });
    expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('its columns are changed by an admin')]);
  });

  test('what one version says otherwise than another; an older one is let count again, and none is lost', async () => {
    const compared = await get(`/api/v1${at}/differences?from=1&to=2`);
    expect(ANSWERS.MappingDifferences.parse(compared.json).differences).toContain('columns.uom: "Packung" -> nothing');
    expect((await get(`/api/v1${at}/differences?from=1&to=8`)).status).toBe(404);
    expect((await send(`${at}/publication`, { version: 2, reason: 'too early' }, { seen: '3-3' })).json).toMatchObject({
      version: 2,
      seen: '3-2',
    });
    const mapping = ANSWERS.Mapping.parse((await get(`/api/v1${at}`)).json);
    expect(mapping.versions.map((v) => [v.version, v.holds, v.documents])).toEqual([[3, false, 0], [2, true, 1], [1, false, 0]]); // prettier-ignore
  });

  test('the name of another supplier is taken; another name than its own is refused', async () => {
    const taken = await send(`${at}/versions`, { text: whole.replace('NORD', 'ACME') }, { seen: '3-2' });
    expect([taken.status, taken.json.errors[0].code]).toEqual([409, 'mapping.name-taken']);
    expect((await send('/mappings/other/versions', { text: whole }, { seen: '0-0' })).status).toBe(400);
    expect((await get('/api/v1/mappings/other')).status).toBe(404);
  });

  test('a file is used until something of its name is published, and its version is counted on', async () => {
    const layouts = path.join(gateway().config.home, 'config/suppliers');
    fs.mkdirSync(layouts, { recursive: true });
    const text = 'name: acme-week\nversion: 4\nsupplier: ACME\ncolumns: { item: A, on_hand: B }\n';
    fs.writeFileSync(path.join(layouts, 'acme.yaml'), text);
    const of = async () => ANSWERS.Mapping.parse((await get('/api/v1/mappings/acme-week')).json);
    expect(await of()).toMatchObject({ kept: 'file', holds: 4, versions: [], seen: '0-0', file: { name: 'acme.yaml', version: 4 } });
    const saved = await send('/mappings/acme-week/versions', { text: `${text}# ours\n` }, { seen: '0-0' });
    expect(saved.json).toMatchObject({ version: 5, seen: '5-0' });
    expect(await of()).toMatchObject({ kept: 'file', holds: 4, newest: 5 });
    expect((await send('/mappings/acme-week/publication', { version: 5, reason: 'here from now on' }, { seen: '5-0' })).status).toBe(200);
    expect(await of()).toMatchObject({ kept: 'here', holds: 5, draft: true });
  });

  test('what is kept in a checkout is read-only here, and the answer says how it is changed', async () => {
    await gateway().db.pool.query(`update mapping_head set managed = 'git' where name = 'acme-week'`);
    expect((await get('/api/v1/mappings/acme-week')).json).toMatchObject({ kept: 'folder', mine: 'nothing' });
    const refused = await send('/mappings/acme-week/publication', { version: 5, reason: 'x' }, { seen: '5-5' });
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('crosscount mapping apply --from')]);
  });
});

test('the schema is the one of the command', async () => {
  const { json } = await get('/api/v1/mapping-schema');
  expect(json).toHaveProperty('else.properties.columns');
});

test('of five thousand rows the first two hundred lines are shown, and all are counted', async () => {
  const many = [...LIST.slice(0, 2), ...Array.from({ length: 5000 }, (_, i) => `${SKUS[i % 12]!};${i};HAM;ST;15.11.2026`)];
  const file = { name: 'many.csv', base64: base64(many) };
  const trial = await tried(whole, { file });
  expect(trial.documents[0]).toMatchObject({ counts: { lines: 5000, parked: 0 } });
  expect(trial.documents[0]!.lines).toHaveLength(200);
});
