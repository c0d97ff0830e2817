import { at, count, findings, judge, movement, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import { Terms } from '../items/terms';
import type { MovementFact, PairView, Settlement } from './pair-view';

const TERMS = { managed_by: 'supplier', tolerance_qty: '10', min: '100', max: '800', lead_time_days: 5, response_days: 2 };
const terms = (more: object = {}): PairView['terms'] => Terms.parse({ ...TERMS, ...more });
const said = [report('16', '300', '16 09:00')];
const told = (v: PairView): string[] =>
  findings(v)
    .filter((f) => f.type === 'OWNERSHIP_MISMATCH')
    .map((f) => [f.severity, f.reported, f.expected ? `[${f.expected.low} ${f.expected.high}]` : '', f.difference ?? ''].join(' ').trim());
/** The sub-reasons that are cleared: '' where the owner is in question, `settlement`. */
const cleared = (v: PairView): string[] =>
  judge(v).flatMap((x) => (x.holds === false && x.key.startsWith('OWNERSHIP_MISMATCH|') ? [x.key.split('|')[5] ?? ''] : []));

describe('whose it is', () => {
  test.each<[string, Partial<PairView>, string[], string[]]>([
    ['consigned by the program, counted as the buyer’s only', { owner: 'supplier', statements: said, countedForAnother: true }, ['high 300'], []],
    ['the buyer’s by the program, counted as consigned only', { statements: said, countedForAnother: true }, ['high 300'], []],
    ['counted for its owner as well', { owner: 'supplier', statements: said, countedForAnother: true, counts: [count('9 06:00', '300')] }, [], ['']],
    ['never counted for anybody', { owner: 'supplier', statements: said }, [], []],
    ['nothing is there by the supplier either', { owner: 'supplier', statements: [report('16', '0', '16 09:00')], countedForAnother: true }, [], []],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ now: at('16 10:00'), terms: terms(), ...more });
    expect({ raised: told(v), clears: cleared(v) }).toEqual({ raised, clears });
  }); // prettier-ignore
});

describe('what is settled of it', () => {
  const statement = (from: number, to: number, quantity: string, more: Partial<Settlement> = {}): Settlement => ({
    quantity: exact(quantity),
    from: at(`${from} 00:00`),
    to: at(`${to + 1} 00:00`) - 1,
    receivedAt: at(`${to + 1} 07:00`),
    agreed: false,
    document: { id: `doc_${from}`, file: `${from}.xlsx` },
    place: 'Sheet1!C4',
    ...more,
  });
  const of = (day: number, signed: string, kind = 'usage'): MovementFact => movement(`${day} 12:00`, signed, `${day} 12:00`, { kind });
  /** 115 in the first week, 60 in the second. */
  const taken = [of(2, '-40'), of(4, '-75'), of(9, '-60')];
  const consigned = { owner: 'supplier' as const, statements: said, counts: [count('1 06:00', '500')], movements: taken };
  const fine: [string[], string[]] = [[], ['settlement', '']];
  const off = (words: string): [string[], string[]] => [[words], ['']];
  const unknown: [string[], string[]] = [[], ['']];
  test.each<[string, Partial<PairView>, [string[], string[]]]>([
    ['nothing is settled yet', {}, unknown],
    ['as was taken', { settlements: [statement(1, 7, '115')] }, fine],
    ['within the tolerance', { settlements: [statement(1, 7, '125')] }, fine],
    ['more than was taken', { settlements: [statement(1, 7, '160')] }, off('high 160 [115 115] 45')],
    ['less', { settlements: [statement(1, 7, '60')] }, off('high 60 [115 115] -55')],
    ['bought by us, and so used up', { movements: [of(2, '-40'), of(4, '-75', 'ownership_transfer')], settlements: [statement(1, 7, '115')] }, fine],
    ['scrapped, which may be charged', { movements: [...taken, of(5, '-45', 'scrap')], settlements: [statement(1, 7, '160')] }, fine],
    ['and need not be', { movements: [...taken, of(5, '-45', 'scrap')], settlements: [statement(1, 7, '115')] }, fine],
    ['brought back by customers, which may be taken off', { movements: [...taken, of(5, '45', 'customer_return')], settlements: [statement(1, 7, '70')] }, fine],
    ['a receipt is nothing that was taken', { movements: [...taken, of(5, '200', 'receipt')], settlements: [statement(1, 7, '115')] }, fine],
    ['too much in one week, given back in the next', { settlements: [statement(1, 7, '160'), statement(8, 14, '15')] }, fine],
    ['the next is right, and the first was not', { settlements: [statement(1, 7, '160'), statement(8, 14, '60')] }, off('high 220 [175 175] 45')],
    ['the second alone is wrong', { settlements: [statement(1, 7, '115'), statement(8, 14, '100')] }, off('high 100 [60 60] 40')],
    ['a little too much each time is within each tolerance', { settlements: [statement(1, 7, '124'), statement(8, 14, '69')] }, fine],
    ['corrected by a statement that came later', { settlements: [statement(1, 7, '115', { receivedAt: at('12') }), statement(1, 7, '160')] }, fine],
    ['both sides agreed to it', { settlements: [statement(1, 7, '160', { agreed: true })] }, fine],
    ['and to the second, which settles the first', { settlements: [statement(1, 7, '160'), statement(8, 14, '60', { agreed: true })] }, fine],
    ['our data do not reach its end', { settlements: [statement(8, 14, '160')], watermark: at('14 08:00') }, unknown],
    ['it began before our data do', { settlements: [statement(1, 7, '160', { from: at('1') - 60 * 86_400_000 })] }, unknown],
    ['the program began amid it', { terms: terms({ go_live: '2026-11-03T00:00:00Z' }), settlements: [statement(1, 7, '160')] }, unknown],
    ['the buyer’s own stock is settled by nobody', { owner: 'buyer', settlements: [statement(1, 7, '160')] }, unknown],
    ['nothing is agreed', { terms: null, settlements: [statement(1, 7, '160')] }, [[], []]],
    ['usage at midnight belongs to either week', { movements: [...taken, movement('7 23:55', '-30')], settlements: [statement(1, 7, '145')] }, fine],
  ])('%s', (_, more, [raised, clears]) => {
    const v = view({ now: at('16 10:00'), terms: terms(), ...consigned, ...more });
    expect({ raised: told(v), clears: cleared(v) }).toEqual({ raised, clears });
  }); // prettier-ignore

  test('it says for how long, what it is worth, and where it stands written', () => {
    const settlements = [statement(1, 7, '160'), statement(8, 14, '60')];
    const v = view({ now: at('16 10:00'), terms: terms(), ...consigned, settlements });
    expect(findings(v).filter((f) => f.type === 'OWNERSHIP_MISMATCH')).toMatchObject([
      {
        key: 'OWNERSHIP_MISMATCH|NORD|BRK-2210|HAM|supplier|settlement',
        message:
          'NORD settles 220 EA of consigned BRK-2210 at HAM for 2026-11-01 to 2026-11-14, in 2 statements; 175 were taken by our books',
        value: { amount: '3825', currency: 'EUR' },
        asOfTo: '2026-11-14T22:59:59.999Z',
        documents: [
          { file: '1.xlsx', place: 'Sheet1!C4' },
          { file: '8.xlsx', place: 'Sheet1!C4' },
        ],
      },
    ]);
  });
});
