import { type ApprovalRules, isAnother, needsSecond, permission, type Value } from './limits';

const EUR = (amount: string) => ({ amount, currency: 'EUR' });
const RULES: ApprovalRules = {
  limits: [
    { person: 'ana', ...EUR('500') },
    { person: 'ana', amount: '9', currency: 'USD' },
    { role: 'approver', ...EUR('100') },
    { ...EUR('10') },
  ],
  second_above: [EUR('50')],
  deputies: [{ of: 'ana', by: 'ben', from: '2026-12-21', to: '2026-12-31' }],
};
const roleOf = (name: string): string | null => ({ ana: 'approver', ben: 'approver', eve: 'admin' })[name] ?? null;
const told = (name: string, value: Value, day = '2026-12-01', rules = RULES): string => {
  const p = permission(rules, { name, role: roleOf(name) }, value, day, roleOf);
  return p.may ? `may${p.standsFor ? ` for ${p.standsFor}` : ''}` : p.code;
};

test.each<[string, string, Value, string, string]>([
  ['up to the limit of a person', 'ana', EUR('500'), '2026-12-01', 'may'],
  ['whatever the size of the letters', 'ANA', EUR('500'), '2026-12-01', 'may'],
  ['a cent more is too much', 'ana', EUR('500.01'), '2026-12-01', 'approval.limit'],
  ['in each currency by itself', 'ana', { amount: '10', currency: 'USD' }, '2026-12-01', 'approval.limit'],
  ['in one that nobody named', 'ana', { amount: '1', currency: 'GBP' }, '2026-12-01', 'approval.limit'],
  ['in none', 'ana', { amount: '1', currency: null }, '2026-12-01', 'approval.limit'],
  ['of unknown value', 'ana', null, '2026-12-01', 'approval.value-unknown'],
  ['by the limit of a role', 'ben', EUR('100'), '2026-12-01', 'may'],
  ['and no more', 'ben', EUR('101'), '2026-12-01', 'approval.limit'],
  ['by that of everybody', 'eve', EUR('10'), '2026-12-01', 'may'],
  ['and no more than that', 'eve', EUR('11'), '2026-12-01', 'approval.limit'],
  ['who is nobody that is known', 'zoe', EUR('11'), '2026-12-01', 'approval.limit'],
  ['standing in, on the first day', 'ben', EUR('500'), '2026-12-21', 'may for ana'],
  ['on the last', 'ben', EUR('500'), '2026-12-31', 'may for ana'],
  ['and not before', 'ben', EUR('500'), '2026-12-20', 'approval.limit'],
  ['nor after', 'ben', EUR('500'), '2027-01-01', 'approval.limit'],
  ['nor for more than the other may', 'ben', EUR('501'), '2026-12-24', 'approval.limit'],
  ['in their own name where that is enough', 'ben', EUR('99'), '2026-12-24', 'may'],
])('%s', (_, name, value, day, expected) => {
  expect(told(name, value, day)).toBe(expected);
});
test('without limits everybody may, whatever it costs', () => {
  expect(told('zoe', null, '2026-12-01', { ...RULES, limits: [] })).toBe('may');
});

test.each<[Value, boolean]>([
  [EUR('50'), false],
  [EUR('50.01'), true],
  [{ amount: '1', currency: 'USD' }, true],
  [null, true],
])('a second for %j: %s', (value, expected) => {
  expect(needsSecond(RULES, value)).toBe(expected);
  expect(needsSecond({ ...RULES, second_above: [] }, value)).toBe(false);
});

test.each([
  ['another', 'ben', null, true],
  ['the same', 'ana', null, false],
  ['the same in other letters', 'Ana', null, false],
  ['in the name of the first', 'ben', 'ana', false],
  ['in the name of a third', 'ben', 'eve', true],
])('%s', (_, by, standsFor, expected) => {
  expect(isAnother([{ by: 'ana', standsFor: null }], by, standsFor)).toBe(expected);
});
test('for whom the first stood in is no second', () => {
  expect(isAnother([{ by: 'ben', standsFor: 'ana' }], 'ana', null)).toBe(false);
});
