import type { Hypothesis } from './cause';
import { bookedByUs, type Booked, saidByThem } from './one-sided';

const USAGE: Booked = { code: 'UNPOSTED_USAGE', kind: 'usage', measure: 'sold', done: 'used' };

/** Used, and booked on one side only: the supplier's report names usage that our book lacks, or the book has one that it lacks. */
export const unpostedUsage: Hypothesis = {
  code: USAGE.code,
  test: (view, c) => [...saidByThem(view, c, USAGE), ...bookedByUs(view, c, USAGE)],
};
