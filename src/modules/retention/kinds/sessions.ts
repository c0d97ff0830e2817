import { BATCH, batches, counted, deleted, instant, type Kind } from '../kind';

/** That somebody signed in and out stands in the audit log. */
const GOING = 's.started_at < $1 and s.seen_at < $1';

export const sessions: Kind = {
  name: 'sessions',
  says: 'who was signed in when, and from where',
  usual: '1y',
  leastDays: 90,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(started_at) filter (where not going)')} oldest
from (select s.started_at, pg_column_size(s.*) bytes, ${GOING} going from person_session s) x`,
      before,
    ),
  take: ({ pool }, before, going) =>
    batches(pool, going, (client) =>
      deleted(
        client,
        `delete from person_session where id in (select s.id from person_session s where ${GOING} order by s.id limit ${BATCH}) returning pg_column_size(person_session.*) bytes`,
        [before],
      ),
    ),
};
