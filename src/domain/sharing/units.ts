import { codes } from '../canonical/codes';
import { NotWritable } from '../acks/not-writable';

/** Base units as buyers write them, in X12 355 and in UN Rec 20. The same letters mean other things in the two: never passed through. */
const UNITS: Readonly<Record<string, readonly [x12: string, edifact: string]>> = codes({
  EA: ['EA', 'PCE'], PC: ['PC', 'PCE'], PCE: ['EA', 'PCE'], PCS: ['EA', 'PCE'], C62: ['EA', 'C62'], H87: ['EA', 'H87'], PR: ['PR', 'PR'],
  DZ: ['DZ', 'DZN'], HC: ['HC', 'CEN'], TH: ['TH', 'MIL'], GS: ['GS', 'GRO'], KG: ['KG', 'KGM'], KGM: ['KG', 'KGM'], GR: ['GR', 'GRM'], G: ['GR', 'GRM'],
  LB: ['LB', 'LBR'], OZ: ['OZ', 'ONZ'], L: ['LT', 'LTR'], LT: ['LT', 'LTR'], LTR: ['LT', 'LTR'], ML: ['ML', 'MLT'], GA: ['GA', 'GLL'], QT: ['QT', 'QTL'],
  M: ['MR', 'MTR'], MTR: ['MR', 'MTR'], MR: ['MR', 'MTR'], FT: ['FT', 'FOT'], YD: ['YD', 'YRD'], IN: ['IN', 'INH'], BX: ['BX', 'BX'], CT: ['CT', 'CT'],
}); // prettier-ignore

function unitIn(uom: string, syntax: 0 | 1, list: string): string {
  const unit = UNITS[uom.toUpperCase()];
  if (!unit) throw new NotWritable(`the unit ${uom} has no code of ${list} that we know`);
  return unit[syntax];
}
export const x12Unit = (uom: string): string => unitIn(uom, 0, 'X12 355');
export const edifactUnit = (uom: string): string => unitIn(uom, 1, 'UN Rec 20');
