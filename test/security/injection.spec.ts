import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { inboundOf } from '../../src/modules/channels/inbound';
import { SmtpInletChannel, smtpInlet, type SmtpInletSettings } from '../../src/modules/channels/kinds/smtp-inlet.channel';
import { imapSettings } from '../../src/modules/channels/imap/settings';
import type { MailMessage, Outcome } from '../../src/modules/outbox/message';
import { openWriters } from '../../src/modules/outbox/writers';
import { useMailbox } from '../mail/mailbox';
import { useApi } from '../support/api';
import { startHoodiecrow, startImap, type TestImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';
import { httpReceiver, smtpReceiver } from '../support/receivers';
import { settingsOf } from '../support/settings';
import { type Proxy, startProxy } from '../support/tcp-proxy';
import { hostile } from './hostile';
import { INJECTIONS, type Injection } from './injection';

const { gateway, keys, port } = useApi();
const { box } = useMailbox();
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let wire: Proxy; // what is said to the mail server
let web: Awaited<ReturnType<typeof httpReceiver>>;
let imap: TestImap;
let quick: TestImap;
beforeAll(async () => {
  [smtp, web, imap, quick] = await Promise.all([smtpReceiver(), httpReceiver(), startImap(), startHoodiecrow()]);
  wire = await startProxy({ host: '127.0.0.1', port: smtp.port });
});
afterAll(() => Promise.all([wire.stop(), web.close(), imap.stop(), quick.stop()]).then(() => smtp.close()));

const HONEST: MailMessage = {
  from: 'vmi@acme.example',
  to: 'jonas@acme.example',
  subject: 'Nord',
  text: 'Zählung',
  html: '<p>Zählung</p>',
};
const HEADERS = /^(from|to|subject|message-id|date|mime-version|content-[a-z-]+|auto-submitted|x-auto-response-suppress|x-about|reply-to|in-reply-to|references)$/; // prettier-ignore
const row = { id: '01975b9e-0000-7000-8000-000000000002', kind: 'mail', target: 'x', about: {}, attempts: 1, lease: '', closed: null };

async function write(more: Partial<MailMessage>): Promise<Outcome> {
  const [writer] = openWriters(settingsOf({ mail: { host: '127.0.0.1', port: wire.port, from: 'vmi@acme.example' } }));
  return writer!.write({ ...row, payload: { ...HONEST, ...more } }, new Date().toISOString());
}
const messageOf = (at: string, text: string): Partial<MailMessage> => {
  const file = { filename: 'a.csv', contentType: 'text/csv', base64: Buffer.from('a;b').toString('base64') };
  if (at === 'header') return { headers: { 'X-About': text } };
  if (at === 'references') return { references: [text] };
  return at === 'filename' || at === 'contentType' ? { attachments: [{ ...file, [at]: text }] } : { [at]: text };
};
/** The commands, and the names of the headers of the mail and of its parts. */
function said(trace: readonly string[]): { commands: string[]; headers: string[] } {
  const data = trace.indexOf('DATA');
  const end = trace.findIndex((l, i) => i > data && l === '.');
  const commands = data < 0 ? [...trace] : [...trace.slice(0, data + 1), ...trace.slice(end + 1)];
  const parts = data < 0 ? [] : trace.slice(data + 1, end).join('\n').replace(/\n[ \t]+/g, ' ').split(/(?:^|\n)--[^\n]*\n/);
  const headers = parts.flatMap((p) => p.split('\n\n')[0]!.split('\n').filter(Boolean).map((l) => l.split(':')[0]!.toLowerCase()));
  return { commands: commands.map((c) => c.replace(/^EHLO .*/, 'EHLO')), headers };
} // prettier-ignore

const WAYS: Readonly<Record<Injection['into'], (at: string, text: string) => Promise<void>>> = {
  /** Either it is not sent, or it goes to one person, from one, with the headers that it has and no other. */
  mail: async (at, text) => {
    wire.trace.length = smtp.got.length = 0;
    const { outcome } = await write(messageOf(at, text));
    const { commands, headers } = said(wire.trace);
    expect(headers.filter((h) => !HEADERS.test(h))).toEqual([]);
    expect(commands.filter((c) => !/^(EHLO|MAIL FROM:<[^<>\s]*>( BODY=8BITMIME)?( SMTPUTF8)?|RCPT TO:<[^<>\s]+>|DATA|QUIT|RSET)$/.test(c))).toEqual([]);
    expect(commands.filter((c) => /^(MAIL|RCPT)/.test(c)).length).toBeLessThanOrEqual(2);
    expect(commands.join('\n')).not.toMatch(/thief/);
    for (const got of smtp.got) expect([got.to.length, got.mail.bcc, got.mail.cc]).toEqual([1, undefined, undefined]);
    if (['to', 'from', 'bouncesTo', 'replyTo'].includes(at)) expect([outcome === 'sent', wire.trace]).toEqual([false, []]);
    else { expect([outcome, smtp.got[0]?.to]).toEqual(['sent', ['jonas@acme.example']]); }
    if (at === 'text') expect(smtp.got[0]!.mail.text).toContain('MAIL FROM:<thief@evil.example>');
  }, // prettier-ignore

  /** Refused where the settings are read, or a text on the wire: no folder is made of it. */
  mailbox: async (at, text) => {
    const more = at === 'after' ? { after: { move: text } } : { [at]: text };
    const server = at === 'user' || at === 'password' ? quick : imap; // Dovecot lets who is refused wait
    const read = imapSettings.safeParse({ kind: 'imap', name: 't', host: '127.0.0.1', port: 1, user: 'u', password: 'p', ...more });
    if (!read.success) expect(read.error.message).toContain('line break');
    else {
      const opened = await box(server, more);
      await expect(opened.look()).rejects.toThrow();
      const { trace } = opened.proxy;
      expect(trace.length).toBeGreaterThan(0);
      for (const [i, line] of trace.entries()) if (line.startsWith('X1')) expect(trace[i - 1]).toMatch(/\{\d+\+?\}$/);
    }
    expect((await server.person((c) => c.list())).map((f) => f.path)).not.toContain('owned');
  },

  webhook: async (at, text) => {
    web.got.length = 0;
    const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    const open = () => openWriters(settingsOf({ webhooks: [{ name: 'erp', url: `${web.url}${at}${text}`, secret }] }));
    const payload = { type: 'x', timestamp: '', data: {} };
    try {
      await open()[0]!.write({ ...row, kind: 'webhook', target: 'erp', payload }, new Date().toISOString());
    } catch (error) {
      expect((error as Error).message).toMatch(/expected an http or https address/);
    }
    expect(web.got.length).toBeLessThanOrEqual(1);
    for (const got of web.got) {
      expect(got.path.startsWith(at)).toBe(true);
      expect(Object.keys(got.headers)).not.toContain('x-owned');
    }
  },

  answer: async (at, text) => {
    const raw = await spoken(port(), [`GET ${at}${text} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${keys.read}\r\nConnection: close\r\n\r\n`]);
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).toMatch(/^HTTP\/1\.1 (200|400|404) /);
    expect(head).not.toMatch(/^(x-owned|set-cookie: x)/im);
    expect(raw.split('HTTP/1.1').length).toBe(2);
  }, // prettier-ignore

  /** What other servers take for the end of a mail, and the rest for commands: one mail, or none. */
  inlet: async (_, text) => {
    const { db, storage, jobs, log, trust } = gateway();
    const given = { kind: 'smtp-inlet', name: 't', port: 0, recipients: ['vmi@buyer.example'] };
    const inlet = new SmtpInletChannel(`inlet ${JSON.stringify(text)}`, smtpInlet.settings.parse(given) as SmtpInletSettings, { db, log });
    await inlet.look(inboundOf({ db, storage, jobs, log, trust }));
    const second = `MAIL FROM:<boss@nord.example>\r\nRCPT TO:<vmi@buyer.example>\r\nDATA\r\n${mailOf({ from: 'boss@nord.example', csv: CSV })}\r\n.\r\n`;
    const answers = await spoken(inlet.port, ['EHLO t\r\n', 'MAIL FROM:<lager@nord.example>\r\n', 'RCPT TO:<vmi@buyer.example>\r\n', 'DATA\r\n', `${mailOf({ csv: CSV, subject: 'first' })}${text}${second}`, 'QUIT\r\n']);
    await inlet.close();
    const kept = await db.pool.query<{ envelope: string }>(`select origin->>'envelope_from' envelope from receipt where channel = $1`, [inlet.name]);
    expect(kept.rows).toEqual([{ envelope: 'lager@nord.example' }]);
    expect(answers.match(/^250 2\.0\.0 kept/gm)).toHaveLength(1);
  }, // prettier-ignore

  /** One thing that happened is one line of the log. */
  log: async (_, text) => {
    const lines: string[] = [];
    const log = pino({ base: undefined }, new Writable({ write: (chunk, __, done) => (lines.push(String(chunk)), done()) }));
    const { db, storage, jobs, trust } = gateway();
    const { keep, note } = inboundOf({ db, storage, jobs, log, trust });
    await keep({ channel: 'log', arrivalKey: text, name: text, receivedAt: new Date().toISOString(), bytes: Buffer.from(CSV), origin: {} });
    note(`the file ${text}`);
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(2);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ msg: expect.stringMatching(/^(kept|the file) a/) as string });
  },
};

/** Sends one piece after the other, each when the one before was answered, and gives all that was answered. */
function spoken(to: number, pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(to, '127.0.0.1');
    let heard = '';
    const left = [...pieces];
    const next = (): void => void (left.length > 0 && socket.write(left.shift()!));
    if (/^GET/.test(pieces[0]!)) next();
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (/^\d{3} [^\r\n]*\r\n$/m.test(data.toString('latin1'))) next();
    });
    socket.on('close', () => resolve(heard)).on('error', reject);
    socket.setTimeout(5000, () => socket.end());
  });
}

hostile('headers and commands', INJECTIONS, ({ into, at, text }) => WAYS[into](at, text), 30_000);

test('the same by hand is found: a command, a header, a line', async () => {
  const trace = (...lines: string[]): readonly string[] => ['EHLO x', 'MAIL FROM:<a@b>', 'RCPT TO:<c@d>', ...lines];
  expect(said(trace('RCPT TO:<thief@evil.example>', 'DATA', 'Subject: a', 'Bcc: t@e', '', 'x', '.')).headers).toEqual(['subject', 'bcc']);
  expect(said(trace('RCPT TO:<thief@evil.example>', 'DATA', 'Subject: a', '', '.')).commands).toContain('RCPT TO:<thief@evil.example>');
  const raw = await spoken(port(), ['GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']);
  expect(raw).toMatch(/^HTTP\/1\.1 200 /);
  expect(fs.existsSync(path.join(gateway().config.home, 'raw'))).toBe(true);
});
