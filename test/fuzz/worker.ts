import { parentPort, workerData } from 'node:worker_threads';
import { Random } from './random';
import { samplesOf, TARGETS } from './targets';
import { BECAME, became, damagedOnce, type Sample, sampleOf } from './whole';

export interface Work {
  readonly target: string;
  readonly from: number; // the first seed
  readonly until: number; // instant
  readonly only?: Uint8Array; // bytes to try again as they are
  readonly make?: boolean; // the bytes of the first seed, and no trial
  readonly once?: boolean; // the first seed alone
  readonly at: SharedArrayBuffer; // the seed that is tried, how many were, the slowest's milliseconds and seed, and what became of them
}
export interface Found {
  readonly seed: number;
  readonly why: string;
  readonly bytes: Uint8Array;
}

const LEAST = 25; // tries, though its samples alone took all of its time: a target that is never tried finds nothing

const work = workerData as Work;
const target = TARGETS.find((t) => t.name === work.target)!;
const NAME = target.fileName ?? '';
const progress = new Int32Array(work.at);

async function corpus(): Promise<readonly Buffer[]> {
  return [...samplesOf(target.samples).map((s) => s.bytes), ...((await target.seeds?.()) ?? [])];
}

/** What a seed stands for: one to four changes to one of the samples. */
async function made(seeds: readonly Buffer[], seed: number): Promise<Buffer> {
  const random = new Random(seed);
  let out = random.of(seeds);
  if (target.whole) return damagedOnce(out, random).bytes;
  for (let k = random.below(4); k >= 0; k--) out = await random.of(target.mutators)(out, random, random.of(seeds));
  return out.length > 1 << 20 ? out.subarray(0, 1 << 20) : out;
}

const samples = new Map<Buffer, Sample>();
/** Samples from which nothing is taken are none of those that can be damaged unseen. */
async function accepted(seeds: readonly Buffer[]): Promise<readonly Buffer[]> {
  for (const bytes of seeds) {
    const sample = await sampleOf(bytes, NAME, target.whole!);
    if (sample) samples.set(bytes, sample);
  }
  return [...samples.keys()];
}

async function tried(seeds: readonly Buffer[], seed: number): Promise<void> {
  let bytes: Buffer | undefined;
  try {
    if (target.whole) {
      const random = new Random(seed);
      const outcome = await became(samples.get(random.of(seeds))!, NAME, target.whole, random);
      Atomics.add(progress, 4 + BECAME.indexOf(outcome), 1);
    } else {
      bytes = await made(seeds, seed);
      await target.read(Buffer.from(bytes));
    }
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort!.postMessage({ found: { seed, why, bytes: bytes ?? (await made(seeds, seed)) } satisfies Found });
  }
}

async function run(): Promise<void> {
  if (work.only) {
    const only = Buffer.from(work.only);
    return target.read(only).catch((error: Error) => void parentPort!.postMessage({ found: { seed: 0, why: error.stack!, bytes: only } }));
  }
  const all = await corpus();
  const seeds = target.whole ? await accepted(all) : all;
  if (seeds.length === 0) throw new Error(`there are no samples for ${target.name}`);
  if (work.make)
    return void parentPort!.postMessage({ found: { seed: work.from, why: '', bytes: await made(seeds, work.from) } satisfies Found });
  for (let [seed, left] = [work.from, LEAST]; work.once || left > 0 || Date.now() < work.until; seed = (seed + 1) | 0, left--) {
    Atomics.store(progress, 0, seed);
    Atomics.add(progress, 1, 1);
    const before = performance.now();
    await tried(seeds, seed);
    const took = Math.round(performance.now() - before);
    if (took > progress[2]!) progress.set([took, seed], 2);
    if (work.once) return;
  }
}

void run().then(
  () => parentPort!.postMessage({ done: true }),
  (error: unknown) => parentPort!.postMessage({ failed: error instanceof Error ? error.stack : String(error) }),
);
