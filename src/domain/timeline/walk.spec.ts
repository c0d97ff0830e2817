import { walkTheGap, type Walked } from './walk';

const row = (kind: string, quantity: string | null, ours: string | null, theirs: string | null, more: Partial<Walked> = {}): Walked => ({
  ...{ kind, quantity, ours, theirs, superseded: false, gap: null, agrees: null },
  ...more,
});
const report = (ours: string, theirs: string, agrees: boolean, gap = '0'): Walked => row('report', null, ours, theirs, { agrees, gap });

describe('walking the gap', () => {
  test('ends at the report at which the sums separate, and marks what makes up the gap by itself', () => {
    const rows = [
      report('500', '500', true),
      row('receipt', '200', '700', '500'),
      row('usage', '-30', '670', '500'),
      row('opened', null, '670', '500'),
      report('670', '470', false, '-200'),
      row('usage', '-10', '660', '470'),
      report('660', '460', false, '-200'),
    ];
    expect(walkTheGap(rows)).toEqual({
      ...{ outcome: 'separate', from: 0, at: 4, gap: '-200' },
      steps: [
        { row: 0, ours: '500', due: '500' },
        { row: 1, ours: '700', due: '700' },
        { row: 2, ours: '670', due: '670' },
        { row: 4, ours: '670', due: '670' },
      ],
      alone: [{ row: 1, how: 'lacks' }],
    });
  });

  test.each<[string, Walked[], object]>([
    ['no report', [row('receipt', '5', '5', null)], { outcome: 'silent', steps: [] }],
    ['a report that cannot be held against anything', [row('report', null, null, '5')], { outcome: 'silent' }],
    ['they agree now, whatever was before', [report('10', '50', false, '40'), report('10', '10', true)], { outcome: 'agree', from: 1, steps: [] }],
    ['they never agreed', [row('count', '10', '10', null), report('10', '50', false, '40'), report('10', '60', false, '50')], { outcome: 'never', from: null, at: 1, gap: '40', steps: [{ row: 1, ours: '10', due: null }], alone: [] }],
    ['it begins at the last agreement, not at the first', [report('9', '9', true), report('9', '20', false, '11'), report('9', '9', true), report('9', '30', false, '21')], { from: 2, at: 3 }],
    ['a superseded report is passed over', [report('9', '9', true), { ...report('9', '99', false, '90'), superseded: true }, report('9', '9', true)], { outcome: 'agree' }],
    ['they count what is on the road', [report('500', '500', true), row('notice', '96', '500', '500'), report('500', '596', false, '96')], { alone: [{ row: 1, how: 'early' }] }],
    ['they have it twice', [report('500', '500', true), row('usage', '-40', '460', '500'), report('460', '420', false, '-40')], { alone: [{ row: 1, how: 'twice' }] }],
    ['our count moved the book, and they do not know', [report('500', '500', true), row('count', '8', '508', '500'), report('508', '500', false, '-8')], { alone: [{ row: 1, how: 'lacks' }] }],
    ['agreed within the tolerance: what came since counts, and what they were off by before is no part of it', [report('500', '503', true), row('receipt', '50', '550', '503'), report('550', '503', false, '-47')], { alone: [{ row: 1, how: 'lacks' }], steps: [{ row: 0, ours: '500', due: '503' }, { row: 1, ours: '550', due: '553' }, { row: 2, ours: '550', due: '553' }] }],
    ['two that only together make it up are not named', [report('500', '500', true), row('receipt', '30', '530', '500'), row('receipt', '20', '550', '500'), report('550', '500', false, '-50')], { alone: [] }],
    ['a movement of nothing explains nothing', [report('5', '5', true), row('adjustment', '0', '5', '5'), report('5', '9', false, '4')], { alone: [] }],
  ])('%s', (_, rows, said) => expect(walkTheGap(rows)).toMatchObject(said)); // prettier-ignore
});
