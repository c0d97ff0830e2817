import type { Kind } from '../plan';
import { comparableAt, healing, readsAsCartons, scope, surelyDiffers } from '../truth';
import { wrongNumber } from './wrong-number';

/** Counted in cartons and told as pieces. */
export const packFactor: Kind = {
  name: 'pack factor',
  plan: (plan) =>
    wrongNumber(
      plan,
      'pack factor',
      plan.pair(),
      (world, line, report) => {
        const said = Math.round(line.truth / line.pair.pack);
        return readsAsCartons(world, line.pair, report, said) && surelyDiffers(world, line, report, said) ? said : undefined;
      },
      ['PACK_FACTOR'],
      (world, report, pair) => {
        const heal = healing(world, pair, report.receivedAt);
        const by = comparableAt(world, pair, report);
        const doubt = {
          fault: 'pack factor',
          types: ['UOM_SUSPECT'],
          ...scope(pair),
          from: report.receivedAt,
          by,
          causes: ['PACK_FACTOR'],
        };
        return { expected: by > world.end ? [] : [{ ...doubt, ...(heal ? { heal } : {}) }] };
      },
    ),
};
