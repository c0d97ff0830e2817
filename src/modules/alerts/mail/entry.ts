import { DateTime } from 'luxon';
import { about, causeInShort, next, type Numbers, numbersOf, source, title } from '../../../domain/exceptions/words';
import type { Named } from '../named.store';
import type { Untold } from '../told.store';
import { plain } from './html';

/** `still`: told before, and a reminder. */
export type News = Untold['news'] | 'still';

export interface Reader {
  readonly now: string;
  readonly timezone: string;
  readonly url: string | undefined;
  readonly press?: ((e: Named) => string | null) | undefined; // the link that acknowledges it; null where they may not
}

/** An exception as a mail tells it: plain text, ready to be shown. */
export interface Entry {
  readonly about: string;
  readonly names: string; // description of the item, name of the place
  readonly severity: string;
  readonly news: News;
  readonly title: string;
  readonly numbers: Numbers | null;
  readonly uom: string;
  readonly message: string | null; // where the numbers do not say it
  readonly why: string | null;
  readonly evidence: readonly string[];
  readonly source: string;
  readonly since: string;
  readonly next: string;
  readonly link: string | null;
  readonly press: string | null; // acknowledges it by one press
}

/** What one supplier's things have in common: the cause where one was found, else what they are. */
export interface Group {
  readonly heading: string; // `Nordluft: counts differ`
  readonly supplier: string; // its name
  readonly title: string;
  readonly cause: string | null;
  readonly entries: readonly Entry[];
  readonly more: number; // not shown
}

const SHOWN_EVIDENCE = 3;
const ORDER = ['critical', 'high', 'medium', 'low'];

/** By supplier and cause, the worst group first, at most so many entries in all. */
export function groupsOf(all: readonly { readonly e: Named; readonly news: News }[], reader: Reader, most: number): Group[] {
  const groups = new Map<string, { e: Named; news: News }[]>();
  for (const one of [...all].sort((a, b) => ORDER.indexOf(a.e.severity) - ORDER.indexOf(b.e.severity))) {
    const key = [one.e.supplier ?? '', one.e.type, causeInShort(one.e) ?? ''].join('\n');
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  let left = most;
  return [...groups.values()].map((members) => {
    const shown = members.slice(0, Math.max(left, 0));
    left -= shown.length;
    const [{ e }] = members as [(typeof members)[0]];
    const supplier = plain(e.supplier_name ?? e.supplier ?? '', 80);
    return {
      heading: supplier === '' ? title(e).replace(/^./, (c) => c.toUpperCase()) : `${supplier}: ${title(e)}`,
      supplier,
      title: title(e),
      cause: causeInShort(e),
      entries: shown.map((m) => entryOf(m.e, m.news, reader)),
      more: members.length - shown.length,
    };
  });
}

export function entryOf(e: Named, news: News, reader: Reader): Entry {
  const n = numbersOf(e);
  const numbers = n && { ...n, value: n.value === null ? null : plain(n.value, 60) };
  return {
    about: plain(subjectOf(e)),
    names: [e.description, e.location_name].flatMap((n) => (n ? [plain(n, 80)] : [])).join(', '),
    severity: e.severity,
    news,
    title: title(e),
    numbers,
    uom: plain(e.uom ?? '', 20),
    message: numbers && e.cause ? null : plain(e.message, 500),
    why: e.cause ? (e.cause.code === 'UNEXPLAINED' ? 'no known cause explains it' : plain(e.cause.text)) : null,
    // Where nothing explains it, the first line of evidence repeats the two numbers.
    evidence: (e.cause?.evidence ?? [])
      .slice(e.cause?.code === 'UNEXPLAINED' && numbers ? 1 : 0)
      .slice(0, SHOWN_EVIDENCE)
      .map((x) => plain(x)),
    source: plain(source(e)),
    since: `${moment(e.opened_at, reader)}${age(e.opened_at, reader.now)}`,
    next: next(e),
    link: reader.url === undefined ? null : `${reader.url}/exceptions/${e.id}`,
    press: e.status === 'open' ? (reader.press?.(e) ?? null) : null,
  };
}

/** The item and its place; what is wider is named by what it is about: a name that nobody knows, a shipment. */
function subjectOf(e: Named): string {
  const { value, shipment } = e.details;
  if (e.sku === null && typeof value === 'string') return value;
  if (e.sku === null && typeof shipment === 'string') return `shipment ${shipment}`;
  return about({ ...e, supplier: e.supplier_name ?? e.supplier }) || title(e);
}

/** `Mon 16 Nov, 08:02` in the reader's zone. */
export const moment = (at: string, reader: Reader): string =>
  DateTime.fromISO(at, { zone: reader.timezone, locale: 'en-GB' }).toFormat('ccc d LLL, HH:mm');

function age(at: string, now: string): string {
  const hours = Math.floor((Date.parse(now) - Date.parse(at)) / 3_600_000);
  return hours < 1 ? '' : hours < 48 ? ` (${hours} h)` : ` (${Math.floor(hours / 24)} days)`;
}
