import { base32, codeAt, newSecret, otpauth, stepOf, stepOfCode } from './totp';

const RFC = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('RFC 6238, appendix B, at %d s: %s', (s, code) => {
  const now = new Date(s * 1000).toISOString();
  expect(codeAt(RFC, stepOf(now))).toBe(code);
  expect(stepOfCode(RFC, code, now)).toBe(Math.floor(s / 30));
});

test('a code is good in its half minute and the next one, not before, not after', () => {
  const at = (s: number): number | null => stepOfCode(RFC, codeAt(RFC, 100), new Date(s * 1000).toISOString());
  expect([at(2999.9), at(3000), at(3029.9), at(3030), at(3059.9), at(3060)]).toEqual([null, 100, 100, 100, 100, null]);
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648: %s is %s', (text, coded) => expect(base32(Buffer.from(text))).toBe(coded));

test('no two secrets are alike, and the address of one holds a name that needs no care', () => {
  expect(newSecret().equals(newSecret())).toBe(false);
  expect(otpauth(RFC, 'Anna & Co')).toBe(
    'otpauth://totp/Crosscount:Anna%20%26%20Co?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Crosscount',
  );
});
