import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EVERYTHING } from '../../src/modules/access/sees';
import { Alerts } from '../../src/modules/alerts/alerts';
import { inTransaction } from '../../src/database/transaction';
import { inboundOf } from '../../src/modules/channels/inbound';
import { recheckSenders } from '../../src/modules/channels/mail/recheck';
import { takeMail } from '../../src/modules/channels/mail/take-mail';
import { type DocumentReport, reportDocuments } from '../../src/modules/documents/document-report.store';
import { reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { Readers } from '../../src/modules/pipeline/reader';
import { release } from '../../src/modules/pipeline/release';
import { ediOf } from '../../src/modules/suppliers/edi';
import { type Trust, trustOf } from '../../src/modules/suppliers/trust';
import type { AskTxt } from '../../src/platform/dns-txt';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { hostile } from '../security/hostile';
import { ed25519Key, playedDns, rsaKey, sealed, signed, signedByHand, type Signing } from '../support/dkim';
import { settingsOf } from '../support/settings';
import { useDatabase } from '../support/database';
import { COMPANY, useFeed } from '../support/feed';
import { ownClock } from '../support/own-time';
import { mailOf } from '../support/mails';
import { TRUST } from '../support/trust';

// Mails that are really signed, with keys that a played DNS tells.
const { db, url } = useDatabase();
const { load, csv } = useFeed(db);
const log = createLogger('silent');
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'signatures-'));
const readers = new Readers();
const NOW = '2026-11-17T12:00:00.000Z';
const LATER = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const key = rsaKey();
const [small, large, modern, evil, list] = [rsaKey(512), rsaKey(2048), ed25519Key(), rsaKey(), rsaKey()];
const RECORDS: Record<string, string> = {
  's1._domainkey.nord.example': key.record,
  's1._domainkey.mail.nord.example': key.record,
  'small._domainkey.nord.example': small.record,
  'large._domainkey.nord.example': large.record,
  'modern._domainkey.nord.example': modern.record,
  'revoked._domainkey.nord.example': 'v=DKIM1; k=rsa; p=',
  'trial._domainkey.nord.example': `${key.record}; t=y`,
  'away._domainkey.nord.example': 'silent',
  's1._domainkey.away.example': 'silent',
  's1._domainkey.evil.example': evil.record,
  's1._domainkey.n0rd.example': evil.record,
  's1._domainkey.xn--bcher-kva.example': key.record,
  's1._domainkey.nord-logistik.example': key.record,
  'arc._domainkey.list.example': list.record,
  'arc._domainkey.stranger.example': evil.record,
};
let jobs: Jobs;
beforeAll(async () => {
  jobs = new Jobs(url(), log, false);
  await load(COMPANY, '2026-11-01T00:00:00Z');
  await csv('suppliers', 'supplier,name,email_from\nBUCH,Bücher,@bücher.example\nPOST,Post,@post.nord.example\n');
});
afterAll(async () => {
  await readers.close();
  await jobs.stop();
  fs.rmSync(home, { recursive: true });
});

const services = (trust: Partial<Trust>) => ({
  ...{ db: db(), storage: new Storage(path.join(home, 'raw')), jobs, log, readers, layouts: [], alerts: Alerts.open(settingsOf({})) },
  trust: { ...TRUST, arc_sealers: ['list.example'], ...trust },
  edi: ediOf(settingsOf({})),
});
const REPORT = 'SKU;Location;On hand;Unit;As of\nBRK-2210;HAM;412;EA;2026-11-16\n';
let n = 0;
const mail = (more: Parameters<typeof mailOf>[0] = {}): string => mailOf({ csv: REPORT, subject: `mail ${++n}`, ...more });
const nord = (raw = mail(), more: Partial<Signing> = {}): Promise<string> => signed(raw, { domain: 'nord.example', key, ...more });

async function arrive(raw: string, trust: Partial<Trust>, ask: AskTxt = playedDns(RECORDS)): Promise<string> {
  const s = services(trust);
  const came = { channel: 'imap t', arrivalKey: `INBOX 1 ${++n}`, receivedAt: NOW, subject: `mail ${n}`, origin: {} };
  const { receiptId } = await takeMail(
    { db: db().pool, into: inboundOf({ ...s, ask }) },
    { ...came, bytes: Buffer.from(raw, 'latin1') },
    async () => undefined,
  );
  await processDocument(s, receiptId);
  await evaluate(s, 'touched', NOW);
  return receiptId;
}
const documentOf = async (receiptId: string): Promise<DocumentReport> =>
  (await reportDocuments(db().pool, EVERYTHING, { receiptId }, false))[0]!;
const effect = (d: DocumentReport): string =>
  [d.status, d.supplier, ...d.issues.filter((i) => /^(sender|mail)\./.test(i.code)).map((i) => i.code)].filter(Boolean).join(' ');
const HELD = 'quarantined sender.unauthenticated';
const AS_IT_WAS = 'accepted NORD';
const NOTED = 'accepted NORD sender.unauthenticated';
const forwarded = 'dkim=pass header.d=nord.example; dmarc=pass header.from=nord.example';

interface Row {
  readonly mail: () => Promise<string> | string;
  readonly verdict: string;
  readonly said: string | RegExp;
  readonly required: string; // what becomes of it where a pass is required
  readonly recorded: string; // and where it is not
}
const passes = (said: string | RegExp, build: Row['mail']): Row => ({
  mail: build,
  verdict: 'pass',
  said,
  required: AS_IT_WAS,
  recorded: AS_IT_WAS,
});
const none = (said: string | RegExp, build: Row['mail']): Row => ({
  mail: build,
  verdict: 'none',
  said,
  required: HELD,
  recorded: AS_IT_WAS,
});
const fails = (said: string | RegExp, build: Row['mail']): Row => ({ mail: build, verdict: 'fail', said, required: HELD, recorded: NOTED });

const TABLE: Readonly<Record<string, Row>> = {
  'no signature': none('', () => mail()),
  'a signature that holds': passes('dkim=pass nord.example', () => nord()),
  'of 2048 bits, simple': passes('dkim=pass nord.example', () =>
    nord(mail(), { key: large, selector: 'large', canonicalization: 'simple/simple' }),
  ),
  ed25519: passes('dkim=pass nord.example', () => nord(mail(), { key: modern, selector: 'modern' })),
  'a number that was changed on the way': fails('dkim=fail nord.example (body hash did not verify)', async () => altered(await nord())),
  'a subject that was changed on the way': fails('dkim=fail nord.example (bad signature)', async () =>
    (await nord()).replace('Subject: mail', 'Subject: Mail!'),
  ),
  'a signature that had expired': fails('dkim=fail nord.example (expired)', () => nord(mail(), { expires: '2026-11-16T08:00:00Z' })),
  'one that expires later': passes('dkim=pass nord.example', () => nord(mail(), { expires: '2026-11-18T08:00:00Z' })),
  'of another domain': none('dkim=pass evil.example (not the domain of the From)', () =>
    signed(mail(), { domain: 'evil.example', key: evil }),
  ),
  'of a domain that ends alike': none('dkim=fail d.example (no key)', () => signed(mail(), { domain: 'd.example', key: evil })),
  'of a domain below that of the From': passes('dkim=pass mail.nord.example', () => signed(mail(), { domain: 'mail.nord.example', key })),
  'a From of a domain below that which signs': {
    ...passes('dkim=pass nord.example', () => nord(mail({ from: 'lager@post.nord.example' }))),
    required: 'accepted POST',
    recorded: 'accepted POST',
  },
  'only the beginning signed, and a number changed behind it (l=)': fails(
    'dkim=fail nord.example (it signs only the beginning of the mail (l=))',
    async () => altered(await nord(mail(), { bytes: 100 })),
  ),
  'only the beginning signed, and nothing behind it': fails(/\(l=\)/, () => nord(mail(), { bytes: 10_000 })),
  'a key of 512 bits': fails('dkim=fail nord.example (its key has fewer than 1024 bits)', () =>
    nord(mail(), { key: small, selector: 'small' }),
  ),
  'a key that was revoked': fails('dkim=fail nord.example (invalid public key)', () => nord(mail(), { selector: 'revoked' })),
  'a key that is not there': fails('dkim=fail nord.example (no key)', () => nord(mail(), { selector: 'gone' })),
  'a key under trial': fails(/only trying it out/, () => nord(mail(), { selector: 'trial' })),
  'a key of which DNS is silent': {
    mail: () => nord(mail(), { selector: 'away' }),
    verdict: 'undecided',
    said: 'dkim=unknown nord.example (DNS does not tell its key)',
    required: HELD,
    recorded: AS_IT_WAS,
  },
  'the same of another domain decides nothing': none('dkim=unknown away.example (DNS does not tell its key)', () =>
    signed(mail(), { domain: 'away.example', key: evil }),
  ),
  'two From lines': {
    mail: async () => `From: boss@evil.example\r\n${await nord()}`,
    verdict: 'fail',
    said: '2 From lines',
    required: 'quarantined mail.several-senders sender.unknown',
    recorded: 'quarantined mail.several-senders sender.unknown',
  },
  'two signatures, the upper one broken': passes('dkim=fail nord.example (no key); dkim=pass nord.example', async () =>
    nord(await nord(), { selector: 'gone' }),
  ),
  'a header that was signed as absent, and was added': fails(
    'dkim=fail nord.example (bad signature)',
    async () => `Reply-To: x@evil.example\r\n${oversigned()}`,
  ),
  'the same, untouched': passes('dkim=pass nord.example', () => oversigned()),
  'From not signed': fails(/From field not signed/, async () => signedByHand(mail(), { domain: 'nord.example', key }, ['subject'])),
  'sealed by a forwarder that counts': passes(/sealed by list\.example: dkim=pass dmarc=pass/, async () =>
    sealed(`X-List: 1\r\n${mail()}`, 'list.example', list, forwarded),
  ),
  'sealed, and broken after that': none('', async () => (await sealed(mail(), 'list.example', list, forwarded)).replace('Anbei', 'anbei')),
  'sealed by a stranger': none('', async () => sealed(mail(), 'stranger.example', evil, forwarded)),
  'sealed with findings of another sender': fails(/sealed by list\.example/, async () =>
    sealed(mail(), 'list.example', list, 'dkim=pass header.d=evil.example'),
  ),
  'findings that the mail brought along': none('', () => mail({ headers: [`Authentication-Results: mx.evil.example; ${forwarded}`] })),
  'findings of our own server': passes('mx.buyer.example: dkim=pass dmarc=pass', () =>
    mail({ headers: [`Authentication-Results: mx.buyer.example; ${forwarded}`] }),
  ),
  'our own server found the policy violated, though a signature holds': fails(
    'mx.buyer.example: dmarc=fail; dkim=pass nord.example',
    async () => `Authentication-Results: mx.buyer.example; dmarc=fail header.from=nord.example\r\n${await nord()}`,
  ),
  'a domain that looks alike, well signed': {
    ...passes('dkim=pass n0rd.example', () => signed(mail({ from: 'lager@n0rd.example' }), { domain: 'n0rd.example', key: evil })),
    required: 'quarantined sender.unknown',
    recorded: 'quarantined sender.unknown',
  },
  'the supplier’s address as the name of another': {
    ...passes('dkim=pass evil.example', () =>
      signed(mail({ from: '"lager@nord.example" <x@evil.example>' }), { domain: 'evil.example', key: evil }),
    ),
    required: 'quarantined sender.unknown',
    recorded: 'quarantined sender.unknown',
  },
  'a domain with letters of its own': {
    ...passes('dkim=pass xn--bcher-kva.example', () =>
      signed(utf8(mail({ from: 'lager@bücher.example' })), { domain: 'bücher.example', key }),
    ),
    required: 'accepted BUCH',
    recorded: 'accepted BUCH',
  },
  'more signatures than anybody needs': fails(/it bears 9 signatures; at most 8 are looked at/, async () => {
    let raw = mail();
    for (let i = 0; i < 9; i++) raw = await nord(raw);
    return raw;
  }),
};
function altered(raw: string): string {
  const wrapped = (text: string): string => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
  if (!raw.includes(wrapped(REPORT))) throw new Error('it holds no such list');
  return raw.replace(wrapped(REPORT), wrapped(REPORT.replace('412', '912')));
}
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const oversigned = (): string => signedByHand(mail(), { domain: 'nord.example', key }, ['from', 'reply-to']);

hostile(
  'sender forgery',
  Object.entries(TABLE).map(([name, row]) => ({ name, row })),
  async ({ row }) => {
    for (const policy of ['required', 'recorded'] as const) {
      const d = await documentOf(await arrive(await row.mail(), { policy }));
      expect([policy, d.sender?.verdict, effect(d)]).toEqual([policy, row.verdict, row[policy]]);
      if (typeof row.said === 'string') expect(d.sender!.said).toBe(row.said);
      else expect(d.sender!.said).toMatch(row.said);
    }
  },
);

const dns = (more: Record<string, string>): AskTxt => playedDns({ ...RECORDS, ...more });
const AWAY = 's1._domainkey.nord.example';
const judgedAgain = async (id: string, ask: AskTxt, at: string, policy: 'required' | 'recorded' = 'required'): Promise<string> => {
  const s = services({ policy });
  await recheckSenders({ ...s, ask }, at);
  await evaluate(s, 'touched', at);
  const d = await documentOf(id);
  return `${d.sender!.verdict}: ${effect(d)}`;
};
const open = async (): Promise<string[]> =>
  (await reportExceptions(db().pool, EVERYTHING, []))
    .filter((e) => e.type === 'SENDER_UNKNOWN' && e.key.includes('lager@nord'))
    .map((e) => e.message);

test('DNS that was silent is asked again; what waited counts once the signature is found to hold', async () => {
  await db().pool.query('update receipt set sender_again_at = null');
  const id = await arrive(await nord(), { policy: 'required' }, dns({ [AWAY]: 'silent' }));
  expect(effect(await documentOf(id))).toBe(HELD);
  expect(await open()).toEqual([expect.stringMatching(/whether that is so could not be found out yet; \d+ documents? waits?/)]);
  const asked = playedDns({});
  await recheckSenders({ ...services({}), ask: asked }, LATER(0.05));
  expect(asked.asked).toEqual([]); // not before its time
  expect(await judgedAgain(id, dns({ [AWAY]: 'silent' }), LATER(0.1))).toBe(`undecided: ${HELD}`);
  expect(await judgedAgain(id, dns({}), LATER(0.3))).toBe(`pass: ${AS_IT_WAS}`);
  await recheckSenders({ ...services({}), ask: asked }, LATER(2));
  expect(asked.asked).toEqual([]); // decided
});

test('DNS that is silent for a day: what the policy says of a mail for which nobody vouches, and a person may release it', async () => {
  const held = await arrive(await nord(), { policy: 'required' }, dns({ [AWAY]: 'silent' }));
  const recorded = await arrive(await nord(), {}, dns({ [AWAY]: 'silent' }));
  expect(await judgedAgain(held, dns({ [AWAY]: 'silent' }), LATER(23))).toBe(`undecided: ${HELD}`);
  expect(await judgedAgain(held, dns({ [AWAY]: 'silent' }), LATER(25))).toBe(`none: ${HELD}`);
  expect((await documentOf(held)).sender!.said).toBe('dkim=unknown nord.example (DNS does not tell its key); it is asked no more');
  expect(await judgedAgain(held, dns({}), LATER(26))).toBe(`none: ${HELD}`);
  const d = await documentOf(recorded);
  expect([d.sender!.verdict, effect(d)]).toEqual(['none', AS_IT_WAS]);
  const { id } = await documentOf(held);
  const { document } = await release(
    services({ policy: 'required' }),
    id,
    { author: 'ann', reason: 'asked by phone', supplier: 'NORD' },
    LATER(27),
  );
  expect((await reportDocuments(db().pool, EVERYTHING, { id: document }, false))[0]).toMatchObject({
    status: 'accepted',
    supplier: 'NORD',
  });
});

test('a seal whose key DNS does not tell decides nothing yet', async () => {
  const raw = await sealed(mail(), 'list.example', list, forwarded);
  const id = await arrive(raw, { policy: 'required' }, dns({ 'arc._domainkey.list.example': 'silent' }));
  expect((await documentOf(id)).sender).toEqual({ verdict: 'undecided', said: 'arc=unknown' });
  expect(await judgedAgain(id, dns({}), LATER(1))).toBe(`pass: ${AS_IT_WAS}`);
});

test('read again, it is not asked again: the verdict is that of its arrival', async () => {
  const id = await arrive(await nord(), { policy: 'required' });
  await inTransaction(db().pool, async (client) => void (await client.query(`update receipt set state = 'kept' where id = $1`, [id])));
  await processDocument(services({ policy: 'required' }), id); // which has no DNS at all
  expect(effect(await documentOf(id))).toBe(AS_IT_WAS);
});

test('two processes that look again at the same moment ask once', async () => {
  const id = await arrive(await nord(), {}, dns({ [AWAY]: 'silent' }));
  const asked = [playedDns(RECORDS), playedDns(RECORDS)];
  await Promise.all(asked.map((ask) => recheckSenders({ ...services({}), ask }, LATER(1))));
  expect(asked.flatMap((a) => a.asked)).toEqual([AWAY]);
  expect((await documentOf(id)).sender!.verdict).toBe('pass');
});

test('signed by another domain that is wholly the supplier’s; an address at a provider that it shares is not enough', async () => {
  const from = { from: 'lager@west.example' };
  const by = (domain: string): Promise<string> => signed(mail(from), { domain, key: domain === 'evil.example' ? evil : key });
  await csv('suppliers', 'supplier,name,email_from\nWEST,West,lager@west.example;@nord-logistik.example;x@evil.example\n');
  const became = async (domain: string): Promise<string> =>
    effect(await documentOf(await arrive(await by(domain), { policy: 'required' })));
  expect([await became('nord-logistik.example'), await became('evil.example')]).toEqual([
    expect.stringMatching(/^(accepted|parked) WEST$/),
    HELD,
  ]);
});

test('signatures are not looked at where the settings say so', async () => {
  const ask = playedDns(RECORDS);
  const d = await documentOf(await arrive(await nord(), { dkim: 'off' }, ask));
  expect([d.sender, ask.asked]).toEqual([{ verdict: 'none', said: '' }, []]);
});

test('a pass that nobody could give is not required of anybody', () => {
  const wrong = settingsOf({ trust: { suppliers: { NORD: 'required' }, dkim: 'off' } });
  expect(() => trustOf(wrong)).toThrow(/trust\.authserv_ids: a policy says `required`, no signature is checked, and no server is named/);
  expect(trustOf(settingsOf({ trust: { suppliers: { NORD: 'required' } } })).dkim).toBe('verify');
});

test('without a network: everything counts that counted before, and it is told once', async () => {
  const told: string[] = [];
  const s = {
    ...services({}),
    log: { ...log, warn: (said: unknown) => void told.push(String(said)) } as typeof log,
    ask: dns({ [AWAY]: 'silent' }),
  };
  const into = inboundOf(s);
  for (let i = 0; i < 3; i++) {
    const came = { channel: 'imap t', arrivalKey: `INBOX 2 ${i}`, receivedAt: NOW, subject: 'x', origin: {} };
    const { receiptId } = await takeMail({ db: db().pool, into }, { ...came, bytes: Buffer.from(await nord()) }, async () => undefined);
    await processDocument(s, receiptId);
    expect(effect(await documentOf(receiptId))).toBe(AS_IT_WAS);
  }
  expect(told).toEqual([expect.stringMatching(/^signatures of mails cannot be checked, since DNS does not tell their keys/)]);
});

test('a header of sixty thousand lines is not looked at, and while a large mail is, everything else goes on', async () => {
  const judge = (raw: string): Promise<unknown> =>
    inboundOf({ ...services({}), ask: playedDns(RECORDS) }).judge({ bytes: Buffer.from(raw), receivedAt: NOW });
  const began = performance.now();
  const lines = `DKIM-Signature: v=1; d=nord.example\r\n${mail({ headers: [`X-Long: x${'\r\n y'.repeat(60_000)}`] })}`;
  expect(await judge(lines)).toMatchObject({ verdict: 'fail', said: expect.stringMatching(/header is too long/) as string });
  expect(performance.now() - began).toBeLessThan(1000);
  const large = await nord(`${mail()}${`${'x'.repeat(74)}\r\n`.repeat(160_000)}`);
  let longest = 0;
  const start = ownClock();
  let last = start;
  const beat = setInterval(() => {
    longest = Math.max(longest, ownClock() - last);
    last = ownClock();
  }, 1);
  expect(await judge(large)).toMatchObject({ verdict: 'pass' });
  clearInterval(beat);
  expect(longest).toBeLessThan((ownClock() - start) / 2);
});
