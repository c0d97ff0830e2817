import { asSent } from './as-sent';

const mail = (...head: string[]): Uint8Array => new TextEncoder().encode([...head, '', 'Anbei der Bestand.', ''].join('\r\n'));
const SENT = ['From: lager@nord.example', 'Subject: Bestand', 'Message-ID: <1@nord.example>'];
const same = (a: Uint8Array, b: Uint8Array): boolean => {
  const [x, y] = [asSent(a)!, asSent(b)!];
  return x.head === y.head && Buffer.from(x.body).equals(Buffer.from(y.body));
};

test.each([
  ['another way through other servers', ['Received: from a by b;', ' Mon, 16 Nov 2026 08:00:00 +0100', 'Return-Path: <x@y>'], true],
  [
    'what the mailbox found out about it',
    ['Authentication-Results: mx.buyer.example; dkim=pass', 'X-Spam-Score: 1', 'Delivered-To: a@b'],
    true,
  ],
  ['another subject', ['Subject: Bestand 2'], false],
  ['another copy to somebody', ['Cc: x@buyer.example'], false],
])('%s', (_, more, is) => {
  expect(same(mail(...SENT), mail(...more, ...SENT))).toBe(is);
});

test('a line that was folded is the same line', () => {
  const folded = SENT.map((l) => l.replace('Message-ID: ', 'Message-ID:\r\n '));
  expect(same(mail(...SENT), mail(...folded))).toBe(true);
  expect(asSent(mail(...folded))!.messageId).toBe('<1@nord.example>');
});

test('another text is another mail, and without a Message-ID nothing is said', () => {
  const other = new TextEncoder().encode([...SENT, '', 'Nichts mehr da.', ''].join('\r\n'));
  expect(same(mail(...SENT), other)).toBe(false);
  expect(asSent(mail(...SENT.slice(0, 2)))).toBeNull();
});
