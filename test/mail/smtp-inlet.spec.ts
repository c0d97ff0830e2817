import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { inboundOf } from '../../src/modules/channels/inbound';
import { SmtpInletChannel, smtpInlet, type SmtpInletSettings } from '../../src/modules/channels/kinds/smtp-inlet.channel';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { TRUST } from '../support/trust';
import { useDatabase } from '../support/database';
import { CSV, mailOf } from '../support/mails';

const { db, url } = useDatabase();
const log = createLogger('silent');
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'inlet-'));
let jobs: Jobs;
let inlet: SmtpInletChannel;
beforeAll(async () => {
  jobs = new Jobs(url(), log, false);
  const given = { kind: 'smtp-inlet', name: 't', port: 0, recipients: ['vmi@buyer.example', '@in.buyer.example'], max_mb: 0.1 };
  inlet = new SmtpInletChannel('smtp-inlet t', smtpInlet.settings.parse(given) as SmtpInletSettings, { db: db(), log });
  await inlet.look(inboundOf({ db: db(), storage: new Storage(path.join(home, 'raw')), jobs, log, trust: TRUST }));
});
afterAll(async () => {
  await inlet.close();
  await jobs.stop();
  fs.rmSync(home, { recursive: true });
});

const send = async (raw: string, to: string[] = ['vmi@buyer.example'], from = 'lager@nord.example'): Promise<string> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: inlet.port, secure: false, ignoreTLS: true });
  try {
    return (await transport.sendMail({ envelope: { from, to }, raw })).response;
  } catch (error) {
    return (error as Error & { response?: string }).response ?? (error as Error).message;
  } finally {
    transport.close();
  }
};
const receipts = async (): Promise<{ name: string; origin: Record<string, string> }[]> =>
  (await db().pool.query('select name, origin from receipt order by id')).rows;

test('a mail is durable when 250 is said, and the same delivery again is the same', async () => {
  const raw = mailOf({ csv: CSV, subject: 'KW 47' });
  const said = await send(raw);
  expect(said).toMatch(/^250 2\.0\.0 kept as [0-9a-f-]{36}$/);
  expect(await receipts()).toMatchObject([
    { name: 'KW 47.eml', origin: { from: 'lager@nord.example', envelope_from: 'lager@nord.example', envelope_to: 'vmi@buyer.example' } },
  ]);
  expect(await send(raw)).toBe(said);
  expect(await send(raw, ['stock@in.buyer.example'])).toBe(said.replace('kept', 'duplicate'));
  expect(await receipts()).toHaveLength(1);
  const waiting = await db().pool.query(`select 1 from jobs.job where name = 'process-document'`);
  expect(waiting.rowCount).toBe(1);
});

test('the same mail forwarded twice, by two ways and at the same moment, is kept once', async () => {
  const before = (await receipts()).length;
  const mail = { csv: CSV, id: '<twice@nord.example>', subject: 'twice' };
  const ways = [1, 2, 3].map((n) => mailOf({ ...mail, headers: [`Received: from relay${n}.example by mx.buyer.example`] }));
  const said = await Promise.all(ways.map((raw) => send(raw)));
  expect(said.map((s) => s.split(' ')[2]).sort()).toEqual(['duplicate', 'duplicate', 'kept']);
  expect(new Set(said.map((s) => s.split(' ').at(-1))).size).toBe(1);
  expect(await receipts()).toHaveLength(before + 1);
});

test.each([
  ['somebody else', () => send(mailOf({ csv: CSV }), ['ceo@buyer.example']), /^550 5\.1\.1/],
  ['a domain that only ends alike', () => send(mailOf({ csv: CSV }), ['x@evil-in.buyer.example']), /^550/],
  ['more than it may hold', () => send(mailOf({ text: `${'x'.repeat(998)}\r\n`.repeat(200) })), /^552/],
])('%s is refused, and nothing is kept', async (_, work, reply) => {
  const before = (await receipts()).length;
  expect(await work()).toMatch(reply);
  expect(await receipts()).toHaveLength(before);
});

test('many mails at once do not fill the memory: those above the limit are to come again', async () => {
  const half = async (): Promise<net.Socket> => {
    const socket = net.connect(inlet.port, '127.0.0.1');
    socket.on('error', () => undefined);
    for (const line of ['', 'EHLO x', 'MAIL FROM:<a@b.example>', 'RCPT TO:<vmi@buyer.example>', 'DATA']) {
      if (line) socket.write(`${line}\r\n`);
      await new Promise((r) => socket.once('data', r));
    }
    socket.write(`Subject: half\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(98)}`);
    return socket;
  };
  const others = await Promise.all([1, 2, 3, 4].map(half));
  await new Promise((r) => setTimeout(r, 1000)); // they have no answer to wait for
  const mail = mailOf({ text: `${'y'.repeat(998)}\r\n`.repeat(60), subject: 'one too many' });
  expect(await send(mail)).toMatch(/^451 4\.3\.1/);
  for (const o of others) o.destroy();
  for (const end = Date.now() + 10_000; !(await send(mail)).startsWith('250');) expect(Date.now()).toBeLessThan(end);
});

test('what cannot be kept is not taken: the sender tries again', async () => {
  await db().pool.query('alter table receipt rename to receipt_away');
  try {
    expect(await send(mailOf({ csv: CSV }))).toMatch(/^451 4\.3\.0/);
  } finally {
    await db().pool.query('alter table receipt_away rename to receipt');
  }
  expect(await send(mailOf({ csv: CSV }))).toMatch(/^250/);
});

test('a test mail of ours is seen and not kept; a token that nobody sent is a mail like any other', async () => {
  await db().pool.query(`insert into canary (token, channel, sent_at) values ('t1', 'smtp-inlet t', now())`);
  const before = (await receipts()).length;
  expect(await send(mailOf({ headers: ['X-Crosscount-Canary: t1'] }))).toMatch(/test mail/);
  expect(await receipts()).toHaveLength(before);
  expect((await db().pool.query('select seen_at from canary')).rows[0].seen_at).not.toBeNull();
  expect(await send(mailOf({ headers: ['X-Crosscount-Canary: forged'] }))).toMatch(/kept/);
});

test('a second process finds the port taken by the first, and takes over when that ends', async () => {
  const settings = smtpInlet.settings.parse({
    kind: 'smtp-inlet',
    name: 't',
    port: inlet.port,
    recipients: ['@x.example'],
  }) as SmtpInletSettings;
  const second = new SmtpInletChannel('smtp-inlet t', settings, { db: db(), log });
  const into = inboundOf({ db: db(), storage: new Storage(path.join(home, 'raw')), jobs, log, trust: TRUST });
  await second.look(into);
  await inlet.close();
  await second.look(into);
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: settings.port, secure: false, ignoreTLS: true });
  expect(await transport.verify()).toBe(true);
  transport.close();
  await second.close();
});
