import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import * as xlsx from 'xlsx';
import { openReplies } from '../../src/modules/acks/reply/replies';
import { inboundOf } from '../../src/modules/channels/inbound';
import { SmtpInletChannel, smtpInlet, type SmtpInletSettings } from '../../src/modules/channels/kinds/smtp-inlet.channel';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { type Gateway, openGateway } from '../../src/modules/pipeline/gateway';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { loadConfig } from '../../src/platform/config';
import { fixedClock } from '../../src/platform/clock';
import { cloneDatabase } from '../support/database';
import { COMPANY, NOW } from '../support/feed';
import { mailOf } from '../support/mails';
import { smtpReceiver } from '../support/receivers';

/** Whole gateways with their mail inlets on real servers: what comes in as a mail leaves as a reply, and two of them do not talk to one another for ever. */
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'reply-loop-'));
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  fs.rmSync(home, { recursive: true });
});

interface One {
  readonly gateway: Gateway;
  readonly port: number;
  readonly turn: (sendsTo: number) => Promise<number>; // reads what came, sends what waits; how much was read
  readonly sent: () => Promise<{ to: string; subject: string; state: string }[]>;
}
async function opened(name: string): Promise<One> {
  const clone = await cloneDatabase();
  const folder = path.join(home, name);
  fs.mkdirSync(path.join(folder, 'config'), { recursive: true });
  const settings = (port: number): object => ({
    mail: { host: '127.0.0.1', port, from: `vmi@${name}.example`, tls: 'if_offered' },
    outgoing: { allow: ['127.0.0.1'] },
    replies: { leave: 'send', accepted: 'always' },
    trust: { authserv_ids: ['mx.test'] },
  });
  fs.writeFileSync(path.join(folder, 'config', 'gateway.yaml'), JSON.stringify(settings(1)));
  const config = (): ReturnType<typeof loadConfig> =>
    loadConfig({ CROSSCOUNT_HOME: folder, DATABASE_URL: clone.url, CROSSCOUNT_LOG: 'silent' });
  const gateway = await openGateway(config(), { supervise: false });
  await importFeed(gateway.db, [COMPANY], { clock: fixedClock(NOW) });
  const given = { kind: 'smtp-inlet', name, port: 0, recipients: [`@${name}.example`] };
  const inlet = new SmtpInletChannel(`smtp-inlet ${name}`, smtpInlet.settings.parse(given) as SmtpInletSettings, gateway);
  await inlet.look(inboundOf(gateway));
  closing.push(async () => {
    await inlet.close();
    await gateway.close();
    await clone.drop();
  });
  const { pool } = gateway.db;
  return {
    gateway,
    port: inlet.port,
    turn: async (sendsTo) => {
      const { rows } = await pool.query<{ id: string }>(`select id from receipt where state = 'kept' order by id`);
      for (const { id } of rows) await processDocument(gateway, id);
      fs.writeFileSync(path.join(folder, 'config', 'gateway.yaml'), JSON.stringify(settings(sendsTo)));
      await new Relay(pool, openWriters(config().settings), fixedClock('2030-01-01T00:00:00.000Z'), gateway.log).drain();
      return rows.length;
    },
    sent: async () => (await pool.query(`select target "to", payload->>'subject' subject, state from outbox order by id`)).rows,
  };
}
const give = async (port: number, from: string, to: string, raw: string): Promise<void> => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  await transport.sendMail({ envelope: { from, to: [to] }, raw });
  transport.close();
};
const PASSES = (domain: string): string[] => [`Authentication-Results: mx.test; dmarc=pass header.from=${domain}`];

test('a mail with a messy workbook goes in, and its reply comes out in the thread with every problem', async () => {
  const one = await opened('buyer');
  const supplier = await smtpReceiver();
  closing.push(supplier.close);
  const sheet = xlsx.utils.aoa_to_sheet([
    ['Bestandsmeldung Nord Bremsen'],
    [],
    ['Artikel', 'Werk', 'Bestand', 'ME', 'Stand'],
    ['BRK-2210', 'HAM', 412, 'EA', '15.11.2026'],
    ['BRK-2210', 'HAM', 'ca. 300', 'EA', '15.11.2026'],
    ['BRK-2210', 'Nirgends', 12, 'EA', '15.11.2026'],
    ['BRK-9999', 'HAM', 12, 'KAR', '15.11.2026'],
    ['OIL-5', 'HAM', 1, 'KAR', '15.11.2026'],
  ]);
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, 'Wk 46 stock');
  const bytes = xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  const mail = mailOf({
    csv: 'x',
    file: 'KW46.xlsx',
    subject: 'Bestandsmeldung KW46',
    id: '<kw46@nord.example>',
    headers: PASSES('nord.example'),
  });
  const raw = mail.replace(Buffer.from('x').toString('base64'), bytes.toString('base64').replace(/.{76}/g, '$&\r\n'));
  const begun = performance.now();
  await give(one.port, 'lager@nord.example', 'vmi@buyer.example', raw);
  await one.turn(supplier.port);
  const took = performance.now() - begun;
  expect(took).toBeLessThan(60_000);
  const { from, to, mail: got } = supplier.got[0]!;
  expect([from, to, got.inReplyTo, got.subject]).toEqual(['', ['lager@nord.example'], '<kw46@nord.example>', 'Re: Bestandsmeldung KW46 – zu berichtigen: 4 von 5 Zeilen']); // prettier-ignore
  const told = got.text!.split('\n').filter((l) => /^ {2}\d+ +[A-Z]+\d+ /.test(l));
  expect(got.text).toContain('Blatt "Wk 46 stock"');
  expect(told.map((l) => l.trim().split(/ {2,}/).slice(0, 4))).toEqual([
    ['5', 'C5', 'Bestand', 'ca. 300'],
    ['6', 'B6', 'Werk', 'Nirgends'],
    ['7', 'A7', 'Artikel', 'BRK-9999'],
    ['8', 'D8', 'ME', 'KAR'],
  ]);
  expect(supplier.got).toHaveLength(1);
});

test('two gateways pointed at each other stop after one message each', async () => {
  const [a, b] = [await opened('a'), await opened('b')];
  await a.gateway.db.pool.query(`update supplier set email_from = 'vmi@b.example' where code = 'NORD'`);
  await b.gateway.db.pool.query(`update supplier set email_from = 'vmi@a.example' where code = 'NORD'`);
  const csv = 'Artikel;Werk;Bestand;Stand\nBRK-2210;HAM;viele;15.11.2026\n';
  await give(
    a.port,
    'vmi@b.example',
    'vmi@a.example',
    mailOf({ from: 'vmi@b.example', to: 'vmi@a.example', csv, headers: PASSES('b.example') }),
  );
  await give(
    b.port,
    'vmi@a.example',
    'vmi@b.example',
    mailOf({ from: 'vmi@a.example', to: 'vmi@b.example', csv, headers: PASSES('a.example') }),
  );
  let turns = 0;
  for (; turns < 20; turns++) if ((await a.turn(b.port)) + (await b.turn(a.port)) === 0) break;
  expect(turns).toBeLessThan(4);
  expect((await a.sent()).map((m) => [m.to, m.state])).toEqual([['vmi@b.example', 'sent']]);
  expect((await b.sent()).map((m) => [m.to, m.state])).toEqual([['vmi@a.example', 'sent']]);
  for (const g of [a, b]) {
    const { rows } = await g.gateway.db.pool.query<{ n: number }>('select count(*)::int n from receipt');
    expect(rows[0]!.n).toBe(2); // the answer of the other came in, was kept and read
  }
});

test('texts of the site stand in place of ours, and one that is wrong stops the start', async () => {
  const folder = path.join(home, 'texts');
  fs.mkdirSync(path.join(folder, 'config', 'replies', 'de'), { recursive: true });
  const at = path.join(folder, 'config', 'replies', 'de', 'mail.txt');
  const config = loadConfig({ CROSSCOUNT_HOME: folder, CROSSCOUNT_LOG: 'silent' });
  fs.writeFileSync(at, 'hello: Hallo zusammen,\n');
  expect(openReplies(config.settings, folder).wordings.get('de')!.word('hello')).toBe('Hallo zusammen,');
  fs.writeFileSync(at, '# eigene\nhello: Hallo {name},\n');
  await expect(openGateway(config, { supervise: false })).rejects.toThrow(`${at} line 2: {name} is nothing that is known there`);
});
