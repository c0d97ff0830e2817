import type { PoolClient } from 'pg';

export interface FilesSeen {
  readonly all: number;
  readonly accepted: number;
  readonly partly: number;
  readonly refused: number;
}

/** What came in between two instants, of the suppliers that one sees; null: of all, and of those whom nobody knows. */
export async function filesSeen(client: PoolClient, after: string, until: string, suppliers: readonly string[] | null): Promise<FilesSeen> {
  const { rows } = await client.query<FilesSeen>(
    `select count(*)::int "all", count(*) filter (where status = 'accepted')::int accepted,
  count(*) filter (where status in ('accepted_with_issues', 'parked'))::int partly,
  count(*) filter (where status in ('rejected', 'quarantined'))::int refused
from document where current and received_at > $1 and received_at <= $2
  and ($3::text[] is null or supplier_id in (select id from supplier where code = any ($3)))`,
    [after, until, suppliers],
  );
  return rows[0]!;
}
