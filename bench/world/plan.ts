import { plusDays } from './clock';
import type { Random } from './random';
import type { Happening, Pair, Report, Supplier, World } from './types';

/** A kind of trouble, or of what only looks like it: one file, one line in the list. */
export interface Kind {
  readonly name: string;
  readonly plan: (plan: Plan) => Happening | readonly Happening[] | undefined;
}

const WARM_UP = 9; // working habits must be known before anything is called unusual
const COOL_DOWN = 9; // what goes wrong must have the time to come right again

/** Hands out pairs and days, so that no two troubles meet on one pair, nor a document's trouble with a pair's. */
export class Plan {
  private readonly takenPairs = new Set<Pair>();
  private readonly takenDays = new Map<string, Set<string>>(); // by supplier: days on which its documents are spoken for

  constructor(
    readonly world: World,
    readonly random: Random,
  ) {}

  of(kind: Kind): readonly Happening[] {
    const made = kind.plan(this) ?? [];
    return Array.isArray(made) ? (made as readonly Happening[]) : [made as Happening];
  }
  /** A pair that nothing else happens to. */
  pair(fits: (pair: Pair) => boolean = () => true): Pair | undefined {
    const free = this.random.shuffled(this.world.pairs).find((p) => !this.takenPairs.has(p) && fits(p));
    if (free) this.takenPairs.add(free);
    return free;
  }
  isFree(pair: Pair): boolean {
    return !this.takenPairs.has(pair);
  }
  take(...pairs: readonly Pair[]): void {
    for (const p of pairs) this.takenPairs.add(p);
  }
  /** A day well inside the world. */
  day(more = 0): string {
    const last = Math.max(WARM_UP, this.world.days - COOL_DOWN - more);
    return plusDays(this.world.start, this.random.int(Math.min(WARM_UP, last), last));
  }
  /** A span of days of a supplier's documents for one trouble alone, a week with what heals it. */
  documents(supplier: Supplier, days: number): string | undefined {
    const taken = this.takenDays.get(supplier.code) ?? new Set<string>();
    for (let attempt = 0; attempt < 30; attempt++) {
      const day = this.day(days);
      const span = Array.from({ length: days }, (_, i) => plusDays(day, i));
      if (span.some((d) => taken.has(d))) continue;
      for (const d of span) taken.add(d);
      this.takenDays.set(supplier.code, taken);
      return day;
    }
    return undefined;
  }
  /** Whether a report is a whole document's trouble already. */
  isQuiet(report: Report): boolean {
    return !this.takenDays.get(report.supplier.code)?.has(report.day);
  }
  supplier(fits: (supplier: Supplier) => boolean): Supplier | undefined {
    return this.random.shuffled(this.world.suppliers).find(fits);
  }
}
