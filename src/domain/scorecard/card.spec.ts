import { type Case, figureOf } from './card';

const c = (good: number, of: number, hours?: number): Case => ({ good, of, at: '', what: '', location: null, said: '', document: null, place: null, ...(hours === undefined ? {} : { hours }) }); // prettier-ignore

test.each<[string, Case[], object]>([
  ['nothing', [], { good: 0, of: 0, left_out: 0, percent: null, median_hours: null }],
  ['only what is left out', [c(0, 0)], { of: 0, left_out: 1, percent: null }],
  ['all', [c(1, 1), c(5, 5)], { good: 6, of: 6, percent: '100.0' }],
  ['none', [c(0, 3)], { percent: '0.0' }],
  ['nearly all is not all', [c(9996, 10000)], { percent: '99.9' }],
  ['two thirds', [c(2, 3)], { percent: '66.6' }],
  ['the middle of odd many', [c(1, 1, 1), c(1, 1, 40), c(0, 1, 3)], { median_hours: '3.0' }],
  ['the middle of even many', [c(1, 1, 1), c(1, 1, 2)], { median_hours: '1.5' }],
  ['what is left out has no part in it', [c(1, 1, 1), c(0, 0, 900)], { median_hours: '1.0', left_out: 1 }],
])('%s', (_, cases, figure) => expect(figureOf(cases)).toMatchObject(figure));
