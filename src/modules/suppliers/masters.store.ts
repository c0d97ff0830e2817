import { list, merge, NEWS, settleRepeats, tally, touch, type Outcome, type Staged } from '../catalog/merge';

export async function writeSuppliers(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'supplier',
    table: 'supplier',
    insertOnly: ['id'],
    key: ['code'],
    values: ['name', 'email_from', 'edi_id', 'contact_email', 'locale', 'timezone'],
    withdraw: 'mark',
  });
  await touch(staged, 'supplier', 'supplier_id, ref', `u.id, u.code from supplier u join (select s.code ${NEWS}) x using (code)`);
  return outcome;
}

export async function writeReportSchedules(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'report_schedule',
    table: 'report_schedule',
    key: ['supplier_id', 'document', 'location'],
    values: ['cron', 'timezone', 'grace_minutes'],
    withdraw: 'delete',
    stamp: ['imported_at'], // a changed schedule judges only what comes after it
  });
  await touch(staged, 'report_schedule', 'supplier_id, ref', `s.supplier_id, s.document ${NEWS}`);
  return outcome;
}

/** Terms that hold from when to when, and what they are about. */
interface Terms {
  readonly table: 'program' | 'tolerance';
  readonly scope: readonly string[];
}
const PROGRAM: Terms = { table: 'program', scope: ['supplier_id', 'sku', 'location'] };
const TOLERANCE: Terms = { table: 'tolerance', scope: ['supplier', 'class'] };

const former = ({ table, scope }: Terms): string => `
  select t.id, t.terms, t.valid_to from ${table} t
  where ${scope.map((c) => `t.${c} = s.${c}`).join(' and ')}
    and case when s.dated then t.valid_from = s.valid_from else not t.dated end
  order by t.valid_from desc limit 1`;

/** A file that lacks a column says nothing about it: what was agreed stays. */
async function keepUnstated(staged: Staged, terms: Terms): Promise<void> {
  const { client, stated } = staged;
  await client.query(
    `update feed_row f set terms = (x.terms - $1::text[]) || f.terms, valid_to = case when $2 then f.valid_to else x.valid_to end
from (select s.n, t.terms, t.valid_to from feed_row s cross join lateral (${former(terms)}) t) x where x.n = f.n and not f.void`,
    [[...stated], stated.has('valid_to')],
  );
}

const VALUES = ['terms', 'valid_to'];

/**
 * Terms that say from when they hold are keyed by that instant. The others hold from their import: the same terms again change
 * nothing, other terms end the former version now and begin a new one, so that what held at any earlier moment stays known.
 */
async function writeTerms(staged: Staged, terms: Terms): Promise<Outcome> {
  const { client, now, source } = staged;
  const { table, scope } = terms;
  const key = [...scope, 'valid_from'];
  // -infinity stands for "no valid_from" until the rows that are no news are told apart.
  await keepUnstated(staged, terms);
  const repeats = await settleRepeats(staged, { key, values: VALUES });
  await client.query('analyze feed_row');
  await client.query(`
create temp table feed_plan on commit drop as
select s.n, t.id old_id, case when t.id is null then case when s.void then 'unchanged' else 'added' end
  when s.void then case when s.dated or t.valid_to is null or t.valid_to > '${now}' then 'withdrawn' else 'unchanged' end
  when (s.terms, s.valid_to) is distinct from (t.terms, t.valid_to) then 'changed' else 'unchanged' end verb
from feed_row s left join lateral (${former(terms)}) t on true`);
  const outcome = await tally(client, repeats);
  if (outcome.added + outcome.changed + outcome.withdrawn === 0) return outcome;
  await client.query(
    `insert into fact_revision (kind, key, before, replaced_at, source)
select '${table}', concat_ws(' ', ${list('t', key)}), to_jsonb(t), $1, $2
from feed_plan p join ${table} t on t.id = p.old_id where p.verb in ('changed', 'withdrawn')`,
    [now, source],
  );
  await client.query(
    `delete from ${table} t using feed_plan p join feed_row s using (n) where t.id = p.old_id and s.dated and p.verb = 'withdrawn'`,
  );
  await client.query(
    `update ${table} t set valid_to = $1 from feed_plan p join feed_row s using (n)
where t.id = p.old_id and not s.dated and p.verb in ('changed', 'withdrawn') and (t.valid_to is null or t.valid_to > $1)`,
    [now],
  );
  const columns = ['id', ...scope, 'terms', 'valid_to', 'dated'];
  await client.query(
    `insert into ${table} (${columns.join(', ')}, valid_from, imported_at)
select ${list('s', columns)}, case when s.dated then s.valid_from else $1::timestamptz end, $1 from feed_row s join feed_plan p using (n)
where p.verb in ('added', 'changed')
on conflict (${key.join(', ')}) do update
  set terms = excluded.terms, valid_to = excluded.valid_to, dated = excluded.dated, imported_at = excluded.imported_at`,
    [now],
  );
  return outcome;
}

export async function writePrograms(staged: Staged): Promise<Outcome> {
  const outcome = await writeTerms(staged, PROGRAM);
  await touch(staged, 'program', 'supplier_id, ref', `s.supplier_id, s.sku || '|' || s.location ${NEWS}`);
  return outcome;
}

/** Whose items they are about, theirs are looked at again. */
export async function writeTolerances(staged: Staged): Promise<Outcome> {
  const outcome = await writeTerms(staged, TOLERANCE);
  await touch(
    staged,
    'program',
    'supplier_id, ref',
    `u.id, '*|*' from supplier u join (select s.supplier ${NEWS}) x on x.supplier in ('', u.code)`,
  );
  return outcome;
}
