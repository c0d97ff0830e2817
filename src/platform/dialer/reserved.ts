import { BlockList, isIP } from 'node:net';

/** The special-purpose registries of IANA, as far as nothing that is meant for everybody answers there; and what once was such. */
const RANGES: readonly (readonly [range: string, what: string])[] = [
  ['0.0.0.0/8', 'this host'],
  ['10.0.0.0/8', 'a private network'],
  ['100.64.0.0/10', 'the network of a carrier (CGNAT)'],
  ['127.0.0.0/8', 'this machine'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'a private network'],
  ['192.0.0.0/24', 'reserved for protocols'],
  ['192.0.2.0/24', 'for documentation'],
  ['192.88.99.0/24', 'a 6to4 relay'],
  ['192.168.0.0/16', 'a private network'],
  ['198.18.0.0/15', 'for benchmarks'],
  ['198.51.100.0/24', 'for documentation'],
  ['203.0.113.0/24', 'for documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::/96', 'this machine, or an address of the old form'],
  ['64:ff9b:1::/48', 'a translator of the local network (NAT64)'],
  ['100::/64', 'discarded'],
  ['2001::/23', 'reserved for protocols (Teredo and others)'],
  ['2001:db8::/32', 'for documentation'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'for documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'a private network'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'a private network of the old form'],
  ['ff00::/8', 'multicast'],
];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

/** One list for each, that the answer can say what it is. */
export function rangeList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = range.split('/') as [string, string];
    list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}
const LISTS = RANGES.map(([range, what]) => ({ list: rangeList([range]), what, family: familyOf(range) }));

/** An address of the old family within one of the new: mapped, or behind a translator (NAT64); dotted. */
function embedded(address: string): string | undefined {
  const groups = groupsOf(address);
  if (!groups) return undefined;
  const mapped = groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff;
  const translated = groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((g) => g === 0);
  if (!mapped && !translated) return undefined;
  return groups
    .slice(6)
    .flatMap((g) => [g >> 8, g & 255])
    .join('.');
}

function groupsOf(address: string): number[] | undefined {
  if (isIP(address) !== 6) return undefined;
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1); // in one spelling: hexadecimal, the longest run of zeros left out
  const [head, tail] = text.split('::') as [string, string | undefined];
  const of = (s: string): number[] => (s === '' ? [] : s.split(':').map((g) => parseInt(g, 16)));
  if (tail === undefined) return of(head);
  return [...of(head), ...Array<number>(8 - of(head).length - of(tail).length).fill(0), ...of(tail)];
}

/** What an address is if not one that is meant for everybody; undefined where it is. `address` is one, in any usual spelling. */
export function reservedAs(address: string): string | undefined {
  const bare = address.replace(/%.*$/, ''); // the name of an interface
  if (bare !== address) return 'link-local';
  if (isIP(bare) === 0) return 'no address';
  const inner = embedded(bare);
  if (inner !== undefined) return reservedAs(inner);
  const family = familyOf(bare);
  return LISTS.find((l) => l.family === family && l.list.check(bare, family))?.what;
}
