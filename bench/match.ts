// What a report's names mean, set by set: 100,000 lines against 100,000 cross-references, over the bare COPY of the very same lines
// into a table; of items at five places each, and of as many items as lines. Both sides in one run, in turn. And what a planner waits
// for the suggestions to 50 unknown numbers.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { copyIn } from '../src/database/copy';
import { type Database, openDatabase } from '../src/database/open';
import { inTransaction } from '../src/database/transaction';
import type { StockLine } from '../src/domain/canonical/vocabulary';
import { importObjects } from '../src/modules/feed/import-feed';
import { candidatesFor } from '../src/modules/matching/candidates.store';
import type { ParkedQuestion } from '../src/modules/matching/parked.store';
import { Delivery, gather } from '../src/modules/pipeline/delivery';
import { LineEncoder } from '../src/modules/pipeline/line-encoder';
import { match } from '../src/modules/pipeline/match';
import { createStage } from '../src/modules/pipeline/stage.store';
import type { Told } from '../src/modules/pipeline/told';
import { fixedClock } from '../src/platform/clock';
/* eslint-disable @typescript-eslint/no-require-imports */
const { median, publish, round } = require('./lib/figures.cjs') as {
  median: (v: number[]) => number;
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const LINES = Number(process.env.LINES ?? 100_000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PLACES = 5;
const UNKNOWN = 50;
const NOW = '2026-11-24T06:00:00.000Z';
const clock = fixedClock(NOW);
const number = (i: number): string => `NW-${String(i * 7 + 100_000)}-${'ABCDEFGHJK'[i % 10]}`;

async function masters(db: Database): Promise<string> {
  const load = async (kind: string, objects: readonly object[]): Promise<void> => {
    const { issues } = await importObjects(db, kind, objects, { clock });
    if (issues.length > 0) throw new Error(JSON.stringify(issues[0]));
  };
  const many = <T>(make: (i: number) => T): T[] => Array.from({ length: LINES }, (_, i) => make(i));
  await load('suppliers', [{ supplier: 'NORD', name: 'Nord' }]);
  const sites = Array.from({ length: PLACES }, (_, i) => `H${i}`);
  await load(
    'locations',
    sites.map((location) => ({ location, name: location, timezone: 'Europe/Berlin' })),
  );
  await load(
    'items',
    many((i) => ({ sku: `ITEM-${100_000 + i}`, uom: 'EA' })),
  );
  await load(
    'item_crossrefs',
    many((i) => ({ supplier: 'NORD', qualifier: 'VN', value: number(i), sku: `ITEM-${100_000 + i}` })),
  );
  await db.pool.query('vacuum analyze');
  return (await db.pool.query<{ id: string }>('select id from supplier')).rows[0]!.id;
}

/** The report as a reading thread tells it. */
function report(places: number): Told[] {
  const told: Told[] = [];
  const encoder = new LineEncoder((t) => told.push(t));
  told.push({ tell: 'part', part: 1, within: null });
  encoder.beginPart(1);
  encoder.beginMessage({ part: 1, format: 'x12-852', control: '1' });
  encoder.stockReport({
    kind: 'stock_report',
    reference: '',
    asOf: { said: 'date', date: '2026-11-23' },
    coverage: 'full',
    supplyFact: false,
  });
  const line = (i: number): StockLine => ({
    refs: [{ scheme: 'vendor', qualifier: 'VN', value: number(Math.floor(i / places)) }],
    location: { qualifier: '92', value: `H${i % places}` },
    measure: 'on_hand',
    quantity: { amount: String((i * 7) % 500), unit: 'EA' },
    place: { in: 'segment', number: i * 3 + 5, tag: 'ZA', element: 2 },
  });
  for (let i = 0; i < LINES; i += 1000) encoder.stockLines(Array.from({ length: Math.min(1000, LINES - i) }, (_, k) => line(i + k)));
  encoder.end();
  return told;
}

async function* retold(told: readonly Told[]): AsyncGenerator<Told> {
  yield* told;
}

async function matched(db: Database, told: readonly Told[], supplierId: string): Promise<number> {
  const begun = performance.now();
  await inTransaction(db.pool, async (client) => {
    await createStage(client);
    const delivery = new Delivery();
    let known = 0;
    for await (const batch of gather(client, delivery, retold(told))) {
      for (const part of batch.parts) part.supplierId = supplierId;
      await match(client, delivery, batch, NOW);
      const { rows } = await client.query<{ n: number }>(
        'select count(*)::int n from stage_matched where reason is null and item_id is not null',
      );
      known += rows[0]!.n;
    }
    if (known !== LINES) throw new Error(`${known} of ${LINES} lines were matched`);
  });
  return performance.now() - begun;
}

async function copied(db: Database, lines: readonly Uint8Array[]): Promise<number> {
  await db.pool.query('truncate bench_line');
  const begun = performance.now();
  await inTransaction(db.pool, (client) => copyIn(client, 'copy bench_line from stdin', lines));
  return performance.now() - begun;
}

/** Numbers with a slip of the hand each, as they stand in a page of what is parked. */
async function suggested(db: Database): Promise<{ ms: number; right: number }> {
  const questions = Array.from({ length: UNKNOWN }, (_, k): ParkedQuestion => {
    const sent = number(k * 1999)
      .replace('-', '')
      .replace(/(\d)(\d)-/, '$2$1-');
    return {
      ...{
        id: `q_${k}`,
        about: 'item',
        supplier: 'NORD',
        reason: 'item.unknown',
        detail: null,
        place: null,
        unit: null,
        called: null,
        holds: null,
        lines: 1,
        documents: 1,
      },
      ...{ refs: [{ scheme: 'vendor', qualifier: 'VN', value: sent }], firstSeen: NOW, lastSeen: NOW },
      example: { document: 'doc_00000000-0000-7000-8000-000000000000', file: '', place: '' },
    };
  });
  const begun = performance.now();
  const found = await candidatesFor(db.pool, questions);
  const took = performance.now() - begun;
  const right = questions.filter((q, k) => found.get(q.id)?.some((c) => 'sku' in c && c.sku === `ITEM-${100_000 + k * 1999}`)).length;
  return { ms: took, right };
}

const linesOf = (told: readonly Told[]): Uint8Array[] => told.flatMap((t) => (t.tell === 'lines' ? [t.copy] : []));

async function main(): Promise<void> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-match-'));
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  try {
    const supplierId = await masters(db);
    await db.pool
      .query(`create table bench_line (doc int not null, n int not null, set_id int not null, loc_id int not null, unit_id int not null,
      asof_id int not null, measure text not null, amount numeric not null, place text not null, given text not null, extra jsonb)`);
    const shapes = [
      { what: `${LINES / PLACES} items at ${PLACES} places`, told: report(PLACES) },
      { what: `${LINES} items at one place`, told: report(1) },
    ].map((shape) => ({ ...shape, copy: [] as number[], whole: [] as number[] }));
    const pages: { ms: number; right: number }[] = [];
    for (let i = -1; i < ROUNDS; i++) {
      for (const { told, copy, whole } of shapes) {
        const times = [await copied(db, linesOf(told)), await matched(db, told, supplierId)] as const;
        if (i < 0) continue; // warms both sides
        copy.push(times[0]);
        whole.push(times[1]);
      }
      if (i >= 0) pages.push(await suggested(db));
    }
    const page = median(pages.map((p) => p.ms));
    const right = median(pages.map((p) => p.right));
    publish('match', [
      ...shapes.flatMap(({ what, copy, whole }) => {
        const ratio = median(whole.map((ms, i) => ms / copy[i]!));
        return [
          { name: `${what}: COPY of ${LINES} lines, ms`, value: round(median(copy), 0) },
          { name: `${what}: staged and matched, ms`, value: round(median(whole), 0) },
          { name: `${what}: that over the COPY`, value: round(ratio), target: '<= 4', ok: ratio <= 4 },
        ];
      }),
      { name: `suggestions to ${UNKNOWN} unknown numbers, ms`, value: round(page, 0), target: '<= 1000', ok: page <= 1000 },
      { name: 'the right one among the three, of those', value: right, target: `>= ${UNKNOWN * 0.9}`, ok: right >= UNKNOWN * 0.9 },
    ]);
  } finally {
    await db.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
