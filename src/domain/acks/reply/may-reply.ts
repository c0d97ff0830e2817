import { MimeHead, parametersOf } from '../../syntax/mime-head';
import { noBody } from './no-body';

/** A mail that would be answered, and what is known of its sender and of what left before. */
export interface MayReply {
  readonly head: string; // its header block, as it is on the wire; '' of what came by no mail
  readonly subject: string; // decoded
  readonly from: string; // address in lower case
  readonly envelopeFrom?: string | undefined; // MAIL FROM, where the channel has heard it
  readonly calendar: boolean; // an invitation, or the answer to one, is in it
  readonly own: readonly string[]; // our addresses, in lower case
  readonly known: boolean; // exactly one supplier is bound to the sender
  readonly vouched: boolean; // DMARC, DKIM or SPF pass by who counts, or a person vouches for it
  readonly answered: boolean; // a mail of this Message-ID has been answered
  readonly left: { readonly document: number; readonly hour: number; readonly day: number; readonly all: number };
}
export interface WhyNot {
  readonly why: string; // a word for lists: 'auto-submitted'
  readonly says: string;
  readonly tooMany?: true; // for those who run the gateway
}

/** Of one document; to one address in an hour and in a day; to everybody in an hour. */
export const LIMITS_OF_REPLIES = { document: 1, hour: 6, day: 20, all: 200 };

const no = (why: string, says: string): WhyNot => ({ why, says });

type Question = (m: MayReply, head: MimeHead) => WhyNot | null | false;

/** The first that says no decides, in this order. Each is enough by itself: a machine that forgets one header seldom forgets all. */
const QUESTIONS: readonly Question[] = [
  (m) => m.own.includes(m.from) && no('own', 'it is from one of our own addresses'),
  (_, h) => OURS.some((n) => h.count(n) > 0) && no('own', 'a gateway of this kind wrote it'),
  (m, h) => h.all('x-loop').some((v) => m.own.includes(bare(v))) && no('own', 'it has been here before (X-Loop)'),
  (m, h) =>
    (m.envelopeFrom === '' || h.all('return-path').some((v) => /^<\s*>/.test(v))) &&
    no('bounce', 'its sender takes no answer (MAIL FROM:<>)'),
  (_, h) =>
    (parametersOf(h.get('content-type')).value === 'multipart/report' || h.count('x-failed-recipients') > 0) &&
    no('bounce', 'it tells of the delivery of another mail'),
  (_, h) => h.all('auto-submitted').some((v) => !/^no\b/i.test(v)) && no('automatic', 'a machine wrote it (Auto-Submitted)'),
  (_, h) =>
    h.all('precedence').some((v) => /^(bulk|list|junk|auto[-_ ]?reply)\b/i.test(v)) &&
    no('automatic', `it is sent to many, or by a machine (Precedence)`),
  (_, h) => LISTS.some((n) => h.count(n) > 0) && no('list', 'it came by a mailing list'),
  (_, h) =>
    h.all('x-auto-response-suppress').some((v) => /\b(all|autoreply)\b/i.test(v)) &&
    no('automatic', 'its sender wants no automatic answer (X-Auto-Response-Suppress)'),
  (_, h) => ANSWERERS.some((n) => h.count(n) > 0) && no('automatic', 'an answering machine wrote it'),
  (m) => m.calendar && no('calendar', 'it is an invitation, or the answer to one'),
  (m) => noBody(m.from) && no('nobody', `nobody reads ${m.from}`),
  (m) => ABSENT.test(m.subject.trim()) && no('absent', 'it tells that somebody is away'),
  (m) => !m.known && no('unknown', 'no supplier, or more than one, is bound to its sender'),
  (m) => !m.vouched && no('not-vouched', 'nobody vouches for its sender'),
  (m) => m.answered && no('answered', 'a mail of this Message-ID was answered before'),
  ({ left, from }) => tooMany(left, from),
];

/** Why a mail must not be answered by a machine, or null. */
export function mayReply(m: MayReply): WhyNot | null {
  const head = new MimeHead(m.head);
  for (const question of QUESTIONS) {
    const answer = question(m, head);
    if (answer) return answer;
  }
  return null;
}

function tooMany({ document, hour, day, all }: MayReply['left'], to: string): WhyNot | null {
  const most = LIMITS_OF_REPLIES;
  if (document >= most.document) return no('answered', 'it was answered before');
  const more = (says: string): WhyNot => ({ why: 'too-many', says, tooMany: true });
  if (hour >= most.hour) return more(`${hour} replies went to ${to} within an hour`);
  if (day >= most.day) return more(`${day} replies went to ${to} within a day`);
  return all >= most.all ? more(`${all} replies left within an hour`) : null;
}

const OURS = ['x-gateway-document', 'x-gateway-reply', 'x-crosscount-mail', 'x-crosscount-canary'];
const LISTS = ['list-id', 'list-post', 'list-unsubscribe', 'x-beenthere', 'x-mailing-list'];
const ANSWERERS = ['x-autoreply', 'x-autorespond', `x-autoreply-from`, 'x-auto-reply', 'x-vacation', 'x-mail-autoreply'];

const bare = (address: string): string => address.replace(/^.*<|>.*$/g, '').trim().toLowerCase(); // prettier-ignore

/** How programs that answer for somebody who is away begin their subject: en, de, fr, es, it, nl, pl, pt. */
const ABSENT = new RegExp(
  `^(?:(?:re|aw|fw|fwd|wg|antw|rif|odp|res|enc)\\s*:\\s*)*(?:\\[[^\\]]{0,30}\\]\\s*)?(?:${[
    'auto(?:matic|mated)?[- ]?(?:reply|response|answer)|out of (?:the |my )?office|ooo\\b|away from (?:the |my )?(?:office|desk)|on (?:annual |maternity |paternity |parental |sick )?leave\\b|on (?:vacation|holiday)|i am (?:out|away|on)\\b|vacation (?:reply|response|notice)',
    'automatische (?:antwort|r[üu]ckantwort)|abwesend|abwesenheit|(?:ich bin )?(?:derzeit |zurzeit )?(?:nicht im b[üu]ro|au[ßs]er haus|im urlaub)',
    'r[ée]ponse (?:automatique|d.absence)|absent|absence|(?:message|avis|notification) d.absence|en cong[ée]s?\\b',
    'respuesta autom[áa]tica|fuera de (?:la )?oficina|ausente|ausencia|de vacaciones',
    'risposta automatica|fuori (?:sede|ufficio)|assente|assenza|in ferie',
    'automatisch antwoord|afwezig|niet aanwezig|buiten kantoor|met vakantie',
    'automatyczna odpowied[źz]|odpowied[źz] automatyczna|autoodpowied[źz]|poza biurem|nieobecno|na urlopie',
    'resposta autom[áa]tica|fora do escrit[óo]rio|aus[êe]ncia|de f[ée]rias|em f[ée]rias',
  ].join('|')})`,
  'iu',
);
