import { parseDecimal } from '../canonical/quantity';
import type { Issue, ItemRef, LocationRef, Place, SaidAsOf, Segment } from '../canonical/vocabulary';
import { schemeOf } from '../items/identifiers';
import { el, isoDate, isoTime, type ItemId, lineIds, trimmed } from '../syntax/x12-values';
import { fused, placeOf, takenBack } from './edi-lines';
import { UnknownTags } from './edi-tags';
import type { Format, ReadContext, ReadingSink } from './format';
import { type PartnerItems, preferred } from './partner';
import { instantIn } from './partner-clock';

/** Reads a set segment by segment; `end` says what its last line and its totals leave to be said. */
interface Reading {
  segment(s: Segment): void;
  end(): void;
}

export const x12Format = (type: string, begin: (context: ReadContext, sink: ReadingSink) => Reading): Format => ({
  key: `x12-${type}`,
  claims: (m) => m.syntax === 'x12' && m.type === type,
  read(message, context, sink) {
    if (message.syntax !== 'x12') return;
    const reading = begin(context, sink);
    const tags = new UnknownTags('x12', context, sink);
    for (const batch of message.segments) readBatch(reading, tags, batch);
    reading.end();
  },
});

/** In a function of its own: as the inner loop it would be compiled anew for every set. */
function readBatch(reading: Reading, tags: UnknownTags, batch: readonly Segment[]): void {
  for (const segment of batch) {
    tags.look(segment);
    reading.segment(segment);
  }
}

/** Of X12 list 235, what names no item: colours, sizes, makers, prices, lots, serial numbers and orders. */
const NOT_AN_ITEM = new Set('LT B8 SN PO PL ON EC RC RK CH IZ BO PR VE VB CL SZ MF PD TP PW RY RN'.split(' '));

/** The identifiers of a line's item, in the order in which they stand. */
export function itemRefs(lin: Segment, own?: PartnerItems): ItemRef[] {
  const { ids, glued } = lineIds(lin);
  return glued === undefined ? refsAmong(ids, own) : [];
}

/** Why a LIN gives no item. */
export function noItem(lin: Segment, context: ReadContext): Issue {
  const { glued } = lineIds(lin);
  const place = placeOf(lin, undefined, context);
  if (glued !== undefined) return fused('LIN', glued, place);
  return { code: 'x12.no-item', severity: 'error', detail: "the line names no item, so that its numbers are nobody's", place };
}

export function refsAmong(ids: readonly ItemId[], own?: PartnerItems): ItemRef[] {
  if (own) return refsBy(own, ids);
  const refs: ItemRef[] = [];
  for (const { qualifier, value } of ids) if (!NOT_AN_ITEM.has(qualifier)) refs.push({ scheme: schemeOf(qualifier), qualifier, value });
  return refs;
}
function refsBy(own: PartnerItems, ids: readonly ItemId[]): ItemRef[] {
  const refs: ItemRef[] = [];
  for (const { qualifier, value } of ids) {
    const as = own.readAs.get(qualifier);
    if (as) refs.push({ scheme: as.scheme, qualifier: as.qualifier, value, sent: qualifier });
    else if (!NOT_AN_ITEM.has(qualifier) && !own.ignored.has(qualifier)) refs.push({ scheme: schemeOf(qualifier), qualifier, value });
  }
  return preferred(refs, own);
}

/** Its stock is of one lot or serial number, so that other lines of the same item add to it. */
export function isPart(lin: Segment, own?: PartnerItems): boolean {
  for (let i = 2; i < lin.elements.length; i += 2) if (/^(LT|B8|SN)$/.test(el(lin, i).trim())) return !own?.readAs.has(el(lin, i).trim());
  return false;
}

/** The value under one qualifier of a LIN. */
export const idAmong = (ids: readonly ItemId[], qualifier: string): string | undefined => ids.find((i) => i.qualifier === qualifier)?.value;

/**
 * The location that an N1 names: by its code, else by its name. Null where it says neither: it then still is another place
 * than the one before, and what follows must not be booked there.
 */
export function locationOf(n1: Segment): LocationRef | null {
  const code = el(n1, 4).trim();
  if (code !== '') return { qualifier: el(n1, 3).trim(), value: code };
  const name = el(n1, 2).trim();
  return name === '' ? null : { qualifier: '', value: name };
}

const UNIVERSAL = new Set(['UT', 'GM', 'ZZ']);
const LOCAL = new Set(['', 'LT']);

/** A date, with a time only where its zone is told, by it or by a mapping: a wall clock without a zone is no instant. */
export function saidOn(date: string, time = '', zone = '', timezone?: string): SaidAsOf {
  const day = isoDate(date);
  if (day === undefined) return { said: 'nothing' };
  if (timezone !== undefined && LOCAL.has(zone.trim())) {
    const local = isoTime(time);
    const at = local === undefined ? undefined : instantIn(timezone, day, local);
    return at === undefined ? { said: 'date', date: day } : { said: 'instant', at };
  }
  const clock = UNIVERSAL.has(zone.trim()) ? isoTime(time) : undefined;
  return clock === undefined
    ? { said: 'date', date: day }
    : { said: 'instant', at: `${day}T${clock.length === 5 ? `${clock}:00` : clock}Z` };
}

/** Says so when a date is there and is none; blank is nothing, and is not reported. */
export function badDate(s: Segment, element: number, context: ReadContext): Issue | undefined {
  const text = el(s, element);
  if (text.trim() === '' || isoDate(text) !== undefined) return undefined;
  const detail = `${s.tag} says ${JSON.stringify(text)}, which is no date`;
  return { code: 'x12.not-a-date', severity: 'warning', detail, place: placeOf(s, element, context), value: text };
}

/** A decimal as X12 writes it, undefined for what is none; blank is none either, and is told apart by `badQuantity`. */
export function decimal(text: string): string | undefined {
  const t = text.trim();
  for (let i = 0; i < t.length; i++) {
    const c = t.charCodeAt(i);
    if ((c < 48 || c > 57) && !(i === 0 && c === 45 && t.length > 1)) return parseDecimal(t) ? t : undefined;
  }
  return t === '' || t.length > 40 ? undefined : t;
}

export function badQuantity(text: string, what: string, place: Place): Issue {
  return text.trim() === ''
    ? { code: 'x12.no-quantity', severity: 'warning', detail: `${what} has no quantity: not reported is not zero`, place }
    : {
        code: 'x12.not-a-number',
        severity: 'error',
        detail: `${what} has the quantity ${JSON.stringify(text)}, which is no number`,
        place,
        value: text,
      };
}

const TAKES_BACK = new Set(['01', '03']); // cancellation, delete

/** Said by the purpose of a report, which is one of its first segment's elements. */
export const purposeTakesBack = (s: Segment, element: number, context: ReadContext): Issue | undefined =>
  TAKES_BACK.has(trimmed(s, element)) ? takenBack('x12', placeOf(s, element, context)) : undefined;

/** Half a ship notice under the number of a stock report: whoever sent it means something else than its label says. */
export function mislabelled(s: Segment, type: string, context: ReadContext): Issue {
  const detail = `${s.tag} stands in no ${type}, but in a ship notice; the document is not what it says`;
  return { code: 'x12.not-as-labelled', severity: 'error', detail, place: placeOf(s, undefined, context) };
}

/** CTT01 against what was counted. Senders get it wrong without losing a line, so that it is a warning. */
export function checkCount(ctt: Segment, counts: readonly number[], what: string, context: ReadContext): Issue | undefined {
  const said = decimal(el(ctt, 1));
  if (said === undefined || counts.includes(Number(said))) return undefined;
  const detail = `CTT counts ${said} ${what}, there are ${counts[0]}`;
  return { code: 'x12.line-count', severity: 'warning', detail, place: placeOf(ctt, 1, context), value: said };
}
