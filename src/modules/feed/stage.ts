import type { PoolClient } from 'pg';
import { copyText } from '../../database/copy';
import type { Kind } from './kind';

/** The stage of one file: gone with its transaction, and never in the write-ahead log. */
export async function createStage(client: PoolClient, kind: Kind): Promise<string> {
  const columns = kind.stage.map((c) => `${c.name} ${c.type}`).join(', ');
  const id = kind.stage.some((c) => c.name === 'id') ? '' : ", id bigint default nextval('fact_id')";
  await client.query(`
create temp table feed_row (n int not null, void boolean not null, ${columns}${kind.fact ? id : ''}) on commit drop;
create temp table feed_refused (n int not null, "column" text, value text, code text not null, detail text not null, warning boolean not null default false) on commit drop`);
  return `copy feed_row (n, void, ${kind.stage.map((c) => c.name).join(', ')}) from stdin`;
}

export function encodeRow(n: number, isVoid: boolean, values: readonly (string | null)[]): string {
  let line = `${n}\t${isVoid ? 't' : 'f'}`;
  for (const value of values) line += value === null ? '\t\\N' : `\t${copyText(value)}`;
  return `${line}\n`;
}

/** Which columns of the stage the file speaks of. */
export const statedColumns = (kind: Kind, stated: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...stated, ...kind.stage.filter((c) => c.of.some((name) => stated.has(name))).map((c) => c.name)]);
