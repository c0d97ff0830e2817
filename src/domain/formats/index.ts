import type { Format } from './format';
import { x12846 } from './x12-846';
import { x12852 } from './x12-852';
import { x12856 } from './x12-856';

/** Every document type that is read; a new one is one file and one line. */
export const FORMATS: readonly Format[] = [x12852, x12846, x12856];
