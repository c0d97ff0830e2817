import { BATCH, batches, counted, deleted, instant, type Kind } from '../kind';

/**
 * Under the numbering that a folder has now a mail may be listed again at any time, and is known by its row; and those of the one
 * before it tell which mails are the same when a server numbers anew. What came before both no server speaks of any more.
 */
const GOING = `m.changed_at < $1 and m.state not in ('listed', 'waiting') and m.settled is distinct from 'due' and m.uidvalidity not in (
    select f.uidvalidity from mail_folder f where f.channel = m.channel and f.folder = m.folder order by f.first_seen_at desc, f.uidvalidity desc limit 2)`;

export const mails: Kind = {
  name: 'mails',
  says: 'what became of mails under numbers that their server gave up',
  usual: '2y',
  leastDays: 90,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(changed_at) filter (where not going)')} oldest
from (select m.changed_at, pg_column_size(m.*) bytes, ${GOING} going from mail_seen m) x`,
      before,
    ),
  take: ({ pool }, before, going) =>
    batches(pool, going, (client) =>
      deleted(
        client,
        `delete from mail_seen where ctid = any (array(select m.ctid from mail_seen m where ${GOING} limit ${BATCH})) returning pg_column_size(mail_seen.*) bytes`,
        [before],
      ),
    ),
};
