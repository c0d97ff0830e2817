import { countedBeside } from './beside';
import type { Hypothesis } from './cause';

/** Stock that belongs to somebody else lies in the same place, and was counted as well, or instead. */
export const ownershipClass: Hypothesis = {
  code: 'OWNERSHIP_CLASS',
  test: (view, c) =>
    countedBeside(view, c, 'owner', 'OWNERSHIP_CLASS', ({ name }) => {
      const stock = name === '' ? 'our own stock' : `the stock that ${name} owns`;
      return {
        name: stock,
        instead: (v) => `the number is that of ${stock} there: ${v}`,
        aswell: (v) => `the supplier seems to count ${stock} there as well: ${v}`,
      };
    }),
};
