import { count, findings, movement, report, view } from '../../../test/support/pair';
import { text } from '../canonical/quantity';
import { type StockClass, Terms } from '../items/terms';
import type { CountFact, MovementFact, PairView } from '../rules/pair-view';
import { compare } from './compare';
import { heldOver } from './stock-classes';

/** 380 free, 20 in quality, 12 blocked, 8 received and not yet put away, 5 promised; the supplier's own 30 beside them. */
const held = (quantity: string, status: string, owner?: string, when = '16 06:00'): CountFact => ({ ...count(when, quantity), status, ...(owner ? { owner } : {}) }); // prettier-ignore
const COUNTS = [held('380', 'unrestricted'), held('20', 'quality'), held('12', 'blocked'), held('8', 'receiving'), held('5', 'committed')];
const both = COUNTS.map((c) => ({ ...c, owner: 'buyer' }));
const here = (said: string, classes: readonly StockClass[] | undefined, more: Partial<PairView> = {}, terms: object = {}): PairView =>
  view({
    now: Date.parse('2026-11-17T12:00:00+01:00'),
    counts: COUNTS,
    statements: [report('17 06:00', said, '17 07:00'), report('17 06:00', said, '17 07:00', { measure: 'available' })],
    terms: Terms.parse({ managed_by: 'supplier', tolerance_qty: '2', ...(classes ? { stock_classes: classes } : {}), ...terms }),
    ...more,
  });
const moved = (more: Partial<MovementFact>): MovementFact => movement('16 12:00', '-10', '16 12:00', { kind: 'status_change', ...more });
const transferred = (owner: string, signed: string): MovementFact => movement('16 12:00', signed, '16 12:00', { kind: 'ownership_transfer', owner }); // prettier-ignore

const CASES: readonly (readonly [what: string, book: string, view: PairView])[] = [
  ['all that lies there, where nothing is said', '425', here('425', undefined)],
  ['what may be used, where that is compared', '380', here('380', undefined, {}, { compare_to: 'available' })],
  ['without what is blocked', '413', here('413', ['unrestricted', 'quality', 'receiving', 'committed'])],
  ['with quality alone', '400', here('400', ['unrestricted', 'quality'])],
  ['without what is in receiving and promised', '412', here('412', ['unrestricted', 'quality', 'blocked'])],
  ['what is in receiving counts as available', '388', here('388', ['unrestricted', 'receiving'], {}, { compare_to: 'available' })],
  ['blocked stock alone', '12', here('12', ['blocked'])],
  ['consigned stock as well', '455', here('455', ['unrestricted', 'quality', 'blocked', 'receiving', 'committed', 'consigned'], { counts: [...both, held('30', 'unrestricted', 'supplier')] })],
  ['of the consigned the same classes', '410', here('410', ['unrestricted', 'consigned'], { counts: [...both, held('30', 'unrestricted', 'supplier'), held('7', 'blocked', 'supplier')] })],
  ['each owner from his own count', '440', here('440', ['unrestricted', 'consigned'], { counts: [...both, held('70', 'unrestricted', 'supplier', '15 06:00')], movements: [movement('15 12:00', '-10', '15 12:00', { owner: 'supplier' })] })],
  ['what changes its owner stays there', '410', here('410', ['unrestricted', 'consigned'], { counts: [...both, held('30', 'unrestricted', 'supplier')], movements: [transferred('supplier', '-10'), transferred('buyer', '10')] })],
  ['what is blocked since leaves it', '390', here('390', ['unrestricted', 'quality'], { movements: [moved({ toStatus: 'blocked' })] })],
  ['and what goes to quality stays', '400', here('400', ['unrestricted', 'quality'], { movements: [moved({ toStatus: 'quality' })] })],
]; // prettier-ignore
test.each(CASES)('%s: %s', (_, book, v) => {
  const c = compare(v);
  expect([c.state, text(c.band!.low), text(c.band!.high)]).toEqual(['agreed', book, book]);
});

test('a divergence says which classes are in our number, and which are not', () => {
  const [found] = findings(here('425', ['unrestricted', 'quality'])).filter((f) => f.type === 'COUNT_DIVERGENCE');
  expect(found).toMatchObject({
    expected: { low: '400', high: '400' },
    details: { stock: { counted: { unrestricted: '380', quality: '20' }, left_out: { blocked: '12', receiving: '8', committed: '5' } } },
  });
  expect(found!.cause!.evidence).toContain('in our number: 380 unrestricted, 20 quality; left out: 12 blocked, 8 receiving, 5 committed');
});

test('of plain stock there is nothing to say', () => {
  const v = here('500', undefined, { counts: [count('16 06:00', '380')] });
  expect(heldOver(v, [v.now, v.now])).toEqual([]);
  expect(findings(v).find((f) => f.type === 'COUNT_DIVERGENCE')!.details).toBeUndefined();
});
