import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { useDatabase } from '../../../test/support/database';
import { COMPANY, NOW, useFeed } from '../../../test/support/feed';
import { smtpReceiver } from '../../../test/support/receivers';
import { settingsOf } from '../../../test/support/settings';
import { sheetsOf } from '../../../test/support/sharing';
import type { Snapshot } from '../../domain/sharing/columns';
import { fixedClock } from '../../platform/clock';
import { createLogger } from '../../platform/logger';
import { EVERYTHING } from '../access/sees';
import { Relay } from '../outbox/relay';
import { openWriters } from '../outbox/writers';
import { loadConfig } from '../../platform/config';
import { shareDue } from './due';
import { sharingOf } from './settings';
import { share, type ShareServices } from './share';
import { reportSnapshots, snapshotOf } from './snapshots.store';

/** What a supplier is told of its stock: what is known, what is not and why, once, and written down before it leaves. */
const { db } = useDatabase();
const { load, csv, rows } = useFeed(db);
const log = createLogger('silent');
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
beforeAll(async () => {
  smtp = await smtpReceiver();
  await load(COMPANY);
});
afterAll(() => smtp.close());

const MAIL = () => ({ host: '127.0.0.1', port: smtp.port, from: 'vmi@buyer.example' });
const services = (nord: object, more: object = {}): ShareServices & { log: typeof log } => ({
  ...{ db: db(), log, mailFrom: 'vmi@buyer.example' },
  config: {
    settings: settingsOf({ mail: MAIL(), alerts: { url: 'https://gw.buyer.example' }, sharing: { suppliers: { NORD: nord } }, ...more }),
  },
});
let asked = 0;
const now = (nord: object, at = NOW) =>
  share(services(nord), 'NORD', { cause: 'asked', slot: `asked ${++asked}`, now: at, author: 'anna', withheld: false });
const relay = (s: ShareServices): Promise<void> =>
  new Relay(
    db().pool,
    openWriters(s.config.settings, { db: db(), config: loadConfig({ CROSSCOUNT_HOME: '/nowhere' }), log }),
    fixedClock(NOW),
    log,
  ).drain();
const told = (s: Snapshot, sku: string): Record<string, string | null> =>
  Object.fromEntries(Object.entries(s.lines.find((l) => l.sku === sku)!.values).map(([c, v]) => [c, v.value ?? `? ${v.reason}`]));

test('each number by our book at the as-of; what is not known is blank and says why', async () => {
  const all = ['on_hand', 'available', 'usage', 'min', 'max', 'in_transit', 'on_order', 'demand', 'lead_time'];
  const { snapshot } = (await now({ columns: all, as: [] }))!;
  const brk = snapshot.lines.find((l) => l.sku === 'BRK-2210')!;
  expect(brk).toMatchObject({
    location: 'HAM',
    uom: 'EA',
    asOf: '2026-11-17T05:00:00.000Z',
    theirLocation: [{ qualifier: '92', value: 'HH01' }],
    theirs: [],
  });
  expect(told(snapshot, 'BRK-2210')).toEqual({
    on_hand: '541', // 400 and 24 in quality, 120 came, 3 were missing; what was used is reversed
    available: '529', // 12 came out of quality
    usage: expect.stringMatching(/^\? our data of it begin on 2026-11-13/),
    min: '450',
    max: '800',
    in_transit: '? no ship notice of it has come',
    on_order: expect.any(String),
    demand: '120',
    lead_time: '5',
  });
  expect(told(snapshot, 'OIL-5')).toMatchObject({ on_hand: '1.5', min: '? no min is agreed', demand: '? no demand is known' });
  expect(snapshot.lines.find((l) => l.sku === 'OIL-5')!.theirs).toEqual([{ qualifier: 'VN', value: 'NB-2210' }]);
  expect(snapshot.lines.every((l) => l.location === 'HAM')).toBe(true); // nothing of another supplier's
  expect(await snapshotOf(db().pool, { id: snapshot.id })).toEqual(snapshot);
});

test('what was told is never told otherwise', async () => {
  await expect(rows(`update share_line set line = '{}'`)).rejects.toThrow('what a supplier was told is not changed');
  await expect(rows(`update share_snapshot set lines = 0`)).rejects.toThrow('is not changed');
});

test('by mail: workbook and CSV with the id on each, in their language, once however often it is sent', async () => {
  const nord = { as: ['mail', 'link'] };
  const done = (await now(nord))!;
  expect(done).toMatchObject({ left: [{ form: 'mail+link', to: 'stock@nord.example' }], troubles: [] });
  await relay(services(nord));
  await relay(services(nord));
  expect(smtp.got).toHaveLength(1);
  const { mail } = smtp.got[0]!;
  expect(mail.subject).toBe('Ihr Bestand bei uns, 2026-11-17');
  expect(mail.text).toContain(done.snapshot.id);
  expect(mail.text).toMatch(/https:\/\/gw\.buyer\.example\/share\/[\w-]{43}/);
  const [xlsx, text] = mail.attachments;
  const sheet = (await sheetsOf(xlsx!.content)).get('Bestand')!;
  expect(sheet[0]).toEqual([`Momentaufnahme ${done.snapshot.id}`]);
  const lines = text!.content.toString().split('\r\n');
  expect(lines[0]).toBe(
    '\ufeffsnapshot,their_item,sku,their_location,location,uom,as_of,on_hand,usage,min,max,in_transit,demand,lead_time,remarks',
  );
  expect(lines[1]).toMatch(new RegExp(`^${done.snapshot.id},,BRK-2210,HH01,HAM,EA,2026-11-17T05:00:00.000Z,541,,450,800,,120,5,`));
  expect(await reportSnapshots(db().pool, EVERYTHING, { supplier: 'NORD', limit: 1 })).toMatchObject([
    { id: done.snapshot.id, leaves: [{ state: 'sent', to: 'stock@nord.example' }] },
  ]);
  expect(await rows('select sha256 from share_link')).toEqual([{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});

test('usage and what is in transit, where our data reach far enough back and a notice has come', async () => {
  await csv('counts-early', 'sku,location,counted_at,quantity,uom\nOIL-5,HAM,2026-10-01,9,L\n');
  await csv(
    'movements-oil',
    'id,sku,location,moved_at,kind,quantity,uom\nO1,OIL-5,HAM,2026-10-10,usage,1,L\nO2,OIL-5,HAM,2026-11-10,usage,0.5,L\nO3,OIL-5,HAM,2026-11-12,usage,0.25,L\nO4,OIL-5,HAM,2026-11-17T09:00:00+01:00,usage,7,L\n',
  );
  const { snapshot } = (await now({ columns: ['usage'], as: [] }))!;
  expect(snapshot.lines.find((l) => l.sku === 'OIL-5')!.values.usage).toEqual({
    value: '0.75',
    reason: null,
    of: ['2 issues since 2026-10-20 06:00'],
  });
});

test('without a mail server or an address nothing leaves, and that is told; the snapshot is kept', async () => {
  const s = services({ as: ['mail'] });
  const done = await share({ ...s, mailFrom: undefined }, 'NORD', { cause: 'asked', slot: 'x1', now: NOW, author: null, withheld: false });
  expect(done).toMatchObject({ left: [], troubles: [{ form: 'mail', detail: expect.stringContaining('no mail server') }] });
  const acme = await share(s, 'ACME', { cause: 'asked', slot: 'x2', now: NOW, author: null, withheld: false });
  expect(acme).toMatchObject({ troubles: [{ detail: expect.stringContaining('no contact_email of ACME') }] });
  expect(await share(s, 'NOPE', { cause: 'asked', slot: 'x3', now: NOW, author: null, withheld: false })).toBeUndefined();
});

test('as EDI into a place and by mail: under numbers of our own, once, and noted so that answers are matched', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'place-'));
  const edi = { own: '01:123456789', partner: 'ZZ:NORDBREMS' };
  const nord = { columns: ['on_hand', 'usage', 'min', 'max'], as: ['x12-852', 'x12-846', 'invrpt', 'slsrpt'], edi, place: 'nord' };
  const files = [{ kind: 'folder', name: 'nord', folder }];
  const s = services(nord, { files });
  const done = (await share(s, 'NORD', { cause: 'asked', slot: 'edi', now: NOW, author: null, withheld: false }))!;
  expect(done).toMatchObject({ left: [{ form: 'x12-852' }, { form: 'x12-846' }, { form: 'invrpt' }, { form: 'slsrpt' }], troubles: [] });
  await relay(s);
  await relay(s);
  const names = fs.readdirSync(folder).sort();
  expect(names.map((n) => n.replace(/-[0-9a-f]{8}-/, '-'))).toEqual(['invrpt-3.edi', 'slsrpt-4.edi', 'x12-846-2.edi', 'x12-852-1.edi']);
  const text = fs.readFileSync(path.join(folder, names[3]!), 'latin1');
  expect(text).toMatch(/^ISA\*00\* +\*00\* +\*01\*123456789 +\*ZZ\*NORDBREMS +\*261117\*1200\*U\*00401\*000000001/);
  expect(text).toContain(done.snapshot.id);
  expect(text).toMatch(/LIN\*1\*BP\*BRK-2210\*UK\*04006381333931~\s*ZA\*OH\*541\*EA/);
  expect(await rows(`select kind, interchange, message, reference from edi_sent order by interchange`)).toEqual(
    ['x12-852', 'x12-846', 'edifact-invrpt', 'edifact-slsrpt'].map((kind, i) => ({
      kind,
      interchange: String(i + 1),
      message: i < 2 ? '0001' : '1',
      reference: done.snapshot.id,
    })),
  );
  fs.rmSync(folder, { recursive: true });
  const { place: _, ...byMail } = nord;
  expect((await now({ ...byMail, as: ['x12-852'] }))!.left).toEqual([{ form: 'x12-852', to: 'stock@nord.example' }]);
});

test('what cannot be written in EDI takes no number, and the other ways leave', async () => {
  await rows(`update item set uom = 'KAR' where sku = 'OIL-5'`);
  const before = await rows('select * from control_number');
  const done = (await now({ as: ['mail', 'x12-852'], edi: { own: '01:123456789', partner: 'ZZ:NORDBREMS' } }))!;
  expect(done).toMatchObject({
    left: [{ form: 'mail' }],
    troubles: [{ form: 'x12-852', detail: expect.stringContaining('the unit KAR') }],
  });
  expect(await rows('select * from control_number')).toEqual(before);
  await rows(`update item set uom = 'L' where sku = 'OIL-5'`);
});

test('what history withholds is written down and does not leave', async () => {
  const s = services({ as: ['mail'] });
  await relay(s);
  const before = smtp.got.length;
  await share(s, 'NORD', { cause: 'asked', slot: 'past', now: NOW, author: null, withheld: true });
  await relay(s);
  expect(smtp.got).toHaveLength(before);
  expect(await rows(`select state from outbox order by id desc limit 1`)).toEqual([{ state: 'withheld' }]);
});

test('on a schedule: nothing for what fell due before it was set up, then each slot once, by whichever process', async () => {
  const s = services({ as: [], when: { cron: '0 6 * * *', timezone: 'Europe/Berlin' } });
  expect(await shareDue(s, '2026-11-18T12:00:00Z')).toEqual([]);
  expect(await shareDue(s, '2026-11-19T04:59:00Z')).toEqual([]);
  const both = await Promise.all([shareDue(s, '2026-11-19T05:00:30Z'), shareDue(s, '2026-11-19T05:00:40Z')]);
  expect(both.flat()).toHaveLength(1);
  expect(await shareDue(s, '2026-11-19T23:00:00Z')).toEqual([]);
  expect(await shareDue(s, '2026-11-22T09:00:00Z')).toHaveLength(1); // three were missed: the newest numbers, once
});

test('on change: when a number is another one, not because time passes, and with a pause between two', async () => {
  const s = services({ as: [], when: 'change', pause_minutes: 60 });
  const at = (hour: number, minute = 0): string => `2026-12-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
  expect(await shareDue(s, at(8))).toHaveLength(1);
  expect(await shareDue(s, at(10))).toEqual([]);
  await csv('counts', 'sku,location,counted_at,quantity,uom\nBRK-2210,HAM,2026-11-17T05:30:00+01:00,77,EA\n', at(10, 5));
  expect(await shareDue(s, at(10, 10))).toHaveLength(1);
  await csv('counts', 'sku,location,counted_at,quantity,uom\nBRK-2210,HAM,2026-11-17T05:45:00+01:00,78,EA\n', at(10, 15));
  expect(await shareDue(s, at(10, 20))).toEqual([]);
  const [later] = await shareDue(s, at(11, 15));
  expect(told(later!.snapshot, 'BRK-2210')).toMatchObject({ on_hand: '90' }); // with what is in quality
});

test.each([
  [{ as: ['fax'] }, 'as'],
  [{ as: ['x12-852'] }, 'EDI needs edi'],
  [{ when: { cron: 'noon', timezone: 'UTC' } }, 'when'],
  [{ place: 'nowhere' }, 'names no place nowhere'],
  [{ usage_days: 36 }, 'usage_days'],
])('settings %j are refused', async (nord, says) => {
  await expect(now(nord)).rejects.toThrow(says);
});

test('the settings of the guide are taken', () => {
  const guide = fs.readFileSync(path.join(__dirname, '../../../docs/guide/sharing.md'), 'utf8');
  const [yaml] = /(?<=```yaml\n)[\s\S]*?(?=```)/.exec(guide)!;
  const sections = parse(yaml) as object;
  const named = sharingOf(settingsOf({ ...sections, files: [{ kind: 'folder', name: 'nord', folder: '/srv/nord' }] }));
  expect([...named.keys()]).toEqual(['NORD', 'PACIFIC']);
});
