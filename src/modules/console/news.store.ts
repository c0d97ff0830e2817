import type { Pool } from 'pg';

/** One text that is another one as soon as something happened that a screen may show. */
export async function newest(db: Pool): Promise<string> {
  const { rows } = await db.query<{ mark: string }>(
    `select concat_ws(' ', (select max(id) from exception_event), (select max(id) from reorder_event), (select id from document order by id desc limit 1),
  (select count(*) from channel_health where failures > 0)) mark`,
  );
  return rows[0]!.mark;
}
