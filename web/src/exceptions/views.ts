import type { DeskSummary } from '../api/types';
import type { Query } from '../api/client';

/** What one may look at, by the word that stands in the address. */
export const VIEWS = ['todo', 'mine', 'taken', 'waiting', 'snoozed', 'cleared', 'resolved'] as const;
export type View = (typeof VIEWS)[number];
export const TITLES: Readonly<Record<View, string>> = {
  todo: 'To do',
  mine: 'Mine',
  taken: 'Taken up',
  waiting: 'Waiting for the supplier',
  snoozed: 'Snoozed',
  cleared: 'Closed by themselves',
  resolved: 'Closed',
};
const STATES: Readonly<Record<View, string>> = {
  todo: 'open',
  mine: 'open,acknowledged,waiting,snoozed',
  taken: 'acknowledged',
  waiting: 'waiting',
  snoozed: 'snoozed',
  cleared: 'resolved',
  resolved: 'resolved',
};
export const viewOf = (word: string | undefined): View => VIEWS.find((v) => v === word) ?? 'todo';
export const countOf = (view: View, s: DeskSummary): number | null =>
  ({ todo: s.open, mine: s.mine, taken: s.acknowledged, waiting: s.waiting, snoozed: s.snoozed, cleared: s.since.cleared, resolved: null })[
    view
  ];

export const FILTERS = ['type', 'supplier', 'sku', 'location'] as const;
type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

/** As it is asked: what is open by impact and without what is folded, what is over by its day. */
export function askedFor(view: View, filters: Filters, me: string, since: string): Query<'listExceptions'> {
  const over = view === 'cleared' || view === 'resolved';
  const given = Object.fromEntries(FILTERS.flatMap((f) => (filters[f] ? [[f, filters[f]]] : [])));
  return {
    status: STATES[view],
    ...given,
    ...(view === 'mine' ? { owner: me } : {}),
    ...(view === 'cleared' ? { cleared_since: since } : {}),
    ...(over ? {} : { by: 'impact', under: 'none' }),
  };
}
/** Whether a deed takes the row out of what is looked at: it goes at once, and comes back where it is undone. */
export function leaves(view: View, becomes: string | null): boolean {
  if (becomes === null) return false;
  return !STATES[view].split(',').includes(becomes);
}
