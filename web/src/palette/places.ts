import type { Items, Me, Suppliers } from '../api/types';
import { entriesFor } from '../screens';
import { sectionsFor } from '../settings/sections';
import type { Choice } from './choices';

export const placesFor = (me: Me): readonly Choice[] => [
  ...entriesFor(me)
    .filter((e) => !e.ofOne)
    .map((e) => ({
      id: `screen ${e.screen}`,
      group: 'Screens',
      says: e.says,
      ...(e.key ? { keys: `g ${e.key}` } : {}),
      to: { screen: e.screen, id: null, query: {} },
    })),
  ...sectionsFor(me).map((s) => ({
    id: `section ${s.id}`,
    group: 'Settings',
    says: s.says,
    ...(s.finds ? { finds: s.finds } : {}),
    to: { screen: 'settings' as const, id: s.id, query: {} },
  })),
];
export const suppliersOf = (all: Suppliers['data']): readonly Choice[] =>
  all.map((s) => ({
    id: `supplier ${s.supplier}`,
    group: 'Suppliers',
    says: s.name,
    more: s.supplier,
    to: { screen: 'suppliers' as const, id: s.supplier, query: {} },
  }));
export const itemsOf = (all: Items['data']): readonly Choice[] =>
  all.map((i) => ({
    id: `item ${i.sku}`,
    group: 'Items',
    says: i.sku,
    ...(i.description ? { more: i.description } : {}),
    to: { screen: 'item' as const, id: null, query: { sku: i.sku } },
  }));
