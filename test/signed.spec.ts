import fs from 'node:fs';
import path from 'node:path';
import { NotOpened } from '../src/domain/syntax/limits';
import { sealedAs, signedContent } from '../src/domain/syntax/signed';

// What OpenSSL wrote: with lengths, and with lengths that are left open.
const wrote = (name: string): Buffer => {
  const text = fs.readFileSync(path.join(__dirname, '../samples/mail', name, 'in.eml'), 'latin1');
  return Buffer.from(text.slice(text.indexOf('\r\n\r\n')), 'base64');
};
const plain = wrote('signed-as-a-whole');
const open = wrote('signed-as-a-whole-with-open-lengths');

test.each([
  ['signed', plain],
  ['signed', open],
  ['encrypted', wrote('encrypted-by-smime')],
  [null, Buffer.from('30820102', 'hex')],
])('%s', (as, bytes) => expect(sealedAs(bytes)).toBe(as));

test('the content comes out to its last byte, in one piece or in many', () => {
  const content = Buffer.from(signedContent(plain)!).toString();
  expect(content).toMatch(/^Content-Type: multipart\/mixed; boundary="s1"[^]*--s1--\r\n$/);
  expect(Buffer.from(signedContent(open)!).toString()).toBe(content);
});

test.each([
  ['lengths', plain],
  ['open lengths', open],
])('cut anywhere it is refused: %s', (_, bytes) => {
  for (let i = 0; i < bytes.length; i += 7) expect(() => signedContent(bytes.subarray(0, i))).toThrow(NotOpened);
});

test('whatever byte is another, it is refused or something comes out', () => {
  for (const bytes of [plain, open])
    for (let i = 0; i < 400; i++) {
      const damaged = Buffer.from(bytes);
      damaged[i]! ^= 0x81;
      try {
        signedContent(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(NotOpened);
      }
    }
});

test('a thousand envelopes within each other are refused, and not walked until the stack ends', () => {
  expect(() => signedContent(Buffer.from('3080'.repeat(1000) + '0000'.repeat(1000), 'hex'))).toThrow(NotOpened);
  const strings = `30800609${'2a864886f70d010702'}a0803080020101310030800609${'2a864886f70d010701'}a080${'2480'.repeat(500)}`;
  expect(() => signedContent(Buffer.from(strings, 'hex'))).toThrow(NotOpened);
});

test('millions of pieces of a byte each take no more memory than the bytes', () => {
  const pieces = Buffer.alloc(9_000_000, Buffer.from('04014e', 'hex'));
  const string = Buffer.concat([Buffer.from('3080' + '0609' + '2a864886f70d010702' + 'a0803080' + '020101' + '3100', 'hex'), Buffer.from('3080' + '0609' + '2a864886f70d010701' + 'a0802480', 'hex'), pieces, Buffer.alloc(6), Buffer.from('3100', 'hex'), Buffer.alloc(6)]); // prettier-ignore
  const before = process.memoryUsage.rss();
  expect(signedContent(string)!.length).toBe(3_000_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(120 * 1048576);
});
