import type { MayReply } from '../../src/domain/acks/reply/may-reply';

/** Mails that no person wrote, with the headers that their programs write, each with a list attached so that nothing but the guard keeps an answer back. */
export interface AutomaticMail {
  readonly called: string;
  readonly why: string; // the word of the guard
  readonly from?: string;
  readonly subject?: string;
  readonly headers?: readonly string[];
  readonly calendar?: boolean;
}

const away = (language: string, subject: string): AutomaticMail => ({ called: `somebody who is away (${language}), without any header that says so`, why: 'absent', subject }); // prettier-ignore

export const AUTOMATIC_MAILS: readonly AutomaticMail[] = [
  away('en', 'Out of Office: Bestand KW46'),
  away('de', 'Abwesenheitsnotiz: Bestand KW46'),
  away('fr', "Re: Message d'absence : Bestand KW46"),
  away('es', 'Respuesta automática: Bestand KW46'),
  away('it', 'Fuori sede: Bestand KW46'),
  away('nl', 'Automatisch antwoord: Bestand KW46'),
  away('pl', 'Nieobecność: Bestand KW46'),
  away('pt', 'Fora do escritório: Bestand KW46'),
  {
    ...{ called: 'Exchange, out of office', why: 'automatic', subject: 'Automatic reply: Bestand' },
    headers: [
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
      'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
    ],
  },
  {
    ...{ called: 'Gmail, vacation', why: 'automatic', subject: 'Urlaub Re: Bestand' },
    headers: ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes'],
  },
  { called: 'an answering machine of old', why: 'automatic', headers: ['Precedence: auto_reply'] },
  { called: 'qmail-autoresponder', why: 'automatic', headers: ['Precedence: junk'] },
  { called: 'cPanel, autorespond', why: 'automatic', headers: ['X-Autorespond: 1'] },
  { called: 'a ticket system (X-Auto-Response-Suppress only)', why: 'automatic', headers: ['X-Auto-Response-Suppress: AutoReply, DR'] },
  { called: 'a system that sends by night', why: 'automatic', headers: ['Auto-Submitted: auto-generated; type=report'] },
  { called: 'Sieve, vacation with a comment', why: 'automatic', headers: ['Auto-Submitted: auto-replied (vacation)'] },
  {
    ...{ called: 'Postfix, undelivered', why: 'bounce', from: 'lager@nord.example', subject: 'Undelivered Mail Returned to Sender' },
    headers: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
  },
  { called: 'Exim, undelivered', why: 'bounce', headers: ['X-Failed-Recipients: vmi@buyer.example'] },
  { called: 'a bounce that has no header but its return path', why: 'bounce', headers: ['Return-Path: < >'] },
  { called: 'a newsletter by Mailman', why: 'list', headers: ['List-Id: Stock <stock.nord.example>', 'X-BeenThere: stock@nord.example'] },
  { called: 'Google Groups', why: 'list', headers: ['Mailing-list: list stock@nord.example', 'List-Post: <mailto:stock@nord.example>'] },
  { called: 'a newsletter by a shop', why: 'list', headers: ['List-Unsubscribe: <https://nord.example/u>'] },
  { called: 'mail in bulk', why: 'automatic', headers: ['Precedence: bulk'] },
  { called: 'mail of a list of old', why: 'automatic', headers: ['Precedence: list'] },
  { called: 'nobody', why: 'nobody', from: 'no-reply@nord.example' },
  { called: 'nobody, in German', why: 'nobody', from: 'nicht-antworten@nord.example' },
  { called: 'a daemon', why: 'nobody', from: 'mailer-daemon@nord.example' },
  { called: 'a postmaster', why: 'nobody', from: 'postmaster@nord.example' },
  { called: 'an address for bounces', why: 'nobody', from: 'bounces+4711@nord.example' },
  { called: 'Outlook, an invitation accepted', why: 'calendar', subject: 'Zugesagt: Inventur', headers: ['Content-Class: urn:content-classes:calendarmessage'], calendar: true }, // prettier-ignore
  { called: 'another gateway of this kind', why: 'own', headers: ['X-Gateway-Document: doc_1', 'X-Loop: in@other.example'] },
  { called: 'an alert of ours that somebody forwards by rule', why: 'own', headers: ['X-Crosscount-Mail: alert'] },
];

/** As the guard is asked of it. */
export const headOf = ({
  from = 'lager@nord.example',
  subject = 'Bestand',
  headers = [],
  calendar = false,
}: AutomaticMail): Partial<MayReply> => ({
  head: [...headers, `From: ${from}`, `Subject: ${subject}`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b1"'].join(
    '\r\n',
  ),
  ...{ subject, from, calendar },
});
