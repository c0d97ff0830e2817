import type { ItemRef, LocationRef } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { all, itemRef, textAt } from './xml-common';

const ASSIGNED: readonly (readonly [RegExp, ItemRef['scheme'], string])[] = [
  [/^BUYER_ASSIGNED/, 'buyer', 'BUYER'],
  [/^(SUPPLIER|SELLER|VENDOR)_ASSIGNED/, 'vendor', 'VENDOR'],
  [/^MANUFACTURER/, 'manufacturer', 'MANUFACTURER'],
];

/** An item by its GTIN and by the numbers that the partners have for it. */
export function itemRefs(item: XmlElement | undefined): ItemRef[] {
  const gtin = textAt(item, 'gtin');
  const placeholder = /^0*$/.test(gtin); // required where there is none
  const others = all(item, 'additionalTradeItemIdentification').flatMap((e): readonly ItemRef[] => {
    const kind = e.attributes.get('additionalTradeItemIdentificationTypeCode') ?? '';
    const [, scheme, qualifier] = ASSIGNED.find(([pattern]) => pattern.test(kind)) ?? [];
    if (e.text === '') return [];
    return scheme === undefined ? [itemRef(e.text, kind)!] : [{ scheme, qualifier: qualifier!, value: e.text }];
  });
  return placeholder ? others : [{ scheme: 'gtin', qualifier: 'GTIN', value: gtin }, ...others];
}

/** A party as a place: by its GLN, else by whose number it is. */
export function locationOf(party: XmlElement | undefined): LocationRef | null {
  const gln = textAt(party, 'gln');
  if (!/^0*$/.test(gln)) return { qualifier: 'UL', value: gln };
  for (const e of all(party, 'additionalPartyIdentification')) {
    if (e.text === '') continue;
    const kind = e.attributes.get('additionalPartyIdentificationTypeCode') ?? '';
    return { qualifier: /^BUYER_ASSIGNED/.test(kind) ? '92' : /^(SELLER|SUPPLIER)_ASSIGNED/.test(kind) ? '91' : '', value: e.text };
  }
  return null;
}

export const unitOf = (quantity: XmlElement): string => quantity.attributes.get('measurementUnitCode') ?? '';
