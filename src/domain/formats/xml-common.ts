import { parseDecimal } from '../canonical/quantity';
import type { Issue, ItemRef, LocationRef, Place, SaidAsOf } from '../canonical/vocabulary';
import { gtin14 } from '../items/gtin';
import { readDate } from '../mapping/dates';
import { type XmlElement, xmlPath } from '../syntax/xml-tree';
import type { ReadContext, ReadingSink } from './format';

/** Elements below one, by the names on the way: `Item/SellersItemIdentification`. */
export function all(element: XmlElement | undefined, path: string): readonly XmlElement[] {
  let found: readonly XmlElement[] = element ? [element] : [];
  for (const name of path.split('/')) found = found.flatMap((e) => e.children.filter((c) => c.name === name));
  return found;
}
export const first = (element: XmlElement | undefined, path: string): XmlElement | undefined => all(element, path)[0];
export const textAt = (element: XmlElement | undefined, path: string): string => first(element, path)?.text ?? '';

export const placeOf = (element: XmlElement, { within }: ReadContext): Place => ({ in: 'path', path: xmlPath(element), ...(within === undefined ? {} : { within }) }); // prettier-ignore

/** A document that is being read, and what is told of it. */
export class Telling {
  constructor(
    readonly context: ReadContext,
    readonly sink: ReadingSink,
  ) {}

  at(element: XmlElement): Place {
    return placeOf(element, this.context);
  }
  tell(severity: Issue['severity'], code: string, detail: string, element: XmlElement, value?: string): void {
    this.sink.issue({ code: `xml.${code}`, severity, detail, place: this.at(element), ...(value === undefined ? {} : { value }) });
  }

  /** The number of a quantity, which XML writes with a point and without thousands. Undefined: there is none; told. */
  amount(quantity: XmlElement | undefined, line: XmlElement, of: string): string | undefined {
    const text = quantity?.text ?? '';
    if (quantity === undefined || text === '') {
      this.tell('warning', 'no-quantity', `${of} has no quantity: not reported is not zero`, quantity ?? line);
      return undefined;
    }
    if (parseDecimal(text))
      return text
        .replace(/^\+/, '')
        .replace(/\.$/, '')
        .replace(/^(-?)\./, '$10.');
    this.tell('error', 'not-a-number', `${of} has the quantity ${JSON.stringify(text)}, which is no number`, quantity, text);
    return undefined;
  }

  /** A day with a time beside it or behind it; a time without a zone is the clock of the place where the stock lies. */
  when(date: XmlElement | undefined, time?: XmlElement): SaidAsOf {
    if (date === undefined || date.text === '') return { said: 'nothing' };
    const text = time === undefined || time.text === '' ? date.text : `${date.text.slice(0, 10)}T${time.text}`;
    const iso = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? text : text.replace(/^(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)$/, '$1');
    const read = /^\d{4}-/.test(iso) ? readDate(iso, null) : undefined;
    if (read !== undefined && read !== 'unsure') return read;
    this.tell('warning', 'not-a-date', `${JSON.stringify(text)} is not a date`, date, text);
    return { said: 'nothing' };
  }
}

/** The day of what was said, to compare. */
export const dayOf = (said: SaidAsOf): string => (said.said === 'date' ? said.date : said.said === 'instant' ? said.at.slice(0, 10) : '');

/** A number of an item under the name that its list of kinds has for it. One without a kind is a GTIN where its check digit says so. */
export function itemRef(value: string, kind: string): ItemRef | undefined {
  if (value === '') return undefined;
  const known = /^(gtin|ean|upc|0160|srv)/i.test(kind) || (kind === '' && gtin14(value) !== undefined);
  return known ? { scheme: 'gtin', qualifier: 'GTIN', value } : { scheme: 'other', qualifier: kind, value };
}

/** A place by its number; `0088` and `GLN` are GS1's own, which cross-references know as UL. */
export function locationRef(value: string, scheme: string): LocationRef | null {
  if (value === '') return null;
  return { qualifier: /^(0088|gln|9)$/i.test(scheme) ? 'UL' : '', value };
}

export const only = (values: readonly string[]): string | undefined => (new Set(values).size === 1 ? values[0] : undefined);
