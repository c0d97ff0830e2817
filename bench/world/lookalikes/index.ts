import type { Kind } from '../plan';
import { rounding } from './rounding';

/** What only looks like trouble, each one file and one line: none of it may raise an alarm. */
export const LOOKALIKES: readonly Kind[] = [rounding];
