import { at, HOUR, isWorkday, MINUTE, plusDays, weekday } from '../clock';
import { moveRow } from '../feed';
import { move } from '../ledger';
import type { Kind } from '../plan';
import { bandOf, lineOf, staysBetween } from '../truth';
import type { Move } from '../types';

/** Counts by hand are off by a piece or two; each brings its own correction, which the books must not take twice. */
export const countNoise: Kind = {
  name: 'counts with noise',
  plan(plan) {
    const pairs = [1, 2, 3, 4, 5].flatMap(() => plan.pair((p) => p.place.counting === 'weekly' && p.toleranceQty >= 6) ?? []);
    const corrections: { ref: string; sku: string; at: number }[] = [];
    return {
      name: 'counts with noise',
      counted(counts, world) {
        for (const c of counts) {
          if (!pairs.includes(c.pair) || c.at < Date.parse(world.start) + 3 * 24 * HOUR) continue;
          const off = plan.random.pick([-1, 1]);
          c.quantity += off;
          const ref = `CC-${c.pair.id}-${c.at / HOUR}`;
          corrections.push({ ref, sku: c.pair.sku, at: c.at });
          move(world, c.pair, c.at, 'adjustment', off, { real: false, posted: c.at + 30 * MINUTE, more: { count_ref: ref } });
        }
      },
      batches(batches) {
        for (const c of corrections)
          for (const b of batches)
            for (const row of b.rows['counts'] ?? [])
              if (row['sku'] === c.sku && Date.parse(String(row['counted_at'])) === c.at) row['count_ref'] = c.ref;
        for (const b of batches) for (const row of b.rows['counts'] ?? []) row['count_ref'] ??= '';
      },
    };
  },
};

/** Booked by mistake, and taken back half an hour later. */
export const reversed: Kind = {
  name: 'booking reversed',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.asOf === 'instant');
    if (!pair) return undefined;
    let day = plan.day();
    while (!isWorkday(day, pair.place.calendar)) day = plusDays(day, 1);
    return {
      name: 'booking reversed',
      facts(world) {
        const when = at(day, '10:05', pair.place.zone);
        const wrong = move(world, pair, when, 'usage', pair.toleranceQty * 8, { real: false });
        move(world, pair, when + 30 * MINUTE, 'usage', pair.toleranceQty * 8, { real: false, more: { reverses: wrong.id } });
      },
    };
  },
};

/** A typing error of the buyer's that the next export corrects under the same number, before anything is compared with it. */
export const corrected: Kind = {
  name: 'movement corrected',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.format === '852' && p.usage >= 6);
    if (!pair) return undefined;
    let day = plan.day();
    while (weekday(day) > 4) day = plusDays(day, 1);
    let wrong: Move | undefined;
    return {
      name: 'movement corrected',
      facts(world) {
        wrong = world.moves.get(pair)!.find((m) => m.kind === 'usage' && m.at > at(day, '00:00', pair.place.zone));
      },
      batches(batches) {
        if (!wrong) return;
        const first = batches.findIndex((b) => b.rows['movements']?.some((r) => r['id'] === wrong!.id));
        const row = batches[first]?.rows['movements']!.find((r) => r['id'] === wrong!.id);
        if (!row || !batches[first + 1]) return;
        row['quantity'] = wrong.quantity + Math.floor(pair.toleranceQty / 2);
        batches[first + 1]!.rows['movements']!.push(moveRow(wrong));
      },
    };
  },
};

/** Scrap and goods that customers bring back, all booked. */
export const otherMoves: Kind = {
  name: 'scrap and returns',
  plan(plan) {
    const pairs = [1, 2, 3].flatMap(() => plan.pair((p) => p.supplier.format !== '852') ?? []);
    const days = pairs.map(() => plan.day());
    return {
      name: 'scrap and returns',
      facts(world) {
        pairs.forEach((pair, i) => {
          const kind = i % 2 === 0 ? 'scrap' : 'customer_return';
          move(world, pair, at(days[i]!, '07:20', pair.place.zone), kind, Math.max(2, Math.floor(pair.usage / 2)));
        });
      },
    };
  },
};

/** Beyond the tolerance, and worth less than what is worth a word. */
export const belowFloor: Kind = {
  name: 'below the value floor',
  plan(plan) {
    const pair = plan.pair((p) => Number(p.supplier.terms['value_floor'] ?? 0) > 0 && Number(p.cost) < 3);
    if (!pair) return undefined;
    const day = plan.day();
    let said = false;
    return {
      name: 'below the value floor',
      report(report, world) {
        if (said || report.supplier !== pair.supplier || report.day < day || !plan.isQuiet(report)) return;
        const line = lineOf(report, pair)!;
        const band = bandOf(world, pair, report);
        const number = Math.ceil(band.high + band.tolerance(band.high + 1)) + 1;
        const worth = (number - band.high) * Number(pair.cost);
        if (worth > Number(pair.supplier.terms['value_floor']) * 0.9 || !staysBetween(world, pair, report, number)) return;
        line.quantity = number;
        said = true;
      },
    };
  },
};
