import { type UnitList, unitMeant } from './units';

test.each<[string, UnitList, string]>([
  ['CA', 'x12', 'CA'],
  ['CS', 'x12', 'CS'],
  ['CA', 'edifact', 'CN'],
  ['CS', 'edifact', 'CS'],
  ['CN', 'x12', 'CN'],
  ['PCE', 'edifact', 'EA'],
  ['pce', 'own', 'EA'],
  ['NAR', 'edifact', 'EA'],
  ['ST', 'x12', 'ST'],
  ['ST', 'edifact', 'SHEET'],
  ['SET', 'edifact', 'ST'],
  ['ST', 'own', 'ST'],
  ['KGM', 'edifact', 'KG'],
  ['KG', 'x12', 'KG'],
  ['TNE', 'edifact', 'MP'],
  ['KAR', 'own', 'KAR'],
  ['', 'edifact', ''],
])('%j of %s means %j', (unit, list, meant) => expect(unitMeant(unit, list)).toBe(meant));
