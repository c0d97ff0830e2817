import type { PoolClient } from 'pg';
import type { Mark, MarkWords } from '../../../domain/acks/reply/annotate';
import { composeReply, type Outcome, sentenceOf } from '../../../domain/acks/reply/compose';
import { type MayReply, mayReply } from '../../../domain/acks/reply/may-reply';
import type { Problem } from '../../../domain/acks/reply/problems';
import { MimeHead } from '../../../domain/syntax/mime-head';
import type { Logger } from '../../../platform/logger';
import type { Receipt } from '../../documents/receipts.store';
import type { MailMessage } from '../../outbox/message';
import { putInOutbox } from '../../outbox/outbox.store';
import { isVouched } from '../../suppliers/senders';
import type { Trust } from '../../suppliers/trust';
import { type Correspondent, correspondentOf, whoseFile } from './correspondent.store';
import { type MailHeads, mailHeads } from './mail-heads';
import { outcomeOf } from './outcome';
import { problemsOf } from './problems-of';
import { answeredReply, correct } from './correct.store';
import { howOf, type Replies, type ReplySettings, tongueOf } from './replies';
import * as store from './reply.store';
import { noteSuggestions } from './suggestions.store';
import type { SaidToSender } from './said';
import { WORKBOOK_TYPE } from '../../../domain/workbook/book';

export interface Replying {
  readonly replies?: Replies | undefined; // absent: nobody is written to
  readonly mailFrom?: string | undefined;
  readonly trust: Trust;
  readonly log: Logger;
}

/** What there is to be said, the stored file, and who writes the copy that goes back with it. */
export interface ToReply {
  readonly said: SaidToSender;
  readonly raw: string;
  readonly words: () => Promise<string>; // of the mail itself
  readonly back: (task: {
    readonly marks: readonly Mark[];
    readonly words: MarkWords;
  }) => Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;
}

const PROBLEMS = 5000; // that are looked at; whoever has more must look at the column, not at the cells

/**
 * Notes what an answer to one of our replies corrects, and writes to whoever sent it what became of it, in the transaction that posts it: one reply for each delivery, however often it is
 * read. It leaves by the outbox in the same transaction, or waits for a person. Whatever machine may be at the other end is
 * found out before; what says no is kept with the delivery.
 */
export async function reply(client: PoolClient, services: Replying, receipt: Receipt, { said, raw, words, back }: ToReply): Promise<void> {
  const mail = receipt.origin.message_id !== undefined || receipt.origin.from !== undefined ? await mailHeads(raw) : null;
  const about = await answeredReply(client, receipt, said, mail);
  if (about) {
    await correct(client, receipt, said, about);
    await noteSuggestions(client, about, receipt, await words());
  }
  const { replies, log } = services;
  const due = replies ? await dueReply(client, replies, receipt, said, mail) : null;
  if (!replies || !due) return replies ? store.withdrawPreview(client, receipt.id) : undefined;
  const { whom, heads, told, problems } = due;
  const made = {
    ...{ receiptId: receipt.id, supplierId: whom.supplierId, documentId: said.documents.find((d) => d.id !== null)?.id ?? null },
    ...{ outcome: told, address: due.address, hash: due.hash, madeAt: receipt.receivedAt },
    messageId: whom.byMail ? (receipt.origin.message_id ?? null) : null,
  };
  const ask = await questionOf(client, services, receipt, due);
  const never = mayReply({ ...ask, left: NONE_LEFT });
  if (never) {
    await store.putReply(client, { ...made, ...never, state: 'not_sent', language: null, message: null });
    return;
  }
  const tongue = tongueOf(replies, whom.locale, whom.timezone);
  const message = await composed(client, services, { receipt, said, whom, heads, outcome: told, problems, tongue, back });
  await store.aloneWithReplies(client); // when all that takes long is done
  const no = mayReply({ ...ask, left: await store.countLeft(client, receipt.id, due.address, receipt.receivedAt) });
  if (no?.tooMany) log.warn({ receiptId: receipt.id }, `${receipt.name} is not answered by itself: ${no.says}`);
  const state = receipt.withheld ? 'withheld' : 'preview';
  const kept = await store.putReply(client, { ...made, why: no?.why ?? null, says: no?.says ?? null, state, language: tongue.wording.language, message }); // prettier-ignore
  if (kept === null || receipt.withheld || no !== null || due.leave !== 'send' || services.mailFrom === undefined) return;
  await leave(client, { id: kept, receiptId: receipt.id, address: due.address, message }, receipt.receivedAt);
}
const NONE_LEFT = { document: 0, hour: 0, day: 0, all: 0 };

interface Due {
  readonly whom: Correspondent;
  readonly address: string;
  readonly heads: MailHeads | null;
  readonly told: Outcome;
  readonly problems: { readonly said: readonly Problem[]; readonly rowsIn: number };
  readonly hash: string | null; // of what came again
  readonly leave: ReplySettings['leave'];
}

/** Whether there is somebody to be written to, and anything that is to be said by what is settled. */
async function dueReply(
  client: PoolClient,
  replies: Replies,
  receipt: Receipt,
  said: SaidToSender,
  mail: MailHeads | null,
): Promise<Due | null> {
  const whom = await correspondentOf(client, receipt, said);
  if (whom?.address == null) return null;
  const { leave, accepted } = howOf(replies.settings, whom.code ?? '');
  const heads = whom.byMail ? mail : null;
  const outcome = leave === 'off' ? null : outcomeOf(said, whom, heads);
  if (outcome === null) return null;
  const problems = await problemsOf(client, said, PROBLEMS);
  const told: Outcome = outcome === 'accepted' && problems.said.length > 0 ? 'partly' : outcome;
  if (whom.edi && (told === 'duplicate' || problems.said.every((p) => p.severity !== 'error'))) return null;
  if (told === 'accepted' && accepted === 'never') return null;
  if (told === 'accepted' && accepted === 'first' && whom.supplierId !== null && (await store.acceptedTold(client, receipt.id, whom.supplierId))) return null; // prettier-ignore
  const hash = told === 'duplicate' ? (said.documents.find((d) => d.hash !== undefined)?.hash ?? receipt.sha256) : null;
  if (hash !== null && (await store.duplicateTold(client, receipt.id, hash))) return null;
  return { whom, address: whom.address, heads, told, problems, hash, leave };
}

export interface WouldWrite extends Pick<MailMessage, 'subject' | 'text'> {
  readonly outcome: Outcome;
  readonly html: string;
  readonly language: string;
  readonly attachments: NonNullable<MailMessage['attachments']>;
}
/**
 * What its sender would be told of a file, whoever that is and whether or not anything leaves: for who tries a file before it is sent.
 * Null where there is nothing that would be told.
 */
export async function wouldWrite(
  client: PoolClient,
  services: Replying & { readonly replies: Replies },
  receipt: Receipt,
  { said, back }: Pick<ToReply, 'said' | 'back'>,
): Promise<WouldWrite | null> {
  const whom = await whoseFile(client, said);
  const outcome = outcomeOf(said, whom, null);
  if (outcome === null) return null;
  const problems = await problemsOf(client, said, PROBLEMS);
  const told: Outcome = outcome === 'accepted' && problems.said.length > 0 ? 'partly' : outcome;
  const tongue = tongueOf(services.replies, whom.locale, whom.timezone);
  const made = await composed(client, services, { receipt, said, whom, heads: null, outcome: told, problems, tongue, back });
  const { subject, text, html = '', attachments = [] } = made;
  return { outcome: told, language: tongue.wording.language, subject, text, html, attachments };
}

/** Into the outbox, once for each delivery, whoever asks for it. */
export async function leave(
  client: PoolClient,
  r: { readonly id: string; readonly receiptId: string; readonly address: string; readonly message: MailMessage },
  at: string,
): Promise<void> {
  const about = { reply: r.id, receipt: r.receiptId };
  const [outboxId] = await putInOutbox(client, [{ eventKey: `reply ${r.receiptId}`, kind: 'mail', target: r.address, about, payload: r.message }], at); // prettier-ignore
  if (outboxId !== undefined) await store.noteLeft(client, r.id, outboxId, at);
}

/** What the guard is asked, but for what has left. */
async function questionOf(
  client: PoolClient,
  services: Replying,
  receipt: Receipt,
  { whom, address, heads }: Due,
): Promise<Omit<MayReply, 'left'>> {
  const { origin } = receipt;
  const { settings } = services.replies!;
  const own = [services.mailFrom ?? '', ...(origin.envelope_to ?? '').split(' '), ...settings.own].map((a) => a.toLowerCase());
  return {
    head: heads?.head ?? '',
    subject: heads?.subject ?? '',
    from: address.toLowerCase(),
    envelopeFrom: whom.byMail ? origin.envelope_from : undefined,
    calendar: heads?.calendar ?? false,
    own: own.filter((a) => a !== ''),
    known: whom.known,
    vouched: !whom.byMail || (await isVouched(client, services.trust, whom.supplierId, { sender: receipt.sender, from: origin.from })),
    answered: whom.byMail && origin.message_id !== undefined && (await store.messageAnswered(client, receipt.id, origin.message_id)),
  };
}

interface Composing {
  readonly receipt: Receipt;
  readonly said: SaidToSender;
  readonly whom: Correspondent;
  readonly heads: MailHeads | null;
  readonly outcome: Outcome;
  readonly problems: { readonly said: readonly Problem[]; readonly rowsIn: number };
  readonly tongue: ReturnType<typeof tongueOf>;
  readonly back: ToReply['back'];
}

async function composed(client: PoolClient, services: Replying, c: Composing): Promise<MailMessage> {
  const { receipt, said, whom, heads, outcome, problems } = c;
  const kind = said.documents.find((d) => d.kind !== 'other')?.kind ?? 'stock_report';
  const before = whom.supplierId === null ? undefined : await store.lastGood(client, receipt.id, whom.supplierId, kind, receipt.receivedAt);
  const hashes = said.documents.flatMap((d) => (d.hash === undefined ? [] : [d.hash]));
  const first = outcome === 'duplicate' ? await store.cameFirst(client, receipt.id, hashes) : null;
  const document = said.documents.find((d) => d.id !== null)?.id ?? receipt.id;
  const { settings } = services.replies!;
  const attachments = outcome === 'duplicate' || problems.said.length === 0 ? [] : await attachmentsOf(c);
  const from = services.mailFrom ?? '';
  const { subject, text, html } = composeReply(
    {
      ...{ outcome, file: fileOf(receipt, said), subject: heads?.subject ?? '', receivedAt: receipt.receivedAt },
      ...{ rowsIn: problems.rowsIn, problems: problems.said, earlier: outcome === 'duplicate' ? first : (before?.at ?? null) },
      ...{ headings: before?.headings ?? [], attached: attachments.length > 0, reference: `doc_${document}`, contact: settings.contact },
    },
    c.tongue,
  );
  const id = receipt.origin.message_id;
  const thread = heads === null || id === undefined ? {} : { inReplyTo: id, references: [...referencesOf(heads.head), id] };
  return {
    ...{ from, to: whom.address ?? '', replyTo: from, subject, text, html, bouncesTo: settings.bounces_to, ...thread, attachments },
    headers: {
      ...{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk', 'X-Loop': from },
      'X-Gateway-Document': `doc_${document}`,
    },
  };
}

const HEADS = ['head-sheet', 'head-cell', 'head-row', 'head-column', 'head-sent', 'head-change', 'severity', 'code'];

/** Their own file with the cells coloured; what was never a table has no cells. */
async function attachmentsOf({ said, problems, tongue: { wording }, back }: Composing): Promise<NonNullable<MailMessage['attachments']>> {
  const withins = [...new Set(said.documents.filter((d) => d.status !== 'ignored').map((d) => d.within))];
  const marks = problems.said.map((p): Mark => ({
    ...p,
    within: withins.length === 1 ? withins[0]! : p.file || null,
    says: sentenceOf(p, wording),
  }));
  if (marks.every((m) => m.row === null)) return [];
  const words = { problems: wording.word('problems'), heads: HEADS.map((h) => wording.word(h)), error: wording.word('severity-error'), warning: wording.word('severity-warning') }; // prettier-ignore
  return (await back({ marks, words })).map(({ name, bytes }) => ({
    filename: `${wording.word('attached', { subject: name.replace(/\.[a-z0-9]{1,8}$/i, '') })}.xlsx`,
    contentType: WORKBOOK_TYPE,
    base64: Buffer.from(bytes).toString('base64'),
  }));
}

const fileOf = (receipt: Receipt, { documents }: SaidToSender): string => {
  const within = new Set(documents.flatMap((d) => (d.within === null || d.status === 'ignored' ? [] : [d.within])));
  return within.size === 1 ? [...within][0]!.split('/').at(-1)! : receipt.name.replace(/\.eml$/, '');
};

const MOST_REFERENCES = 20;
const referencesOf = (head: string): string[] => (new MimeHead(head).get('references')?.slice(0, 8000).match(/<[^<>\s]{1,250}>/g) ?? []).slice(-MOST_REFERENCES); // prettier-ignore
