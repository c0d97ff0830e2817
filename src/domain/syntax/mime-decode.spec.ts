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

test.each<[string, string, string, boolean, string | undefined]>([
  ['base64 with digits overwritten by zeros', 'base64', 'QTs0MTI7\0\0\0\0SEFN', false, 'mail.damaged'],
  ['base64 over lines', 'base64', 'QTs0\r\nMTI7\t SEFN', false, undefined],
  ['a line of uuencode that lost its end', 'uuencode', 'begin 644 a.csv\n&6CLT,3(Y\n`\nend\n', false, undefined],
  ['the same, shorter', 'uuencode', 'begin 644 a.csv\n(6CLT,3(Y\n`\nend\n', false, 'mail.truncated'],
  ['quoted-printable that is to go on, at the end of the mail', 'quoted-printable', 'A;41=', true, 'mail.truncated'],
  ['the same before the next part', 'quoted-printable', 'A;41=', false, undefined],
])('%s', (_, encoding, text, toTheEnd, damage) =>
  expect(decodePart(encoding, Buffer.from(text, 'latin1'), toTheEnd).damage?.[0]).toBe(damage),
);

test.each([
  ['base64', Buffer.alloc(8_000_000, 'QQ=='), 2_000_000],
  ['x-uuencode', Buffer.concat([Buffer.from('begin 644 a\n'), Buffer.alloc(7_999_998, '!00  \n'), Buffer.from('end\n')]), 1_333_333],
])('millions of pieces of a byte each take no more memory than the bytes: %s', (encoding, raw, bytes) => {
  const before = process.memoryUsage.rss();
  expect(decodePart(encoding, raw).bytes.length).toBe(bytes);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1048576);
});
