import fs from 'node:fs';
import path from 'node:path';
import { Links } from '../../src/modules/access/links';
import { inboundOf } from '../../src/modules/channels/inbound';
import { takeMail } from '../../src/modules/channels/mail/take-mail';
import { importFeed } from '../../src/modules/feed/import-feed';
import type { MailMessage } from '../../src/modules/outbox/message';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { fixedClock } from '../../src/platform/clock';
import { keysOf } from '../../src/platform/vault';
import { type Answered, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { handmade } from '../support/handmade-workbook';
import { type Account, CLIENT, startProvider } from '../support/provider';
import { hostile } from './hostile';
import { readMarkup } from './markup';
import { MARKUPS } from './xss';
import { zip } from './zips';

const CONSOLE = 'https://crosscount.acme.example';
const CALLBACK = '/api/v1/session/provider/callback';
let provider: Awaited<ReturnType<typeof startProvider>>;
const { ask, get, gateway } = useApi({
  key: true,
  settings: async () => {
    provider = await startProvider(new Map<string, Account>());
    provider.serve(`${CONSOLE}${CALLBACK}`);
    return JSON.stringify({
      outgoing: { allow: ['127.0.0.1'] },
      web: { requests_per_minute: 1_000_000 },
      mail: { host: '127.0.0.1', port: 1, from: 'vmi@acme.example' },
      alerts: { to: ['planner@acme.example'], at_once: 'low', pause_minutes: 0, url: CONSOLE },
      webhooks: [{ name: 'erp', url: 'https://erp.example/', secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` }],
      sign_in: {
        provider: { issuer: provider.issuer, client_id: CLIENT.id, client_secret: CLIENT.secret, called: 'Acme', roles: [{ group: 'x', role: 'viewer' }] },
      },
    });
  },
}); // prettier-ignore
afterAll(() => provider.close());

beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  const layouts = path.join(gateway().config.home, 'config/suppliers');
  fs.mkdirSync(layouts, { recursive: true });
  fs.writeFileSync(path.join(layouts, 'nord.yaml'), 'name: nord\nsupplier: NORD\ncolumns: { buyer: Part, location: Place, on_hand: Stock, uom: Unit }\n');
}); // prettier-ignore

const inXml = (text: string): string => text.replace(/[&<>"\t]/g, (c) => `&#${c.charCodeAt(0)};`);
const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const cells = (n: number, ...all: string[]): string =>
  `<row r="${n}">${all.map((c) => `<c t="inlineStr"><is><t>${inXml(c)}</t></is></c>`).join('')}</row>`;
const workbook = (p: string): Uint8Array =>
  handmade({
    sheets: {
      [inXml(p)]: [
        cells(1, 'Part', 'Place', 'Stock', 'Unit', `Remark ${p}`),
        cells(2, `part ${p}`, 'HAM', '5', 'EA', p),
        cells(3, 'BRK-2210', `place ${p}`, '5', 'EA', p),
        cells(4, 'BRK-2210', 'HAM', '5', `unit ${p}`, p),
        cells(5, 'OIL-5', 'HAM', `number ${p}`, 'L', p),
      ].join(''),
    },
  });
let n = 100;
/** Separators that stand in nothing of the above: N1, PID and the codes of the envelope say it all. */
const x12 = (p: string): string => {
  const control = String(++n).padStart(9, '0');
  const segments = [
    `GS|PD|NORDBREMS|BUYER|20261116|0600|${n}|X|004010`,
    'ST|852|0001',
    `XQ|H|20261116||${p}`,
    `N1|ST|${p}|92|place ${p}`,
    `LIN||IN|edi ${p}`,
    `PID|F|08|||${p}`,
    'ZA|QA|5|EA',
    'CTT|1',
    'SE|8|0001',
    `GE|1|${n}`,
    `IEA|1|${control}`,
  ];
  return `ISA|00|          |00|          |ZZ|NORDBREMS      |ZZ|BUYER          |261116|0600|U|00401|${control}|0|P|\x1e\x1c${segments.join('\x1c')}\x1c`.replaceAll('|', '\x1d');
}; // prettier-ignore

async function send(p: string): Promise<string> {
  const { db, storage, jobs, log, trust } = gateway();
  const part = (name: string, bytes: Uint8Array | string): string =>
    `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${word(name)}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString('base64')}\r\n`;
  const archive = zip([`inner ${p}.xlsx`, workbook(p)]);
  const mail = `From: ${word(p)} <lager@nord.example>\r\nSubject: ${word(p)}\r\nMessage-ID: <${++n}@nord.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part(`${p}.zip`, archive)}${part(`${p}.edi`, x12(p))}${part(`${p}.pdf`, '%PDF-1.7')}--b--\r\n`;
  const came = { channel: 'imap t', arrivalKey: `INBOX 1 ${n}`, receivedAt: NOW, bytes: Buffer.from(mail), subject: p, origin: { from: p, subject: p } };
  const { receiptId } = await takeMail({ db: db.pool, into: inboundOf({ db, storage, jobs, log, trust }) }, came, async () => undefined);
  await processDocument(gateway(), receiptId);
  await evaluate(gateway(), 'touched', new Date(Date.parse(NOW) + n * 1000).toISOString());
  return receiptId;
} // prettier-ignore

/** What leaves without a page: JSON, said to be JSON, and not to be taken for anything else. */
function isJson(answer: Answered): string {
  expect(answer.headers['content-type']).toMatch(/^application\/(problem\+)?json(; charset=utf-8)?$/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/);
  return JSON.stringify(answer.json);
}
const LISTS = ['documents', 'exceptions', 'parked', 'comparisons', 'drifts', 'items', 'suppliers', 'cadences'];
let links: Links;
beforeAll(() => void (links = new Links(keysOf(gateway().config.key, gateway().config.keyFile))));

interface Shown {
  readonly answers: string; // of all lists, and of each thing in them
  readonly mails: readonly MailMessage[];
  readonly pages: readonly string[]; // HTML
}
/** Everything that is said of what one supplier sent, by every way out. */
async function everything(p: string): Promise<Shown> {
  const { pool } = gateway().db;
  await pool.query('truncate outbox, outbox_delivery');
  const before = new Set((await pool.query<{ id: string }>('select id from supply_exception')).rows.map((r) => r.id));
  const receipt = await send(p);
  for (const list of LISTS) isJson(await get(`/api/v1/${list}?limit=20`));
  let answers = '';
  const documents = await pool.query<{ id: string }>('select id from document where receipt_id = $1', [receipt]);
  for (const { id } of documents.rows) for (const at of ['', '/lines']) answers += isJson(await get(`/api/v1/documents/doc_${id}${at}`));
  const raised = (await pool.query<{ id: string }>('select id from supply_exception order by id desc')).rows.filter((r) => !before.has(r.id));
  const pages: string[] = [];
  for (const { id } of raised) {
    answers += isJson(await get(`/api/v1/exceptions/exc_${id}`));
    const token = links.make({ do: 'acknowledge', exception: `exc_${id}`, for: 'planner@acme.example' }, new Date(Date.now() + 86_400_000).toISOString())!;
    pages.push(pageOf(await ask('GET', `/go/${token}`)));
  }
  isJson(await get(`/api/v1/${encodeURIComponent(p).slice(0, 900)}`));
  isJson(await get(`/api/v1/documents?supplier=${encodeURIComponent(p)}&status=${encodeURIComponent(p)}`));
  pages.push(pageOf(await refusal(p)));
  const mails = (await pool.query<{ payload: MailMessage }>(`select payload from outbox where kind = 'mail' order by id`)).rows.map((r) => r.payload);
  const hooks = (await pool.query<{ t: string }>(`select payload::text t from outbox where kind = 'webhook'`)).rows;
  expect(hooks.length).toBeGreaterThan(0);
  return { answers: answers + hooks.map((h) => h.t).join(''), mails, pages };
} // prettier-ignore

function pageOf({ headers, bytes }: Answered): string {
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'/);
  return bytes.toString();
}
/** What the provider says of why it let nobody in. */
async function refusal(p: string): Promise<Answered> {
  const away = await ask('GET', '/api/v1/session/provider');
  const errand = /__Host-crosscount-errand=([^;]*)/.exec(away.headers['set-cookie']!.join())![1]!;
  const { state } = JSON.parse(Buffer.from(errand, 'base64url').toString()) as { state: string };
  const said = new URLSearchParams({ error: 'access_denied', error_description: p, state, iss: provider.issuer });
  return ask('GET', `${CALLBACK}?${said.toString()}`, { headers: { cookie: `__Host-crosscount-errand=${errand}` } });
}
/** Without the ids, which are others each time, and the sizes of lists that grow. */
const form = (html: string): readonly string[] =>
  readMarkup(html).tags.map((t) => t.replace(/exc_[0-9a-f-]{36}/g, 'exc_…').replace(/\/go\/[\w.-]+/g, '/go/…'));

/** Units are told in capitals; blanks, and what turns a line round, are no difference. */
const seen = (text: string): string => text.toUpperCase().replace(/[\s\u202e\ufffd]/g, '');
let harmless: Shown;
let docs: Buffer;
beforeAll(async () => {
  await everything('Apfel'); // raises what is raised once
  harmless = await everything('Zitrone');
  docs = (await ask('GET', '/api/docs')).bytes;
}, 60_000);

hostile(
  'XSS',
  MARKUPS,
  async ({ text: p }) => {
    const shown = await everything(p);
    // In the answers as text, at each place where the supplier put it.
    const told = shown.answers;
    for (const at of ['part ', 'place ', 'unit ', 'edi ', '']) expect(told).toContain(JSON.stringify(`${at}${p}`).slice(1, -1));
    expect(shown.pages.map(form)).toEqual(harmless.pages.map(form));
    expect(shown.mails.map((m) => form(m.html!))).toEqual(harmless.mails.map((m) => form(m.html!)));
    for (const html of [...shown.pages, ...shown.mails.map((m) => m.html!)])
      for (const [, href] of html.matchAll(/(?:href|src|action)="([^"]*)"/g)) expect(href).toMatch(new RegExp(`^${CONSOLE}/(exceptions/exc_|go/[\\w.-]+$)`));
    expect(shown.mails.map((m) => m.subject).join()).not.toMatch(/[\r\n\u202e]/);
    const read = [...shown.pages, ...shown.mails.map((m) => m.html!)].map((h) => readMarkup(h).text);
    for (const [i, page] of read.entries()) expect([i, seen(page)]).toEqual([i, expect.stringContaining(seen(p.slice(0, 40)))]);
    for (const page of read) expect(page).not.toMatch(/\u202e/);
    expect((await ask('GET', `/api/docs?x=${encodeURIComponent(p)}`)).bytes.equals(docs)).toBe(true);
  },
  30_000,
); // prettier-ignore

test('the same, not escaped, is found: by what it makes of the page, or because it is no page any more', () => {
  const page = (said: string): string => `<!doctype html><html lang="en"><p title="x">${said}</p></html>`;
  const before = form(page('Zitrone'));
  const found = MARKUPS.filter(({ text }) => {
    try {
      return JSON.stringify(form(page(text))) !== JSON.stringify(before) || readMarkup(page(text)).text !== text;
    } catch {
      return true;
    }
  });
  expect(found.length).toBe(MARKUPS.filter(({ text }) => /[<&]/.test(text)).length);
  expect(found.length).toBeGreaterThan(45);
});
