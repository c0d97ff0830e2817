import { nearestPlaces, type Place } from './nearest-place';

const place = (code: string, name: string, more: Partial<Place> = {}): Place => ({
  code,
  name,
  gln: null,
  ofSupplier: false,
  others: [],
  ...more,
});
const PLACES = [
  place('HAM', 'Hamburg', { ofSupplier: true }),
  place('BRE', 'Bremen', { others: ['Werk Bremen Nord'] }),
  place('MUC-1', 'München', { gln: '4006381000002' }),
  place('RNO', 'Reno'),
];

test.each<[string, string, string | undefined, RegExp]>([
  ['our code without its dash', 'MUC1', 'MUC-1', /but for signs and case it is your code MUC-1/],
  ['the name in capitals', 'HAMBURG', 'HAM', /it is its name Hamburg; this supplier's programs are there/],
  ['a part of a name', 'Werk Reno II', 'RNO', /it holds/],
  ['a code with something behind it', 'HAM-02', 'HAM', /it holds your code HAM/],
  ['another spelling of what it is called already', 'Werk Bremen-Nord', 'BRE', /what this supplier calls it Werk Bremen Nord/],
  ['a slip', 'Renno', 'RNO', /it resembles its name Reno/],
  ['a GLN', '4006381000002', 'MUC-1', /its GLN/],
  ['nothing alike', 'Lager 7', undefined, /^$/],
])('%s', (_, value, code, reason) => {
  const [first] = nearestPlaces(value, PLACES);
  expect(first?.location).toBe(code);
  expect(first?.reasons.join('; ') ?? '').toMatch(reason);
});
test('a place that has a name already comes behind one that has none', () => {
  const two = [place('A-1', 'North', { others: ['N'] }), place('A-2', 'North')];
  expect(nearestPlaces('north', two).map((c) => c.location)).toEqual(['A-2', 'A-1']);
});
