import type { Row } from '../canonical/vocabulary';
import { chooseMapping } from './choose';
import { proposalOf } from './drift-proposal';
import type { KnownAs } from './known';
import { parseMappingFile } from './mapping-file';

const row = (number: number, texts: string[]): Row => ({ number, cells: texts.map((t) => ({ shown: t, raw: t })) });
const table = (...lines: string[]): Row[] => lines.map((l, i) => row(i + 1, l.split(',')));
function drift(columns: string, sample: Row[]) {
  const read = parseMappingFile(`name: n\nsupplier: NORD\ncolumns: ${columns}\n`, 'n.yaml');
  if ('issue' in read) throw new Error(read.issue.detail);
  const seen = { sample, all: [sample], sheet: '', merges: [], lead: [], names: [], receivedAt: '2026-11-16T18:00:00Z', locale: null };
  const chosen = chooseMapping([read.mapping], 'NORD', { fileName: 'in.csv', subject: '' }, seen);
  if (!chosen || 'layout' in chosen) throw new Error('it fits');
  return chosen.question.drift!;
}
const known = (...values: [string, KnownAs][]): ReadonlyMap<string, ReadonlySet<KnownAs>> => new Map(values.map(([v, as]) => [v, new Set([as])])); // prettier-ignore

const CODES = table('Kod A,Kod B,Menge', 'A1,X1,5', 'A2,X2,6', 'A3,X3,7', 'A4,X4,8', 'A5,X5,9');

test('the masters settle which of two columns of codes is the item', () => {
  const gone = drift('{ vendor: Indeks, on_hand: Menge }', CODES);
  expect(proposalOf(gone).lost).toMatchObject([{ field: 'vendor', heading: null, others: [{ heading: 'Kod A' }, { heading: 'Kod B' }] }]);
  const told = proposalOf(gone, known(['X1', 'vendor'], ['X2', 'vendor'], ['X3', 'vendor'], ['X4', 'vendor'], ['X5', 'vendor']));
  expect(told.lost).toMatchObject([{ heading: 'Kod B', others: [] }]); // of the other column they know none
  expect(told.lost[0]!.evidence[0]).toBe("5 of 5 different values are items by the supplier's number");
});

test('where they know neither, or both, it stays a question', () => {
  const gone = drift('{ vendor: Indeks, on_hand: Menge }', CODES);
  expect(proposalOf(gone, known(['Z', 'vendor'])).lost[0]).toMatchObject({ heading: null });
  const both = CODES.slice(1).flatMap((r) => r.cells.slice(0, 2).map((c): [string, KnownAs] => [c.shown, 'vendor']));
  expect(proposalOf(gone, known(...both)).lost[0]).toMatchObject({ heading: null });
});

test('where a column stands proves nothing alone, and a column whose values do not fit is none', () => {
  const only = drift('{ vendor: Art, on_hand: Menge, uom: ME }', table('Art,Q7,ME', 'A1,5,ST', 'A2,6,ST'));
  expect(only.lost[0]!.candidates).toMatchObject([{ heading: 'Q7', speaks: 0, beside: 2 }]);
  expect(proposalOf(only).lost[0]).toMatchObject({ heading: null, others: [{ heading: 'Q7' }] });
  expect(drift('{ vendor: Art, on_hand: Menge }', table('Art,Bestand', 'A1,viel', 'A2,wenig')).lost[0]!.candidates).toEqual([]);
});

test('one column is never proposed for two, and what a heading says otherwise is none', () => {
  const two = proposalOf(drift('{ vendor: Art, on_hand: Menge X, available: Menge Y }', table('Art,Menge,Preis', 'A1,5,1', 'A2,6,2')));
  expect(two.lost.map((l) => l.heading)).toEqual([null, null]);
  expect(drift('{ vendor: Art, on_hand: Menge }', table('Art,Reserviert', 'A1,5', 'A2,6')).lost[0]!.candidates).toEqual([]);
});
