import path from 'node:path';
import { fixedClock } from '../../platform/clock';
import { UsageError } from '../../platform/errors';
import type { ExportMapping } from '../feed/export-mapping';
import { importFeed } from '../feed/import-feed';
import { evaluate } from './evaluate';
import { whileHistoryLoads } from './history-lock.store';
import { bytesOf, ingest } from './ingest';
import { anythingTouched, eventKeys, livedBefore, noteLived } from './lived-events.store';
import type { Reading } from './reader';
import { parseTimeline } from './timeline';

export interface BackfillIssue {
  readonly at: string;
  readonly file: string;
  readonly place: string | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly detail: string;
}
export interface Backfilled {
  readonly events: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly parked: number;
  readonly opened: number;
  readonly resolved: number;
  readonly issues: readonly BackfillIssue[];
}

/**
 * History in time order, each event as if it happened at its instant: received then, judged by that clock. Nothing leaves the
 * house. Run again it changes nothing, since every delivery is known by its bytes and its instant.
 */
export function backfill(services: Reading, file: string, options: BackfillOptions = {}): Promise<Backfilled> {
  return whileHistoryLoads(services.db.pool, () => live(services, file, options));
}

export interface BackfillOptions {
  readonly each?: (done: number, of: number) => void;
  readonly mapping?: (name: string) => Promise<ExportMapping>; // of exports that are not in the feed's own form
}

async function live(services: Reading, file: string, { each, mapping }: BackfillOptions): Promise<Backfilled> {
  const text = (await bytesOf(file)).toString('utf8');
  const events = parseTimeline(text, path.basename(file));
  const folder = path.dirname(path.resolve(file));
  const sum = { accepted: 0, rejected: 0, parked: 0, opened: 0, resolved: 0 };
  const issues: BackfillIssue[] = [];
  const keys = eventKeys(events);
  const lived = await livedBefore(services.db.pool, keys);
  for (const [i, e] of events.entries()) {
    if (e.do === 'import') {
      if (e.mapping !== undefined && !mapping)
        throw new UsageError(`${e.path} is to be read by ${e.mapping}, and there are no mappings here`);
      const by = e.mapping === undefined ? {} : { mapping: await mapping!(e.mapping) };
      const done = await importFeed(services.db, [path.resolve(folder, e.path)], { clock: fixedClock(e.at), ...by });
      sum.accepted += done.accepted;
      sum.rejected += done.rejected;
      for (const issue of done.issues)
        issues.push({ at: e.at, ...issue, place: issue.place ?? null, column: issue.column ?? null, value: issue.value ?? null });
    } else if (e.do === 'ingest') {
      const options = { receivedAt: e.at, withheld: true, ...(e.supplier === undefined ? {} : { supplier: e.supplier }) };
      for (const { documents, failed } of await ingest(services, [path.resolve(folder, e.path)], options)) {
        if (failed !== undefined) throw new Error(failed); // what comes after it would be judged without it
        for (const d of documents) {
          sum.accepted += d.counts.lines - d.counts.parked;
          sum.parked += d.counts.parked;
          sum.rejected += d.counts.rejected;
          for (const x of d.issues)
            issues.push({ at: e.at, file: d.file, place: x.place, column: null, value: null, code: x.code, detail: x.detail });
        }
      }
    }
    each?.(i + 1, events.length);
    // By its old clock, but upon all that came after it, it would raise what was never so.
    if (lived.has(keys[i]!) && !(await anythingTouched(services.db.pool))) continue;
    const raised = await evaluate(services, e.do === 'reconcile' && !lived.has(keys[i]!) ? 'all' : 'touched', e.at, { withheld: true });
    sum.opened += raised.opened;
    sum.resolved += raised.resolved;
    await noteLived(services.db.pool, keys[i]!, e.at);
  }
  return { events: events.length, ...sum, issues };
}
