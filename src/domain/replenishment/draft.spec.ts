import { exact, text } from '../canonical/quantity';
import { type Coming, type DraftInputs, reckon, roundedUp, shareOf } from './draft';

interface Given {
  readonly min?: string | null;
  readonly max?: string | null;
  readonly hand?: string | null;
  readonly transit?: readonly string[]; // !100: known, and not counted
  readonly order?: readonly string[];
  readonly demand?: readonly string[];
  readonly pack?: string;
  readonly moq?: string;
}
const sourced = (value: string | null | undefined, otherwise: string): DraftInputs['min'] =>
  value === null ? null : { quantity: exact(value ?? otherwise), from: 'said' };
const coming = (what: Coming['what'], all: readonly string[] = []): Coming[] =>
  all.map((q, i) => ({ what, name: `${what} ${i}`, quantity: exact(q.replace('!', '')), counted: !q.startsWith('!'), overdue: false, why: `${q} of ${what} ${i}` })); // prettier-ignore
const inputs = (g: Given): DraftInputs => ({
  uom: 'EA',
  min: sourced(g.min, '400'),
  max: sourced(g.max, '900'),
  onHand: sourced(g.hand, '120'),
  coming: [...coming('in transit', g.transit), ...coming('on order', g.order)],
  demand: (g.demand ?? []).map((d) => ({ quantity: exact(d), from: 'demand' })),
  multiple: g.pack === undefined ? null : exact(g.pack),
  moq: g.moq === undefined ? null : exact(g.moq),
});
const said = (g: Given): string => {
  const r = reckon(inputs(g));
  return r.due ? r.sum : r.why;
};

const NOTHING_COMES = 'in transit 0 − on order 0';
const CASES: readonly (readonly [what: string, given: Given, sum: string])[] = [
  ['the plain sum', {}, `780 = max 900 − on hand 120 − ${NOTHING_COMES}`],
  ['a whole number of packs', { pack: '60' }, `780 = max 900 − on hand 120 − ${NOTHING_COMES} → pack 60`],
  ['rounded up, never down', { pack: '50' }, `800 = max 900 − on hand 120 − ${NOTHING_COMES} = 780 → pack 50`],
  ['one more than a pack is two', { max: '181', pack: '60' }, `120 = max 181 − on hand 120 − ${NOTHING_COMES} = 61 → pack 60`],
  ['one pack for less than one', { max: '121', pack: '60' }, `60 = max 121 − on hand 120 − ${NOTHING_COMES} = 1 → pack 60`],
  ['at its minimum it is due', { hand: '400' }, `500 = max 900 − on hand 400 − ${NOTHING_COMES}`],
  ['a hair above it is not', { hand: '400.001' }, 'enough'],
  ['a hair below it is', { hand: '399.999' }, `500.001 = max 900 − on hand 399.999 − ${NOTHING_COMES}`],
  ['nothing left', { hand: '0' }, `900 = max 900 − on hand 0 − ${NOTHING_COMES}`],
  ['a book below zero is ordered as well', { hand: '-20' }, `920 = max 900 − on hand -20 − ${NOTHING_COMES}`],
  ['what is on its way', { transit: ['100', '50'] }, '630 = max 900 − on hand 120 − in transit 150 − on order 0'],
  ['what is ordered', { order: ['200'] }, '580 = max 900 − on hand 120 − in transit 0 − on order 200'],
  ['both', { transit: ['100'], order: ['50'] }, '630 = max 900 − on hand 120 − in transit 100 − on order 50'],
  ['covered by what is on its way', { transit: ['281'] }, 'enough'],
  ['covered to the minimum is not covered', { transit: ['280'] }, '500 = max 900 − on hand 120 − in transit 280 − on order 0'],
  ['what comes too late is shown, and not counted', { transit: ['!500'] }, `780 = max 900 − on hand 120 − ${NOTHING_COMES}`],
  ['known demand', { demand: ['40', '2.5'] }, `822.5 = max 900 − on hand 120 − ${NOTHING_COMES} + demand 42.5`],
  ['demand makes it due', { hand: '450', demand: ['60'] }, `510 = max 900 − on hand 450 − ${NOTHING_COMES} + demand 60`],
  ['the least that is ordered', { max: '421', hand: '400', moq: '100' }, `100 = max 421 − on hand 400 − ${NOTHING_COMES} = 21 → moq 100`],
  ['more than the least', { moq: '100' }, `780 = max 900 − on hand 120 − ${NOTHING_COMES} → moq 100`],
  ['the least in whole packs', { max: '421', hand: '400', moq: '100', pack: '30' }, `120 = max 421 − on hand 400 − ${NOTHING_COMES} = 21 → moq 100 → pack 30`], // prettier-ignore
  ['the least in packs of its own size', { max: '421', hand: '400', moq: '120', pack: '40' }, `120 = max 421 − on hand 400 − ${NOTHING_COMES} = 21 → moq 120 → pack 40`], // prettier-ignore
  [
    'packs of a decimal',
    { max: '10', min: '5', hand: '0.3', pack: '2.5' },
    `10 = max 10 − on hand 0.3 − ${NOTHING_COMES} = 9.7 → pack 2.5`,
  ],
  ['a tenth three times is no more than it is', { max: '0.4', min: '0.2', hand: '0.1', pack: '0.1' }, `0.3 = max 0.4 − on hand 0.1 − ${NOTHING_COMES} → pack 0.1`], // prettier-ignore
  ['a pack of nothing rounds nothing', { pack: '0' }, `780 = max 900 − on hand 120 − ${NOTHING_COMES}`],
  [
    'numbers beyond any float',
    { max: '9007199254740993', hand: '0' },
    `9007199254740993 = max 9007199254740993 − on hand 0 − ${NOTHING_COMES}`,
  ],
  ['no minimum', { min: null }, 'no-min'],
  ['no count is not zero', { hand: null }, 'not-counted'],
  ['no maximum, at its minimum', { max: null }, 'no-max'],
  ['no maximum, and enough', { max: null, hand: '500' }, 'enough'],
  ['a minimum of zero is one', { min: '0', hand: '0' }, `900 = max 900 − on hand 0 − ${NOTHING_COMES}`],
  ['and one is above it', { min: '0', hand: '1' }, 'enough'],
  ['a maximum below the minimum', { max: '100', hand: '120' }, 'max-too-low'],
];
test.each(CASES)('%s', (_, given, sum) => {
  expect(said(given)).toBe(sum);
});

test('every number bears its source, and what is not counted is named as well', () => {
  const r = reckon(inputs({ transit: ['100', '!500'], order: ['7'], demand: ['3'], pack: '60', moq: '10' }));
  expect(r.due && r.terms.map((t) => [t.name, t.sign, t.quantity, t.sources])).toEqual([
    ['max', '+', '900', ['said']],
    ['on hand', '-', '120', ['said']],
    ['in transit', '-', '100', ['100 of in transit 0', '!500 of in transit 1']],
    ['on order', '-', '7', ['7 of on order 0']],
    ['demand', '+', '3', ['demand']],
    ['moq', '→', '10', []],
    ['pack', '→', '60', []],
  ]);
});

/** Whatever the numbers: no less than what is needed and the least, whole packs, and not a pack more than that. */
test('rounding, over many numbers', () => {
  for (let need = 1; need <= 60; need++)
    for (const [moq, pack] of [
      [0, 7],
      [25, 7],
      [30, 12],
      [5, 1],
      [61, 60],
    ] as const) {
      // prettier-ignore
      const q = Number(text(roundedUp(exact(`${need}`), exact(`${moq}`), exact(`${pack}`))));
      const least = Math.max(need, moq);
      expect([q >= least, q % pack, q - pack < least]).toEqual([true, 0, true]);
    }
});

test.each([
  ['within', 10, 20, '50'],
  ['half of it', 15, 25, '25'],
  ['the same, from before', 5, 15, '25'],
  ['a part in the middle', 12, 14, '10'],
  ['around it', 0, 100, '50'],
  ['before it', 0, 10, '0'],
  ['behind it', 20, 30, '0'],
])('the share of a demand over 10 to 20: %s', (_, since, until, share) => {
  expect(text(shareOf(exact('50'), [10, 20], [since, until]))).toBe(share);
});
