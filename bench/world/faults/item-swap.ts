import type { Kind } from '../plan';
import { swapped } from './swapped';

/** Two items of one report bear each other's number. */
export const itemSwap: Kind = {
  name: 'item swap',
  plan(plan) {
    const one = plan.pair();
    const other = one && plan.pair((p) => p.supplier === one.supplier && p.place === one.place);
    return one && other && swapped(plan, 'item swap', one, other, 'ITEM_SWAP');
  },
};
