import type { Pool, PoolClient } from 'pg';
import { jsonb } from '../../../database/jsonb';
import type { Tally } from '../channel';

/**
 * listed: the server named it, nothing is decided · waiting: to be fetched, or tried again at `next_at` · kept, duplicate,
 * canary, skipped: done · quarantined: given up, a person has to look · unfetchable: the server lists it and will not hand it
 * out · gone: somebody took it away before it was fetched.
 */
export type MailState = 'listed' | 'waiting' | 'kept' | 'duplicate' | 'canary' | 'skipped' | 'quarantined' | 'unfetchable' | 'gone';

export interface Folder {
  readonly channel: string;
  readonly folder: string;
  readonly uidvalidity: string;
}
export interface OpenMail {
  readonly uid: number;
  readonly state: 'listed' | 'waiting';
  readonly reason: string | null;
  readonly size: number | null;
  readonly attempts: number;
  readonly firstSeenAt: Date;
  readonly messageId: string | null;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly timesGiven: number; // its number, to one mail after another
}
export interface DecidedMail {
  readonly uid: number;
  readonly state: MailState;
  readonly reason: string;
  readonly size: number;
  readonly internal_date: string | null;
  readonly message_id: string | null;
  readonly sender: string | null;
  readonly subject: string;
  readonly left_out: Readonly<Record<string, number>> | null;
  readonly settled: 'due' | null;
}
const key = (f: Folder): [string, string, string] => [f.channel, f.folder, f.uidvalidity];
const OF = 'channel = $1 and folder = $2 and uidvalidity = $3';

/** Notes the folder under this UIDVALIDITY; `before` is the one that it had until now. */
export async function openFolder(db: Pool, f: Folder, at: string): Promise<{ readonly fresh: boolean; readonly before: string | null }> {
  const { rowCount } = await db.query(
    'insert into mail_folder (channel, folder, uidvalidity, first_seen_at) values ($1, $2, $3, $4) on conflict do nothing',
    [...key(f), at],
  );
  const { rows } = await db.query<{ uidvalidity: string }>(
    `select uidvalidity from mail_folder where channel = $1 and folder = $2 and uidvalidity <> $3 order by first_seen_at desc, uidvalidity desc limit 1`,
    key(f),
  );
  return { fresh: rowCount === 1, before: rows[0]?.uidvalidity ?? null };
}

/** Writes down what the server lists now: nothing that was ever listed is forgotten, whatever happens next. */
export async function noteListed(db: Pool, f: Folder, uids: readonly number[], at: string): Promise<number> {
  const { rowCount } = await db.query(
    `insert into mail_seen (channel, folder, uidvalidity, uid, first_seen_at, changed_at)
select $1, $2, $3, u, $5, $5 from unnest($4::bigint[]) u
on conflict do nothing`,
    [...key(f), uids, at],
  );
  await db.query(
    `update mail_seen set state = 'gone', reason = 'somebody took it away before it was fetched', changed_at = $5
where ${OF} and state in ('listed', 'waiting') and not (uid = any ($4))`,
    [...key(f), uids, at],
  );
  await db.query(
    `update mail_seen set state = 'listed', reason = null, changed_at = $5 where ${OF} and state = 'gone' and uid = any ($4)`,
    [...key(f), uids, at],
  );
  return rowCount!;
}

/** What is still to be decided or fetched, and due. */
export async function openMails(db: Pool, f: Folder, now: string): Promise<OpenMail[]> {
  const { rows } = await db.query<OpenMail>(
    `select uid::float8 uid, state, reason, size::float8 size, attempts, first_seen_at "firstSeenAt", message_id "messageId",
  sender, subject, times_given "timesGiven" from mail_seen
where ${OF} and state in ('listed', 'waiting') and (next_at is null or next_at <= $4) order by uid`,
    [...key(f), now],
  );
  return rows;
}

export async function writeDecided(db: Pool, f: Folder, mails: readonly DecidedMail[], at: string): Promise<void> {
  await db.query(
    `update mail_seen m set state = d.state, reason = d.reason, size = d.size, internal_date = d.internal_date, message_id = d.message_id,
  sender = d.sender, subject = d.subject, left_out = d.left_out, settled = d.settled, next_at = null, changed_at = $5
from jsonb_to_recordset($4::jsonb) d (uid bigint, state text, reason text, size bigint, internal_date timestamptz, message_id text, sender text,
  subject text, left_out jsonb, settled text)
where m.channel = $1 and m.folder = $2 and m.uidvalidity = $3 and m.uid = d.uid`,
    [...key(f), jsonb(mails), at],
  );
}

/** Counted before the fetch, so that a mail that kills this process is counted as well. */
export async function noteTry(db: Pool, f: Folder, uid: number): Promise<void> {
  await db.query(`update mail_seen set attempts = attempts + 1 where ${OF} and uid = $4`, [...key(f), uid]);
}

export async function writeFailed(
  db: Pool,
  f: Folder,
  uids: readonly number[],
  as: { readonly state: MailState; readonly reason: string; readonly weight: number; readonly nextAt: string | null },
  at: string,
): Promise<void> {
  await db.query(
    `update mail_seen set state = $5, reason = $6, attempts = greatest(0, attempts + $7), next_at = $8, changed_at = $9 where ${OF} and uid = any ($4)`,
    [...key(f), uids, as.state, as.reason, as.weight, as.nextAt, at],
  );
}

/** In the transaction of its receipt: there is no receipt that the mailbox does not know of, and none that it only believes in. */
export async function writeTaken(
  db: Pool | PoolClient,
  f: Folder,
  uid: number,
  as: { readonly state: 'kept' | 'duplicate'; readonly reason: string; readonly receiptId: string; readonly settled: 'due' | null },
  at: string,
): Promise<void> {
  await db.query(
    `update mail_seen set state = $5, reason = $6, receipt_id = $7, settled = coalesce(nullif(settled, 'due'), $8), next_at = null, changed_at = $9
where ${OF} and uid = $4`,
    [...key(f), uid, as.state, as.reason, as.receiptId, as.settled, at],
  );
}

/** Taken mails that are still to be moved or flagged. */
export async function unsettled(db: Pool, f: Folder): Promise<number[]> {
  const { rows } = await db.query<{ uid: number }>(
    `select uid::float8 uid from mail_seen where ${OF} and settled = 'due' order by uid`,
    key(f),
  );
  return rows.map((r) => r.uid);
}

export async function writeSettled(db: Pool, f: Folder, uids: readonly number[], settled: string, at: string): Promise<void> {
  await db.query(`update mail_seen set settled = $5, changed_at = $6 where ${OF} and uid = any ($4)`, [...key(f), uids, settled, at]);
}

export interface KnownMail {
  readonly uid: number;
  readonly size: number;
  readonly internalDate: string | null;
}
const TIMES_GIVEN_AT_MOST = 4; // a server that tells another date at each look would have all fetched for ever

/** Of the mails that the server lists now those of which something was decided, by number. */
export async function knownOf(db: Pool, f: Folder, uids: readonly number[]): Promise<KnownMail[]> {
  const { rows } = await db.query<Omit<KnownMail, 'internalDate'> & { at: Date | null }>(
    `select uid::float8 uid, size::float8 size, internal_date at from mail_seen
where ${OF} and uid = any ($4) and size is not null and state <> 'gone' and times_given < $5 order by uid`,
    [...key(f), uids, TIMES_GIVEN_AT_MOST],
  );
  return rows.map(({ uid, size, at }) => ({ uid, size, internalDate: at && at.toISOString() }));
}

export async function highestKnown(db: Pool, f: Folder): Promise<number> {
  const { rows } = await db.query<{ uid: number }>(`select coalesce(max(uid), 0)::float8 uid from mail_seen where ${OF}`, key(f));
  return rows[0]!.uid;
}

/** These numbers are other mails' now: as if never decided. What was received under them stays received. */
export async function listAgain(db: Pool, f: Folder, uids: readonly number[], at: string): Promise<void> {
  await db.query(
    `update mail_seen set state = 'listed', reason = null, size = null, internal_date = null, message_id = null, sender = null, subject = null,
  left_out = null, receipt_id = null, attempts = 0, next_at = null, settled = null, times_given = times_given + 1, changed_at = $5
where ${OF} and uid = any ($4)`,
    [...key(f), uids, at],
  );
}

export interface Likeness {
  readonly uid: number;
  readonly message_id: string | null;
  readonly size: number;
  readonly internal_date: string | null;
}

/**
 * The server numbered its mails anew: those that are the very ones known before take over what became of them. Only where one
 * mail on each side has that Message-ID, size and date; anything else is fetched and compared byte by byte.
 */
export async function linkToBefore(db: Pool, f: Folder, before: string, mails: readonly Likeness[], at: string): Promise<number> {
  const { rowCount } = await db.query(
    `with now as (select * from jsonb_to_recordset($4::jsonb) d (uid bigint, message_id text, size bigint, internal_date timestamptz)),
single as (select message_id, size, internal_date, min(uid) uid from now where message_id is not null group by 1, 2, 3 having count(*) = 1),
was as (select message_id, size, internal_date, min(uid) uid from mail_seen
  where channel = $1 and folder = $2 and uidvalidity = $5 group by 1, 2, 3 having count(*) = 1),
pair as (select s.uid, w.uid was from single s join was w using (message_id, size, internal_date))
update mail_seen m set state = o.state, reason = o.reason, size = o.size, internal_date = o.internal_date, message_id = o.message_id,
  sender = o.sender, subject = o.subject, left_out = o.left_out, receipt_id = o.receipt_id, settled = o.settled, changed_at = $6
from pair p join mail_seen o on o.channel = $1 and o.folder = $2 and o.uidvalidity = $5 and o.uid = p.was
where m.channel = $1 and m.folder = $2 and m.uidvalidity = $3 and m.uid = p.uid and m.state = 'listed'
  and o.state in ('kept', 'duplicate', 'canary', 'skipped')`,
    [...key(f), jsonb(mails), before, at],
  );
  return rowCount!;
}

/** Of all that the server lists now: what was received, and what has a reason why it was not. */
export async function tallyOf(db: Pool, f: Folder, uids: readonly number[]): Promise<Tally> {
  const { rows } = await db.query<Tally>(
    `select count(*)::int listed, count(*) filter (where m.state in ('kept', 'duplicate', 'canary'))::int received,
  count(*) filter (where m.state in ('skipped', 'quarantined', 'unfetchable', 'waiting'))::int explained
from unnest($4::bigint[]) u left join mail_seen m on m.channel = $1 and m.folder = $2 and m.uidvalidity = $3 and m.uid = u`,
    [...key(f), uids],
  );
  return rows[0]!;
}
