import type { MasterCheck } from './check';
import { glnRepeated } from './checks/gln-repeated.check';
import { gtinRepeated } from './checks/gtin-repeated.check';
import { itemOffProgram } from './checks/item-off-program.check';
import { locationTimezone } from './checks/location-timezone.check';
import { numberOfNothing } from './checks/number-of-nothing.check';
import { numberRepeated } from './checks/number-repeated.check';
import { programOfNothing } from './checks/program-of-nothing.check';
import { programThresholds } from './checks/program-thresholds.check';
import { programWithoutMin } from './checks/program-without-min.check';
import { supersession } from './checks/supersession.check';
import { unitSameFactor } from './checks/unit-same-factor.check';
import { unitWithoutFactor } from './checks/unit-without-factor.check';

/** Those that make numbers wrong come first. */
export const MASTER_CHECKS: readonly MasterCheck[] = [
  gtinRepeated,
  glnRepeated,
  unitWithoutFactor,
  locationTimezone,
  programOfNothing,
  programThresholds,
  numberRepeated,
  numberOfNothing,
  unitSameFactor,
  supersession,
  programWithoutMin,
  itemOffProgram,
];
