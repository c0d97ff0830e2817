import { NO_SIGNATURES, type Signatures, signatureSaid } from './signatures';

/** What is known of a mail's sender: by its signatures, and by what the buyer's own mail server found out (RFC 8601). */
export interface Authentication {
  readonly verdict: 'pass' | 'fail' | 'none' | 'undecided'; // none: nobody who counts has said anything; undecided: nobody could yet
  readonly said: string; // `mx.buyer.example: dmarc=pass dkim=pass; dkim=pass nord.example`
  readonly signed: readonly string[]; // domains whose signatures hold, whether or not the From is of them
}

interface Method {
  readonly name: string;
  readonly result: string;
  readonly properties: ReadonlyMap<string, string>;
}

/**
 * Anybody can write such a header into a mail, so only those count that bear the name of a server that was configured, and of
 * those the topmost: our server puts its own above whatever came with the mail. A pass counts only for the domain that the
 * mail says it is from; for another one it is the pass of somebody else. `senders`: the addresses that the reader of mails takes
 * from the same line. Where the two do not take the same domain, the mail is written to deceive one of them.
 */
export function authenticationOf(
  header: string,
  servers: readonly string[],
  senders: readonly string[],
  signatures: Signatures = NO_SIGNATURES,
): Authentication {
  const fields = unfold(header);
  const from = fields.filter((f) => f.name === `from`);
  if (from.length !== 1) return { verdict: 'fail', said: `${from.length} From lines`, signed: [] };
  const domain = domainOf(from[0]!.value);
  const same = senders.length === 1 && domain !== null && bareDomain(senders[0]) === domain;
  const results = ours(fields, servers);
  const seals = signatures.sealed.map((s) => ({ server: `sealed by ${s.sealer}`, methods: sealedMethods(s.results) }));
  const said = [
    ...[...(results ? [results] : []), ...seals].map((r) => `${r.server}: ${r.methods.map((m) => `${m.name}=${m.result}`).join(' ') || 'nothing'}`),
    ...signatures.dkim.map(signatureSaid),
    ...(signatures.sealUnknown ? ['arc=unknown'] : []),
  ].join('; '); // prettier-ignore
  const nothing = results === undefined && seals.length === 0;
  if (!same) return { verdict: nothing && signatures.dkim.length === 0 ? 'none' : 'fail', said, signed: [] };
  // Our own server has seen the policy of that domain, too: what it found false no signature makes true.
  if (results?.methods.some((m) => m.name === 'dmarc' && m.result === 'fail')) return { verdict: 'fail', said, signed: [] };
  const signed = [...new Set(signatures.dkim.filter((s) => s.result === 'pass').map((s) => s.domain))];
  const ofIt = signatures.dkim.filter((s) => s.aligned);
  const vouched = [...(results ? [results] : []), ...seals].some((r) => passes(r.methods, domain));
  if (vouched || ofIt.some((s) => s.result === 'pass')) return { verdict: 'pass', said, signed };
  if (signatures.sealUnknown || ofIt.some((s) => s.result === 'unknown')) return { verdict: 'undecided', said, signed };
  return { verdict: nothing && ofIt.length === 0 ? 'none' : 'fail', said, signed };
}

interface Field {
  readonly name: string;
  readonly value: string;
}

function unfold(header: string): Field[] {
  const lines = header.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }] : [];
  });
}

/** The topmost of our server's results; those that follow it at once, since some servers write one for each method. */
function ours(fields: readonly Field[], servers: readonly string[]): { server: string; methods: Method[] } | undefined {
  const trusted = servers.map((s) => s.toLowerCase());
  let server: string | undefined;
  const methods: Method[] = [];
  for (const field of fields) {
    if (field.name !== 'authentication-results') {
      if (server !== undefined) break; // what stands below something else may have come with the mail
      continue;
    }
    const [id = '', ...rest] = withoutComments(field.value).split(';');
    const name = id.trim().split(/\s+/)[0]!.toLowerCase();
    if (!trusted.includes(name) || (server !== undefined && name !== server)) continue;
    const told = rest.flatMap(methodOf);
    // What our server has said already it does not say again: such a line below came with the mail.
    if (told.some((t) => methods.some((m) => m.name === t.name))) break;
    server = name;
    methods.push(...told);
  }
  return server === undefined ? undefined : { server, methods };
}

/** `neverEnding`: what it is where a comment is opened and not closed, since programs differ in where that ends. */
function withoutComments(text: string, neverEnding?: string): string {
  let depth = 0;
  let quoted = false;
  let out = '';
  for (const c of text) {
    if (c === '"' && depth === 0) quoted = !quoted;
    if (c === '(' && !quoted) depth += 1;
    else if (c === ')' && !quoted && depth > 0) depth -= 1;
    else if (depth === 0) out += c;
  }
  return depth > 0 ? (neverEnding ?? out) : out;
}

function methodOf(text: string): Method[] {
  const [first, ...rest] = text.trim().split(/\s+/);
  const method = /^([\w-]+)(?:\/\d+)?=([\w-]+)$/.exec(first ?? '');
  if (!method) return [];
  const properties = rest.flatMap((p): [string, string][] => {
    const at = p.indexOf('=');
    return at > 0
      ? [
          [
            p.slice(0, at).toLowerCase(),
            p
              .slice(at + 1)
              .replace(/^"|"$/g, '')
              .toLowerCase(),
          ],
        ]
      : [];
  });
  return [{ name: method[1]!.toLowerCase(), result: method[2]!.toLowerCase(), properties: new Map(properties) }];
}

/** `i=1; mx.list.example; dkim=pass …`: what the sealer itself found. */
const sealedMethods = (results: string): Method[] => withoutComments(results).split(';').slice(2).flatMap(methodOf);

function passes(methods: readonly Method[], domain: string): boolean {
  const dmarc = methods.filter((m) => m.name === 'dmarc');
  if (dmarc.some((m) => m.result === 'fail')) return false;
  const speaksOf = (m: Method, ...names: string[]): boolean => names.some((n) => aligned(bareDomain(m.properties.get(n)), domain));
  if (dmarc.some((m) => m.result === 'pass' && (!m.properties.has(`header.from`) || speaksOf(m, `header.from`)))) return true;
  return methods.some(
    (m) =>
      m.result === 'pass' &&
      ((m.name === 'dkim' && speaksOf(m, 'header.d', 'header.i')) || (m.name === 'spf' && speaksOf(m, `smtp.mailfrom`, `smtp.from`))),
  );
}

const bareDomain = (value: string | undefined): string => asciiOf((value ?? '').slice((value ?? '').lastIndexOf('@') + 1));

/** One spelling of a domain, as DNS knows it: `bücher.example` is `xn--bcher-kva.example`. */
function asciiOf(domain: string): string {
  if (/^[\x00-\x7f]*$/.test(domain)) return domain.toLowerCase();
  return /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && URL.canParse(`http://${domain}`)
    ? new URL(`http://${domain}`).hostname
    : domain.toLowerCase();
}

/** The same domain, or one within the other (DMARC's relaxed alignment, without a list of public suffixes). */
function aligned(one: string, other: string): boolean {
  if (one === other) return one !== '';
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.includes('.') && long.endsWith(`.${short}`);
}

const LONGEST_FROM = 1000; // nobody is named at such length; patterns would look at it for minutes

/**
 * The one domain that a From line names outside of comments and quoted names. Where it names several, programs differ in which
 * of them is the sender, and a pass for one would vouch for another.
 */
function domainOf(from: string): string | null {
  if (from.length > LONGEST_FROM) return null;
  const text = new TextDecoder().decode(Uint8Array.from(from, (c) => c.charCodeAt(0))); // a header is handed over byte by byte
  const bare = withoutComments(text, '').replace(/"(?:[^"\\]|\\.)*"/g, '');
  const named = new Set([...bare.matchAll(/@([^\s<>@,;:"()]+)/g)].map((m) => asciiOf(m[1]!)));
  return named.size === 1 ? [...named][0]! : null;
}
