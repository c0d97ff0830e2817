import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';

/** A program as it was applied; none of them ever changes. */
export interface ProgramVersion {
  readonly name: string;
  readonly version: number;
  readonly supplier: string;
  readonly text: string;
  readonly author: string;
  readonly note: string;
  readonly applied_at: string;
  readonly holds: boolean;
}

/** All versions of one program, or those that hold; the newest first. */
export async function programVersions(db: Pool | PoolClient, name?: string): Promise<ProgramVersion[]> {
  const { rows } = await db.query<ProgramVersion>(
    `select name, version, supplier, text, author, note, ${instant('applied_at')} applied_at, holds from program_version
where case when $1::text is null then holds else name = $1 end order by name, version desc`,
    [name ?? null],
  );
  return rows;
}

export async function newestProgramVersion(db: Pool | PoolClient, name: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select coalesce(max(version), 0)::int n from program_version where name = $1', [name]);
  return rows[0]!.n;
}

/** Holds from now on, in place of the one before. */
export async function insertProgramVersion(client: PoolClient, v: Omit<ProgramVersion, 'holds'>): Promise<void> {
  await endProgram(client, v.name);
  await client.query(
    'insert into program_version (name, version, supplier, text, author, note, applied_at, holds) values ($1, $2, $3, $4, $5, $6, $7, true)',
    [v.name, v.version, v.supplier, v.text, v.author, v.note, v.applied_at],
  );
}

export async function endProgram(client: PoolClient, name: string): Promise<void> {
  await client.query('update program_version set holds = false where name = $1 and holds', [name]);
}
