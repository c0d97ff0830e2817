import type { PoolClient } from 'pg';
import { copyIn } from '../../database/copy';
import { failpoint } from '../../platform/failpoints';
import type { Outcome } from '../catalog/merge';
import { RowChecker } from './check-rows';
import type { ResultBuilder } from './import-result';
import { FeedRow, type Kind, type Refusal } from './kind';
import { Known } from './known';
import type { RowSource } from './row-source';
import { createStage, encodeRow, statedColumns } from './stage';

/** One file, or one sheet of a workbook, opened and ready to be read. */
export interface FeedPart {
  readonly file: string;
  readonly kind: Kind;
  readonly sha256: string | null; // null where there is no file
  readonly source: RowSource;
}

/** What is written with the rows or not at all; nothing where one of them was refused. */
export type Beside = (client: PoolClient) => Promise<void>;

const ONE_AT_A_TIME = 0x66656564; // two imports of one row would each find that the other's is not there

/**
 * One file in one transaction: rows are checked and put into the stage as they are read, then the stage is brought to the
 * table set by set. Killed anywhere before the end, nothing of it has happened, and it can be imported again.
 */
export class ImportSession {
  private counted: 'nothing' | 'whole' | 'in part' = 'nothing';

  constructor(
    private readonly client: PoolClient,
    private readonly now: string,
    private readonly out: ResultBuilder,
  ) {}

  async import(part: FeedPart, beside?: Beside): Promise<void> {
    const { client, now } = this;
    const checker = new RowChecker(part.kind, part.source.headings);
    const tell = new Teller(part, checker, this.out);
    for (const p of checker.problems.filter((x) => x.code === 'column.unknown')) tell.warn(p);
    if (checker.unusable) return tell.refuseFile(await rowsIn(part.source));
    await transaction(client, async () => {
      await client.query('select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
      const stagedRows = await stageRows(client, part, checker, tell);
      failpoint('feed.after-stage');
      const stated = statedColumns(part.kind, checker.stated);
      const outcome = await part.kind.write({ client, now, source: part.file, stated, counted: this.counted === 'whole' });
      await tell.refusedByTheDatabase(client);
      if (part.kind.name === 'counts') await this.rememberCounts(tell.refused > 0);
      if (part.sha256 !== null && tell.refused === 0) await noteImport(client, part, now, stagedRows);
      if (tell.refused === 0) await beside?.(client);
      this.out.take(part.kind.name, outcome);
      failpoint('feed.before-commit');
    });
    tell.flush();
  }

  /** For a feed that says that its counts are all there are. A refused row is no absent one, and makes nothing zero. */
  private async rememberCounts(refused: boolean): Promise<void> {
    const create = this.counted === 'nothing' ? 'create temp table feed_counted as' : 'insert into feed_counted';
    await this.client.query(
      `${create} select item_id, location_id, counted_at, basis, status, owner, supplier_id, lot from feed_row where not void`,
    );
    this.counted = refused || this.counted === 'in part' ? 'in part' : 'whole';
  }

  async close(): Promise<void> {
    if (this.counted !== 'nothing') await this.client.query('drop table feed_counted');
  }
}

async function transaction(client: PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function stageRows(client: PoolClient, part: FeedPart, checker: RowChecker, tell: Teller): Promise<number> {
  const copy = await createStage(client, part.kind);
  const known = new Known(client);
  let copying: Promise<unknown> = Promise.resolve();
  let count = 0;
  for await (const batch of part.source.rows) {
    const rows = batch.map((raw) => checker.read(raw));
    const wanted = checker.wanted(rows);
    if (known.lacks(wanted)) {
      await copying; // one connection speaks of one thing at a time
      await known.learn(wanted);
    }
    let lines = '';
    for (const [i, row] of rows.entries()) {
      const { number } = batch[i]!;
      if (!(row instanceof FeedRow)) {
        tell.refuse(number, row);
        continue;
      }
      const values = part.kind.encode(row, known);
      if (row.refusal) {
        tell.refuse(number, row.refusal);
        continue;
      }
      lines += encodeRow(number, row.void, values);
      count += 1;
    }
    await copying;
    if (lines !== '') copying = copyIn(client, copy, [lines]);
    copying.catch(() => undefined); // awaited in the next round; it must not be unheard until then
  }
  await copying;
  return count;
}

/** The very same bytes at the very same instant are the same import: a backfill that is run again says nothing new. */
export async function importedBefore(client: PoolClient, kind: string, sha256: string, now: string): Promise<number | null> {
  const { rows } = await client.query<{ accepted: number }>(
    'select accepted::int from feed_import where sha256 = $1 and kind = $2 and imported_at = $3',
    [sha256, kind, now],
  );
  return rows[0]?.accepted ?? null;
}

async function noteImport(client: PoolClient, part: FeedPart, now: string, accepted: number): Promise<void> {
  await client.query(
    'insert into feed_import (sha256, kind, imported_at, source, accepted) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [part.sha256, part.kind.name, now, part.file, accepted],
  );
}

async function rowsIn(source: RowSource): Promise<number> {
  let count = 0;
  for await (const batch of source.rows) count += batch.length;
  return count;
}

/** Says what is wrong, where. */
class Teller {
  refused = 0;
  private held: { readonly row: number; readonly refusal: Refusal }[] = [];

  constructor(
    private readonly part: FeedPart,
    private readonly checker: RowChecker,
    private readonly out: ResultBuilder,
  ) {}

  refuse(row: number, refusal: Refusal): void {
    this.refused += 1;
    this.held.push({ row, refusal });
  }

  /** In the order of the file, whoever found what is wrong. */
  flush(): void {
    this.held.sort((a, b) => a.row - b.row);
    for (const { row, refusal } of this.held) this.out.refuse(this.placed(row, refusal));
    this.held = [];
  }

  private placed(row: number, told: Refusal): Refusal & { readonly file: string; readonly place: string } {
    const at = told.column === null ? undefined : this.checker.positionOf(told.column);
    return { file: this.part.file, place: this.part.source.place(row, at), ...told };
  }

  warn(p: { readonly column: string; readonly code: string; readonly detail: string; readonly at: number | undefined }): void {
    this.out.warn({
      file: this.part.file,
      place: this.part.source.place(1, p.at),
      column: p.column,
      value: null,
      code: p.code,
      detail: p.detail,
    });
  }

  refuseFile(rows: number): void {
    const fatal = this.checker.problems.filter((p) => p.code !== 'column.unknown');
    fatal.forEach(({ column, code, detail, at }, i) =>
      this.out.refuse(
        { file: this.part.file, place: this.part.source.place(1, at), column, value: null, code, detail },
        i === 0 ? Math.max(1, rows) : 0,
      ),
    );
  }

  async refusedByTheDatabase(client: PoolClient): Promise<void> {
    const { rows } = await client.query<Refusal & { n: number; warning: boolean }>(
      'select n, "column", value, code, detail, warning from feed_refused order by n, code',
    );
    for (const { n, warning, ...told } of rows)
      if (warning) this.out.warn(this.placed(n, told));
      else this.refuse(n, told);
  }
}

export const NOTHING: Outcome = { added: 0, changed: 0, unchanged: 0, withdrawn: 0 };
