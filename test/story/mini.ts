import fs from 'node:fs';
import { EVERYTHING } from '../../src/modules/access/sees';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Database } from '../../src/database/open';
import { Alerts } from '../../src/modules/alerts/alerts';
import { reportExceptions, type ExceptionReport } from '../../src/modules/exceptions/exceptions.store';
import { backfill } from '../../src/modules/pipeline/backfill';
import { Readers } from '../../src/modules/pipeline/reader';
import { reportComparisons, type ComparisonReport } from '../../src/modules/reconciliation/comparisons.store';
import { ediOf } from '../../src/modules/suppliers/edi';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { TRUST } from '../support/trust';
import { useDatabase } from '../support/database';
import { settingsOf } from '../support/settings';

type Cell = string | number | undefined;
type Rows = readonly Readonly<Record<string, Cell>>[];
export interface Happening {
  readonly at: string;
  readonly do: 'import' | 'ingest' | 'reconcile';
  readonly files?: Readonly<Record<string, string>>;
  readonly supplier?: string;
}

/** `16 10:00` in November 2026, in Hamburg. A bare day stays a bare date. */
export function on(when: string): string {
  const [day, time] = when.split(' ');
  const date = `2026-11-${day!.padStart(2, '0')}`;
  return time === undefined ? date : `${date}T${time}:00+01:00`;
}
const instant = (when: string): string => on(when.includes(':') ? when : `${when} 00:00`);

function csv(rows: Rows): string {
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  return [columns.join(','), ...rows.map((r) => columns.map((c) => r[c] ?? '').join(','))].join('\n') + '\n';
}

const PROGRAM = {
  supplier: 'NORD', sku: 'BRK', location: 'HAM', managed_by: 'supplier', owned_by: 'buyer', tolerance_qty: 10, tolerance_pct: 5, min: 100, max: 800,
  lead_time_days: 5, response_days: 2,
}; // prettier-ignore
const ITEM = { sku: 'BRK', uom: 'EA', unit_cost: 85, currency: 'EUR' };

type Masters = Readonly<Record<string, Rows>>;
const masters = (program: Readonly<Record<string, Cell>>, more: Masters): Record<string, Rows> => ({
  suppliers: [{ supplier: 'NORD', name: 'Nord', edi_id: 'ZZ:NORD' }],
  locations: [{ location: 'HAM', name: 'Hamburg', timezone: 'Europe/Berlin' }],
  items: [ITEM, { ...ITEM, sku: 'OTHER' }],
  item_units: [{ sku: 'BRK', uom: 'CA', factor: 12 }],
  programs: [{ ...PROGRAM, ...program }],
  ...more,
});

/** A few days at Hamburg, told event by event; supplier NORD, item BRK as in the worked cases unless the case says otherwise. */
export class Mini {
  private readonly happenings: Happening[] = [];

  constructor(program: Readonly<Record<string, Cell>> = {}, more: Masters = {}, start = '1 00:00') {
    this.feed(start, masters(program, more));
  }
  feed(when: string, kinds: Readonly<Record<string, Rows>>): this {
    return this.later(instant(when), kinds);
  }
  /** A count known when `when` has come; `more` may say its moment. */
  count(when: string, quantity: number, more: Readonly<Record<string, Cell>> = {}): this {
    return this.feed(when, { counts: [{ sku: 'BRK', location: 'HAM', counted_at: on(when), quantity, uom: 'EA', ...more }] });
  }
  /** `16 14:00 receipt 200`; imported at `when`. */
  moves(when: string, moves: readonly string[], more: Readonly<Record<string, Cell>> = {}): this {
    const rows = moves.map((m, i) => {
      const found = /^(\d+(?: \d\d:\d\d)?) (\w+) (-?[\d.]+)$/.exec(m)!;
      return {
        id: `${when} ${i} ${m}`,
        sku: 'BRK',
        location: 'HAM',
        moved_at: on(found[1]!),
        kind: found[2],
        quantity: found[3],
        uom: 'EA',
        ...more,
      };
    });
    return this.feed(when, { movements: rows });
  }
  /** Another item keeps the feed current up to an instant. */
  alive(when: string): this {
    return this.feed(when, {
      movements: [{ id: `alive ${when}`, sku: 'OTHER', location: 'HAM', moved_at: on(when), kind: 'usage', quantity: 1, uom: 'EA' }],
    });
  }
  through(when: string, more: Readonly<Record<string, Cell>> = {}): this {
    return this.feed(when, { feeds: [{ location: 'HAM', complete_through: on(when), ...more }] });
  }
  says(received: string, asOf: string | null, quantity: number, more: Readonly<Record<string, Cell>> = {}): this {
    return this.list(received, [
      { 'Your part no': 'BRK', Location: 'HAM', 'On hand': quantity, UOM: 'EA', ...(asOf ? { 'As of': on(asOf) } : {}), ...more },
    ]);
  }
  list(received: string, rows: Rows): this {
    return this.listAt(instant(received), rows);
  }
  ships(received: string, shipment: string, quantity: number, more: Readonly<Record<string, Cell>> = {}): this {
    return this.list(received, [
      { Shipment: shipment, 'Your part no': 'BRK', Location: 'HAM', 'Shipped qty': quantity, UOM: 'EA', ...more },
    ]);
  }
  file(received: string, name: string, content: string): this {
    this.happenings.push({ at: instant(received), do: 'ingest', files: { [name]: content }, supplier: 'NORD' });
    return this;
  }
  edi(received: string, text: string): this {
    this.happenings.push({ at: instant(received), do: 'ingest', files: { [`doc-${this.happenings.length}.edi`]: text } });
    return this;
  }
  reconcile(when: string): this {
    return this.reconcileAt(instant(when));
  }
  /** The same at a whole instant, for what takes longer than a month. */
  reconcileAt(at: string): this {
    this.happenings.push({ at, do: 'reconcile' });
    return this;
  }
  later(at: string, kinds: Readonly<Record<string, Rows>>): this {
    this.happenings.push({
      at,
      do: 'import',
      files: Object.fromEntries(Object.entries(kinds).map(([kind, rows]) => [`${kind}.csv`, csv(rows)])),
    });
    return this;
  }
  listAt(at: string, rows: Rows): this {
    this.happenings.push({ at, do: 'ingest', files: { [`list-${this.happenings.length}.csv`]: csv(rows) }, supplier: 'NORD' });
    return this;
  }

  /** Writes the timeline into a folder and returns its file; or one for each of its events. */
  write(folder: string): string {
    const lines = this.lines(folder);
    fs.writeFileSync(path.join(folder, 'timeline.ndjson'), lines.map((l) => JSON.stringify(l)).join('\n'));
    return path.join(folder, 'timeline.ndjson');
  }
  writeEach(folder: string): { readonly event: Happening; readonly file: string }[] {
    return this.lines(folder).map((line, i) => {
      const file = path.join(folder, `timeline-${i}.ndjson`);
      fs.writeFileSync(file, JSON.stringify(line));
      return { event: this.happenings[i]!, file };
    });
  }
  private lines(folder: string): object[] {
    return this.happenings.map((h, i) => {
      if (!h.files) return { at: h.at, do: h.do };
      const at = `${i}`;
      fs.mkdirSync(path.join(folder, at), { recursive: true });
      for (const [name, text] of Object.entries(h.files)) fs.writeFileSync(path.join(folder, at, name), text);
      const only = h.do === 'ingest' ? `${at}/${Object.keys(h.files)[0]!}` : at;
      return { at: h.at, do: h.do, path: only, ...(h.supplier ? { supplier: h.supplier } : {}) };
    });
  }
}

export interface Lived {
  readonly exceptions: readonly ExceptionReport[];
  readonly comparisons: readonly ComparisonReport[];
  readonly rejected: number;
}

/** Lives through timelines one after the other in one process and one real database, emptied before each; `each` looks after every event. */
export function useMini(
  layouts: readonly string[] = [],
): (story: Mini, each?: (event: Happening, db: Database) => Promise<void>, times?: number) => Promise<Lived> {
  const { db, url } = useDatabase();
  let folder: string;
  let readers: Readers;
  let jobs: Jobs;
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-mini-'));
    readers = new Readers();
    jobs = new Jobs(url(), createLogger('silent'), false);
  });
  afterAll(async () => {
    await readers.close();
    await jobs.stop();
    fs.rmSync(folder, { recursive: true });
  });
  let n = 0;
  return async (story, each, times = 1) => {
    await empty(db().pool);
    const own = path.join(folder, String(n++));
    fs.mkdirSync(own);
    const services = {
      log: createLogger('silent'),
      db: db(),
      storage: new Storage(path.join(folder, 'raw')),
      jobs,
      readers,
      layouts,
      trust: TRUST,
      edi: ediOf(settingsOf({})),
      alerts: Alerts.open(settingsOf({})),
    };
    if (each) {
      for (const { event, file } of story.writeEach(own)) {
        await backfill(services, file);
        await each(event, db());
      }
      return {
        exceptions: await reportExceptions(db().pool, EVERYTHING, ['all']),
        comparisons: await reportComparisons(db().pool, EVERYTHING, {}),
        rejected: 0,
      };
    }
    const file = story.write(own);
    for (let i = 1; i < times; i++) await backfill(services, file);
    const { rejected, issues } = await backfill(services, file);
    if (rejected > 0 && process.env.SHOW_ISSUES) console.log(issues);
    return {
      exceptions: await reportExceptions(db().pool, EVERYTHING, ['all']),
      comparisons: await reportComparisons(db().pool, EVERYTHING, {}),
      rejected,
    };
  };
}

/** Row by row, of the tables that hold any: to cut all of them off takes ten times as long as such a story leaves rows for. */
async function empty(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(relname) "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and relkind = 'r' and relname not like '%migration%' and relname <> 'audit_entry' and pg_relation_size(c.oid) > 0`,
  );
  const emptied = (name: string): string => (name === 'exception_event' ? `truncate ${name}` : `delete from ${name}`); // history is append-only
  if (rows.length > 0) await pool.query(rows.map((r) => emptied(r.name)).join('; '));
}

/** `COUNT_DIVERGENCE 160 of 560 [360 400] IN_TRANSIT_COUNTED` with its end: what a case expects, in one line. */
export function told(e: ExceptionReport): string {
  const band = e.expected ? ` [${e.expected.low === e.expected.high ? e.expected.low : `${e.expected.low} ${e.expected.high}`}]` : '';
  const numbers = e.reported === null ? '' : ` ${e.reported}${band}`;
  const end = e.resolved_at === null ? '' : ` until ${short(e.resolved_at)} ${e.resolution}`;
  return `${e.type}${numbers}${e.cause ? ` ${e.cause.code}` : ''} @${short(e.opened_at)}${end}${e.suppressed_by ? ' folded' : ''}`;
}
/** An instant in Hamburg's time, as the cases write it. */
export function short(at: string): string {
  const local = new Date(Date.parse(at) + 3_600_000).toISOString();
  return `${Number(local.slice(8, 10))} ${local.slice(11, 16)}`;
}
/** `agreed 420 [420]`: a pair as last compared. */
export const state = (c: ComparisonReport): string =>
  `${c.state} ${c.reported}${c.band ? ` [${c.band.low === c.band.high ? c.band.low : `${c.band.low} ${c.band.high}`}]` : ''}`;
