import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import { jsonb } from '../../database/jsonb';
import type { StatementLine } from '../../domain/sharing/statement';
import type { Statement } from '../../domain/sharing/statement-book';
import { uuidv7 } from '../../platform/ids';
import type { Sees } from '../access/sees';

type Db = Pool | PoolClient;
export const ANSWERS_TO_STATEMENTS = ['agreed', 'disputed'] as const;
export type StatementAnswer = (typeof ANSWERS_TO_STATEMENTS)[number];

interface Stating {
  readonly supplierId: string;
  readonly locationId: string;
  readonly month: string;
  readonly digest: string;
  readonly now: string;
  readonly author: string;
  readonly lines: readonly StatementLine[];
}

/** Its id, bare; undefined where the very same was stated before. */
export async function insertStatement(client: PoolClient, s: Stating): Promise<string | undefined> {
  const id = uuidv7();
  const { rowCount } = await client.query(
    `insert into statement (id, supplier_id, location_id, month, made_at, digest, lines, author) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [id, s.supplierId, s.locationId, s.month, s.now, s.digest, s.lines.length, s.author],
  );
  if (rowCount === 0) return undefined;
  const rows = s.lines.map((line, i) => ({ statement_id: id, n: i + 1, line }));
  await client.query('insert into statement_line select * from jsonb_populate_recordset(null::statement_line, $1::jsonb)', [jsonb(rows)]);
  return id;
}

export interface StatementReport {
  readonly id: string;
  readonly supplier: string;
  readonly location: string;
  readonly month: string;
  readonly made_at: string;
  readonly lines: number;
  readonly state: 'open' | 'replaced' | StatementAnswer; // replaced: stated anew with other numbers
  readonly answers: readonly { readonly answer: string; readonly at: string; readonly by: string; readonly note: string }[];
}
export interface StatementFilter {
  readonly supplier?: string | undefined;
  readonly month?: string | undefined;
  readonly id?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function reportStatements(db: Db, sees: Sees, f: StatementFilter): Promise<StatementReport[]> {
  const { rows } = await db.query<StatementReport>(
    `select 'stm_' || t.id id, s.code supplier, l.code "location", t.month, ${instant('t.made_at')} made_at, t.lines,
  case when exists (select 1 from statement n where n.supplier_id = t.supplier_id and n.location_id = t.location_id and n.month = t.month and n.id > t.id) then 'replaced'
    else coalesce((select a.answer from statement_answer a where a.statement_id = t.id order by a.id desc limit 1), 'open') end state,
  coalesce((select json_agg(json_build_object('answer', a.answer, 'at', ${instant('a.at')}, 'by', a.author, 'note', a.note) order by a.id)
    from statement_answer a where a.statement_id = t.id), '[]') answers
from statement t join supplier s on s.id = t.supplier_id join location l on l.id = t.location_id
where ($1::text[] is null or s.code = any ($1)) and ($2::text[] is null or l.code = any ($2)) and ($3::text is null or s.code = $3)
  and ($4::text is null or t.month = $4) and ($5::uuid is null or t.id = $5) and ($6::uuid is null or t.id < $6)
order by t.id desc limit $7`,
    [sees.suppliers, sees.locations, f.supplier ?? null, f.month ?? null, bare(f.id), bare(f.before), f.limit],
  );
  return rows;
}
const bare = (id: string | undefined): string | null => id?.replace(/^stm_/, '') ?? null;

export async function statementOf(db: Db, id: string): Promise<Statement | undefined> {
  const { rows } = await db.query<Omit<Statement, 'lines'>>(
    `select 'stm_' || t.id id, s.code supplier, s.name "supplierName", l.code "location", l.name "locationName", t.month, ${instant('t.made_at')} "madeAt"
from statement t join supplier s on s.id = t.supplier_id join location l on l.id = t.location_id where t.id = $1`,
    [bare(id)],
  );
  if (!rows[0]) return undefined;
  const { rows: lines } = await db.query<{ line: StatementLine }>('select line from statement_line where statement_id = $1 order by n', [bare(id)]);
  return { ...rows[0], lines: lines.map((l) => l.line) };
} // prettier-ignore

/** What a supplier, or a person for them, says of a statement. The last word holds, and all are kept. */
export async function answerStatement(
  db: Db,
  id: string,
  a: { readonly answer: StatementAnswer; readonly by: string; readonly note: string },
  now: string,
): Promise<void> {
  await db.query('insert into statement_answer (statement_id, answer, at, author, note) values ($1, $2, $3, $4, $5)', [
    ...[bare(id), a.answer, now, a.by, a.note],
  ]);
}
