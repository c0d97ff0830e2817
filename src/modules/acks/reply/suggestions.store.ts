import type { Pool, PoolClient } from 'pg';
import { instant } from '../../../database/instant';
import { jsonb } from '../../../database/jsonb';
import { answersInWords } from '../../../domain/acks/reply/answers-in-words';
import { RefusedError } from '../../../platform/errors';
import { uuidv7 } from '../../../platform/ids';
import type { Sees } from '../../access/sees';

export const SUGGESTION_STATES = ['open', 'accepted', 'dismissed'] as const;

/** What a supplier answered in words, and what a person has said to it. */
export interface SuggestionReport {
  readonly id: string;
  readonly supplier: string;
  readonly reply: string;
  readonly receipt: string;
  readonly name: string; // as the supplier writes it
  readonly meaning: string;
  readonly line: string;
  readonly state: (typeof SUGGESTION_STATES)[number];
  readonly author: string | null;
  readonly at: string;
}

/** Of the names that the file bears of which we wrote, and that still wait. */
export async function noteSuggestions(
  client: PoolClient,
  about: { readonly reply: string; readonly receipt: string; readonly supplier: string },
  receipt: { readonly id: string; readonly receivedAt: string },
  text: string,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct x.name from parked_line p join document d on d.id = p.document_id and d.current
cross join lateral (select case p.reason when 'unit.unknown' then p.unit else case when p.reason like 'location.%' then p.location->>'value' else p.refs->0->>'value' end end name) x
where d.receipt_id = $1 and p.taken_up_at is null and x.name is not null`,
    [about.receipt],
  );
  const found = answersInWords(text, rows.map((r) => r.name)); // prettier-ignore
  const all = found.map((f) => ({ id: uuidv7(), ...f }));
  await client.query(
    `insert into suggestion (id, receipt_id, reply_id, supplier_id, name, meaning, line, at)
select x.id, $2, $3, $4, x.name, x.meaning, x.line, $5 from jsonb_to_recordset($1::jsonb) x (id uuid, name text, meaning text, line text) on conflict do nothing`,
    [jsonb(all), receipt.id, about.reply, about.supplier, receipt.receivedAt],
  );
}

/** The newest first. */
export async function reportSuggestions(
  db: Pool,
  sees: Sees,
  f: { readonly id?: string | undefined; readonly state?: string | undefined; readonly limit: number },
): Promise<SuggestionReport[]> {
  const { rows } = await db.query<SuggestionReport>(
    `select 'sug_' || g.id id, s.code supplier, 'rpl_' || g.reply_id reply, 'rcp_' || g.receipt_id receipt, g.name, g.meaning, g.line, g.state, g.author, ${instant('g.at')} at
from suggestion g join supplier s on s.id = g.supplier_id
where ($1::text[] is null or s.code = any ($1)) and $2::text[] is null and ($3::uuid is null or g.id = $3) and ($4::text is null or g.state = $4)
order by g.id desc limit $5`,
    [sees.suppliers, sees.locations, f.id?.replace(/^sug_/, '') ?? null, f.state ?? null, f.limit],
  );
  return rows;
}

/** Throws RefusedError where somebody was there before. */
export async function settleSuggestion(db: Pool, id: string, state: 'accepted' | 'dismissed', author: string, now: string): Promise<void> {
  const { rowCount } = await db.query(`update suggestion set state = $2, author = $3, decided_at = $4 where id = $1 and state = 'open'`, [
    ...[id.replace(/^sug_/, ''), state, author, now],
  ]);
  if (rowCount === 0) throw new RefusedError('suggestion.settled', 'it was accepted or dismissed before');
}
