import { reservedAs } from './reserved';

/** The first and last address of each range, and the neighbours that are anybody's. */
test.each([
  ['0.0.0.0', '0.255.255.255', null, '1.0.0.0'],
  ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['224.0.0.0', '239.255.255.255', '223.255.255.255', null],
  ['240.0.0.0', '255.255.255.255', null, null],
  ['::', '::ffff:ffff', null, null],
  ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff', null, '64:ff9b:2::'],
  ['100::', '100::ffff:ffff:ffff:ffff', 'ff:ffff::', '100:0:0:1::'],
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2000:ffff::', '2001:200::'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db7:ffff::', '2001:db9::'],
  ['2002::', '2002:ffff::', '2001:ffff::', '2003::'],
  ['3fff::', '3fff:fff:ffff::', '3ffe:ffff::', '3fff:1000::'],
  ['5f00::', '5f00:ffff::', '5eff:ffff::', '5f01::'],
  ['fc00::', 'fdff:ffff::', 'fbff:ffff::', null],
  ['fe80::', 'febf:ffff::', null, null],
  ['fec0::', 'feff:ffff::', null, null],
  ['ff00::', 'ffff:ffff::', null, null],
])('%s to %s', (first, last, before, after) => {
  expect([reservedAs(first), reservedAs(last)]).toEqual([expect.any(String), reservedAs(first)]);
  for (const free of [before, after]) if (free !== null) expect([free, reservedAs(free)]).toEqual([free, undefined]);
});

test.each([
  ['::ffff:10.0.0.1', 'a private network'],
  ['::ffff:a00:1', 'a private network'],
  ['0:0:0:0:0:ffff:7f00:1', 'this machine'],
  ['::ffff:93.184.215.14', undefined],
  ['64:ff9b::127.0.0.1', 'this machine'],
  ['64:ff9b::a9fe:a9fe', 'link-local'],
  ['64:ff9b::5db8:d70e', undefined],
  ['fe80::1%eth0', 'link-local'],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', undefined],
  ['93.184.215.14', undefined],
  ['localhost', 'no address'],
  ['', 'no address'],
])('%s: %s', (address, what) => {
  expect(reservedAs(address)).toBe(what);
});
