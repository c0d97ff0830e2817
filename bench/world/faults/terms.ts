import { DAY, plusDays } from '../clock';
import type { Kind } from '../plan';
import { importAfter, reconcileAfter, scope } from '../truth';

/** A minimum above the maximum, for two days. */
export const thresholds: Kind = {
  name: 'thresholds invalid',
  plan(plan) {
    const pair = plan.pair();
    if (!pair) return undefined;
    const day = plan.day(3);
    const from = (imports: readonly number[]): number => imports.find((i) => i >= Date.parse(`${day}T16:00:00Z`)) ?? Infinity;
    return {
      name: 'thresholds invalid',
      batches(batches, world) {
        const program = batches[0]!.rows['programs']!.find((r) => r['sku'] === pair.sku && r['location'] === pair.place.code)!;
        const [wrong, right] = [from(world.imports), from(world.imports) + DAY];
        for (const b of batches) {
          if (b.at === wrong) b.rows['programs'] = [{ ...program, min: pair.max + 10 }];
          if (b.at === right) b.rows['programs'] = [program];
        }
      },
      truth(world) {
        const by = from(world.imports);
        if (by > world.end) return {};
        const heal = by + DAY <= world.end ? { heal: { from: by + DAY, by: by + DAY } } : {};
        return {
          expected: [{ fault: 'thresholds invalid', types: ['THRESHOLD_INVALID'], ...scope(pair), from: by, by, ...heal }],
          allowed: [{ types: [], ...scope(pair), from: by, by: by + 4 * DAY }],
        };
      },
    };
  },
};

/** The buyer's export leaves out a place for days. */
export const feedLate: Kind = {
  name: 'buyer feed late',
  plan(plan) {
    const supplier = plan.world.suppliers.find((s) => s.code === 'TOKAI')!;
    const [place] = supplier.places;
    const day = plan.documents(supplier, 8);
    if (!day || !place) return undefined;
    const [from, to] = [Date.parse(`${day}T00:00:00Z`), Date.parse(`${plusDays(day, 5)}T00:00:00Z`)];
    return {
      name: 'buyer feed late',
      batches(batches) {
        const held: Record<string, Record<string, string | number>[]> = {};
        const back = batches.find((b) => b.at >= to);
        for (const b of batches.filter((x) => x.at >= from && x.at < to))
          for (const [kind, rows] of Object.entries(b.rows)) {
            if (kind !== 'feeds') held[kind] = [...(held[kind] ?? []), ...rows.filter((r) => r['location'] === place.code)];
            b.rows[kind] = rows.filter((r) => r['location'] !== place.code);
          }
        if (back) for (const [kind, rows] of Object.entries(held)) back.rows[kind] = [...rows, ...(back.rows[kind] ?? [])];
      },
      truth(world) {
        const last = world.imports.filter((i) => i < from).at(-1)!;
        const back = importAfter(world, to);
        const heal = back <= world.end ? { heal: { from: back, by: reconcileAfter(world, back) } } : {};
        const late = { fault: 'buyer feed late', types: ['BUYER_FEED_LATE'], sku: null, location: place.code };
        return {
          // Twelve hours are its habit; whoever has not learned that calls it late after three days.
          expected: [{ ...late, from: last + DAY / 2, by: reconcileAfter(world, last + 3 * DAY), ...heal }],
          allowed: [{ types: [], location: place.code, from: last, by: back + DAY }],
        };
      },
    };
  },
};
