import type { MigrationInterface, QueryRunner } from 'typeorm';

const WHOLLY = ['shipment_write_off', 'shadow_period', 'program_version', 'mapping_version', 'mapping_head', 'mapping_pin', 'decision', 'document_release', 'replay']; // prettier-ignore
/** What people change, and when a change is one: the engine's own words, and a use of a key, are none. */
const CHANGED: readonly (readonly [table: string, on: string, when?: string])[] = [
  ['exception_event', 'insert', 'new.author is not null'],
  ...WHOLLY.map((table) => [table, 'insert or update or delete'] as const),
  ['api_key', 'insert or delete'],
  ['api_key', 'update', 'new.last_used_at is not distinct from old.last_used_at'],
];
const CHAIN = 0x63726175;

/**
 * The audit log: every change by a person, in a chain. Written by the tables themselves, so that no way of changing them leaves it
 * out; at the commit, so that a long transaction keeps nobody else waiting. Each entry is sealed with the one before it: an entry
 * that is changed, taken out or put in breaks the chain from there on.
 */
export class Audit1732400000031 implements MigrationInterface {
  name = 'Audit1732400000031';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table audit_entry (
  n bigint constraint pk_audit_entry primary key,
  entry json not null, hash text not null);
create function audit_note() returns trigger language plpgsql as $$
declare
  last record;
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'sha256' - 'sealed' end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'sha256' - 'sealed' end;
  said json;
begin
  perform pg_advisory_xact_lock(${CHAIN});
  select n, hash into last from audit_entry order by n desc limit 1;
  said := json_build_object('at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'by', coalesce(after->>'off_by', after->>'author', after->>'on_by', 'database user ' || session_user),
    'what', tg_table_name || ' ' || lower(tg_op), 'before', before, 'after', after);
  insert into audit_entry values (coalesce(last.n, 0) + 1, said,
    encode(sha256(convert_to(coalesce(last.hash, '') || E'\\n' || coalesce(last.n, 0) + 1 || E'\\n' || said::text, 'UTF8')), 'hex'));
  return null;
end $$;
create function audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to';
end $$;
create trigger audit_stays before update or delete or truncate on audit_entry for each statement execute function audit_stays();
${CHANGED.map(
  ([
    table,
    on,
    when,
  ]) => `create constraint trigger audit_${table}_${on.replaceAll(' ', '_')} after ${on} on ${table} deferrable initially deferred
  for each row${when === undefined ? '' : ` when (${when})`} execute function audit_note();`,
).join('\n')}
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop function audit_note() cascade; drop table audit_entry; drop function audit_stays()`);
  }
}
