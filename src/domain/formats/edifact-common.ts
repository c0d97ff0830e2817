import { codes } from '../canonical/codes';
import { parseDecimal } from '../canonical/quantity';
import type { CompositeSegment, Issue, ItemRef, LocationRef, Place, SaidAsOf } from '../canonical/vocabulary';
import { gtin14 } from '../items/gtin';
import { schemeOf } from '../items/identifiers';
import { dtmOf, isPlaceholder, itemIdsOf } from '../syntax/edifact-values';
import { placeOf } from './edi-lines';
import type { ReadContext } from './format';
import { type PartnerItems, preferred } from './partner';
import { instantIn } from './partner-clock';

/** Of list 7143, what names no item: lots, serial numbers, variants, product groups, customs codes, orders. */
const NOT_AN_ITEM = new Set('NB SN BB PV GN HS CC TG EC CR DR LI ON RN RC RY'.split(' '));

/** The identifiers of a line's item. A number without a kind is one of GS1 where its check digit says so. */
export function itemRefs(lin: CompositeSegment, pias: readonly CompositeSegment[], own?: PartnerItems): ItemRef[] {
  const refs: ItemRef[] = [];
  for (const id of itemIdsOf(lin, pias)) {
    const as = own?.readAs.get(id.qualifier);
    if (as && !isPlaceholder(id)) refs.push({ ...as, value: id.value, sent: id.qualifier });
    if (as || NOT_AN_ITEM.has(id.qualifier) || isPlaceholder(id) || own?.ignored.has(id.qualifier)) continue;
    const qualifier = id.qualifier === '' && gtin14(id.value) !== undefined ? 'EN' : id.qualifier;
    refs.push({ scheme: schemeOf(qualifier), qualifier, value: id.value });
  }
  return own ? preferred(refs, own) : refs;
}

/** Whose code it is, in the words of X12 66, in which cross-references are kept: a 9 is a GLN here and no DUNS number. */
const AGENCIES: Readonly<Record<string, string>> = codes({ '9': 'UL', '91': '91', '92': '92', '16': '1' });

/** The place that a LOC or a NAD names by its code. */
export function locationOf(s: CompositeSegment): LocationRef | null {
  const value = s.at(2);
  return value === '' ? null : { qualifier: AGENCIES[s.at(2, 3)] ?? '', value };
}

/** A date; an instant only where its zone is told, by it or by a mapping: a wall clock without a zone is none. */
export function saidOn(dtm: CompositeSegment, timezone?: string): SaidAsOf {
  const read = dtmOf(dtm);
  if (!read) return { said: 'nothing' };
  if (read.time !== undefined && read.zone !== undefined) {
    const clock = read.time.length === 5 ? `${read.time}:00` : read.time;
    const at = new Date(`${read.date}T${clock}${read.zone.slice(0, 3)}:${read.zone.slice(3)}`);
    if (!Number.isNaN(at.getTime())) return { said: 'instant', at: at.toISOString().replace('.000Z', 'Z') };
  }
  if (timezone !== undefined && read.time !== undefined && read.zone === undefined) {
    const at = instantIn(timezone, read.date, read.time);
    if (at !== undefined) return { said: 'instant', at };
  }
  return { said: 'date', date: read.date, ...(read.to === undefined || read.to === read.date ? {} : { to: read.to }) };
}

/** Says so when a date is there and is none; blank is nothing, and is not reported. */
export function badDate(dtm: CompositeSegment, context: ReadContext): Issue | undefined {
  if (dtm.at(1, 2) === '' || dtmOf(dtm)) return undefined;
  const detail = `DTM ${dtm.at(1)} says ${JSON.stringify(dtm.at(1, 2))} in format ${dtm.at(1, 3) || '(none)'}, which is no date`;
  return { code: 'edifact.not-a-date', severity: 'warning', detail, place: placeOf(dtm, 1, context), value: dtm.at(1, 2) };
}

/** A decimal with point or comma, whatever UNA says: there are no thousands separators that one of them could be. */
export function decimal(text: string): string | undefined {
  const t = text.includes(',') && !text.includes('.') ? text.replace(',', '.') : text;
  for (let i = 0; i < t.length; i++) {
    const c = t.charCodeAt(i);
    if (c < 48 || c > 57) return parseDecimal(t) ? t.replace(/^\+/, '') : undefined;
  }
  return t === '' || t.length > 40 ? undefined : t;
}

export function badQuantity(text: string, what: string, place: Place): Issue {
  return text === ''
    ? { code: 'edifact.no-quantity', severity: 'warning', detail: `${what} has no quantity: not reported is not zero`, place }
    : {
        code: 'edifact.not-a-number',
        severity: 'error',
        detail: `${what} has the quantity ${JSON.stringify(text)}, which is no number`,
        place,
        value: text,
      };
}

/** A control total against what was counted. Senders get it wrong without losing a line, so that it is a warning. */
export function checkTotal(cnt: CompositeSegment, found: string | number, what: string, context: ReadContext): Issue | undefined {
  const [said, counted] = [parseDecimal(cnt.at(1, 2).replace(',', '.')), parseDecimal(String(found))];
  if (!said || !counted || said.n * counted.d === counted.n * said.d) return undefined;
  const detail = `CNT ${cnt.at(1)} says ${cnt.at(1, 2)} ${what}, there are ${found}`;
  return { code: 'edifact.control-total', severity: 'warning', detail, place: placeOf(cnt, 1, context), value: cnt.at(1, 2) };
}
