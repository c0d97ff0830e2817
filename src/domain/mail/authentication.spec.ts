import { readMailHeaders } from '../syntax/mail-headers';
import { authenticationOf } from './authentication';

const MX = ['mx.buyer.example'];
const header = (...lines: string[]): string =>
  [...lines, 'Received: from a by b', 'From: Lager <lager@nord.example>', 'Subject: x'].join('\r\n');
const AR = (text: string, by = 'mx.buyer.example'): string => `Authentication-Results: ${by}; ${text}`;
const named = (from: string, signer: string): string =>
  header(AR(`dkim=pass header.d=${signer}`)).replace('Lager <lager@nord.example>', from);

test.each<[string, string, string]>([
  ['dmarc', header(AR('dmarc=pass header.from=nord.example')), 'pass'],
  ['dkim of the same domain', header(AR('dkim=pass header.d=nord.example header.s=k1')), 'pass'],
  ['dkim of a domain around it', header(AR('dkim=pass header.i=@mail.nord.example')), 'pass'],
  ['spf of the same domain', header(AR('spf=pass smtp.mailfrom=bounce@nord.example')), 'pass'],
  [
    'folded, with comments and in capitals',
    header('Authentication-Results: MX.buyer.example 1;\r\n\tDKIM=PASS (2048-bit; "ok") header.d=NORD.example'),
    'pass',
  ],
  ['one header for each method', header(AR('spf=fail smtp.mailfrom=nord.example'), AR('dkim=pass header.d=nord.example')), 'pass'],
  ['below a delivery on the same machine', ['Received: by lmtp', header(AR('dmarc=pass header.from=nord.example'))].join('\r\n'), 'pass'],
  ['somebody else’s signature', header(AR('dkim=pass header.d=evil.example')), 'fail'],
  ['a domain that only ends alike', header(AR('dkim=pass header.d=d.example')), 'fail'],
  ['a top-level domain', header(AR('dkim=pass header.d=example')), 'fail'],
  ['dmarc failed, though somebody signed', header(AR('dmarc=fail; dkim=pass header.d=nord.example')), 'fail'],
  ['dmarc of another From', header(AR('dmarc=pass header.from=evil.example')), 'fail'],
  ['nothing was found', header(AR('none')), 'fail'],
  ['a temporary failure', header(AR('dmarc=temperror')), 'fail'],
  ['no result at all', header(), 'none'],
  ['a server that nobody named', header(AR('dmarc=pass header.from=nord.example', 'mx.evil.example')), 'none'],
  ['its name as part of another', header(AR('dmarc=pass header.from=nord.example', 'mx.buyer.example.evil.example')), 'none'],
  ['a forged one below our own', header(AR('dmarc=fail'), 'Received: x', AR('dmarc=pass header.from=nord.example')), 'fail'],
  [
    'a forged one right below our own',
    header(AR('dmarc=none; spf=fail smtp.mailfrom=x.example'), AR('dmarc=pass header.from=nord.example')),
    'fail',
  ],
  ['a method in a comment', header(AR('(dmarc=pass header.from=nord.example)')), 'fail'],
  ['two From lines', header(AR('dmarc=pass'), 'From: x@nord.example'), 'fail'],
  ['no From', header(AR('dmarc=pass')).replace(/From: .*\r\n/, ''), 'fail'],
  ['an address in the name', named('"a@nord.example" <b@evil.example>', 'evil.example'), 'pass'],
  ['the same domain in the name', named('lager@nord.example <lager@nord.example>', 'nord.example'), 'pass'],
  ['another address in a comment', named('lager@nord.example (<x@evil.example>)', 'evil.example'), 'fail'],
  ['another address in a quoted name', named('lager@nord.example "<x@evil.example>"', 'evil.example'), 'fail'],
  ['two addresses', named('<lager@nord.example> <x@evil.example>', 'evil.example'), 'fail'],
  ['another address as the name', named('lager@nord.example <x@evil.example>', 'evil.example'), 'fail'],
  ['a domain written in code behind the one that signed', named('e@evil.example<=?utf-8?q?t=40nord.example?=>', 'evil.example'), 'fail'],
  ['the same in base64', named('e@evil.example <=?utf-8?b?dEBub3JkLmV4YW1wbGU=?=>', 'evil.example'), 'fail'],
  ['an address in a comment that never ends', named('"Evil" <e@evil.example(<t@nord.example>', 'evil.example'), 'fail'],
  ['the same behind nobody', named(' ,<e@evil.example(<t@nord.example>', 'evil.example'), 'fail'],
  ['two addresses of one domain', named('a@nord.example, b@nord.example', 'nord.example'), 'fail'],
  ['a From of a megabyte', named(`"${'\\\\"'.repeat(300_000)}`, 'nord.example'), 'fail'],
  [
    'a forged one below what the sender wrote',
    [
      AR('spf=pass smtp.mailfrom=evil.example; dkim=none'),
      'Subject: x',
      'From: t@nord.example',
      AR('dmarc=pass header.from=nord.example'),
    ].join('\r\n'),
    'fail',
  ],
])('%s', async (_, text, verdict) => {
  const { from } = await readMailHeaders(Buffer.from(`${text}\r\n\r\n`));
  expect(authenticationOf(text, MX, from).verdict).toBe(verdict);
});

test('what was said is kept for people', () => {
  expect(authenticationOf(header(AR('spf=pass smtp.mailfrom=x; dkim=none')), MX, ['lager@nord.example']).said).toBe(
    'mx.buyer.example: spf=pass dkim=none',
  );
});
