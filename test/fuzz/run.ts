import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { TARGETS } from './targets';
import { BECAME } from './whole';
import type { Found, Work } from './worker';

/**
 * npm run fuzz [-- --seconds 60 --target mail,zip --seed N | --target mail --at SEED | --target mail --file FIND]
 *
 * Samples are damaged and read, each target in a thread of its own with a heap of its own. What ends in no verdict, takes too long
 * or kills its thread is kept under .fuzz/ and fails the run.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' }, // of all targets together
    target: { type: 'string' },
    seed: { type: 'string' },
    at: { type: 'string' },
    file: { type: 'string' },
  },
});
const LONGEST_MS = 10_000; // a thousand times what such a file takes
const SLOW_MS = 1000; // worth a look
const HEAP_MB = 512;
const MOST_RSS = 1536 * 1024 * 1024;
const MOST_FINDS = 10; // of one target; the rest would mostly be the same
const KEPT = path.join(__dirname, '../../.fuzz');
const RUN_TS = path.join(__dirname, '../../tools/run-ts.cjs');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Slowest {
  readonly ms: number;
  readonly seed: number;
}
interface Outcome {
  readonly target: string;
  readonly tries: number;
  readonly seconds: number;
  readonly slowest: Slowest;
  readonly became: readonly number[];
  readonly finds: readonly Found[];
}
interface Message {
  readonly found?: Found;
  readonly done?: true;
  readonly failed?: string;
}

/** One thread, until its time is over or it dies; what it died of is a find at the seed that it was trying. */
async function thread(
  work: Omit<Work, 'at'>,
): Promise<{ tries: number; next: number; slowest: Slowest; became: number[]; finds: Found[]; died?: string }> {
  const at = new SharedArrayBuffer(32);
  const progress = new Int32Array(at);
  const finds: Found[] = [];
  let died: string | undefined;
  const worker = new Worker(RUN_TS, {
    argv: [path.join(__dirname, 'worker.ts')],
    workerData: { ...work, at } satisfies Work,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let [tries, since] = [0, Date.now()];
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > MOST_RSS) died ??= `the process holds more than ${MOST_RSS / 1048576} MB`;
    if (progress[1] !== tries) [tries, since] = [progress[1]!, Date.now()];
    if (tries > 0 && Date.now() - since > LONGEST_MS) died ??= `it took more than ${LONGEST_MS / 1000} s`;
    if (died) void worker.terminate();
  }, 200);
  await new Promise<void>((resolve) => {
    worker.on('message', (m: Message) => {
      if (m.found) finds.push(m.found);
      if (m.failed) died ??= m.failed;
      if (m.done || m.failed || finds.length >= MOST_FINDS) void worker.terminate();
    });
    worker.on('error', (error: Error) => (died ??= error.message));
    worker.on('exit', () => resolve());
  });
  clearInterval(watch);
  const slowest = { ms: progress[2]!, seed: progress[3]! };
  return {
    tries: progress[1]!,
    next: (progress[0]! + 1) | 0,
    slowest,
    became: [...progress.subarray(4)],
    finds,
    ...(died === undefined ? {} : { died }),
  };
}

async function run(target: string, from: number, ms: number): Promise<Outcome> {
  const began = Date.now();
  const until = began + ms;
  const finds: Found[] = [];
  let tries = 0;
  let slowest: Slowest = { ms: 0, seed: 0 };
  let became: readonly number[] = [0, 0, 0, 0];
  for (let next = from; Date.now() < until && finds.length < MOST_FINDS;) {
    const told = await thread({ target, from: next, until });
    tries += told.tries;
    became = became.map((n, i) => n + told.became[i]!);
    if (told.slowest.ms > slowest.ms) slowest = told.slowest;
    finds.push(...told.finds);
    if (told.died !== undefined) {
      if (told.tries === 0) throw new Error(`${target} cannot be tried: ${told.died}`);
      const seed = (told.next - 1) | 0;
      const [made] = (await thread({ target, from: seed, until: 0, make: true })).finds;
      finds.push({ seed, why: told.died, bytes: made?.bytes ?? new Uint8Array() });
    }
    next = told.next;
  }
  return { target, tries, seconds: (Date.now() - began) / 1000, slowest, became, finds };
}

function keep(target: string, { seed, why, bytes }: Found): void {
  fs.mkdirSync(KEPT, { recursive: true });
  const file = path.join(KEPT, `${target}-${seed}.bin`);
  fs.writeFileSync(file, bytes);
  say(`\n${target}: ${why.split('\n').slice(0, 6).join('\n  ')}`);
  say(`  ${bytes.length} bytes in ${path.relative(process.cwd(), file)}; again: npm run fuzz -- --target ${target} --at ${seed}`);
}

async function main(): Promise<number> {
  const names = values.target?.split(',') ?? TARGETS.map((t) => t.name);
  const unknown = names.find((n) => !TARGETS.some((t) => t.name === n));
  if (unknown !== undefined) {
    say(`there is no target ${unknown}; there are ${TARGETS.map((t) => t.name).join(', ')}`);
    return 2;
  }
  if (values.at !== undefined || values.file !== undefined) {
    const seed = Number(values.at ?? 0) | 0;
    const what = values.file === undefined ? { once: true } : { only: fs.readFileSync(values.file) };
    const { finds, died } = await thread({ target: names[0]!, from: seed, until: 0, ...what });
    for (const found of finds) keep(names[0]!, found);
    say(died ?? (finds.length === 0 ? 'it ends in a verdict' : ''));
    return finds.length > 0 || died !== undefined ? 1 : 0;
  }
  const from = Number(values.seed ?? Date.now() & 0x3fffffff) | 0;
  say(`seeds from ${from}; ${values.seconds} s for ${names.length} targets`);
  say(`${'target'.padEnd(12)} ${'tries'.padStart(9)} ${'per s'.padStart(7)} ${'slowest ms'.padStart(10)} ${'finds'.padStart(5)}`);
  let [tries, seconds, finds] = [0, 0, 0];
  for (const name of names) {
    const o = await run(name, from, (Number(values.seconds) * 1000) / names.length);
    const rate = Math.round(o.tries / o.seconds);
    say(
      `${name.padEnd(12)} ${String(o.tries).padStart(9)} ${String(rate).padStart(7)} ${String(o.slowest.ms).padStart(10)} ${String(o.finds.length).padStart(5)}${o.slowest.ms > SLOW_MS ? `   slow: --at ${o.slowest.seed}` : ''}`,
    );
    if (o.became.some((n) => n > 0)) say(`${''.padEnd(12)} ${BECAME.map((b, i) => `${b} ${o.became[i]}`).join(', ')}`);
    for (const found of o.finds) keep(name, found);
    [tries, seconds, finds] = [tries + o.tries, seconds + o.seconds, finds + o.finds.length];
  }
  say(
    `${'all'.padEnd(12)} ${String(tries).padStart(9)} ${String(Math.round(tries / seconds)).padStart(7)} ${''.padStart(10)} ${String(finds).padStart(5)}`,
  );
  return finds > 0 ? 1 : 0;
}

void main().then(
  (code) => process.exit(code),
  (error: Error) => {
    say(error.stack ?? error.message);
    process.exit(1);
  },
);
