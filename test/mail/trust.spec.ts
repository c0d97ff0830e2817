import fs from 'node:fs';
import { EVERYTHING } from '../../src/modules/access/sees';
import os from 'node:os';
import path from 'node:path';
import { Alerts } from '../../src/modules/alerts/alerts';
import { inTransaction } from '../../src/database/transaction';
import { inboundOf } from '../../src/modules/channels/inbound';
import { takeMail } from '../../src/modules/channels/mail/take-mail';
import { reportDocuments } from '../../src/modules/documents/document-report.store';
import { reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { takeUp } from '../../src/modules/pipeline/take-up';
import { Readers } from '../../src/modules/pipeline/reader';
import { reconcile } from '../../src/modules/reconciliation/reconcile';
import { allowSender, lookAgain } from '../../src/modules/suppliers/senders';
import type { Trust } from '../../src/modules/suppliers/trust';
import { ediOf } from '../../src/modules/suppliers/edi';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { settingsOf } from '../support/settings';
import { useDatabase } from '../support/database';
import { COMPANY, useFeed } from '../support/feed';
import { mailOf } from '../support/mails';
import { TRUST } from '../support/trust';

const { db, url } = useDatabase();
const { load, csv } = useFeed(db);
const log = createLogger('silent');
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'trust-'));
const readers = new Readers();
const NOW = '2026-11-17T12:00:00.000Z';
let jobs: Jobs;
beforeAll(async () => {
  jobs = new Jobs(url(), log, false);
  await load(COMPANY, '2026-11-01T00:00:00Z');
});
afterAll(async () => {
  await readers.close();
  await jobs.stop();
  fs.rmSync(home, { recursive: true });
});

const services = (trust: Partial<Trust> = {}) => ({
  ...{ db: db(), storage: new Storage(path.join(home, 'raw')), jobs, log, readers, layouts: [], alerts: Alerts.open(settingsOf({})) },
  trust: { ...TRUST, ...trust },
  edi: ediOf(settingsOf({})),
});
const REPORT = 'SKU;Location;On hand;Unit;As of\nBRK-2210;HAM;412;EA;2026-11-16\n';
const VOUCHED = 'Authentication-Results: mx.buyer.example; dkim=pass header.d=nord.example';
let n = 0;

async function arrive(trust: Partial<Trust>, headers: string[], from = 'lager@nord.example', report = REPORT): Promise<string> {
  const s = services(trust);
  const came = { channel: 'imap t', arrivalKey: `INBOX 1 ${++n}`, receivedAt: NOW, subject: `mail ${n}`, origin: { from } };
  const bytes = Buffer.from(mailOf({ headers, from, csv: report, subject: `mail ${n}` }));
  const { receiptId } = await takeMail({ db: db().pool, into: inboundOf(s) }, { ...came, bytes }, async () => undefined);
  await processDocument(s, receiptId);
  await evaluate(s, 'touched', NOW);
  return receiptId;
}
const become = async (receiptId: string): Promise<string> => {
  const [d] = await reportDocuments(db().pool, EVERYTHING, { receiptId }, false);
  return [
    d!.status.replace('_with_issues', ''),
    d!.supplier,
    ...d!.issues.filter((i) => /^(sender|mail)\./.test(i.code)).map((i) => i.code),
  ].join(' ');
};
const open = async (): Promise<string[]> =>
  (await reportExceptions(db().pool, EVERYTHING, []))
    .filter((e) => e.type === 'SENDER_UNKNOWN')
    .map((e) => `${e.key.split('|').at(-1)}: ${e.message}`);

test.each<[string, Partial<Trust>, string[], string]>([
  ['vouched for, and required', { policy: 'required' }, [VOUCHED], 'accepted NORD'],
  ['not vouched for, and recorded', {}, [], 'accepted NORD'],
  ['found false, and recorded', {}, ['Authentication-Results: mx.buyer.example; dmarc=fail'], 'accepted NORD sender.unauthenticated'],
  [
    'found false, and off for this supplier',
    { suppliers: { NORD: 'off' } },
    ['Authentication-Results: mx.buyer.example; dmarc=fail'],
    'accepted NORD',
  ],
  ['required of another supplier', { suppliers: { ACME: 'required' } }, [], 'accepted NORD'],
])('%s', async (_, trust, headers, expected) => expect(await become(await arrive(trust, headers))).toBe(expected));

test('required and not vouched for: it waits as SENDER_UNKNOWN, and is taken up once a person vouches for the address', async () => {
  const forged = ['Authentication-Results: mx.evil.example; dmarc=pass header.from=nord.example'];
  const id = await arrive({ policy: 'required' }, forged);
  expect(await become(id)).toBe('quarantined  sender.unauthenticated');
  const { rows } = await db().pool.query('select origin, sender from receipt where id = $1', [id]);
  expect(rows[0]).toMatchObject({ sender: { verdict: 'none' }, origin: { from: 'lager@nord.example' } });
  expect(await open()).toEqual([
    expect.stringMatching(/^lager@nord\.example: .*neither a signature nor a mail server that counts vouches for it; 1 document waits$/),
  ]);
  await lookAgain(db().pool, NOW);
  await evaluate(services({ policy: 'required' }), 'touched', NOW);
  expect(await become(id)).toBe('quarantined  sender.unauthenticated');
  await inTransaction(db().pool, (c) => allowSender(c, 'Lager@Nord.example', 'asked by phone', NOW));
  await evaluate(services({ policy: 'required' }), 'touched', NOW);
  expect(await become(id)).toBe('accepted NORD sender.unauthenticated');
  expect(await open()).toEqual([]);
});

test('a policy that was relaxed releases what waits', async () => {
  const id = await arrive({ suppliers: { NORD: 'required' } }, [], 'versand@nord.example');
  expect(await become(id)).toBe('quarantined  sender.unauthenticated');
  await lookAgain(db().pool, NOW); // as a start does
  await evaluate(services(), 'touched', NOW);
  expect(await become(id)).toBe('accepted NORD');
});

test('an unknown sender waits, and is taken up by itself when bound', async () => {
  const id = await arrive({}, [], 'new@west.example');
  expect(await become(id)).toBe('quarantined  sender.unknown');
  expect(await open()).toEqual(['new@west.example: new@west.example is bound to no supplier; 1 document waits']);
  await csv('suppliers', 'supplier,name,email_from\nWEST,West,@west.example\n');
  await evaluate(services(), 'touched', NOW);
  expect(await become(id)).toMatch(/^(accepted|parked) WEST$/);
  expect(await open()).toEqual([]);
});

test('processes that notice at the same moment that a sender is bound read each delivery once', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push(await arrive({}, [], 'depot@south.example'));
  await csv('suppliers', 'supplier,name,email_from\nSOUTH,South,@south.example\n');
  await Promise.all([1, 2, 3].map(() => takeUp(services(), NOW)));
  const { rows } = await db().pool.query(
    `select status, current, count(*)::int n from document where receipt_id = any ($1) group by 1, 2 order by 2`,
    [ids],
  );
  expect(rows).toEqual([
    { status: 'quarantined', current: false, n: 3 },
    { status: 'accepted', current: true, n: 3 },
  ]);
});

test('two From lines are nobody, whatever is vouched for, and a person is told', async () => {
  const id = await arrive({}, [VOUCHED, 'From: evil@evil.example']);
  expect(await become(id)).toMatch(/^quarantined .*mail\.several-senders/);
  expect(await open()).toHaveLength(1);
});

test('a delivery that cannot be read here keeps the others, and the comparison, from nothing', async () => {
  const [lost, fine] = [await arrive({}, [], 'a@east.example'), await arrive({}, [], 'b@east.example')];
  await csv('suppliers', 'supplier,name,email_from\nEAST,East,@east.example\n');
  const storage = new Storage(path.join(home, 'raw'));
  const { rows } = await db().pool.query<{ sha256: string }>('select sha256 from receipt where id = $1', [lost]);
  fs.rmSync(storage.pathOf(rows[0]!.sha256));
  await evaluate(services(), 'touched', NOW);
  expect(await become(lost)).toBe('quarantined  sender.unknown');
  expect(await become(fine)).toMatch(/^(accepted|parked) EAST$/);
  const waiting = await db().pool.query(`select 1 from jobs.job where data->>'receiptId' = $1 and state = 'created'`, [lost]);
  expect(waiting.rowCount).toBe(2); // that of its arrival, which nobody works on here, and this one
});

test('a master that is committed between taking up and comparing releases its lines the next time', async () => {
  const id = await arrive({}, [], 'lager@nord.example', 'SKU;Location;On hand;Unit;As of\nLATE-1;HAM;4;EA;2026-11-16\n');
  expect(await become(id)).toBe('parked NORD');
  await csv('locations', 'location,name,timezone\nZZ9,Zett,Europe/Berlin\n'); // a note that is acted upon, so that taking up runs
  const seen = await takeUp(services(), NOW);
  await csv('items', 'sku,description,uom\nLATE-1,late,EA\n');
  await reconcile(db(), 'touched', NOW, undefined, seen);
  await evaluate(services(), 'touched', NOW);
  expect(await become(id)).toBe('accepted NORD');
});

test('a document whose lines cannot be taken up stops neither the others nor the comparison, is told, and is tried again', async () => {
  const report = (sku: string): string => `SKU;Location;On hand;Unit;As of\n${sku};HAM;4;EA;2026-11-16\n`;
  const [broken, fine] = [
    await arrive({}, [], 'lager@nord.example', report('OFF-1')),
    await arrive({}, [], 'lager@nord.example', report('OFF-2')),
  ];
  const { rows } = await db().pool.query<{ id: string }>('select id from document where receipt_id = $1', [broken]);
  await db().pool.query(`create function broken() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
create trigger broken before update on parked_line for each row when (old.document_id = '${rows[0]!.id}') execute function broken()`);
  await csv('items', 'sku,description,uom\nOFF-1,one,EA\nOFF-2,two,EA\n');
  const told: unknown[] = [];
  await evaluate({ ...services(), log: { ...log, error: (about: unknown) => void told.push(about) } as typeof log }, 'touched', NOW);
  expect([await become(broken), await become(fine)]).toEqual(['parked NORD', 'accepted NORD']);
  expect(told).toEqual([expect.objectContaining({ documentId: rows[0]!.id })]);
  await db().pool.query('drop trigger broken on parked_line');
  await evaluate(services(), 'touched', NOW);
  expect(await become(broken)).toBe('accepted NORD');
});
