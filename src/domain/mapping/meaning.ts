import { type Field, isItem } from './fields';
import { type Terms, termsOf } from './terms-of';

export interface Meaning {
  readonly field: Field;
  readonly doubt: number; // words beside it that nobody knows: the fewer, the sooner it is believed
}
type Kind = 'stock_report' | 'ship_notice';
type Rule = (t: Terms) => Field | false | undefined;

/** `Lieferant` alone is who he is, and `Kunde` another. */
const isId = (t: Terms): boolean => t.has('id', 'item');
const owner = (t: Terms): Field => (t.has('maker') ? 'manufacturer' : t.has('buyer') ? 'buyer' : t.has('seller') ? 'vendor' : 'item');
const counts = (t: Terms): boolean => t.has('stock', 'quantity', 'free', 'sold', 'received', 'reserved', 'ordered');

/** Most telling first. What is about money, weight, packages, the month before and so on is none of what a list is read for. */
const OTHER: Rule = (t) => (t.has('name', 'money', 'weight', 'other', 'packages', 'last', 'rest') ? false : undefined);

const STOCK: readonly Rule[] = [
  (t) => (t.has('gtin') ? 'gtin' : undefined),
  (t) => (t.has('unit') && !t.has('sold', 'received', 'ordered', 'reserved', 'closing') ? 'uom' : undefined),
  (t) => (t.has('bin') ? false : undefined),
  (t) => (t.has('day') && t.has('count', 'stock', 'closing') ? 'as_of' : undefined),
  (t) => (t.has('count') && !t.has('stock', 'hand', 'quantity') && !isId(t) ? 'as_of' : undefined),
  (t) => (t.has('day') ? (t.has('expected', 'sent', 'delivered', 'received', 'sold', 'free', 'order', 'ordered') || t.unknown > 0 ? false : 'as_of') : undefined), // prettier-ignore
  (t) => (t.has('opening', 'expected', 'document', 'line') && !t.has('item') ? false : undefined),
  (t) => (t.has('min') ? 'min' : t.has('max') ? 'max' : undefined),
  (t) => (t.has('transit') ? 'in_transit' : undefined),
  (t) => (t.has('reserved') ? 'committed' : undefined),
  (t) => ((t.has('ordered', 'awaiting') || (t.has('order') && !t.has('id'))) && !isId(t) ? 'on_order' : undefined),
  (t) => (t.has('free') && !isId(t) ? 'available' : undefined),
  (t) => (t.has('sold') && !t.has('stock') && !isId(t) ? 'sold' : undefined),
  (t) => (t.has('received') && !t.has('stock') && !isId(t) ? 'received' : undefined),
  (t) => (t.has('stock', 'closing') && t.has('seller') ? false : undefined), // the supplier's own, and not what lies at the buyer's
  (t) => (t.has('stock', 'closing', 'hand') && !t.has('id', 'item') ? 'on_hand' : undefined),
  (t) => (t.has('quantity') && !t.has('order', 'location') ? 'quantity' : undefined),
  (t) => (t.has('location') || (t.has('place') && t.has('delivered')) ? 'location' : undefined),
  (t) => (isId(t) && !t.has('order', 'sales_order', 'line', 'place') ? owner(t) : undefined),
];

const SHIP: readonly Rule[] = [
  (t) => (t.has('gtin') ? 'gtin' : undefined),
  (t) => (t.has('expected') ? 'eta' : undefined),
  (t) => (t.has('day') && t.has('delivered') ? 'eta' : undefined),
  (t) => (t.has('day') ? (t.has('order', 'sales_order', 'ordered') && !t.has('sent') ? false : t.has('sent', 'document') ? 'ship_date' : t.unknown > 0 ? false : 'date') : undefined), // prettier-ignore
  (t) => (t.has('quantity') && t.has('sent', 'delivered') ? 'shipped' : undefined),
  (t) => (t.has('quantity') && t.has('ordered', 'order') ? false : undefined),
  (t) => (t.has('place') && t.has('delivered', 'sent') ? 'location' : undefined),
  (t) => (t.has('order', 'ordered') && t.has('line') ? false : undefined),
  (t) => (t.has('sales_order') ? (t.has('buyer') ? 'po' : false) : undefined),
  (t) => (t.has('order', 'ordered') && !t.has('quantity', 'item') && (t.has('id', 'buyer') || t.has('order')) ? 'po' : undefined),
  (t) => (t.has('document') ? 'shipment' : undefined),
  (t) => (t.has('sent') && t.has('id') ? 'shipment' : undefined),
  (t) => (t.has('sent', 'delivered') && !t.has('id', 'item') ? 'shipped' : undefined),
  (t) => (t.has('unit') ? 'uom' : undefined),
  (t) => (t.has('line') ? false : undefined),
  (t) => (t.has('quantity') ? 'quantity' : undefined),
  (t) => (t.has('location', 'place') ? 'location' : undefined),
  (t) => (isId(t) ? owner(t) : undefined),
];

/** What a heading that is not listed may mean by its words, the most probable first; undefined: something else. For people, never to be read by. */
export function meaningsOf(heading: string, kind: Kind): Meaning[] | undefined {
  const terms = termsOf(heading);
  const found: Meaning[] = [];
  for (const rule of [OTHER, ...(kind === 'ship_notice' ? SHIP : STOCK)]) {
    const field = rule(terms);
    if (field === false) return found.length > 0 ? found : undefined;
    // `Location code` over something else than places is no number of an item
    if (field !== undefined && (found.length === 0 || !isItem(field))) found.push({ field, doubt: terms.unknown });
  }
  return found;
}
export const meaningOf = (heading: string, kind: Kind): Meaning | undefined => meaningsOf(heading, kind)?.[0];

/** Whether all the words tell what is counted, and none is left for the name of a place. */
export function isOnlyNumbers(heading: string): boolean {
  const t = termsOf(heading);
  return t.unknown === 0 && !/\d/.test(heading) && (counts(t) || t.has('money', 'other', 'min', 'max'));
}

export const isOfShipments = (heading: string): boolean => {
  const t = termsOf(heading);
  return (t.has('document') && !t.has('money')) || (t.has('quantity') && t.has('sent'));
};
