import { at, DAY, iso, plusDays } from '../clock';
import { bookedBy, consigned } from '../ledger';
import type { Kind } from '../plan';
import { reportsOf, scope, staysBetween, surelyDiffers } from '../truth';
import type { Pair } from '../types';
import { wrongNumber } from './wrong-number';

type Row = Record<string, string | number>;
const isOf = (pair: Pair, row: Row): boolean => row['sku'] === pair.sku && row['location'] === pair.place.code;

/** Beside the consigned stock lies some that the buyer has bought, and the supplier counts both. */
export const classMixed: Kind = {
  name: 'bought stock counted in',
  plan(plan) {
    const pair = plan.pair(consigned);
    if (!pair) return undefined;
    const bought = Math.ceil(pair.max * 0.1) + 7 * pair.toleranceQty;
    const wrong = wrongNumber(
      plan,
      'bought stock counted in',
      pair,
      (world, line, report) => {
        const said = line.truth + bought;
        return surelyDiffers(world, line, report, said) && staysBetween(world, pair, report, said) ? said : undefined;
      },
      ['OWNERSHIP_CLASS'],
    )!;
    return {
      ...wrong,
      batches(batches, world) {
        const counted = at(plusDays(world.start, -1), '08:30', pair.place.zone);
        const row = { sku: pair.sku, location: pair.place.code, counted_at: iso(counted, pair.place.zone), quantity: bought, uom: 'EA' };
        batches[0]!.rows['counts']!.push(row);
      },
    };
  },
};

/** The buyer keeps as its own what is consigned by the program, until it notices. */
export const ownerUnknown: Kind = {
  name: 'kept as the other owner',
  plan(plan) {
    const pair = plan.pair(consigned);
    if (!pair) return undefined;
    const day = plan.day(4);
    return {
      name: 'kept as the other owner',
      batches(batches, world) {
        const mended = batches.find((b) => b.at >= Date.parse(`${day}T12:00:00Z`));
        for (const b of batches) {
          if (mended && b.at >= mended.at) break;
          for (const kind of ['counts', 'movements'])
            for (const r of (b.rows[kind] ?? []) as Row[]) if (isOf(pair, r)) Object.assign(r, { owned_by: 'buyer', supplier: '' });
        }
        if (!mended) return;
        const counted = mended.at - DAY / 48;
        const row = { sku: pair.sku, location: pair.place.code, counted_at: iso(counted, pair.place.zone), uom: 'EA', basis: 'system' };
        const whose = { owned_by: 'supplier', supplier: pair.supplier.code };
        mended.rows['counts']!.push({ ...row, quantity: bookedBy(world, pair, counted), ...whose });
      },
      truth(world) {
        const first = reportsOf(world, pair)[0];
        const mended = world.imports.find((i) => i >= Date.parse(`${day}T12:00:00Z`));
        if (!first || !mended) return {};
        const next = reportsOf(world, pair).find((r) => r.receivedAt > mended);
        const by = next && world.imports.find((i) => i >= next.receivedAt);
        const heal = by !== undefined ? { heal: { from: mended, by } } : {};
        const { receivedAt } = first;
        return {
          expected: [
            { fault: 'kept as the other owner', types: ['OWNERSHIP_MISMATCH'], ...scope(pair), from: receivedAt, by: receivedAt, ...heal },
          ],
          allowed: [{ types: [], ...scope(pair), from: 0, by: mended + 2 * DAY }],
        };
      },
    };
  },
};
