import { answersInWords } from './answers-in-words';

const ASKED = ['KAR', 'BRK-2210', 'Werk 3'];
test.each([
  ['KAR = 6', ['KAR=6']],
  ['1 KAR = 6 ST', ['KAR=6 ST']],
  ['BRK-2210 is 508.', ['BRK-2210=508']],
  ['Guten Tag,\n"Werk 3" ist HAM\nkar = 6\n\nGruß', ['Werk 3=HAM', 'KAR=6']],
  ['- KAR -> 12', ['KAR=12']],
  ['KAR est 6 !', ['KAR=6']],
  ['KAR = 6\nKAR = 7', ['KAR=6']],
  ['Das ist gut', []],
  ['OIL = 6', []],
  ['> KAR = 6', []],
  ['Danke\nAm 16.11.2026 schrieb Acme VMI:\nKAR = 6', []],
  ['-----Original Message-----\nKAR = 6', []],
  ['Von: vmi@buyer.example\nKAR = 6', []],
  ['KAR = <script>', []],
  [`KAR = ${'6'.repeat(300)}`, []],
])('%j', (text, expected) => {
  expect(answersInWords(text, ASKED).map((a) => `${a.name}=${a.meaning}`)).toEqual(expected);
});

test('a long line takes no time', () => {
  const begun = performance.now();
  answersInWords(
    Array<string>(2000)
      .fill(`${'a '.repeat(95)}`)
      .join('\n'),
    ASKED,
  );
  expect(performance.now() - begun).toBeLessThan(1000);
});
