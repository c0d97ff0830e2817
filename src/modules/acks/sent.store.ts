import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import { uuidv7 } from '../../platform/ids';
import type { PartnerAnswer } from '../../domain/acks/partner-answer';
import { showPlace } from '../../domain/canonical/place';

/** An EDI message of ours that wants an answer. */
export interface SentEdi {
  readonly supplierId: string;
  readonly kind: string; // x12-850, edifact-invrpt …
  readonly own: string; // QUALIFIER:ID
  readonly partner: string;
  readonly interchange: string; // numbers without leading zeros
  readonly group: string | null;
  readonly message: string; // ST02, UNH01
  readonly reference: string; // the number of the document in it: BEG03, BGM1004
  readonly bytes: Buffer;
  readonly outboxId: string | null; // null: it was withheld, and nobody owes an answer
  readonly at: string;
  readonly withinHours: number | null; // as was agreed
}

/** In the transaction that puts it into the outbox. Returns its id. */
export async function noteSent(client: PoolClient, s: SentEdi): Promise<string> {
  const id = uuidv7();
  await client.query(
    `insert into edi_sent (id, supplier_id, kind, own, partner, interchange, functional_group, message, reference, bytes, outbox_id, made_at, within_hours)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[id, s.supplierId, s.kind, s.own, s.partner, s.interchange, s.group, s.message, s.reference],
      ...[s.bytes, s.outboxId, s.at, s.withinHours],
    ],
  );
  return id;
}

/** What one document says of messages of ours, and who sent it to whom. */
export interface AnswersTold {
  readonly documentId: string;
  readonly supplierId: string;
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly answers: readonly PartnerAnswer[];
}
const MONTHS = 6; // numbers begin anew after 999,999,999 messages, and some partners give them back anew each year

/**
 * Each answer finds the newest message under its numbers. What is said of a message goes before what is said of its group or
 * interchange, which received answers contradict; only an interchange that was refused is so with all that stands in it.
 */
export async function matchAnswers(client: PoolClient, told: readonly AnswersTold[], at: string): Promise<number> {
  const said = told.flatMap((t) =>
    t.answers.map(({ by, word, detail, business, place }, n) => ({
      ...{ document: t.documentId, supplier: t.supplierId, sender: t.sender, receiver: t.receiver, n },
      ...by,
      ...{ word, detail, business, place: showPlace(place) },
    })),
  );
  if (said.length === 0) return 0;
  const { rowCount } = await client.query(
    `with said as (select * from jsonb_to_recordset($1::jsonb) x("document" uuid, supplier uuid, sender text, receiver text, n int, "of" text,
  interchange text, "group" text, message text, reference text, word text, detail text, business boolean, place text)),
found as (select x.*, e.id sent_id, rank() over (partition by x."document", x.n order by (e.own = x.receiver and e.partner = x.sender) desc, e.made_at desc) nth
  from said x join edi_sent e on e.supplier_id = x.supplier and e.made_at > $2::timestamptz - interval '${MONTHS} months' and e.made_at < $2::timestamptz + interval '1 day'
    and case x."of" when 'interchange' then e.interchange = x.interchange when 'group' then e.functional_group = x."group"
      when 'reference' then e.reference = x.reference
      else e.message = x.message and coalesce(e.functional_group = x."group", true) and coalesce(e.interchange = x.interchange, true) end)
insert into edi_answer (sent_id, document_id, n, word, detail, business, place, at)
select f.sent_id, f."document", f.n, f.word, f.detail, f.business, f.place, $2 from found f
where f.nth = 1 and (f."of" not in ('group', 'interchange') or (f."of" = 'interchange' and f.word = 'rejected')
  or not exists (select 1 from found m where m.nth = 1 and m.sent_id = f.sent_id and m."document" = f."document" and m."of" = 'message'))
on conflict do nothing`,
    [jsonb(said), at],
  );
  return rowCount ?? 0;
}

/**
 * The answer that holds for a message: what was said of its content before what was said of its form, and of these the last; a
 * refusal of the whole before the rest of the same document.
 */
export const HOLDS = (sent: string): string =>
  `select a.*, d.file, d.within from edi_answer a join document d on d.id = a.document_id and d.current where a.sent_id = ${sent}
order by a.business desc, a.at desc, (a.word = 'rejected') desc, a.n desc limit 1`;
