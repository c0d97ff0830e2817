import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import { copyIn } from '../src/database/copy';
import { type Database, openDatabase } from '../src/database/open';
import { inTransaction } from '../src/database/transaction';
import { importFeed, importObjects } from '../src/modules/feed/import-feed';
import { fixedClock } from '../src/platform/clock';

/**
 * 200,000 movements from a file on disk to the ledger (read, checked, resolved, keyed, touched), over the COPY of the very same
 * rows, already serialised, into the very same keyed table. Both in one run, in turn.
 */
const ROWS = Number(process.env.ROWS ?? 200_000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const ITEMS = 4_000;
const LOCATIONS = 20;
const TARGET = 6;
const clock = (second: number): ReturnType<typeof fixedClock> => fixedClock(new Date(Date.UTC(2026, 10, 24, 6, 0, second)).toISOString());

async function masters(db: Database): Promise<void> {
  const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  const load = async (kind: string, objects: Record<string, unknown>[]): Promise<void> => {
    const { issues } = await importObjects(db, kind, objects, { clock: clock(0) });
    if (issues.length > 0) throw new Error(JSON.stringify(issues[0]));
  };
  await load(
    'suppliers',
    many(10, (i) => ({ supplier: `S${i}`, name: `Supplier ${i}` })),
  );
  await load(
    'locations',
    many(LOCATIONS, (i) => ({ location: `L${i}`, name: `Site ${i}`, timezone: i % 2 ? 'Europe/Berlin' : 'America/Chicago' })),
  );
  await load(
    'items',
    many(ITEMS, (i) => ({ sku: `ITEM-${10000 + i}`, uom: 'EA', unit_cost: '1.25', currency: 'EUR' })),
  );
  await load(
    'item_units',
    many(ITEMS, (i) => ({ sku: `ITEM-${10000 + i}`, uom: 'CA', factor: '12' })),
  );
}

/** A file as an ERP writes it: some cartons, some bare dates, a receipt in four with its papers. */
async function writeMovements(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('id,sku,location,moved_at,kind,quantity,uom,posted_at,supplier,ship_notice,po,po_line,packing_slip,final,count_ref,reason\n');
  const start = Date.UTC(2026, 7, 1);
  let seed = 12345;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let i = 0; i < ROWS; i++) {
    const moved = new Date(start + i * 30_000 + random(30_000));
    const at = i % 10 === 0 ? moved.toISOString().slice(0, 10) : moved.toISOString();
    const posted = i % 10 === 0 ? '' : new Date(moved.getTime() + random(3_600_000)).toISOString();
    const papers = i % 4 === 0 ? `receipt,${1 + random(40)},CA,${posted},S${random(10)},ASN-${i},PO-${random(90_000)},1,PS-${i},yes` : '';
    const line = papers || `usage,${random(200)}.5,EA,${posted},,,,,,`;
    const ok = out.write(
      `MV-${1_000_000 + i},ITEM-${10000 + random(ITEMS)},L${random(LOCATIONS)},${at},${line},,${i % 7 === 0 ? '"shift 2, line 4"' : ''}\n`,
    );
    if (!ok) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

const FACTS = ['movement', 'movement_key', 'touched', 'location_watermark', 'fact_revision', 'feed_import'];
const empty = async (db: Database): Promise<void> => void (await db.pool.query(`truncate ${FACTS.join(', ')}`));

async function serialised(db: Database): Promise<Buffer[]> {
  const client = await db.pool.connect();
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo('copy (select * from movement order by id) to stdout'))) chunks.push(chunk as Buffer);
    return chunks;
  } finally {
    client.release();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function main(): Promise<void> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'bench-import-'));
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  let stall = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    stall = Math.max(stall, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  try {
    await masters(db);
    const file = path.join(home, 'movements.csv');
    await writeMovements(file);
    const run = async (second: number): Promise<void> => {
      const result = await importFeed(db, [file], { clock: clock(second) });
      if (result.accepted !== ROWS) throw new Error(`${result.accepted} of ${ROWS} accepted: ${JSON.stringify(result.issues[0])}`);
    };
    await run(1); // warms both sides, and gives the rows that COPY takes
    const rows = await serialised(db);
    const [imports, copies, repeats]: number[][] = [[], [], []];
    let peak = 0;
    stall = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      await empty(db);
      copies!.push(await timed(() => inTransaction(db.pool, (client) => copyIn(client, 'copy movement from stdin', rows))));
      await empty(db);
      last = performance.now();
      imports!.push(await timed(() => run(round * 2)));
      repeats!.push(await timed(() => run(round * 2 + 1)));
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    const [copy, first, again] = [median(copies!), median(imports!), median(repeats!)];
    const show = (what: string, ms: number): void =>
      console.log(`${what.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms ${(ms / copy).toFixed(2).padStart(6)} × COPY`);
    console.log(`${ROWS} movements, ${(statSync(file).size / 1e6).toFixed(1)} MB of CSV, medians of ${ROUNDS} rounds`);
    show('COPY, pre-serialised, into movement', copy);
    show('import of the file', first);
    show('import of the same file again', again);
    console.log(`peak RSS ${(peak / 1e6).toFixed(0)} MB, longest stall of the main thread ${stall.toFixed(0)} ms`);
    const figure = (name: string, value: number, target: string, ok: boolean): object => ({
      name,
      value: Number(value.toFixed(2)),
      target,
      ok,
    });
    const figures = [
      figure('import of movements over COPY of the same rows', first / copy, `≤ ${TARGET}`, first / copy <= TARGET),
      figure('the same file again over COPY', again / copy, `≤ ${TARGET}`, again / copy <= TARGET),
    ];
    const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'cpu'}, Node ${process.versions.node}`;
    console.log(JSON.stringify({ bench: 'import', machine, figures }));
  } finally {
    clearInterval(watch);
    await db.close();
    rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
