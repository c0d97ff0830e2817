import { codes } from '../canonical/codes';

/** The 14-digit form of a GTIN-8, -12, -13 or -14 whose check digit holds (GS1 General Specifications 7.9); undefined otherwise. */
export function gtin14(value: string): string | undefined {
  if (value.length < 8 || value.length > 14 || value.length === 9 || value.length === 10 || value.length === 11) return undefined;
  let sum = 0;
  for (let i = value.length - 1, weight = 1; i >= 0; i--) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    sum += digit * weight;
    weight = weight === 1 ? 3 : 1;
  }
  return sum % 10 === 0 ? value.padStart(14, '0') : undefined;
}

/** Whether the last digit checks those before it, as in every number of GS1: weights 3 and 1 from the right. */
export function checkDigitHolds(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, weight = 1; i >= 0; i--, weight = 4 - weight) sum += (digits.charCodeAt(i) - 48) * weight;
  return sum % 10 === 0;
}

/** X12 list 235: forms of a GTIN that are sent without their check digit, by how many digits they then have. */
const UNCHECKED: Readonly<Record<string, number>> = codes({ UI: 11, UA: 12, UN: 12, U2: 13 });
const SHORT = /^\d{7}$|^\d{9,11}$/; // lengths that no GTIN has: zeros in front of it were lost

/**
 * The 14 digits that a sender means who writes a GTIN under a qualifier: as it is; with the check digit that its form leaves out; or
 * with the leading zeros that a spreadsheet took. Of what is none, nothing. Only an item whose GTIN it is makes it one: a part number of
 * ten digits passes the check once in ten times.
 */
export function gtinMeant(qualifier: string, value: string): string | undefined {
  if (!/^\d+$/.test(value)) return undefined;
  if (UNCHECKED[qualifier.toUpperCase()] === value.length) return `${value}${checkDigitOf(value)}`.padStart(14, '0');
  return gtin14(value) ?? (SHORT.test(value) && checkDigitHolds(value) && !/^0*$/.test(value) ? value.padStart(14, '0') : undefined);
}

const GTIN_LONG = /^\d{8}$|^\d{12,14}$/;
const ROUNDED = /^\d([.,]\d+)?E\+?\d+$/i; // a spreadsheet's 1.23457E+11: the digits behind it are gone

/**
 * Why a number can be nobody's GTIN, for people; undefined where it may be one. What was rounded cannot be brought back, and of a
 * wrong check digit nobody knows which digit is wrong: a guess would book the stock of one item on another.
 */
export function damageOf(qualifier: string, value: string): string | undefined {
  if (ROUNDED.test(value)) return `${value} has lost its last digits for good, and only who sent it knows them`;
  if (!GTIN_LONG.test(value) || gtinMeant(qualifier, value) !== undefined) return undefined;
  return `${value} is no GTIN: its last digit would have to be ${checkDigitOf(value.slice(0, -1))}, or another one is wrong`;
}

function checkDigitOf(digits: string): number {
  let sum = 0;
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) sum += (digits.charCodeAt(i) - 48) * weight;
  return (10 - (sum % 10)) % 10;
}
