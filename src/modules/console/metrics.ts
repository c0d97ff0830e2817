import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Gateway } from '../pipeline/gateway';
import { DEAD } from '../../platform/queues';
import { type Sample, samples } from './metrics.store';

const GOOD_FOR_MS = 5_000; // several scrapers, one count
const HELP: Readonly<Record<string, string>> = {
  crosscount_documents_total: 'documents by channel, format and what became of them',
  crosscount_rows_total: 'rows of documents',
  crosscount_source_last_poll_timestamp_seconds: 'when a channel was last looked into with success',
  crosscount_source_last_message_timestamp_seconds: 'when something last came in by a channel',
  crosscount_source_errors_total: 'looks into a channel that failed; it starts again at 0 when one succeeds',
  crosscount_source_unexplained: 'what a channel lists and nobody has accounted for',
  crosscount_exceptions_open: 'exceptions that are not resolved',
  crosscount_reports_late: 'reports that are due and have not come',
  crosscount_receipts_waiting: 'deliveries that are kept and not yet read',
  crosscount_outbox_messages: 'messages of the outbox by state',
  crosscount_webhook_deliveries_total: 'tries to deliver a webhook',
  crosscount_canary_success_timestamp_seconds: 'when a canary mail last came through',
  crosscount_backup_last_timestamp_seconds: 'when the last backup was taken',
  crosscount_raw_files_unsound: 'raw files that are missing on our disk, or whose bytes it has changed',
  crosscount_ingest_duration_seconds: 'from receipt to the answer of the rules',
  crosscount_queue_jobs: 'jobs that wait',
  crosscount_queue_oldest_job_seconds: 'how long the oldest job has waited',
  crosscount_process_resident_memory_bytes: 'memory of this process',
  crosscount_event_loop_lag_seconds: 'how late timers of this process ran since the last scrape',
};
export const SAMPLE_NAMES: readonly string[] = Object.keys(HELP);
const typeOf = (family: string): string =>
  family === 'crosscount_ingest_duration_seconds' ? 'histogram' : family.endsWith('_total') ? 'counter' : 'gauge';
const familyOf = (name: string): string => name.replace(/(_duration_seconds)_(bucket|sum|count)$/, '$1');
const quoted = (value: string): string => value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"');

/** The text format of Prometheus, by hand: it is a line for each sample and two before each family. */
export function exposition(all: readonly Sample[]): string {
  const lines: string[] = [];
  let family = '';
  for (const { name, labels, value } of all) {
    if (familyOf(name) !== family) {
      family = familyOf(name);
      lines.push(`# HELP ${family} ${HELP[family] ?? ''}`, `# TYPE ${family} ${typeOf(family)}`);
    }
    const shown = Object.entries(labels).map(([k, v]) => `${k}="${quoted(v)}"`);
    lines.push(`${name}${shown.length > 0 ? `{${shown.join(',')}}` : ''} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}

export class Metrics {
  private readonly lag = monitorEventLoopDelay({ resolution: 20 });
  private counted: { readonly at: number; readonly samples: Promise<Sample[]> } | undefined;

  constructor(private readonly gateway: Pick<Gateway, 'db' | 'jobs'>) {
    this.lag.enable();
  }

  async text(): Promise<string> {
    const now = performance.now();
    if (!this.counted || now - this.counted.at > GOOD_FOR_MS) {
      const counted = { at: now, samples: this.count() };
      counted.samples.catch(() => (this.counted = undefined));
      this.counted = counted;
    }
    return exposition([...(await this.counted.samples), ...this.process()]);
  }

  private async count(): Promise<Sample[]> {
    const { db, jobs } = this.gateway;
    const [figures, queues] = [await samples(db.pool), await jobs.counts()];
    const oldest = Math.max(0, ...queues.filter((q) => q.queue !== DEAD).map((q) => q.oldest));
    return [
      ...figures,
      ...queues.map((q) => ({ name: 'crosscount_queue_jobs', labels: { queue: q.queue }, value: q.waiting })),
      { name: 'crosscount_queue_oldest_job_seconds', labels: {}, value: oldest },
    ];
  }

  private process(): Sample[] {
    const lag = (q: number): Sample => ({
      name: 'crosscount_event_loop_lag_seconds',
      labels: { quantile: String(q) },
      value: Math.max(0, this.lag.percentile(q * 100) / 1e9 - 0.02),
    });
    const told = [
      { name: 'crosscount_process_resident_memory_bytes', labels: {}, value: process.memoryUsage.rss() },
      ...[0.5, 0.99].map(lag),
    ];
    this.lag.reset();
    return told;
  }
}
