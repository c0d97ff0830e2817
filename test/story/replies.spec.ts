import type { ParsedMail } from 'mailparser';
import { EVERYTHING } from '../../src/modules/access/sees';
import { openReplies } from '../../src/modules/acks/reply/replies';
import { type ReplyReport, reportReplies } from '../../src/modules/acks/reply/replies-list.store';
import type { Arrival } from '../../src/modules/documents/arrival';
import { keep } from '../../src/modules/documents/keep';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import type { Gateway } from '../../src/modules/pipeline/gateway';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { fixedClock } from '../../src/platform/clock';
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

   So geht es: Berichtigen Sie die Datei, speichern Sie sie und schicken Sie sie als Antwort
   auf diese Mail. Die berichtigten Zeilen genügen; alles noch einmal zu schicken geht auch.

   Bis dahin verwenden wir für die Zeilen 3–6 Ihre Zahlen vom 15. Nov. 2026."
  `);
  expect(mail.html).toContain('<td style="padding:3px 8px;border:1px solid #ccc;text-align:left;vertical-align:top">ca. 300</td>');
});
