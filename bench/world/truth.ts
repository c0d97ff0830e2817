import { DAY } from './clock';
import { reaches } from './feed';
import { onTheWay, valuesOver } from './ledger';
import type { Pair, Report, ReportLine, World } from './types';

export interface Span {
  readonly from: number;
  readonly by: number;
}
/** What must be raised, when, and when it must be over again. A blank scope is null in the exception; what is absent is not asked. */
export interface Expected extends Span {
  readonly fault: string;
  readonly types: readonly string[]; // any of them: a divergence may or may not flip a decision
  readonly supplier?: string | null;
  readonly sku?: string | null;
  readonly location?: string | null;
  readonly causes?: readonly string[]; // where the facts single it out
  readonly heal?: Span;
}
/** What may follow from a fault: neither found nor false. */
export interface Allowed extends Span {
  readonly types: readonly string[]; // none: any
  readonly supplier?: string | null;
  readonly sku?: string | null;
  readonly location?: string | null;
}
export interface Truth {
  readonly expected: readonly Expected[];
  readonly allowed: readonly Allowed[];
}

export const DIVERGENCES = ['COUNT_DIVERGENCE', 'DECISION_FLIP'];
export const scope = (pair: Pair): { supplier: string; sku: string; location: string } => ({
  supplier: pair.supplier.code,
  sku: pair.sku,
  location: pair.place.code,
});

export interface TrueBand {
  readonly low: number;
  readonly high: number;
  readonly tolerance: (said: number) => number;
}
/** The buyer's book over a report's window as it is when all is booked that happened (exceptions.md E1). */
export function bandOf(world: World, pair: Pair, report: Report): TrueBand {
  const values = valuesOver(world, pair, report.asOf.from, report.asOf.to);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const tolerance = (said: number): number => Math.max(pair.toleranceQty, (pair.tolerancePct / 100) * Math.abs(said < low ? low : high));
  return { low, high, tolerance };
}
export const distance = (band: TrueBand, said: number): number =>
  said < band.low ? said - band.low : said > band.high ? said - band.high : 0;

/** A number in cartons fits the book once it is read as such: what the rounding takes stays within the tolerance. */
export function readsAsCartons(world: World, pair: Pair, report: Report, said: number): boolean {
  const band = bandOf(world, pair, report);
  return said > 0 && Math.abs(distance(band, said * pair.pack)) <= band.tolerance(band.low) * 0.9;
}

/** Surely a divergence, whatever part of the window is covered: well beyond the tolerance. */
export function surelyDiffers(world: World, line: ReportLine, report: Report, said: number): boolean {
  const band = bandOf(world, line.pair, report);
  const d = Math.abs(distance(band, said));
  const floor = Number(line.pair.supplier.terms['value_floor'] ?? 0);
  return d > band.tolerance(said) * 1.3 + 1 && d * Number(line.pair.cost) > floor * 1.3;
}
export function surelyAgrees(world: World, pair: Pair, report: Report, said: number): boolean {
  const band = bandOf(world, pair, report);
  return Math.abs(distance(band, said)) <= band.tolerance(said) * 0.5 && band.high - band.low <= 2 * band.tolerance(said);
}
/** Both numbers and all that is between them lie above the minimum and below the maximum: no decision can hang on it. */
export function staysBetween(world: World, pair: Pair, report: Report, said: number): boolean {
  const { low, high } = bandOf(world, pair, report);
  return [said, low, high].every((v) => v > pair.min && v <= pair.max);
}

const events = (world: World): number[] => [...world.imports, ...world.reconciles, ...world.papers.map((p) => p.at)].sort((a, b) => a - b);
/** The first event at or after an instant: nothing runs between two. */
export const eventAfter = (world: World, at: number): number => events(world).find((e) => e >= at) ?? Infinity;
export const reconcileAfter = (world: World, at: number): number => world.reconciles.find((e) => e >= at) ?? Infinity;
export const importAfter = (world: World, at: number): number => world.imports.find((e) => e >= at) ?? Infinity;

/** When the buyer's data reach all of a report's window. */
export function comparableAt(world: World, pair: Pair, report: Report): number {
  const full = (at: number): boolean => reaches(world, pair.place.code, world.batches, at) >= report.asOf.to;
  if (full(report.receivedAt)) return report.receivedAt;
  const at = world.imports.find((i) => i > report.receivedAt && full(i)) ?? Infinity;
  const next = reportsOf(world, pair).find((r) => r.receivedAt > report.receivedAt && lineOf(r, pair));
  return next !== undefined && next.receivedAt < at ? Infinity : at;
}

/** The number that a report says of a pair, where it can be read as that. */
export const lineOf = (report: Report, pair: Pair): ReportLine | undefined =>
  report.lines.find((l) => l.pair === pair && [l.text, l.item, l.place].every((t) => t === undefined) && l.uom === 'EA');
export const reportsOf = (world: World, pair: Pair): Report[] =>
  world.reports.filter((r) => r.supplier === pair.supplier && r.sent && r.usable);

/** When a divergence is over: by a fresh report of the pair that surely agrees, once the data reach it. */
export function healing(world: World, pair: Pair, since: number): Span | undefined {
  let from: number | undefined;
  for (const r of reportsOf(world, pair)) {
    if (r.receivedAt <= since) continue;
    const line = lineOf(r, pair);
    if (!line) continue;
    from ??= r.receivedAt;
    if (line.quantity !== line.truth || !surelyAgrees(world, pair, r, line.quantity)) continue;
    const by = comparableAt(world, pair, r);
    if (by <= world.end) return { from, by };
  }
  return undefined;
}

/** When a divergence is over that the buyer's late booking ends: by the newest report then, or the first after it that tells enough. */
export function healedByBooking(world: World, pair: Pair, booked: number): number | undefined {
  const reports = reportsOf(world, pair);
  const newest = reports.filter((r) => r.receivedAt <= booked).at(-1);
  for (const r of reports) {
    if (r !== newest && r.receivedAt <= booked) continue;
    const line = lineOf(r, pair);
    if (!line || line.quantity !== line.truth || !surelyAgrees(world, pair, r, line.quantity)) continue;
    const by = Math.max(booked, comparableAt(world, pair, r));
    if (by <= world.end) return by;
  }
  return undefined;
}

/** A wrong number in a report: what must be raised for it. */
export function diverges(world: World, fault: string, report: Report, pair: Pair, causes?: readonly string[]): Expected[] {
  const said = lineOf(report, pair)!.quantity;
  const by = comparableAt(world, pair, report);
  if (by > world.end) return [];
  const heal = healing(world, pair, report.receivedAt);
  return [
    {
      ...{ fault, types: typeOf(world, pair, report, said), ...scope(pair), from: report.receivedAt, by },
      ...(causes ? { causes } : {}),
      ...(heal ? { heal } : {}),
    },
  ];
}

/** By the edges of E1; where goods are on the way, what counts as cover may be read in two ways, and both names are right. */
function typeOf(world: World, pair: Pair, report: Report, said: number): readonly string[] {
  const { low, high } = bandOf(world, pair, report);
  const apart = (edge: number): boolean => (said <= edge ? low > edge : high <= edge);
  if (apart(0) || apart(pair.max)) return ['DECISION_FLIP'];
  // A notice gives the day of its shipment alone: what left on the day of the report may count or not.
  const cover = Math.max(onTheWay(world, pair, report.asOf.to), onTheWay(world, pair, report.asOf.to + DAY));
  if (apart(pair.min) && cover === 0) return ['DECISION_FLIP'];
  return apart(pair.min) || (cover > 0 && Math.min(said, low) <= pair.min) ? DIVERGENCES : ['COUNT_DIVERGENCE'];
}
