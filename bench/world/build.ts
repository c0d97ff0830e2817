import { batchesOf, importsOf, reconcilesOf } from './feed';
import { count, live } from './ledger';
import { pairsOf, PLACES, START, SUPPLIERS } from './masters';
import { papersOf } from './papers';
import { Plan } from './plan';
import { Random } from './random';
import { report } from './reports';
import { FAULTS } from './faults';
import { LOOKALIKES } from './lookalikes';
import type { Happening, World } from './types';
import { DIVERGENCES, type Allowed, type Expected, type Truth } from './truth';
import { DAY } from './clock';

export interface WorldOptions {
  readonly seed: number;
  readonly items: number;
  readonly days: number;
  readonly harmless: boolean;
  readonly faults?: readonly string[]; // these alone, by name
}
export interface Built {
  readonly world: World;
  readonly truth: Truth;
}

/** The whole world from a seed: what is, what the buyer says of it, what the suppliers say, and what ought to be noticed. */
export function build(options: WorldOptions): Built {
  const random = new Random(options.seed);
  const happenings: Happening[] = [];
  const imports = importsOf(START, options.days);
  const world: World = {
    ...{ seed: options.seed, start: START, days: options.days, places: PLACES, suppliers: SUPPLIERS, imports, happenings },
    ...{ pairs: pairsOf(random.fork('pairs'), options.items), reconciles: reconcilesOf(START, options.days), end: imports.at(-1)! },
    ...{ moves: new Map(), shipments: [], counts: [], reports: [], papers: [], batches: [] },
  };
  const plan = new Plan(world, random.fork('plan'));
  for (const lookalike of LOOKALIKES) if (wanted(options, lookalike.name)) happenings.push(...plan.of(lookalike));
  if (!options.harmless)
    for (const fault of random.fork('order').shuffled(FAULTS)) if (wanted(options, fault.name)) happenings.push(...plan.of(fault));
  live(world, random.fork('ledger'));
  for (const h of happenings) h.facts?.(world);
  count(world);
  for (const h of happenings) h.counted?.(world.counts, world);
  report(world);
  world.papers = papersOf(world)
    .filter((p) => p.at <= world.end)
    .sort((a, b) => a.at - b.at);
  world.batches = batchesOf(world);
  const truths = happenings.map((h) => h.truth?.(world) ?? {});
  const expected = truths.flatMap((t) => t.expected ?? []);
  return {
    world,
    truth: {
      expected,
      allowed: [
        ...truths.flatMap((t) => t.allowed ?? []),
        ...expected.flatMap(consequences),
        ...expected.flatMap((e) => atTwoPlaces(e, expected)),
      ],
    },
  };
}

/** A wrong number of a supplier that tells its flows as well breaks its own sums, in its report and in the one after it. */
function consequences(e: Expected): Allowed[] {
  if (!e.types.some((t) => DIVERGENCES.includes(t)) || e.sku == null || e.location == null) return [];
  const scope = { supplier: e.supplier ?? null, sku: e.sku, location: e.location };
  return [{ types: ['SUPPLIER_LEDGER_IMBALANCE', 'COUNT_IMPLAUSIBLE'], ...scope, from: e.from, by: e.heal?.by ?? e.by + 4 * DAY }];
}

/** Two faults that happen to make numbers of one item wrong at two places within days, with nothing to explain them, look like one of our own book. */
function atTwoPlaces(e: Expected, all: readonly Expected[]): Allowed[] {
  const bare = (x: Expected): boolean =>
    x.types.some((t) => DIVERGENCES.includes(t)) && x.causes === undefined && x.sku != null && x.location != null;
  const near = (x: Expected): boolean => x.sku === e.sku && x.location !== e.location && Math.abs(x.from - e.from) <= 9 * DAY;
  const others = all.filter((x) => bare(x) && near(x) && x.fault !== e.fault);
  if (!bare(e) || others.length === 0) return [];
  const from = Math.min(...[e, ...others].map((x) => x.from));
  const by = Math.max(...[e, ...others].map((x) => x.heal?.by ?? x.by + 4 * DAY));
  return [{ types: ['BUYER_RECORD_SUSPECT'], supplier: e.supplier ?? null, sku: e.sku!, location: e.location!, from, by }];
}

const wanted = ({ faults }: WorldOptions, name: string): boolean => faults === undefined || faults.includes(name);
