import type { Pool } from 'pg';

/** Seconds from the wire to the rules' answer. */
export const BUCKETS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 900] as const;
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const epoch = (column: string): string => `extract(epoch from ${column})`;

/**
 * One row is one sample. They are counted from the tables, not in the process: several processes share the work, and a figure
 * of one of them would start again from nothing with every start. Supplier and item are no labels, there are too many of them.
 */
const SAMPLES: readonly (readonly [name: string, sql: string])[] = [
  [
    'crosscount_documents_total',
    `select jsonb_build_object('source', r.channel, 'format', d.type, 'outcome', d.status) labels, count(*) value
from document d join receipt r on r.id = d.receipt_id where d.current group by r.channel, d.type, d.status`,
  ],
  [
    'crosscount_rows_total',
    `select jsonb_build_object('outcome', o.outcome) labels, coalesce(sum(o.n), 0) value
from document d, lateral (values ('accepted', d.lines - d.parked), ('parked', d.parked), ('rejected', d.rejected)) o (outcome, n)
where d.current group by o.outcome`,
  ],
  [
    'crosscount_source_last_poll_timestamp_seconds',
    `select jsonb_build_object('source', channel) labels, ${epoch('completed_at')} value from channel_health where completed_at is not null`,
  ],
  [
    'crosscount_source_last_message_timestamp_seconds',
    `select jsonb_build_object('source', channel) labels, ${epoch('arrived_at')} value from channel_health where arrived_at is not null`,
  ],
  ['crosscount_source_errors_total', `select jsonb_build_object('source', channel) labels, failures value from channel_health`],
  [
    'crosscount_source_unexplained',
    `select jsonb_build_object('source', channel) labels, listed - received - explained value from channel_health`,
  ],
  [
    'crosscount_exceptions_open',
    `select jsonb_build_object('kind', type, 'severity', severity) labels, count(*) value
from supply_exception where status <> 'resolved' and not shadow group by type, severity`,
  ],
  [
    'crosscount_reports_late',
    `select '{}'::jsonb labels, count(*) value from supply_exception where status <> 'resolved' and not shadow and type = 'DOC_MISSING'`,
  ],
  ['crosscount_receipts_waiting', `select '{}'::jsonb labels, count(*) value from receipt where state = 'kept'`],
  [
    'crosscount_outbox_messages',
    `select jsonb_build_object('kind', kind, 'state', state) labels, count(*) value from outbox group by kind, state`,
  ],
  [
    'crosscount_webhook_deliveries_total',
    `select jsonb_build_object('outcome', d.outcome) labels, count(*) value
from outbox_delivery d join outbox o on o.id = d.outbox_id where o.kind = 'webhook' group by d.outcome`,
  ],
  [
    'crosscount_canary_success_timestamp_seconds',
    `select jsonb_build_object('source', channel) labels, ${epoch('max(seen_at)')} value from canary where seen_at is not null group by channel`,
  ],
  [
    'crosscount_backup_last_timestamp_seconds',
    `select '{}'::jsonb labels, ${epoch(`(value->>'taken_at')::timestamptz`)} value from setting where name = 'last backup'`,
  ],
  [
    'crosscount_raw_files_unsound',
    `select '{}'::jsonb labels, coalesce(sum(jsonb_array_length(value)), 0) value from setting where name = 'unsound raw files'`,
  ],
  ...BUCKETS.map((s): [string, string] => [
    'crosscount_ingest_duration_seconds_bucket',
    `select '{"le":"${s}"}'::jsonb labels, count(*) value from receipt where judged_at - received_at <= interval '${s} seconds'`,
  ]),
  [
    'crosscount_ingest_duration_seconds_bucket',
    `select '{"le":"+Inf"}'::jsonb labels, count(*) value from receipt where judged_at is not null`,
  ],
  [
    'crosscount_ingest_duration_seconds_sum',
    `select '{}'::jsonb labels, coalesce(${epoch('sum(judged_at - received_at)')}, 0) value from receipt where judged_at is not null`,
  ],
  ['crosscount_ingest_duration_seconds_count', `select '{}'::jsonb labels, count(*) value from receipt where judged_at is not null`],
];

export async function samples(db: Pool): Promise<Sample[]> {
  const all = SAMPLES.map(([name, sql], n) => `select ${n} n, '${name}' name, labels, value::float8 from (${sql}) s${n}`).join(
    '\nunion all\n',
  );
  const { rows } = await db.query<Sample & { n: number }>(`${all}\norder by n`);
  return rows;
}
