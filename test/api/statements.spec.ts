import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { sharedWith } from '../../src/modules/sharing/snapshots.store';
import { previewStatements, sendStatements, type Stated } from '../../src/modules/sharing/statement';
import { stateDue } from '../../src/modules/sharing/statements-due';
import type { Logger } from '../../src/platform/logger';
import { fixedClock } from '../../src/platform/clock';
import { type Answered, useApi } from '../support/api';
import { settingsOf } from '../support/settings';
import { smtpReceiver } from '../support/receivers';
import { sheetsOf } from '../support/sharing';

/** A month as it is stated to a supplier: sent once, agreed to or not by a press, and never changed. */
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
const { ask, get, gateway } = useApi({
  key: true,
  settings: async () => {
    smtp = await smtpReceiver();
    const mail = `mail: { host: 127.0.0.1, port: ${smtp.port}, from: vmi@buyer.example }`;
    return `${mail}\nalerts: { url: 'https://gw.buyer.example' }\noutgoing: { allow: [127.0.0.1] }\n`;
  },
});
const NOW = '2026-12-02T08:00:00.000Z';
const MONTH = '2026-11';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'statements-'));
afterAll(async () => {
  await smtp.close();
  fs.rmSync(folder, { recursive: true });
});
async function load(kind: string, ...lines: string[]): Promise<void> {
  const file = path.join(folder, `${kind}.csv`);
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  await importFeed(gateway().db, [file], { clock: fixedClock(NOW) });
}
async function state(make: typeof sendStatements, code = 'NORD'): Promise<Stated> {
  return make(gateway(), (await sharedWith(gateway().db.pool, code))!, { month: MONTH, now: NOW, author: 'anna' });
}
const relay = (): Promise<void> => new Relay(gateway().db.pool, openWriters(gateway().config.settings, gateway()), fixedClock(NOW), gateway().log).drain(); // prettier-ignore

beforeAll(async () => {
  await load('suppliers', 'supplier,name,contact_email', 'NORD,Nord Bremsen,stock@nord.example');
  await load('locations', 'location,name,timezone', 'HAM,Werk Hamburg,Europe/Berlin', 'CHI,Chicago,America/Chicago');
  await load('items', 'sku,description,uom', 'BRK,Brake pad,EA', 'CON,Consigned,EA', 'IDLE,Idle,EA');
  await load('programs', 'supplier,sku,location,managed_by,owned_by', 'NORD,BRK,HAM,supplier,buyer', 'NORD,CON,HAM,supplier,supplier', 'NORD,BRK,CHI,supplier,buyer'); // prettier-ignore
  await load('counts', 'sku,location,counted_at,quantity,uom,owned_by,supplier', 'BRK,HAM,2026-09-30,100,EA,,', 'BRK,HAM,2026-11-20T06:00:00+01:00,75,EA,,', 'CON,HAM,2026-10-31,40,EA,supplier,NORD', 'CON,HAM,2026-10-31,9,EA,buyer,'); // prettier-ignore
  await load(
    'movements',
    'id,sku,location,moved_at,kind,quantity,uom,supplier,po,owned_by',
    'A,BRK,HAM,2026-10-05,usage,10,EA,,,',
    'B,BRK,HAM,2026-11-05,usage,20,EA,,,',
    'C,BRK,HAM,2026-11-30,receipt,50,EA,NORD,4500,',
    'D,BRK,HAM,2026-12-01,usage,1,EA,,,',
    'E,CON,HAM,2026-11-10,usage,5,EA,NORD,,supplier',
    'F,CON,HAM,2026-11-11,ownership_transfer,3,EA,NORD,,supplier',
    'G,CON,HAM,2026-11-12,usage,2,EA,,,buyer',
  );
  await load('feeds', 'location,complete_through', 'HAM,2026-12-01', 'CHI,2026-11-15');
});

test('looked at first: a line for each item, what it is made of, and nothing is stored', async () => {
  const { statements, troubles } = await state(previewStatements);
  expect(statements).toHaveLength(1);
  const [brk, con] = statements[0]!.lines;
  expect(brk).toMatchObject({ sku: 'BRK', opening: '90', received: '50', used: '20', adjusted: '0', difference: '5', closing: '125', settle: null }); // prettier-ignore
  expect(brk!.movements.map((m) => [m.key, m.kind, m.quantity, m.refers])).toEqual([
    ['B', 'usage', '-20', ''],
    ['C', 'receipt', '50', 'order 4500'],
  ]);
  expect(con).toMatchObject({ sku: 'CON', owner: 'supplier', opening: '40', used: '5', adjusted: '-3', closing: '32', difference: '0', settle: '8' }); // prettier-ignore
  expect(troubles).toEqual([{ location: 'CHI', detail: expect.stringContaining('a month that is whole') }]);
  expect((await get('/api/v1/sharing/statements')).json.data).toEqual([]);
});

test('sent once: the same numbers again are no second statement', async () => {
  const sent = await state(sendStatements);
  expect(sent.sent).toEqual([{ id: sent.statements[0]!.id, to: 'stock@nord.example' }]);
  expect(await state(sendStatements)).toMatchObject({ sent: [], before: ['HAM'] });
  await relay();
  expect(smtp.got).toHaveLength(1);
  const { mail } = smtp.got[0]!;
  expect(mail.text).toContain('BRK: opening 90, received 50, used 20, adjusted 0, difference 5, closing 125 EA');
  expect(mail.text).toContain('to settle 8');
  const sheets = await sheetsOf(mail.attachments[0]!.content);
  expect([...sheets.keys()]).toEqual([`Statement ${MONTH}`, 'Bookings']);
  expect(sheets.get('Bookings')!.map((r) => r[1])).toEqual(['Our booking', 'B', 'C', 'E', 'F']);
});

const press = (url: string): Promise<Answered> =>
  ask('POST', new URL(url).pathname, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
const urls = (n: number): string[] => [...smtp.got[n]!.mail.text!.matchAll(/https:\/\/\S+/g)].map((m) => m[0]);

test('agreed to by a press, once; to look changes nothing; what is said later stands beside it', async () => {
  const [agree, dispute] = urls(0) as [string, string];
  const { json } = await get('/api/v1/sharing/statements');
  const [{ id }] = json.data;
  const now = async (): Promise<unknown> => (await get(`/api/v1/sharing/statements/${id}`)).json;
  expect((await ask('GET', new URL(agree).pathname)).bytes.toString()).toContain('Agree to this statement?');
  expect(await now()).toMatchObject({ state: 'open', answers: [] });
  expect((await press(agree)).bytes.toString()).toContain('Agreed');
  expect((await press(agree)).status).toBe(404);
  expect(await now()).toMatchObject({ state: 'agreed', answers: [{ answer: 'agreed', by: 'stock@nord.example', at: expect.any(String) }] });
  expect((await press(dispute)).bytes.toString()).toContain('Disputed');
  expect(await now()).toMatchObject({ state: 'disputed', answers: [{ answer: 'agreed' }, { answer: 'disputed' }] });
  await expect(gateway().db.pool.query(`update statement_answer set answer = 'agreed'`)).rejects.toThrow('is not changed');
});

test('stated anew with other numbers, it replaces the one before, whose links do nothing any more', async () => {
  await load('movements', 'id,sku,location,moved_at,kind,quantity,uom', 'H,BRK,HAM,2026-11-28,usage,4,EA');
  const [first] = (await state(sendStatements)).statements;
  expect(first!.lines[0]).toMatchObject({ used: '24', closing: '121' });
  await load('movements', 'id,sku,location,moved_at,kind,quantity,uom', 'I,BRK,HAM,2026-11-29,usage,1,EA');
  const [second] = (await state(sendStatements)).statements;
  await relay();
  const { json } = await get(`/api/v1/sharing/statements?month=${MONTH}`);
  expect(json.data.map((s: { id: string; state: string }) => [s.id, s.state])).toEqual([
    [second!.id, 'open'],
    [first!.id, 'replaced'],
    [expect.any(String), 'replaced'],
  ]);
  expect((await press(urls(1)[0]!)).status).toBe(409);
  expect((await press(urls(2)[0]!)).status).toBe(200);
});

test('by itself on its day, once, whoever looks how often; a place that is not whole is told and waits for a person', async () => {
  const sharing = { suppliers: { NORD: { statements: { cron: '0 6 3 * *', timezone: 'Europe/Berlin' } } } };
  const lines: string[] = [];
  const log = { ...gateway().log, info: () => undefined, warn: (_: object, text: string) => void lines.push(text), error: (_: object, text: string) => void lines.push(text) } as unknown as Logger; // prettier-ignore
  const settings = settingsOf({ sharing, alerts: { url: 'https://gw.buyer.example' } });
  const services = { ...gateway(), log, config: { ...gateway().config, settings } };
  const { pool } = gateway().db;
  await pool.query(`insert into share_begun (supplier_id, at) select id, '2026-12-01T00:00:00Z' from supplier on conflict (supplier_id) do update set at = excluded.at`);
  await load('movements', 'id,sku,location,moved_at,kind,quantity,uom', 'late,BRK,HAM,2026-11-06,usage,1,EA');
  const stated = async (): Promise<number> => (await pool.query<{ n: number }>(`select count(*)::int n from statement where author = 'schedule'`)).rows[0]!.n;
  expect(await stateDue(services, '2026-12-03T04:59:00.000Z')).toEqual([]);
  expect(await stateDue(services, '2026-12-03T05:00:30.000Z')).toEqual(['NORD']);
  expect(await stated()).toBe(1);
  await load('movements', 'id,sku,location,moved_at,kind,quantity,uom', 'later,BRK,HAM,2026-11-07,usage,1,EA');
  expect(await stateDue(services, '2026-12-03T05:01:30.000Z')).toEqual([]);
  expect(await stated()).toBe(1);
  expect(lines).toEqual([expect.stringContaining('2026-11 was not stated at CHI')]);
}); // prettier-ignore
