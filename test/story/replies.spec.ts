import type { ParsedMail } from 'mailparser';
import { EVERYTHING } from '../../src/modules/access/sees';
import { openReplies } from '../../src/modules/acks/reply/replies';
import { countTooMany, type ReplyReport, reportReplies } from '../../src/modules/acks/reply/replies-list.store';
import type { Arrival } from '../../src/modules/documents/arrival';
import { keep } from '../../src/modules/documents/keep';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import type { Gateway } from '../../src/modules/pipeline/gateway';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { fixedClock } from '../../src/platform/clock';
import { AUTOMATIC_MAILS } from '../support/automatic-mails';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { mailOf, type MailText } from '../support/mails';
import { smtpReceiver } from '../support/receivers';
import { settingsOf } from '../support/settings';

/** What a supplier is written about a file, from the mail that brings it to the reply that a real mail server takes. */
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
const { gateway, get, ask, keys } = useApi({
  settings: async () => {
    smtp = await smtpReceiver();
    return JSON.stringify({ mail: { host: '127.0.0.1', port: smtp.port, from: 'vmi@buyer.example' }, outgoing: { allow: ['127.0.0.1'] } });
  },
});
afterAll(() => smtp.close());
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

let n = 0;
const later = (): string => new Date(Date.parse(NOW) + ++n * 3600_000).toISOString();
const MESSY =
  'Artikel;Werk;Bestand;ME;Stand\nBRK-2210;HAM;412;EA;15.11.2026\nBRK-2210;HAM;ca. 300;EA;15.11.2026\nOIL-5;HAM;7;KAR;15.11.2026\nXYZ-1;HAM;7;EA;15.11.2026\nBRK-2210;HAM;8;EA;15.11.2027\n';

const as = (replies: object): Gateway => ({ ...gateway(), replies: openReplies(settingsOf({ replies }), gateway().config.home) });
const SEND = { leave: 'send', accepted: 'always', contact: 'Jonas Meyer, +49 40 1' };

interface Came {
  readonly mail?: MailText;
  readonly raw?: string;
  readonly replies?: object;
  readonly arrival?: Partial<Arrival>;
}
async function arrives({ mail = { csv: MESSY }, raw, replies = SEND, arrival = {} }: Came = {}): Promise<ReplyReport | undefined> {
  const receivedAt = later();
  const id = mail.id ?? `<r${n}@nord.example>`;
  const text = raw ?? mailOf({ ...mail, id });
  const from = mail.from ?? 'lager@nord.example';
  const { receiptId } = await keep(gateway(), {
    ...{ channel: 'imap test', arrivalKey: `reply ${n}`, name: 'mail.eml', receivedAt, bytes: Buffer.from(text) },
    sender: { verdict: 'pass', said: '', signed: [], againAt: null },
    origin: { from, message_id: id, subject: mail.subject ?? 'Bestand' },
    ...arrival,
  });
  await processDocument(as(replies), receiptId);
  return (await reportReplies(gateway().db.pool, EVERYTHING, { receiptId, limit: 5 }))[0];
}
async function relay(): Promise<void> {
  const g = gateway();
  await new Relay(g.db.pool, openWriters(g.config.settings), fixedClock('2030-01-01T00:00:00.000Z'), g.log).drain();
}
const last = (): { from: string; mail: ParsedMail } => smtp.got.at(-1)!;

test('until it is switched on it is made and shown, and nothing leaves; a person sends it, and it leaves once', async () => {
  const reply = await arrives({ replies: {} });
  expect(reply).toMatchObject({ state: 'preview', supplier: 'NORD', to: 'lager@nord.example', outcome: 'partly', language: 'de' });
  await relay();
  expect(smtp.got).toHaveLength(0);
  const before = await get(`/api/v1/replies/${reply!.id}`);
  expect(before.json).toMatchObject({ state: 'preview', text: expect.stringContaining('ca. 300') });
  for (let i = 0; i < 2; i++) {
    const sent = await ask('POST', `/api/v1/replies/${reply!.id}/send`, {
      key: keys.both,
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([sent.status, sent.json.state, sent.json.sent_by]).toEqual([200, 'leaves', expect.any(String)]);
  }
  await relay();
  expect(smtp.got.map((g) => g.to)).toEqual([['lager@nord.example']]);
});

test('in the thread, every problem with its place and value, and with headers that no machine answers', async () => {
  const reply = await arrives({ mail: { csv: MESSY, subject: 'Bestandsmeldung KW46', id: '<kw46@nord.example>', headers: ['References: <a@nord.example> <b@nord.example>'] } }); // prettier-ignore
  expect(reply).toMatchObject({ state: 'leaves', outcome: 'partly', subject: 'Re: Bestandsmeldung KW46 – zu berichtigen: 4 von 5 Zeilen' });
  await relay();
  const { from, mail } = last();
  expect([from, mail.subject, mail.inReplyTo, mail.references]).toEqual(['', reply!.subject, '<kw46@nord.example>', ['<a@nord.example>', '<b@nord.example>', '<kw46@nord.example>']]); // prettier-ignore
  expect(['auto-submitted', 'x-auto-response-suppress', 'precedence', 'x-loop', 'x-gateway-document'].map((h) => mail.headers.get(h))).toEqual(['auto-replied', 'All', 'bulk', 'vmi@buyer.example', reply!.document]); // prettier-ignore
  expect(mail.text!.split('\n\n-- ')[0]).toMatchInlineSnapshot(`
   "Guten Tag,
   wir haben bestand.csv erhalten (17. Nov. 2026, 15:00). Übernommene Zeilen: 1 von 5. Zu berichtigen: 4. Zu prüfende Werte: 0.

     Zeile  Zelle  Spalte   Ihr Wert    Was zu ändern ist
     3      C3     Bestand  ca. 300     "ca. 300" ist keine Zahl. Bitte nur Ziffern schreiben, zum
                                        Beispiel 300.
     4      D4     ME       KAR         Für "KAR" ist hier bei OIL-5 keine Packungsgröße bekannt. Bitte
                                        in der Grundeinheit schreiben, oder sagen Sie uns, wie viele in
                                        KAR sind (einfach auf diese Mail antworten).
     5      A5     Artikel  XYZ-1       Den Artikel "XYZ-1" kennen wir nicht. Bitte prüfen Sie die
                                        Nummer; ist er neu, antworten Sie einfach auf diese Mail.
     6      E6     Stand    15.11.2027  "15.11.2027" liegt in der Zukunft. Bitte prüfen Sie Tag, Monat
                                        und Jahr.

   So geht es: Öffnen Sie die angehängte Datei, berichtigen Sie die farbigen Zellen,
   speichern Sie sie und schicken Sie sie als Antwort auf diese Mail. Die berichtigten Zeilen
   genügen; alles noch einmal zu schicken geht auch.

   Bis dahin verwenden wir für die Zeilen 3–6 Ihre Zahlen vom 15. Nov. 2026."
  `);
  expect(mail.html).toContain('<td style="padding:3px 8px;border:1px solid #ccc;text-align:left;vertical-align:top">ca. 300</td>');
});

const FINE = 'Artikel;Werk;Bestand;Stand\nBRK-2210;HAM;412;15.11.2026\n';
const textOf = async (r: ReplyReport | undefined): Promise<string> => (await get(`/api/v1/replies/${r!.id}`)).json.text;

describe('a file in which all is right', () => {
  test.each([
    ['never', [undefined, undefined]],
    ['first', ['accepted', undefined]],
    ['always', ['accepted', 'accepted']],
  ])('%s', async (accepted, expected) => {
    await gateway().db.pool.query(`delete from reply where outcome = 'accepted'`);
    const came = async () => (await arrives({ mail: { csv: FINE }, replies: { ...SEND, accepted } }))?.outcome;
    expect([await came(), await came()]).toEqual(expected);
  });
});

test('one reply, however often it is read again; and none of what was rolled back', async () => {
  const reply = await arrives();
  const { pool } = gateway().db;
  const receiptId = reply!.receipt.slice(4);
  const again = async (): Promise<void> => {
    await pool.query(`update receipt set state = 'kept' where id = $1`, [receiptId]);
    await processDocument(as(SEND), receiptId);
  };
  await again();
  expect((await pool.query('select 1 from outbox where event_key = $1', [`reply ${receiptId}`])).rowCount).toBe(1);
  await pool.query(`delete from reply where receipt_id = $1`, [receiptId]);
  await pool.query(`delete from outbox where event_key = $1`, [`reply ${receiptId}`]);
  await pool.query(`create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create trigger no before update on receipt for each row when (new.state = 'done') execute function no()`);
  await expect(again()).rejects.toThrow('no');
  await pool.query('drop trigger no on receipt; drop function no');
  expect((await pool.query('select 1 from outbox where event_key = $1', [`reply ${receiptId}`])).rowCount).toBe(0);
  await again();
  expect((await pool.query('select 1 from outbox where event_key = $1', [`reply ${receiptId}`])).rowCount).toBe(1);
});

test('what waits to be sent is withdrawn, when it is read again and all is right by then', async () => {
  const { pool } = gateway().db;
  const waits = await arrives({ mail: { csv: 'Artikel;Werk;Bestand;Stand\nNEU-1;HAM;4;15.11.2026\n' }, replies: { accepted: 'never' } });
  expect(waits?.state).toBe('preview');
  await pool.query(
    `insert into item_crossref (supplier_id, qualifier, value, item_id) select s.id, 'VN', 'NEU-1', i.id from supplier s, item i where s.code = 'NORD' and i.sku = 'OIL-5'`,
  );
  await pool.query(`update receipt set state = 'kept' where id = $1`, [waits!.receipt.slice(4)]);
  await processDocument(as({ accepted: 'never' }), waits!.receipt.slice(4));
  expect((await get(`/api/v1/replies/${waits!.id}`)).json).toMatchObject({ state: 'not_sent', why: 'settled', text: null });
});

test('32 automatic mails get no reply, and a person gets one', async () => {
  const before = async (): Promise<number> =>
    (await gateway().db.pool.query<{ n: number }>('select count(*)::int n from outbox')).rows[0]!.n;
  const n0 = await before();
  const whys: string[] = [];
  for (const m of AUTOMATIC_MAILS) {
    const calendar = m.calendar ? '--b1\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\n' : '';
    const { from, subject, headers } = m;
    const id = `<auto${whys.length}@nord.example>`;
    const raw = mailOf({ csv: MESSY, id, ...(from ? { from } : {}), ...(subject ? { subject } : {}), ...(headers ? { headers } : {}) });
    const reply = await arrives({ mail: { id, ...(from ? { from } : {}) }, raw: raw.replace('--b1\r\nContent-Type: text/csv', `${calendar}--b1\r\nContent-Type: text/csv`) }); // prettier-ignore
    whys.push(reply === undefined ? 'nothing to say' : `${reply.state} ${reply.why}`);
  }
  // What bounced is read by nobody, so that there is nothing to be said of it.
  expect(whys).toEqual(AUTOMATIC_MAILS.map((m, i) => (whys[i] === 'nothing to say' && ['bounce', 'nobody'].includes(m.why) ? whys[i] : `not_sent ${m.why}`))); // prettier-ignore
  expect(await before()).toBe(n0);
  expect((await arrives())?.state).toBe('leaves');
  expect(await before()).toBe(n0 + 1);
});

test.each([
  ['an unknown sender', { mail: { from: 'x@stranger.example', csv: MESSY } }, undefined],
  ['a sender who is forged', { arrival: { sender: { verdict: 'fail', said: '', signed: [], againAt: null } } }, 'not-vouched'],
  [
    'a sender of whom nobody says anything',
    { arrival: { sender: { verdict: 'none', said: '', signed: [], againAt: null } } },
    'not-vouched',
  ],
] as const)('%s gets no reply', async (_, came, why) => {
  const reply = await arrives(came as Came);
  expect([reply?.state, reply?.why]).toEqual(['not_sent', why ?? 'unknown']);
});

test('six to one address in an hour; the others wait for a person, and the doctor says so', async () => {
  await gateway().db.pool.query('update reply set left_at = null');
  const at = later();
  const replies = [];
  for (let i = 0; i < 8; i++) replies.push(await arrives({ arrival: { receivedAt: at } }));
  expect(replies.map((r) => r!.state)).toEqual([...Array<string>(6).fill('leaves'), 'preview', 'preview']);
  expect(replies.at(-1)).toMatchObject({ why: 'too-many', says: '6 replies went to lager@nord.example within an hour' });
  expect(await countTooMany(gateway().db.pool, at.replace(/T.*/, 'T00:00:00Z'))).toBe(2);
});

test('switched off for all, for one, or stopped by one word', async () => {
  expect(await arrives({ replies: { leave: 'off' } })).toBeUndefined();
  expect(await arrives({ replies: { ...SEND, suppliers: { NORD: { leave: 'off' } } } })).toBeUndefined();
  expect((await arrives({ replies: { leave: 'off', suppliers: { NORD: { leave: 'preview' } } } }))?.state).toBe('preview');
  expect((await arrives({ replies: { ...SEND, stop: true } }))?.state).toBe('preview');
});

test('a file that could not be used: why, and what the last good one looked like', async () => {
  const reply = await arrives({ mail: { csv: '%PDF-1.7\n1 0 obj', file: 'bestand.pdf' } });
  expect(reply).toMatchObject({ outcome: 'rejected', subject: 'Re: Bestand – wir konnten diese Datei nicht verwenden' });
  expect(await textOf(reply)).toMatch(
    /^ {2}Eine Datei dieser Art können wir nicht als Liste lesen[^]*Überschriften: Artikel \| Werk \|\s+Bestand/m,
  );
});

test('who forgot the list is told; who talks to somebody is left in peace', async () => {
  expect(await textOf(await arrives({ mail: { text: 'Guten Tag, anbei der Bestand.' } }))).toContain('hing nichts');
  expect(await arrives({ mail: { text: 'Danke!', headers: ['In-Reply-To: <1@buyer.example>'] } })).toBeUndefined();
});

test('the same in many rows is one line, and the first twenty are told', async () => {
  const rows = Array.from({ length: 24 }, (_, i) => `BRK-2210;HAM;viele;15.11.2026\nA-${i};HAM;7;15.11.2026`);
  const same = `Artikel;Werk;Bestand;Stand\n${Array<string>(24).fill('BRK-2210;HAM;viele;15.11.2026').join('\n')}\n`;
  expect(await textOf(await arrives({ mail: { csv: same } }))).toContain('(Zeilen 2 bis 25, Spalte C: ebenso)');
  const many = await textOf(await arrives({ mail: { csv: `Artikel;Werk;Bestand;Stand\n${rows.join('\n')}\n` } }));
  expect(many).toContain('Und 28 weitere dieser Art.');
  expect(many.split('\n').filter((l) => /^ {2}\d+ +[AC]\d+ /.test(l))).toHaveLength(20);
});

test.each([
  ['en-US', 'Hello,', 'Nov 15, 2027'],
  ['de-AT', 'Guten Tag,', '15. Nov. 2027'],
  ['fr-FR', 'Bonjour,', '15 nov. 2027'],
  ['es-ES', 'Buenos días:', '15 nov 2027'],
  ['it-IT', 'Buongiorno,', '15 nov 2027'],
  ['pl-PL', 'Hello,', '15 Nov 2027'],
  ['?', 'Hello,', '15 Nov 2027'],
])('%s: words, dates and numbers of the supplier', async (locale, hello, day) => {
  const { pool } = gateway().db;
  await pool.query(`update supplier set locale = $1 where code = 'NORD'`, [locale]);
  const receivedAt = '2027-11-15T11:00:00.000Z';
  const reply = await arrives({ replies: {}, arrival: { receivedAt } });
  const text = await textOf(reply);
  await pool.query(`update supplier set locale = 'de-DE' where code = 'NORD'`);
  expect(text.split('\n')[0]).toBe(hello);
  expect(text).toContain(day);
  expect(text).toContain('12:00');
});

describe('what came otherwise', () => {
  const drop: Partial<Arrival> = { channel: 'drop-folder test', origin: {}, supplier: 'NORD', name: 'list.csv' };
  const withoutSender = (raw: string, arrival: Partial<Arrival> = drop): Came => ({
    raw,
    arrival: { ...arrival, sender: undefined } as Partial<Arrival>,
  });
  const x12 = (control: number, quantity: string): string =>
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*NORDBREMS      *ZZ*BUYER          *261116*0600*U*00401*${String(control).padStart(9, '0')}*0*P*>~GS*IB*A2*B2*20261116*0600*1*X*004010~ST*846*0001~BIA*00*DD*R${control}*20261116~LIN**IN*BRK-2210~QTY*17*${quantity}*EA~SE*5*0001~GE*1*1~IEA*1*${String(control).padStart(9, '0')}~`;

  test('a list in the drop folder: to the contact of the masters', async () => {
    expect(await arrives(withoutSender(MESSY))).toMatchObject({
      to: 'stock@nord.example',
      state: 'leaves',
      subject: 'list.csv – zu berichtigen: 4 von 5 Zeilen',
    });
  });
  test('EDI: only what is wrong in it, to the contact', async () => {
    expect(await arrives(withoutSender(x12(901, '5'), { ...drop, name: 'a.edi' }))).toBeUndefined();
    const reply = await arrives(withoutSender(x12(902, 'many'), { ...drop, name: 'b.edi' }));
    expect(reply).toMatchObject({ to: 'stock@nord.example', outcome: 'rejected' });
    expect(await textOf(reply)).toMatch(/segment 6 QTY02/);
  });
  test('by the API: whoever calls it hears it there', async () => {
    expect(await arrives(withoutSender(MESSY, { ...drop, channel: 'api' }))).toBeUndefined();
  });
});

test('history is withheld', async () => {
  expect((await arrives({ arrival: { withheld: true } }))?.state).toBe('withheld');
});
