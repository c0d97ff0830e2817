import type { Pool, PoolClient } from 'pg';
import { instant } from '../../../database/instant';
import { MimeHead } from '../../../domain/syntax/mime-head';
import type { Receipt } from '../../documents/receipts.store';
import type { MailHeads } from './mail-heads';
import type { SaidToSender } from './said';

const MESSAGE = /<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]{1,250}>/gi; // as the outbox makes them
const MOST = 50;

/** What a mail answers, by the ids that it names; those of ours are ids of the outbox. */
export function answered(head: string): string[] {
  const fields = new MimeHead(head);
  const named = [fields.get('in-reply-to'), fields.get('references')].map((f) => (f ?? '').slice(0, 8000)).join(' ');
  return [...new Set([...named.matchAll(MESSAGE)].map((m) => m[1]!.toLowerCase()))].slice(0, MOST);
}

/** The reply of ours that a mail answers, if it is from the supplier to whom we wrote: a Message-ID is no secret. */
export interface About {
  readonly reply: string;
  readonly receipt: string; // of which it was
  readonly supplier: string;
}
export async function answeredReply(
  client: PoolClient,
  receipt: Receipt,
  said: SaidToSender,
  heads: MailHeads | null,
): Promise<About | null> {
  const ids = heads === null ? [] : answered(heads.head);
  if (ids.length === 0) return null;
  const { rows } = await client.query<About>(
    `select id reply, receipt_id receipt, supplier_id supplier from reply where outbox_id = any ($1) and receipt_id <> $2 and supplier_id = any ($3)
order by left_at desc limit 1`,
    [ids, receipt.id, said.documents.flatMap((d) => d.supplierId ?? [])],
  );
  return rows[0] ?? null;
}

/**
 * A list that answers a reply of ours corrects the file that the reply was about. What it says of the same day counts from here on, as of
 * any later report; the lines that waited for a name, and that it says anew, wait no longer.
 */
export async function correct(client: PoolClient, receipt: Receipt, said: SaidToSender, about: About): Promise<void> {
  const taken = said.documents.filter((d) => d.id !== null && ['accepted', 'accepted_with_issues', 'parked'].includes(d.status));
  const copy = said.issues.some((i) => i.issue.code === 'sheet.our-problems'); // our own workbook: the same addresses
  for (const d of taken) {
    if (d.supplierId !== about.supplier) continue;
    const { rows: earlier } = await client.query<{ id: string }>(
      `select id from document where receipt_id = $1 and current and kind = $2 and supplier_id = $3 and status not in ('ignored', 'duplicate') order by ordinal`,
      [about.receipt, d.kind, about.supplier],
    );
    for (const { id } of earlier) {
      const lines = await supersede(client, id, d.id!, copy, receipt.receivedAt);
      await client.query(
        `insert into correction (document_id, corrects_id, reply_id, lines, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [d.id, id, about.reply, lines, receipt.receivedAt],
      );
    }
  }
}

const ROW = (place: string): string => `substring(${place} from '(?:![A-Z]*|row )([0-9]+)')`;
const SHEET = (place: string): string => `substring(${place} from '([^/!]*)![A-Z]*[0-9]+$')`;

/** Lines that wait and that the correction has taken: in the same row of our own copy, or of the same item as its sender calls it. */
async function supersede(client: PoolClient, earlier: string, document: string, copy: boolean, at: string): Promise<number> {
  const { rowCount } = await client.query(
    `update parked_line p set taken_up_at = $4, superseded_by = $2 where p.document_id = $1 and p.taken_up_at is null and exists (
  select 1 from observation o where o.document_id = $2 and o.measure = p.measure and case when $3
    then ${ROW('o.place')} = ${ROW('p.place')} and coalesce(${SHEET('p.place')}, ${SHEET('o.place')}) = ${SHEET('o.place')}
    else exists (select 1 from jsonb_array_elements(p.refs) a join jsonb_array_elements(o.given::jsonb->'refs') b on b->>'value' = a->>'value') end)`,
    [earlier, document, copy, at],
  );
  if (rowCount === 0) return 0;
  await client.query(
    `update document d set lines = d.lines - $2, parked = w.waiting, status = case when w.waiting > 0 and w.waiting = d.lines - $2 then 'parked' else 'accepted_with_issues' end
from (select count(*)::int waiting from parked_line p where p.document_id = $1 and p.taken_up_at is null) w where d.id = $1`,
    [earlier, rowCount],
  );
  await client.query(
    `insert into touched (supplier_id, kind, ref, at) select supplier_id, 'document', id::text, $2 from document where id = $1`,
    [earlier, at],
  );
  return rowCount!;
}

/** How a document and others correct one another. */
export interface Corrections {
  readonly corrects: readonly { readonly document: string; readonly file: string; readonly lines: number; readonly at: string }[];
  readonly corrected_by: Corrections['corrects'];
}
export async function correctionsOf(db: Pool, documentId: string): Promise<Corrections> {
  const of = async (mine: string, other: string): Promise<Corrections['corrects']> =>
    (
      await db.query<Corrections['corrects'][number]>(
        `select 'doc_' || d.id document, d.file || coalesce('/' || d.within, '') file, c.lines, ${instant('c.at')} at from correction c join document d on d.id = c.${other}
where c.${mine} = $1 order by c.at, d.id`,
        [documentId.replace(/^doc_/, '')],
      )
    ).rows;
  return { corrects: await of('document_id', 'corrects_id'), corrected_by: await of('corrects_id', 'document_id') };
}
