import type { ItemRef, LocationRef } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { all, first, itemRef, locationRef, textAt } from './xml-common';

/** Whose numbers of an item a document tells, in the order in which people know them. */
export function itemRefs(item: XmlElement | undefined): ItemRef[] {
  const own = (path: string, scheme: ItemRef['scheme'], qualifier: string): ItemRef[] => {
    const value = textAt(item, `${path}/ID`);
    return value === '' ? [] : [{ scheme, qualifier, value }];
  };
  const listed = (path: string): ItemRef[] =>
    all(item, `${path}/ID`).flatMap((id) => itemRef(id.text, id.attributes.get('schemeID') ?? '') ?? []);
  return [
    ...own('BuyersItemIdentification', 'buyer', 'BUYER'),
    ...own('SellersItemIdentification', 'vendor', 'VENDOR'),
    ...listed('StandardItemIdentification'),
    ...own('ManufacturersItemIdentification', 'manufacturer', 'MANUFACTURER'),
    ...listed('AdditionalItemIdentification'),
  ];
}

export function locationAt(element: XmlElement | undefined, paths: readonly string[]): LocationRef | null {
  for (const path of paths) {
    const id = first(element, path);
    if (id && id.text !== '') return locationRef(id.text, id.attributes.get('schemeID') ?? '');
  }
  return null;
}
