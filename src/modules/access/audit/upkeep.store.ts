import type { PoolClient } from 'pg';
import { uuidv7 } from '../../../platform/ids';

/** What was done to the whole of the data: a restore, what retention took away. The audit log takes it from there. */
export interface Upkeep {
  readonly at: string;
  readonly author: string;
  readonly what: string;
  readonly said: object;
}

export async function noteUpkeep(client: PoolClient, { at, author, what, said }: Upkeep): Promise<void> {
  await client.query('insert into upkeep (id, at, author, what, said) values ($1, $2, $3, $4, $5)', [
    uuidv7(),
    at,
    author,
    what,
    JSON.stringify(said),
  ]);
}
