import type { PoolClient } from 'pg';
import type { Numbers } from '../../domain/acks/answer';

const LAST = 999_999_999; // nine digits; after that they begin anew

/** The next control numbers towards a partner. The row stays locked until the transaction ends: no number is given twice, or lost. */
export async function allocateNumbers(client: PoolClient, own: string, partner: string, groups: number): Promise<Numbers> {
  const { rows } = await client.query<{ interchange: string; groups: string }>(
    `insert into control_number (own, partner, interchange, groups) values ($1, $2, 1, $3)
on conflict (own, partner) do update set interchange = control_number.interchange % ${LAST} + 1, groups = (control_number.groups + $3 - 1) % ${LAST} + 1
returning interchange, groups`,
    [own, partner, groups],
  );
  const { interchange, groups: last } = rows[0]!;
  return { interchange: Number(interchange), group: ((Number(last) - groups + LAST) % LAST) + 1 };
}
