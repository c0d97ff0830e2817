import { type Likeness, nearest, plainNumber } from './nearest';

const like = (more: Partial<Likeness>): Likeness => ({
  ...{ sku: 'BRK-100', description: 'Bracket', status: 'active', supersededBy: null, sent: 'X', known: null, as: null, likeness: 0 },
  ...{ ofSupplier: false, unitKnown: false, agree: 0, compared: 0, named: 0, elsewhere: false },
  ...more,
});
const number = (sent: string, known: string, as: Likeness['as'] = 'crossref', likeness = 0.5): Partial<Likeness> => ({
  sent,
  known,
  as,
  likeness,
});

test.each([
  ['a name that resembles', { ...number('X-1', 'X-9', 'sku', 0.5), named: 0.6 }, 0.42, 'its name resembles what the supplier calls it'],
  ['the same name', { ...number('X-1', 'X-9', 'sku', 0.5), named: 1 }, 0.5, 'it is called just so'],
  ['the same name and a number that is nothing like it', { named: 1 }, 0.5, 'it is called just so'],
])('%s', (_, given, score, reason) => {
  const [found] = nearest([like(given)]);
  expect(found?.score).toBe(score);
  expect(found?.reasons).toContain(reason);
});
test('names that have a word in common say nothing', () => expect(nearest([like({ named: 0.44 })])).toEqual([]));

test.each([
  ['the same number', number('A-77', 'A-77'), 0.8, "it is this supplier's number for it A-77"],
  [
    'without its dashes',
    number('4711 001', '4711-001'),
    0.75,
    "but for signs and leading zeros it is this supplier's number for it 4711-001",
  ],
  ['without leading zeros', number('47110', '00047110', 'sku'), 0.75, 'but for signs and leading zeros it is your number 00047110'],
  [
    'a GTIN without its check digit',
    number('400638133393', '04006381333931', 'gtin'),
    0.7,
    'it is its GTIN 04006381333931 without its check digit',
  ],
  ['one digit wrong', number('4711002', '4711003'), 0.5, "one character is another one than in this supplier's number for it 4711003"],
  ['two changed places', number('4711020', '4711002'), 0.5, "two characters changed places in this supplier's number for it 4711002"],
  ['one too many', number('47110022', '4711002'), 0.5, "one character too many for this supplier's number for it 4711002"],
  ['one missing', number('471102', '4711002'), 0.5, "one character is missing of this supplier's number for it 4711002"],
  ['a suffix of ours', number('BRK100-BLK', 'BRK100', 'sku'), 0.5, 'it holds your number BRK100'],
  ["another supplier's", number('Z9-100', 'Z9-100', 'other_supplier'), 0.6, "it is another supplier's number for it Z9-100"],
  ['similar', number('HX-M8-40-ZN', 'HX-M10-40-ZN', 'sku', 0.6), 0.36, 'it resembles your number HX-M10-40-ZN'],
])('%s', (_, given, score, reason) => {
  const [found] = nearest([like(given)]);
  expect([found?.score, found?.reasons[0]]).toEqual([score, reason]);
});

test.each([
  ["all quantities are the buyer's own", { agree: 3, compared: 3 }, 0.85, '3 of 3 quantities are your own counts there'],
  ['one quantity is', { agree: 1, compared: 1 }, 0.7, 'the quantity is your own count there'],
  ['a few are', { agree: 1, compared: 4 }, 0.55, '1 of 4 quantities are your own counts there'],
  ['none is', { agree: 0, compared: 4 }, 0.4, 'none of 4 quantities is your own count there'],
  ['it is of the supplier', { ofSupplier: true }, 0.6, 'this supplier has it in its programs or numbers'],
  ['it stands there by another number', { elsewhere: true, ofSupplier: true }, 0.3, 'the same document names it by another number'],
  ['it is over', { status: 'discontinued', supersededBy: 'BRK-200' }, 0.4, 'it is discontinued, and BRK-200 came after it'],
])('beside the number: %s', (_, more, score, reason) => {
  const [found] = nearest([like({ ...number('4711002', '4711003'), ...more })]);
  expect(found?.score).toBe(score);
  expect(found?.reasons).toContain(reason);
});

test('quantities alone make an item known, and chance does not', () => {
  expect(nearest([like({ agree: 3, compared: 3, ofSupplier: true })])[0]?.score).toBe(0.45);
  expect(nearest([like({ agree: 1, compared: 1 })])).toEqual([]);
  expect(nearest([like(number('Q1', 'Q2', 'sku', 0.3))])).toEqual([]);
});

test('three at most, the best first, each item once with what speaks best for it', () => {
  const found = nearest([
    like({ sku: 'C', ...number('4711002', '4711003') }),
    like({ sku: 'A', ...number('4711002', '4711002') }),
    like({ sku: 'A', ...number('4711002', '47110020', 'sku') }),
    like({ sku: 'D', ...number('4711002', '4711001') }),
    like({ sku: 'B', ...number('4711002', '4711004') }),
  ]);
  expect(found.map((c) => [c.sku, c.score])).toEqual([
    ['A', 0.8],
    ['B', 0.5],
    ['C', 0.5],
  ]);
});

test('what a number is without what people put in or leave out', () => {
  expect(['a-10.01', ' 00A 1001', 'Ä-1', '000'].map(plainNumber)).toEqual(['A1001', 'A1001', 'Ä1', '']);
});
