import { damageOf, gtinMeant, gtin14 } from './gtin';

test.each([
  ['4006381333931', '04006381333931'],
  ['036000291452', '00036000291452'],
  ['96385074', '00000096385074'],
  ['10614141000415', '10614141000415'],
])('%s is the GTIN %s', (given, full) => expect(gtin14(given)).toBe(full));

test.each([
  '4006381333932',
  '036000291453',
  '',
  '1234567',
  '40063813339310000',
  '400638133393X',
  '123456789',
  '1234567890',
  '4006381 33931',
])('%j is no GTIN', (given) => expect(gtin14(given)).toBeUndefined());

test.each([
  ['UP', '036000291452', '00036000291452', 'as it is'],
  ['UP', '36000291452', '00036000291452', 'a leading zero was lost'],
  ['GTIN', '36000291452', '00036000291452', 'likewise in a sheet'],
  ['EN', '96385075', undefined, 'its check digit does not hold'],
  ['EN', '1234567890', undefined, 'ten digits whose check digit does not hold'],
  ['EN', '6385074', undefined, 'seven whose check digit does not hold'],
  ['EO', '96385074', '00000096385074', 'a GTIN-8'],
  ['UI', '03600029145', '00036000291452', 'without its check digit, as its form has it'],
  ['ui', '03600029145', '00036000291452', 'in lower case'],
  ['UI', '036000291452', '00036000291452', 'with it all the same'],
  ['UP', '03600029145', undefined, 'a check digit that is missing where the form has one is no zero that is missing'],
  ['UA', '103600029145', '01036000291451', 'a case code'],
  ['U2', '1003600029145', '10036000291459', 'a shipping container'],
  ['UP', '0000000', undefined, 'zeros alone'],
  ['UP', '3600029145X', undefined, 'no digits'],
  ['UP', '', undefined, 'nothing'],
])('%s %s means %s: %s', (qualifier, value, meant, _) => expect(gtinMeant(qualifier, value)).toBe(meant));

test.each([
  ['EN', '4006381333931', undefined],
  ['EN', '4006381333932', /last digit would have to be 1/],
  ['UP', '036000291453', /would have to be 2/],
  ['UP', '36000291452', undefined], // lost its zero, and nothing else
  ['UA', '036000291450', undefined], // sent without its check digit
  ['EN', '4.00638E+12', /lost its last digits for good/],
  ['EN', '4,00638E12', /lost its last digits for good/],
  ['EN', 'ABC-12', undefined], // a part number in the wrong place is only unknown
  ['EN', '12345', undefined],
])('what is wrong with %s %s', (qualifier, value, said) => {
  const damage = damageOf(qualifier, value);
  if (said === undefined) expect(damage).toBeUndefined();
  else expect(damage).toMatch(said);
});
