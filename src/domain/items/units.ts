import { codes } from '../canonical/codes';

/**
 * The same letters mean different things in X12 (list 355) and in EDIFACT (UN recommendations 20 and 21): `CA` is a case there and a
 * can here. Units are therefore told by their meaning, in the spelling of X12, and never passed from one list to the other.
 */
const PLAIN: Readonly<Record<string, string>> = codes({
  // unmistakable in either list, and in a buyer's own masters
  PCE: 'EA', C62: 'EA', H87: 'EA', NAR: 'EA', PC: 'EA', PCS: 'EA', DZN: 'DZ', GRO: 'GS', CEN: 'HC', MIL: 'TH', LBR: 'LB', ONZ: 'OZ',
  KGM: 'KG', GRM: 'GR', STN: 'TN', TNE: 'MP', FOT: 'FT', YRD: 'YD', MTR: 'MR', INH: 'IN', LTR: 'LT', GLL: 'GA', QTL: 'QT', PTL: 'PT',
  MLT: 'ML', FTK: 'SF', BFT: 'BF',
}); // prettier-ignore
const X12: Readonly<Record<string, string>> = codes({ UN: 'EA' });
const EDIFACT: Readonly<Record<string, string>> = codes({ CA: 'CN', ST: 'SHEET', SET: 'ST', PX: 'PL', RO: 'RL' });

export type UnitList = 'x12' | 'edifact' | 'own';

/** What a unit means that was sent under a list; a sheet's own words mean themselves. */
export function unitMeant(unit: string, list: UnitList): string {
  const code = unit.trim().toUpperCase();
  return (list === 'x12' ? X12[code] : list === 'edifact' ? EDIFACT[code] : undefined) ?? PLAIN[code] ?? code;
}

/** The pairs that hold wherever they are written, for the one place that compares units in SQL. */
export const PLAIN_UNITS: readonly (readonly [code: string, meant: string])[] = Object.entries(PLAIN);

/** Two codes for a case (X12 says cassette to the second, and nobody means it): one answers where an item does not know the other. */
export const CASES = ['CA', 'CS'] as const;

const PIECES = new Set(['EA', 'ST', 'STK', 'PZ', 'PR', 'SET']);
/** Whether half of one is none: pieces, pairs, sets, as masters spell them. */
export const isCounted = (unit: string): boolean => PIECES.has(unitMeant(unit, 'own'));
