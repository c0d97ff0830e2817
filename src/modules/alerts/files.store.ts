import type { PoolClient } from 'pg';

export interface FilesSeen {
  readonly all: number;
  readonly accepted: number;
  readonly partly: number;
  readonly refused: number;
}

/** What came in between two instants. */
export async function filesSeen(client: PoolClient, after: string, until: string): Promise<FilesSeen> {
  const { rows } = await client.query<FilesSeen>(
    `select count(*)::int "all", count(*) filter (where status = 'accepted')::int accepted,
  count(*) filter (where status in ('accepted_with_issues', 'parked'))::int partly,
  count(*) filter (where status in ('rejected', 'quarantined'))::int refused
from document where current and received_at > $1 and received_at <= $2`,
    [after, until],
  );
  return rows[0]!;
}
