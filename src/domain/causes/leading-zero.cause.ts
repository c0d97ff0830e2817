import { countedBeside } from './beside';
import type { Hypothesis } from './cause';

/** A sheet takes `0412` for a number and makes it `412`, which is another of our items: the line belongs to that one. */
export const leadingZero: Hypothesis = {
  code: 'ITEM_SWAP',
  test: (view, c) =>
    countedBeside(view, c, 'item', 'ITEM_SWAP', ({ name }) => ({
      name,
      instead: (v) => `the number is that of ${name}, whose item number differs by leading zeros only: ${v}`,
      aswell: (v) => `the number of ${name}, whose item number differs by leading zeros only, seems to be in it as well: ${v}`,
    })),
};
