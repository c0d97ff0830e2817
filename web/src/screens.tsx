import { type ComponentType, lazy } from 'react';
import type { Me } from './api/types';
import { Exceptions } from './exceptions/exceptions';
import type { Place, Screen } from './route';

type Shown = ComponentType<{ readonly place: Place; readonly me: Me }>;
interface Entry {
  readonly screen: Screen;
  readonly says: string;
  readonly key?: string; // after `g`, and then it stands at the top
  readonly needs?: readonly string[]; // it stands there for who has one of these rights
  readonly ofOne?: true; // it shows nothing without saying of which
  readonly shown: Shown;
}

/** Every screen that one sees signed in; what is not the morning's is loaded when it is first shown. */
export const ENTRIES: readonly Entry[] = [
  { screen: 'exceptions', key: 'e', says: 'Exceptions', shown: Exceptions },
  { screen: 'documents', key: 'd', says: 'Documents', shown: lazy(() => import('./documents/documents')) },
  { screen: 'reorders', key: 'r', says: 'Reorders', shown: lazy(() => import('./reorders/reorders')) },
  { screen: 'claims', key: 'c', says: 'Claims', shown: lazy(() => import('./claims/claims')) },
  { screen: 'suppliers', key: 's', says: 'Suppliers', shown: lazy(() => import('./suppliers/suppliers')) },
  { screen: 'mappings', key: 'm', says: 'Mappings', shown: lazy(() => import('./mappings/mappings')) },
  { screen: 'health', key: 'h', says: 'Health', shown: lazy(() => import('./health/health')) },
  { screen: 'item', says: 'Item', ofOne: true, shown: lazy(() => import('./item/item')) },
  { screen: 'settings', key: 't', says: 'Settings', needs: ['manage', 'audit'], shown: lazy(() => import('./settings/settings')) },
  { screen: 'account', says: 'Account', shown: lazy(() => import('./session/account')) },
];
export const entriesFor = (me: Me): readonly Entry[] => ENTRIES.filter((e) => e.needs?.some((r) => me.rights.includes(r)) ?? true);
export const shownAt = (screen: Screen): Shown | undefined => ENTRIES.find((e) => e.screen === screen)?.shown;
export const entryPlace = (screen: Screen): Place => ({ screen, id: null, query: {} });
