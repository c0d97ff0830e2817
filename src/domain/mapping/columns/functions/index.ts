import { checkDigit, date } from './codes';
import { after, before, between, left, padLeft, part, right, stripPrefix, stripSuffix, stripZeros } from './cut';
import type { ColumnFunction } from './function';
import { ifBlank, ifEquals, lookup } from './pick';
import { absolute, add, divide, multiply, negate, number, numberOf, round, unitOf } from './reckon';
import { digits, letters, lower, prefix, replace, squeeze, suffix, trim, upper, withoutBlanks } from './text';

/** All that a mapping may do to a value. The list is closed: nothing else can run. */
export const FUNCTIONS: readonly ColumnFunction[] = [
  trim, squeeze, withoutBlanks, upper, lower, digits, letters, replace, prefix, suffix,
  before, after, between, part, left, right, stripPrefix, stripSuffix, stripZeros, padLeft,
  number, negate, absolute, add, multiply, divide, round, numberOf, unitOf,
  ifBlank, ifEquals, lookup, date, checkDigit,
]; // prettier-ignore
