import { ownTime } from '../../../test/support/own-time';
import { decodePart } from './mime-decode';
import { partsOf } from './mime-parts';

const decoded = (encoding: string, text: string): string => decodePart(encoding, Buffer.from(text, 'latin1')).bytes.toString('latin1');

test.each([
  ['blanks behind a line', 'a \t\r\nb  \nc ', 'a\r\nb\nc'],
  ['blanks within a line, and lines of blanks', 'a  b\r\n   \r\n\tc', 'a  b\r\n\r\n\tc'],
  ['a soft break with blanks behind it', 'a=  \r\nb', 'ab'],
  ['a byte that is no blank, though it shows as one', 'a\xa0\r\n', 'a\xa0\r\n'],
  ['a carriage return alone', '\r\n', '\r\n'],
])('quoted-printable: %s', (_, text, expected) => expect(decoded('quoted-printable', text)).toBe(expected));

test('a megabyte of blanks, or of brackets in a header, takes no longer than its length', async () => {
  const mail = (encoding: string, body: string): Buffer => Buffer.from(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${body}`, 'latin1');
  const took = await ownTime(() => {
    expect(decoded('quoted-printable', `${' '.repeat(1_000_000)}x`)).toHaveLength(1_000_001);
    expect(partsOf(mail('('.repeat(250_000), 'x'))[0]!.encoding).toBe('('.repeat(200));
  });
  expect(took).toBeLessThan(1000);
});
