import type { Kind } from '../plan';
import { lateNotice, orders, replacedNotice } from './notices';
import { beforeGoLive, lateReport, ownWarehouse, twice } from './papers';
import { rounding } from './rounding';
import { belowFloor, corrected, countNoise, otherMoves, reversed } from './stock';

/** What only looks like trouble: none of it may raise an alarm. */
export const LOOKALIKES: readonly Kind[] = [
  ...[rounding, lateReport, twice, ownWarehouse, beforeGoLive, countNoise, reversed, corrected, otherMoves, belowFloor],
  ...[lateNotice, replacedNotice, orders],
];
