import type { Pool, PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../src/database/migrations';

type Db = Pool | PoolClient;

/** What the schema holds, in words that do not depend on the order in which it was made. */
export async function schemaOf(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(`
select format('table %s %s', c.relname, c.relpersistence) line from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
union all select format('column %s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end, ' identity ' || nullif(a.attidentity::text, ''), ' default ' || pg_get_expr(d.adbin, d.adrelid))
  from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migration'
union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration'
union all select format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_migration'
union all select pg_get_triggerdef(oid) || case tgenabled when 'O' then '' else ' ' || tgenabled::text end from pg_trigger where not tgisinternal and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
union all select pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend x where x.objid = p.oid and x.deptype = 'e')
union all select format('sequence %s', relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' and relname not like 'schema_migration%'
order by 1`);
  return rows.map((r) => r.line);
}

/** Of each table its rows, whatever their order and that of their columns; of tables with more than so many only the number. */
export async function dataOf(db: Db, most = 1_000_000): Promise<Record<string, string>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select relname "name" from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migration' order by 1`,
  );
  const out: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows: size } = await db.query<{ n: number }>(`select count(*)::int n from ${name}`);
    out[name] = String(size[0]!.n);
    if (size[0]!.n > most) continue;
    const { rows } = await db.query<{ sum: string }>(
      `select coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0) sum from ${name} t`,
    );
    out[name] += ` ${rows[0]!.sum}`;
  }
  return out;
}

export const levels = MIGRATIONS.map((m) => m.name);

/** One migration by itself in a transaction of its own, up or down, noted as TypeORM notes it; how long its locks were held at most. */
export async function step(orm: DataSource, name: string, way: 'up' | 'down'): Promise<number> {
  const Each = MIGRATIONS.find((m) => m.name === name)!;
  const runner: QueryRunner = orm.createQueryRunner();
  const begun = performance.now();
  try {
    await runner.startTransaction();
    await new Each()[way](runner);
    if (way === 'up') await runner.query('insert into schema_migration (timestamp, name) values ($1, $2)', [Number(name.slice(-13)), name]);
    else await runner.query('delete from schema_migration where name = $1', [name]);
    await runner.commitTransaction();
    return performance.now() - begun;
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}
