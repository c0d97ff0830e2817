import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import * as xlsx from 'xlsx';
import { correctionsOf } from '../../src/modules/acks/reply/correct.store';
import { reportSuggestions } from '../../src/modules/acks/reply/suggestions.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { openReplies } from '../../src/modules/acks/reply/replies';
import { inboundOf } from '../../src/modules/channels/inbound';
import { SmtpInletChannel, smtpInlet, type SmtpInletSettings } from '../../src/modules/channels/kinds/smtp-inlet.channel';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { evaluateNow } from '../../src/modules/pipeline/evaluate';
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

  // His own file comes back: the same addresses, the wrong cells red and noted, and a list of them in front.
  const [attached] = got.attachments;
  expect([attached!.filename, got.attachments.length]).toEqual(['KW46 - bitte berichtigen.xlsx', 1]);
  const back = xlsx.read(attached!.content, { cellStyles: true, cellFormula: true });
  expect(back.SheetNames).toEqual(['Probleme', 'Wk 46 stock']);
  const copy = back.Sheets['Wk 46 stock']!;
  const cell = (at: string): xlsx.CellObject => copy[at] as xlsx.CellObject;
  expect([cell('A1').v, cell('C4').v, cell('C4').t, cell('C5').v, cell('E4').v]).toEqual([
    'Bestandsmeldung Nord Bremsen',
    412,
    'n',
    'ca. 300',
    '15.11.2026',
  ]);
  expect(cell('C5').c![0]!.t).toBe('"ca. 300" ist keine Zahl. Bitte nur Ziffern schreiben, zum Beispiel 300.');
  expect((cell('C5').s as { fgColor: { rgb: string } }).fgColor.rgb).toBe('FFC7CE');
  const list = xlsx.utils.sheet_to_json<string[]>(back.Sheets.Probleme!, { header: 1 });
  expect(list[0]).toEqual(['Blatt', 'Zelle', 'Zeile', 'Spalte', 'Ihr Wert', 'Was zu ändern ist', 'Gewicht', 'Code']);
  expect(list.slice(1).map((r) => [r[1], r[4], r[7]])).toEqual([
    ['C5', 'ca. 300', 'sheet.not-a-number'],
    ['B6', 'Nirgends', 'location.unknown'],
    ['A7', 'BRK-9999', 'item.unknown'],
    ['D8', 'KAR', 'unit.unknown'],
  ]);

  // He corrects two cells in it, and answers: the list of problems in front is no list of stock.
  for (const [at, v] of [['C5', '300'], ['B6', 'HAM'], ['A7', 'BRK-2210'], ['D7', 'EA'], ['C8', '2'], ['D8', 'L']] as const) copy[at] = { t: 's', v }; // prettier-ignore
  const fixed = xlsx.write(back, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  const answer = mailOf({ csv: 'x', file: 'KW46 - bitte berichtigen.xlsx', subject: `AW: ${got.subject}`, id: '<kw46-2@nord.example>', headers: [...PASSES('nord.example'), `In-Reply-To: ${got.messageId}`] }); // prettier-ignore
  await give(one.port, 'lager@nord.example', 'vmi@buyer.example', answer.replace(Buffer.from('x').toString('base64'), fixed.toString('base64').replace(/.{76}/g, '$&\r\n'))); // prettier-ignore
  await one.turn(supplier.port);
  expect(supplier.got[1]!.mail.subject).toBe('Re: Bestandsmeldung KW46 – erhalten, 5 von 5 Zeilen');

  // The two are linked, what waited waits no longer, and nothing is asked of us any more.
  const { pool } = one.gateway.db;
  const [first, second] = (await pool.query<{ id: string; parked: number; status: string }>(`select id, parked, status from document where kind = 'stock_report' and current order by received_at`)).rows; // prettier-ignore
  expect([first!.parked, first!.status, second!.parked, second!.status]).toEqual([0, 'accepted_with_issues', 0, 'accepted']);
  expect((await correctionsOf(pool, first!.id)).corrected_by).toMatchObject([{ document: `doc_${second!.id}`, lines: 3 }]);
  expect((await correctionsOf(pool, second!.id)).corrects).toMatchObject([{ document: `doc_${first!.id}`, lines: 3 }]);
  await evaluateNow(one.gateway, 'all', new Date().toISOString());
  const open = await pool.query(
    `select type from supply_exception where status <> 'resolved' and type in ('ITEM_UNRESOLVED', 'LOCATION_UNRESOLVED', 'UOM_SUSPECT', 'ROWS_REJECTED')`,
  );
  expect(open.rows).toEqual([]);
});

test('a correction of the wrong rows alone, and an answer that names our mail and is from somebody else', async () => {
  const one = await opened('rows');
  const supplier = await smtpReceiver();
  closing.push(supplier.close);
  const csv = (rows: string): string => `Artikel;Werk;Bestand;ME;Stand\n${rows}`;
  const head = PASSES('nord.example');
  await give(
    one.port,
    'lager@nord.example',
    'vmi@rows.example',
    mailOf({ csv: csv('BRK-2210;HAM;400;EA;15.11.2026\nOIL-5;HAM;7;KAR;15.11.2026\n'), headers: head }),
  );
  await one.turn(supplier.port);
  const answer = [`References: ${supplier.got[0]!.mail.messageId}`];
  await give(
    one.port,
    'reports@acme.example',
    'vmi@rows.example',
    mailOf({ from: 'reports@acme.example', csv: csv('OIL-5;CHI;9;L;15.11.2026\n'), headers: [...PASSES('acme.example'), ...answer] }),
  );
  await one.turn(supplier.port);
  const { pool } = one.gateway.db;
  const count = async (): Promise<number[]> => (await pool.query<{ n: number[] }>('select array[(select count(*)::int from correction), (select count(*)::int from parked_line where taken_up_at is null)] n')).rows[0]!.n; // prettier-ignore
  expect(await count()).toEqual([0, 1]);
  // Words are kept as a suggestion, and nothing is done by them; those of somebody else are not.
  const said = `Guten Tag,\nKAR = 12\n\nAm 16.11.2026 schrieb Acme:\n> KAR`;
  for (const from of ['lager@nord.example', 'reports@acme.example'])
    await give(one.port, from, 'vmi@rows.example', mailOf({ from, text: said, headers: [...PASSES(from.split('@')[1]!), ...answer] }));
  await one.turn(supplier.port);
  expect(await reportSuggestions(pool, EVERYTHING, { limit: 5 })).toMatchObject([
    { supplier: 'NORD', name: 'KAR', meaning: '12', line: 'KAR = 12', state: 'open' },
  ]);
  expect(await count()).toEqual([0, 1]);
  expect(supplier.got).toHaveLength(2); // of the two lists: who writes to a person is left in peace
  await give(
    one.port,
    'lager@nord.example',
    'vmi@rows.example',
    mailOf({ csv: csv('OIL-5;HAM;84;L;15.11.2026\n'), headers: [...head, ...answer] }),
  );
  await one.turn(supplier.port);
  expect(await count()).toEqual([1, 0]);
});

test('a CSV comes back as a workbook, and nothing in it is a formula', async () => {
  const one = await opened('csv');
  const supplier = await smtpReceiver();
  closing.push(supplier.close);
  const csv =
    'Artikel;Werk;Bestand;Stand;Bemerkung\nBRK-2210;HAM;viele;15.11.2026;"=HYPERLINK(""http://evil.example"")"\n"@SUM(A1)";HAM;7;15.11.2026;+49 40\n';
  const raw = mailOf({ csv, subject: 'Liste', headers: PASSES('nord.example') });
  await give(one.port, 'lager@nord.example', 'vmi@csv.example', raw);
  await one.turn(supplier.port);
  const back = xlsx.read(supplier.got[0]!.mail.attachments[0]!.content, { cellFormula: true });
  expect(back.SheetNames).toEqual(['Probleme', 'bestand']);
  const cells = Object.values(back.Sheets).flatMap((s) => Object.entries(s!).filter(([at]) => !at.startsWith('!')).map(([, c]) => c as xlsx.CellObject)); // prettier-ignore
  expect(cells.filter((c) => c.f !== undefined)).toEqual([]);
  expect((back.Sheets.bestand!.E2 as xlsx.CellObject).v).toBe('=HYPERLINK("http://evil.example")');
  expect((back.Sheets.Probleme!.E3 as xlsx.CellObject).v).toBe('@SUM(A1)');
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
