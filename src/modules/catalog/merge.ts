import type { PoolClient } from 'pg';

/** What became of the rows of one file. */
export interface Outcome {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
}

/** Rows of one file, checked and resolved, in the temporary table `feed_row` (n, void, …) of this transaction. */
export interface Staged {
  readonly client: PoolClient;
  readonly now: string;
  readonly source: string; // the file's name, kept with every fact
  readonly stated: ReadonlySet<string>; // stage columns that the file speaks of; the others keep what is known
  readonly counted?: boolean; // `feed_counted` holds the counts that came with this import, none of them refused
}

export interface Target {
  readonly kind: string; // under which the history is kept
  readonly table: string;
  readonly key: readonly string[];
  readonly nullable?: readonly string[]; // of the key; absent on both sides is the same
  readonly values: readonly string[];
  readonly withdraw: 'delete' | 'mark'; // what facts point to is marked, never removed
  readonly stamp?: readonly ('imported_at' | 'source')[];
  readonly insertOnly?: readonly string[]; // given once, as an id is
}

export const matches = (target: Pick<Target, 'key' | 'nullable'>, a: string, b: string): string =>
  target.key
    .map((k) => (target.nullable?.includes(k) ? `coalesce(${a}.${k}::text, '') = coalesce(${b}.${k}::text, '')` : `${a}.${k} = ${b}.${k}`))
    .join(' and ');

export const list = (alias: string, columns: readonly string[]): string => columns.map((c) => `${alias}.${c}`).join(', ');
const row = (alias: string, columns: readonly string[]): string => `(${list(alias, columns)})`;
const keyText = (alias: string, key: readonly string[]): string =>
  `concat_ws(' ', ${key.map((k) => `coalesce(${alias}.${k}::text, '-')`).join(', ')})`;

/**
 * Rows of one file that speak of the same thing: the last one holds. An earlier one that says otherwise is reported, since
 * applying both would make importing the file again change things back and forth; one that says the same is merely the same.
 */
export async function settleRepeats(staged: Staged, target: Pick<Target, 'key' | 'nullable' | 'values'>): Promise<number> {
  const key = list('s', target.key);
  const repeated = await staged.client.query(`select 1 from feed_row s group by ${key} having count(*) > 1 limit 1`);
  if (repeated.rowCount === 0) return 0;
  await staged.client.query(`
create temp table feed_last on commit drop as select ${key}, max(s.n) n from feed_row s group by ${key} having count(*) > 1`);
  const values = target.values.length > 0 ? `or ${row('s', target.values)} is distinct from ${row('f', target.values)}` : '';
  await staged.client.query(`
insert into feed_refused (n, code, detail)
select s.n, 'row.repeated', 'row ' || l.n || ' says otherwise about the same ${keyWords(target.key)}, and the later one holds'
from feed_row s join feed_last l on ${matches(target, 's', 'l')} and s.n < l.n join feed_row f on f.n = l.n
where s.void <> f.void ${values}`);
  const gone = await staged.client.query(`delete from feed_row s using feed_last l where ${matches(target, 's', 'l')} and s.n < l.n`);
  const refused = await staged.client.query<{ count: number }>(`select count(*)::int count from feed_refused where code = 'row.repeated'`);
  return (gone.rowCount ?? 0) - refused.rows[0]!.count;
}
const keyWords = (key: readonly string[]): string => key.map((k) => k.replace(/_id$/, '').replaceAll('_', ' ')).join(', ');

/**
 * Brings a table to what the staged rows say, set by set: the same again changes nothing, another value is a correction whose
 * former state is kept, a void row is withdrawn. Leaves `feed_plan` (n, verb) for those who follow up what changed.
 */
export async function merge(staged: Staged, target: Target): Promise<Outcome> {
  const { client, now, source } = staged;
  const repeats = await settleRepeats(staged, target);
  await client.query('analyze feed_row');
  const stated = target.values.filter((v) => staged.stated.has(v));
  const same = matches(target, 't', 's');
  const differs = stated.length > 0 ? `${row('s', stated)} is distinct from ${row('t', stated)}` : 'false';
  const marked = target.withdraw === 'mark';
  await client.query(`
create temp table feed_plan on commit drop as
select s.n, case when t.${target.key[0]} is null then case when s.void then 'unchanged' else 'added' end
  when s.void then ${marked ? `case when t.void then 'unchanged' else 'withdrawn' end` : `'withdrawn'`}
  when ${marked ? 't.void or ' : ''}${differs} then 'changed' else 'unchanged' end verb
from feed_row s left join ${target.table} t on ${same}`);
  await client.query('analyze feed_plan');
  const outcome = await tally(client, repeats);
  if (outcome.changed + outcome.withdrawn > 0) {
    await client.query(
      `insert into fact_revision (kind, key, before, replaced_at, source)
select $1, ${keyText('t', target.key)}, to_jsonb(t), $2, $3 from feed_plan p join feed_row s using (n) join ${target.table} t on ${same}
where p.verb in ('changed', 'withdrawn')`,
      [target.kind, now, source],
    );
    await withdraw(client, target, same);
    await correct(staged, target, stated, same);
  }
  if (outcome.added > 0) await insert(staged, target);
  return outcome;
}

export async function tally(client: PoolClient, unchanged = 0): Promise<Outcome> {
  const { rows } = await client.query<{ verb: keyof Outcome; count: number }>(
    'select verb, count(*)::int count from feed_plan group by verb',
  );
  const count = (verb: keyof Outcome): number => rows.find((r) => r.verb === verb)?.count ?? 0;
  return { added: count('added'), changed: count('changed'), unchanged: count('unchanged') + unchanged, withdrawn: count('withdrawn') };
}

async function withdraw(client: PoolClient, target: Target, same: string): Promise<void> {
  const whose = `from feed_row s join feed_plan p using (n) where ${same} and p.verb = 'withdrawn'`;
  if (target.withdraw === 'mark') await client.query(`update ${target.table} t set void = true ${whose}`);
  else await client.query(`delete from ${target.table} t using ${whose.slice('from '.length)}`);
}

async function correct(staged: Staged, target: Target, stated: readonly string[], same: string): Promise<void> {
  const sets = stated.map((v) => `${v} = s.${v}`);
  if (target.withdraw === 'mark') sets.push('void = false');
  if (target.stamp?.includes('imported_at')) sets.push('imported_at = $1');
  if (target.stamp?.includes('source')) sets.push('source = $2');
  if (sets.length === 0) return;
  await staged.client.query(
    `update ${target.table} t set ${sets.join(', ')} from feed_row s join feed_plan p using (n)
where ${same} and p.verb = 'changed' and $1::timestamptz is not null and $2::text is not null`,
    [staged.now, staged.source],
  );
}

async function insert(staged: Staged, target: Target): Promise<void> {
  const given = [...(target.insertOnly ?? []), ...target.key, ...target.values];
  const stamps = target.stamp ?? [];
  await staged.client.query(
    `insert into ${target.table} (${[...given, ...stamps].join(', ')})
select ${[list('s', given), ...stamps.map((s) => (s === 'source' ? '$2::text' : '$1::timestamptz'))].join(', ')}
from feed_row s join feed_plan p using (n) where p.verb = 'added' and $1::timestamptz is not null and $2::text is not null`,
    [staged.now, staged.source],
  );
}

/** What must be looked at again; `columns` are those of `touched` that the query gives, besides kind and instant. */
export async function touch(staged: Staged, kind: string, columns: string, query: string): Promise<void> {
  await staged.client.query(
    `insert into touched (kind, at, ${columns}) select $1, $2::timestamptz, x.* from (select distinct ${query}) x (${columns})`,
    [kind, staged.now],
  );
}

/** The staged rows that did change something. */
export const NEWS = `from feed_row s join feed_plan p using (n) where p.verb <> 'unchanged'`;
