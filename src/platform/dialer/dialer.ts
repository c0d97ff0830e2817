import { lookup } from 'node:dns/promises';
import { type BlockList, isIP, type LookupFunction } from 'node:net';
import { z } from 'zod';
import type { SettingsFile } from '../settings-file';
import { rangeList, reservedAs } from './reserved';

const outgoing = z.strictObject({
  allow: z
    .array(z.string().min(1))
    .default([])
    .describe('names, addresses or ranges (10.2.0.0/16) of your own network that the gateway may connect to, on any port'),
});

/** Where a connection goes: an address that was looked up once, and the name by which the other side is known. */
export interface Pinned {
  readonly address: string;
  readonly family: 4 | 6;
  readonly name: string; // in one spelling; the address itself where none was given
}

/** It may be mended by an entry in the settings, and by nothing else; trying again does not help. */
export class NotDialed extends Error {
  readonly code = 'ENOTDIALED';
}

type Resolve = (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
const byDns: Resolve = (name) => lookup(name, { all: true, verbatim: true });

/** What a name of the web may be reached at without being listed. */
const USUAL = new Set([80, 443]);

/**
 * Everything that leaves goes through here. A name is resolved once and the connection made to that address: looked up again to
 * connect, it could be another one by then. Addresses that are not meant for everybody are refused, since who may write a URL
 * could otherwise have the gateway talk to the databases and the cloud's own services beside it; what is on the buyer's network
 * is allowed by name.
 */
export class Dialer {
  private readonly names: ReadonlySet<string>;
  private readonly ranges: BlockList;

  constructor(
    allow: readonly string[],
    private readonly resolve: Resolve = byDns,
  ) {
    const isRange = (a: string): boolean => isIP(a.split('/')[0]!) !== 0;
    this.names = new Set(allow.filter((a) => !isRange(a)).map((a) => a.toLowerCase().replace(/\.$/, '')));
    this.ranges = rangeList(allow.filter(isRange).map((a) => (a.includes('/') ? a : `${a}/${a.includes(':') ? 128 : 32}`)));
  }

  /** Throws NotDialed for what may not be reached, and what DNS says for a name that is not found. */
  async pin(host: string): Promise<Pinned> {
    const name = nameOf(host);
    const found = isIP(name) ? [{ address: name, family: isIP(name) }] : await this.resolve(name);
    if (found.length === 0) throw new NotDialed(`${name} has no address`);
    for (const { address } of found) {
      const what = reservedAs(address);
      if (what !== undefined && !this.allows(name, address)) throw new NotDialed(refusal(name, address, what));
    }
    const { address, family } = found[0]!;
    return { address, family: family === 6 ? 6 : 4, name };
  }

  /** Of http and https; a port other than theirs only where the name is allowed. */
  async pinUrl(url: string): Promise<Pinned & { readonly lookup: LookupFunction }> {
    const { protocol, hostname, port, username, password } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') throw new NotDialed(`${protocol} is not http or https`);
    if (username !== '' || password !== '') throw new NotDialed('an address with a user in it is not called');
    const pinned = await this.pin(hostname);
    if (port !== '' && !USUAL.has(Number(port)) && !this.allows(pinned.name, pinned.address))
      throw new NotDialed(`${pinned.name} is called at port ${port}: ${ASKED(pinned.name)}`);
    return { ...pinned, lookup: lookupOf(pinned) };
  }

  private allows(name: string, address: string): boolean {
    const bare = address.replace(/%.*$/, '');
    return this.names.has(name) || this.ranges.check(bare, bare.includes(':') ? 'ipv6' : 'ipv4');
  }
}

export const dialerOf = (settings: SettingsFile): Dialer => new Dialer(settings.section('outgoing', outgoing.optional())?.allow ?? []);

const ASKED = (name: string): string => `allow it in gateway.yaml, if it is yours: outgoing: { allow: [${name}] }`;
const refusal = (name: string, address: string, what: string): string =>
  `${name === address ? name : `${name} is ${address}, which`} is ${what}: ${ASKED(name)}`;

/** One spelling of a name or address, as browsers read it: `127.1` and `0x7f000001` are 127.0.0.1. */
function nameOf(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare.replace(/%.*$/, '')) === 6) return bare.toLowerCase();
  if (/[\s/\\@?#:]/.test(bare)) throw new NotDialed(`${JSON.stringify(host)} is no host`);
  try {
    return new URL(`http://${bare}`).hostname.replace(/\.$/, '');
  } catch {
    throw new NotDialed(`${JSON.stringify(host)} is no host`);
  }
}

/** What TLS is to expect of the other side, where it was named by more than an address. */
export const servernameOf = ({ name }: Pinned): { readonly servername?: string } => (isIP(name) ? {} : { servername: name });

/** For `http.request`: whatever is asked, the address that was found. */
const lookupOf =
  ({ address, family }: Pick<Pinned, 'address' | 'family'>): LookupFunction =>
  (_, options, answer) =>
    options.all ? answer(null, [{ address, family }]) : answer(null, address, family);
