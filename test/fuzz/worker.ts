import { parentPort, workerData } from 'node:worker_threads';
import { Random } from './random';
import { samplesOf, TARGETS } from './targets';

export interface Work {
  readonly target: string;
  readonly from: number; // the first seed
  readonly until: number; // instant
  readonly only?: Uint8Array; // bytes to try again as they are
  readonly make?: boolean; // the bytes of the first seed, and no trial
  readonly at: SharedArrayBuffer; // the seed that is tried, how many were, the slowest's milliseconds and seed
}
export interface Found {
  readonly seed: number;
  readonly why: string;
  readonly bytes: Uint8Array;
}

const work = workerData as Work;
const target = TARGETS.find((t) => t.name === work.target)!;
const progress = new Int32Array(work.at);

async function corpus(): Promise<readonly Buffer[]> {
  return [...samplesOf(target.samples).map((s) => s.bytes), ...((await target.seeds?.()) ?? [])];
}

/** What a seed stands for: one to four changes to one of the samples. */
async function made(seeds: readonly Buffer[], seed: number): Promise<Buffer> {
  const random = new Random(seed);
  let out = random.of(seeds);
  for (let k = random.below(4); k >= 0; k--) out = await random.of(target.mutators)(out, random, random.of(seeds));
  return out.length > 1 << 20 ? out.subarray(0, 1 << 20) : out;
}

async function tried(bytes: Buffer, seed: number): Promise<void> {
  try {
    await target.read(Buffer.from(bytes));
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort!.postMessage({ found: { seed, why, bytes } satisfies Found });
  }
}

async function run(): Promise<void> {
  if (work.only) return tried(Buffer.from(work.only), work.from);
  const seeds = await corpus();
  if (seeds.length === 0) throw new Error(`there are no samples for ${target.name}`);
  if (work.make)
    return void parentPort!.postMessage({ found: { seed: work.from, why: '', bytes: await made(seeds, work.from) } satisfies Found });
  for (let seed = work.from; Date.now() < work.until; seed = (seed + 1) | 0) {
    const bytes = await made(seeds, seed);
    Atomics.store(progress, 0, seed);
    Atomics.add(progress, 1, 1);
    const before = performance.now();
    await tried(bytes, seed);
    const took = Math.round(performance.now() - before);
    if (took > progress[2]!) progress.set([took, seed], 2);
  }
}

void run().then(
  () => parentPort!.postMessage({ done: true }),
  (error: unknown) => parentPort!.postMessage({ failed: error instanceof Error ? error.stack : String(error) }),
);
