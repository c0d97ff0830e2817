import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ANSWERS } from '../../src/modules/console/answers';
import { importFeed } from '../../src/modules/feed/import-feed';
import { ingest } from '../../src/modules/pipeline/ingest';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { applyPrograms, planPrograms } from '../../src/modules/programs/program-plan';
import { programVersions } from '../../src/modules/programs/program-versions.store';
import { fixedClock, wallClock } from '../../src/platform/clock';
import { allPages, type Answered, useApi } from '../support/api';

/** Suppliers as the console shows them, and what is agreed with them otherwise. Times are those of the machine: due is what comes next. */
const { ask, get, gateway, keys, port } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suppliers-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();
const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const agree = (supplier: string, body: object, key = keys.write): Promise<Answered> =>
  ask('POST', `/api/v1/suppliers/${supplier}/agreement`, {
    key,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
/** Shown, and then agreed as it was shown. */
async function agreed(supplier: string, change: object): Promise<Answered['json']> {
  const shown = await agree(supplier, change);
  expect([shown.status, shown.json.applied]).toEqual([200, false]);
  const done = await agree(supplier, { ...change, hash: shown.json.hash, by: 'anna', reason: 'by phone' });
  expect([done.status, done.json.applied, done.json.differences]).toEqual([200, true, shown.json.differences]);
  ANSWERS.Agreement.parse(done.json);
  return done.json;
}
const sql = async <T extends object>(text: string): Promise<T[]> => (await gateway().db.pool.query<T>(text)).rows;

beforeAll(async () => {
  const feed = {
    suppliers:
      'supplier,name,email_from,edi_id,contact_email,locale\nNORD,Nord Bremsen,@nord.example,ZZ:NORD,k.lind@nord.example,de-DE\nSUED,Sued,@sued.example,,,\nZAST,Zast,,,,',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nBRE,Bremen,Europe/Berlin',
    items: 'sku,description,uom,class\nBRK,Brake disc,EA,A\nBRL,Brake lining,EA,C',
    programs: [
      'supplier,sku,location,managed_by,owned_by,min,max,tolerance_pct,lead_time_days,valid_from',
      'NORD,*,*,supplier,buyer,,,5,4,',
      `NORD,BRK,HAM,buyer,buyer,100,800,2,,${ago(40)}`,
      'NORD,BRL,BRE,supplier,buyer,10,60,,,',
      'SUED,*,*,buyer,buyer,1,9,,,',
    ].join('\n'),
    tolerances: 'supplier,class,tolerance_pct\nNORD,C,1',
    report_schedules: 'supplier,document,location,cron,timezone,grace_minutes\nNORD,stock_report,*,0 10 * * 1,Europe/Berlin,120',
    item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,N-1,BRK',
    location_crossrefs: 'supplier,qualifier,value,location\nNORD,ZZ,HH1,HAM',
    counts: `sku,location,counted_at,quantity,uom\nBRK,HAM,${ago(30)},500,EA\nBRL,BRE,${ago(30)},40,EA`,
  };
  const files = Object.entries(feed).map(([kind, text]) => write(`${kind}.csv`, `${text}\n`));
  await importFeed(gateway().db, files, { clock: fixedClock(ago(29)) });
  await importFeed(gateway().db, [write('feeds.csv', `location,complete_through\n*,${ago(0.1)}\n`)], { clock: fixedClock(ago(0.1)) });
  const list = write('stock.csv', `Vendor item,Location,On hand,UOM\nN-1,HH1,520,EA\nN-9,HH1,7,EA\n`);
  await ingest(gateway(), [list], { receivedAt: ago(2), supplier: 'NORD' });
  await evaluate(gateway(), 'all', wallClock.now());
}, 60_000);

describe('how each stands', () => {
  test('last and next report, what is late, open or unknown', async () => {
    const { json } = await get('/api/v1/supplier-health');
    ANSWERS.SupplierHealths.parse(json);
    const [nord, sued] = json.data;
    expect(json.data.map((s: { supplier: string }) => s.supplier)).toEqual(['NORD', 'SUED', 'ZAST']);
    expect(nord).toMatchObject({ name: 'Nord Bremsen', parked: 1, shadow: false, next_due: { document: 'stock_report', location: '*' } });
    expect(Date.parse(nord.last_report)).toBeCloseTo(Date.parse(ago(2)), -5);
    expect(nord.next_due.says).toMatch(/^Mon \d+ \w{3} (\d{4} )?10:00 CES?T, alert 12:00$/);
    expect(sued).toMatchObject({
      last_report: null,
      next_due: null,
      late: 0,
      parked: 0,
      open: { critical: 0, high: 0, medium: 0, low: 0 },
    });
    const open = (await get('/api/v1/exceptions?supplier=NORD&limit=500')).json.data as {
      severity: string;
      type: string;
      suppressed_by: null;
    }[];
    const own = open.filter((e) => e.suppressed_by === null);
    expect(Object.values(nord.open as Record<string, number>).reduce((a, b) => a + b)).toBe(own.length);
    expect(nord.late).toBe(own.filter((e) => e.type === 'DOC_MISSING').length);
    expect(own.length).toBeGreaterThan(0);
  });

  test('page by page it is the same', async () => {
    const all = (await get('/api/v1/supplier-health')).json.data;
    expect(await allPages(get, '/api/v1/supplier-health?limit=1')).toEqual(all);
  });

  test('a thousand suppliers are a second, and not a thousand questions', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `M${i},Many ${i}`);
    const due = Array.from({ length: 1000 }, (_, i) => `M${i},stock_report,*,0 ${i % 24} * * ${i % 7},Europe/Berlin,60`);
    await importFeed(gateway().db, [write('suppliers-more.csv', `supplier,name\n${rows.join('\n')}\n`), write('report_schedules-more.csv', `supplier,document,location,cron,timezone,grace_minutes\n${due.join('\n')}\n`)], { clock: wallClock }); // prettier-ignore
    await get('/api/v1/supplier-health?limit=1');
    const begun = performance.now();
    const page = (await get('/api/v1/supplier-health?limit=500')).json;
    const took = performance.now() - begun;
    expect([page.data.length, page.data.every((s: { supplier: string; next_due: object | null }) => s.supplier.startsWith('M') && s.next_due !== null)]).toEqual([500, true]); // prettier-ignore
    expect(took).toBeLessThan(1500);
    await sql(`update supplier set void = true where code like 'M%'`);
    await sql(`delete from report_schedule r using supplier s where s.id = r.supplier_id and s.void`);
  }, 60_000);
});

describe('one of them', () => {
  test('who may send, when it is due in words, the ones beside it', async () => {
    const { json } = await get('/api/v1/suppliers/NORD');
    ANSWERS.Supplier.parse(json);
    expect(json).toMatchObject({
      ...{ supplier: 'NORD', email_from: ['@nord.example'], edi_id: ['ZZ:NORD'], contact_email: ['k.lind@nord.example'], locale: 'de-DE' },
      ...{ matched: 1, before: null, after: 'SUED', trust: 'recorded', replies: { leave: 'preview' }, sharing: null },
    });
    expect(json.schedules).toMatchObject([{ says: 'Mondays at 10:00', grace_minutes: 120 }]);
    expect(json.schedules[0].next).toHaveLength(5);
    expect((await get('/api/v1/suppliers/SUED')).json).toMatchObject({ before: 'NORD', after: 'ZAST', schedules: [], edi_id: [] });
    expect((await get('/api/v1/suppliers/NOBODY')).status).toBe(404);
  });

  test('what is agreed, row by row', async () => {
    const rows = await allPages(get, '/api/v1/suppliers/NORD/terms?limit=2');
    expect(rows.map((r) => [r.sku, r.location, r.class, r.terms.tolerance_pct ?? null, r.source])).toEqual([
      ['*', '*', null, '5', 'buyer feed'],
      ['*', '*', 'C', '1', 'buyer feed'],
      ['BRK', 'HAM', null, '2', 'buyer feed'],
      ['BRL', 'BRE', null, null, 'buyer feed'],
    ]);
    expect((await get('/api/v1/suppliers/NORD/terms?find=brk')).json.data).toHaveLength(1);
    expect((await get('/api/v1/suppliers/NORD/terms?find=%25')).json.data).toHaveLength(0); // a sign, and not anything
  });

  test('what their words mean, and who said so', async () => {
    const [question] = (await get('/api/v1/parked?supplier=NORD')).json.data;
    const done = await ask('POST', `/api/v1/parked/${question.id}/decision`, { key: keys.write, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sku: 'BRL', by: 'anna', reason: 'asked them' }) }); // prettier-ignore
    expect(done.status).toBe(200);
    const names = await allPages(get, '/api/v1/suppliers/NORD/names?limit=2');
    expect(names.map((n) => [n.about, n.value, n.means, n.decided?.by ?? null]).sort()).toEqual([
      ['item', 'N-1', 'BRK', null],
      ['item', 'N-9', 'BRL', 'anna'],
      ['location', 'HH1', 'HAM', null],
    ]);
    ANSWERS.SupplierNames.parse((await get('/api/v1/suppliers/NORD/names')).json);
    expect((await get('/api/v1/suppliers/NORD/names?find=lining')).json.data.map((n: { value: string }) => n.value)).toEqual(['N-9']);
  });
});

describe('due times of what is not agreed yet', () => {
  const due = (cron: string, timezone = 'Europe/Berlin', grace = '0'): Promise<Answered> =>
    get(`/api/v1/due-times?${new URLSearchParams({ cron, timezone, grace_minutes: grace }).toString()}`);
  test('five, in words', async () => {
    const { json } = await due('30 6 * * 1-5', 'America/Los_Angeles', '90');
    ANSWERS.DueTimes.parse(json);
    expect([json.says, json.next.length]).toEqual(['Mondays to Fridays at 06:30', 5]);
    for (const d of json.next) {
      expect(d.says).toMatch(/06:30 P[SD]T, alert 08:00$/);
      expect(Date.parse(d.alert_at) - Date.parse(d.at)).toBe(90 * 60_000);
    }
  });
  test.each([
    ['no expression', 'often', 'Europe/Berlin', 'cron'],
    ['never', '0 0 30 2 *', 'Europe/Berlin', 'cron'],
    ['no zone', '0 10 * * 1', 'Middle/Earth', 'timezone'],
  ])('%s is told', async (_, cron, zone, parameter) => {
    const answer = await due(cron, zone);
    expect([answer.status, answer.json.errors[0].parameter]).toEqual([400, parameter]);
  });
});

describe('agreed otherwise', () => {
  test('a cadence: shown, then agreed as rows of the feed, with who and why in the audit log', async () => {
    const change = { schedules: [{ document: 'stock_report', cron: '0 8 * * 2', timezone: 'Europe/Berlin', grace_minutes: 60 }, { document: 'ship_notice', location: 'HAM', cron: '0 9 * * 3', timezone: 'UTC' }] }; // prettier-ignore
    const before = await sql('select * from report_schedule');
    expect((await agree('NORD', change)).json).toMatchObject({ via: 'feed', program: null });
    expect(await sql('select * from report_schedule')).toEqual(before); // shown, and nothing more
    expect((await agreed('NORD', change)).differences).toEqual([
      'stock_report * cron: 0 10 * * 1 -> 0 8 * * 2',
      'stock_report * grace_minutes: 120 -> 60',
      'ship_notice HAM: nothing -> cron 0 9 * * 3, timezone UTC, grace_minutes 0',
    ]);
    const { schedules } = (await get('/api/v1/suppliers/NORD')).json;
    expect(schedules.map((s: { says: string }) => s.says)).toEqual(['Tuesdays at 08:00', 'Wednesdays at 09:00']);
    const [last] = await sql<{ entry: { by: string; what: string; after: { reason: string } } }>(
      `select entry from audit_entry order by n desc limit 1`,
    );
    expect(last!.entry).toMatchObject({ by: 'anna', what: 'decision insert', after: { reason: 'by phone', about: 'agreement' } });
    expect((await agreed('NORD', { schedules: [{ document: 'ship_notice', location: 'HAM' }] })).differences).toEqual(['ship_notice HAM: agreed -> nothing']); // prettier-ignore
    expect((await get('/api/v1/suppliers/NORD')).json.schedules).toHaveLength(1);
  });

  test('what somebody else agreed meanwhile is not overwritten', async () => {
    const mine = { schedules: [{ document: 'stock_report', cron: '0 7 * * 2', timezone: 'Europe/Berlin', grace_minutes: 60 }] };
    const { hash } = (await agree('NORD', mine)).json;
    await agreed('NORD', { schedules: [{ document: 'stock_report', cron: '0 6 * * 2', timezone: 'Europe/Berlin', grace_minutes: 60 }] });
    const late = await agree('NORD', { ...mine, hash });
    expect([late.status, late.json.errors[0].code]).toEqual([409, 'agreement.stale-plan']);
  });

  test('a tolerance: in every row, and all else that was agreed stays', async () => {
    const before = await allPages(get, '/api/v1/suppliers/NORD/terms');
    const done = await agreed('NORD', { tolerances: { tolerance_pct: '8' } });
    expect(done.differences).toEqual([
      '* * tolerance_pct: 5 -> 8',
      'BRK HAM tolerance_pct: 2 -> 8',
      'BRL BRE tolerance_pct: nothing -> 8',
      'class C tolerance_pct: 1 -> 8',
    ]);
    const after = await allPages(get, '/api/v1/suppliers/NORD/terms');
    expect(after.map((r) => r.terms)).toEqual(before.map((r) => ({ ...r.terms, tolerance_pct: '8' })));
    // What held before stays known: the dated row is as it was, and another one follows it.
    const kept = await sql<{ pct: string }>(`select terms->>'tolerance_pct' pct from program where sku = 'BRK' order by valid_from`);
    expect(kept.map((k) => k.pct)).toEqual(['2', '8']);
    expect((await agree('NORD', { tolerances: { tolerance_pct: '8' } })).json.differences).toEqual([]);
  });

  test('levels of a pair; what else is agreed about it stays, also where only a row for all says it', async () => {
    const done = await agreed('NORD', { thresholds: [{ sku: 'BRK', location: 'HAM', min: '120', max: '600' }, { sku: 'BRL', location: 'HAM', min: '5', max: '9' }] }); // prettier-ignore
    expect(done.differences).toEqual([
      'BRK HAM min: 100 -> 120',
      'BRK HAM max: 800 -> 600',
      'BRL HAM min: nothing -> 5',
      'BRL HAM max: nothing -> 9',
    ]);
    const rows = await allPages(get, '/api/v1/suppliers/NORD/terms');
    expect(rows.find((r) => r.sku === 'BRK').terms).toMatchObject({ managed_by: 'buyer', min: '120', max: '600', tolerance_pct: '8' });
    expect(rows.find((r) => r.sku === 'BRL' && r.location === 'HAM').terms).toEqual({
      managed_by: 'supplier',
      owned_by: 'buyer',
      min: '5',
      max: '9',
    });
  });

  test('who may send; one that is another supplier’s, too, is said', async () => {
    const shown = (await agree('NORD', { masters: { email_from: '@nord.example;@sued.example' } })).json;
    expect([shown.differences, shown.warnings]).toEqual([
      ['email_from: @nord.example -> @nord.example;@sued.example'],
      ['SUED has @sued.example, too: what comes from there will be a question'],
    ]);
    await agreed('NORD', { masters: { email_from: '@nord.example;k.lind@mail.example' } });
    expect((await get('/api/v1/suppliers/NORD')).json).toMatchObject({ email_from: ['@nord.example', 'k.lind@mail.example'], edi_id: ['ZZ:NORD'], name: 'Nord Bremsen' }); // prettier-ignore
  });

  test('what is written down in a file gets its next version, and nothing beside it', async () => {
    const file = write('sued.yaml', 'name: sued\nkind: program\nsupplier: SUED\nmanaged_by: supplier # they watch it\nowned_by: buyer\nitems:\n  - { sku: BRK, location: BRE, min: 1, max: 9 }\n'); // prettier-ignore
    const files = [{ path: file, text: fs.readFileSync(file, 'utf8') }];
    const { hash } = await planPrograms(gateway().db.pool, files, false);
    await applyPrograms(gateway().db, files, { hash, prune: false, author: 'jonas', note: '' }, wallClock.now());
    const done = await agreed('SUED', {
      schedules: [{ document: 'stock_report', cron: '0 8 * * 2', timezone: 'Europe/Berlin', grace_minutes: 60 }],
    });
    expect(done).toMatchObject({ via: 'program', program: { name: 'sued', version: 2 } });
    await agreed('SUED', { thresholds: [{ sku: 'BRK', location: 'BRE', min: '2', max: '7' }] });
    await agreed('SUED', { tolerances: { tolerance_pct: '3', value_floor: '20' } });
    const held = (await programVersions(gateway().db.pool, 'sued'))[0]!;
    expect(held).toMatchObject({ version: 4, author: 'anna', note: 'by phone' });
    expect(held.text).toContain('# they watch it');
    expect((await get('/api/v1/suppliers/SUED')).json).toMatchObject({
      programs: [{ name: 'sued', version: 4 }],
      schedules: [{ cron: '0 8 * * 2' }],
    });
    expect((await allPages(get, '/api/v1/suppliers/SUED/terms')).find((r) => r.sku === 'BRK')).toMatchObject({ terms: { min: '2', max: '7', tolerance_pct: '3', managed_by: 'supplier' }, source: 'program sued version 4, applied by anna' }); // prettier-ignore
  });

  test.each([
    ['nothing', {}, 400],
    ['two things at once', { tolerances: { tolerance_pct: '5' }, masters: { locale: 'de-DE' } }, 400],
    ['no number', { tolerances: { tolerance_pct: 'much' } }, 400],
    ['no expression', { schedules: [{ document: 'stock_report', cron: 'often', timezone: 'Europe/Berlin' }] }, 400],
    ['what was never shown', { tolerances: { tolerance_pct: '4' }, hash: '0'.repeat(32) }, 409],
    ['no clock', { schedules: [{ document: 'stock_report', cron: '0 8 * * 2' }] }, 400],
    ['an item of which nothing is agreed', { thresholds: [{ sku: 'BRK', location: 'HAM', min: '1', max: '2' }] }, 400, 'ZAST'],
  ])('%s is refused', async (_, change, status, supplier = 'NORD') => expect((await agree(supplier, change)).status).toBe(status));
});

describe('what would have been raised', () => {
  test('it ends when nobody waits for it any longer, and makes room for the next', async () => {
    const left = new AbortController();
    const body = JSON.stringify({ supplier: 'NORD', tolerances: { tolerance_pct: '1' }, days: 90 });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys.write}` };
    const answer = await fetch(`http://127.0.0.1:${port()}/api/v1/simulations`, { method: 'POST', headers, body, signal: left.signal });
    await answer.body!.getReader().read();
    expect((await run({ supplier: 'NORD', tolerances: { tolerance_pct: '1' }, days: 1 })).json.errors[0].code).toBe('simulate.running');
    left.abort();
    let next = await run({ supplier: 'NORD', tolerances: { tolerance_pct: '1' }, days: 1 });
    for (const end = Date.now() + 30_000; next.status === 409 && Date.now() < end;) {
      await new Promise((r) => setTimeout(r, 200));
      next = await run({ supplier: 'NORD', tolerances: { tolerance_pct: '1' }, days: 1 });
    }
    expect(next.status).toBe(200);
    expect(
      await sql(
        `select d.datname from pg_database d, pg_database own where own.datname = current_database() and starts_with(d.datname, 'crosscount_simulation_' || own.oid)`,
      ),
    ).toEqual([]);
  }, 120_000);

  const run = (body: object): Promise<Answered> => ask('POST', '/api/v1/simulations', { key: keys.write, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }); // prettier-ignore
  const lines = (a: Answered): Record<string, never>[] =>
    a.bytes.toString().trim().split('\n').map((l) => JSON.parse(l) as Record<string, never>); // prettier-ignore

  test('how far it is, line by line, and at the end what differs; nothing of it stays', async () => {
    const before = await sql('select count(*) n, max(id) from exception_event');
    const answer = await run({ supplier: 'NORD', tolerances: { tolerance_pct: '10' }, days: 5 });
    expect(answer.headers['content-type']).toMatch('application/x-ndjson');
    const all = lines(answer);
    for (const line of all) ANSWERS.SimulationLine.parse(line);
    const { simulated } = all.at(-1) as unknown as { simulated: { types: { type: string; raised: number; would: number }[]; missed: { type: string; sku: string }[] } }; // prettier-ignore
    const counts = simulated.types.find((t) => t.type === 'COUNT_DIVERGENCE')!;
    expect([counts.raised, counts.would]).toEqual([1, 0]); // 20 of 500 is within 10 %, and was not within the 2 % of then
    expect(simulated.missed.filter((e) => e.type === 'COUNT_DIVERGENCE').map((e) => e.sku)).toEqual(['BRK']);
    expect(await sql('select count(*) n, max(id) from exception_event')).toEqual(before);
  }, 120_000);

  test.each([
    ['of nobody', { supplier: 'NOBODY', tolerances: { tolerance_pct: '5' } }, 404],
    ['of nothing', { supplier: 'NORD', tolerances: {} }, 400],
    ['without a word', { supplier: 'NORD' }, 400],
    ['of years', { supplier: 'NORD', tolerances: { tolerance_pct: '5' }, days: 900 }, 400],
  ])('%s is refused', async (_, body, status) => expect((await run(body)).status).toBe(status));
});
