import { DIVERGENCES, type Truth } from './truth';
import type { World } from './types';

/** What people do today: the supplier's number beside the buyer's latest count of the day or before, nothing rolled forward. */
export function naive(
  world: World,
  truth: Truth,
): { readonly found: number; readonly wanted: number; readonly right: number; readonly alarms: number } {
  const alarms: { pair: string; at: number }[] = [];
  for (const r of world.reports) {
    if (!r.sent || !r.usable) continue;
    for (const { pair, quantity } of r.lines) {
      const last = world.counts.filter((c) => c.pair === pair && c.at <= r.asOf.to).at(-1);
      if (!last) continue;
      const tolerance = Math.max(pair.toleranceQty, (pair.tolerancePct / 100) * last.quantity);
      if (Math.abs(quantity - last.quantity) > tolerance)
        alarms.push({ pair: `${pair.supplier.code} ${pair.sku} ${pair.place.code}`, at: r.receivedAt });
    }
  }
  const wanted = truth.expected.filter((e) => e.types.some((t) => DIVERGENCES.includes(t)));
  const hits = (a: (typeof alarms)[number]): boolean => wanted.some((e) => matches(e, a));
  const matches = (e: (typeof wanted)[number], a: (typeof alarms)[number]): boolean =>
    a.pair === `${e.supplier} ${e.sku} ${e.location}` && a.at >= e.from && a.at <= (e.heal?.by ?? e.by);
  return {
    found: wanted.filter((e) => alarms.some((a) => matches(e, a))).length,
    ...{ wanted: wanted.length, right: alarms.filter(hits).length, alarms: alarms.length },
  };
}
