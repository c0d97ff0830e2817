import type { PoolClient } from 'pg';
import { forget } from '../../domain/causes';
import { cellOf } from '../../domain/causes/peers';
import { compare } from '../../domain/ledger/compare';
import type { PairView } from '../../domain/rules/pair-view';
import { reportOf } from '../../domain/rules/sites';
import { stockAtPlaces, stockBeside } from './beside.store';
import { peersOf } from './peers.store';

/** A view stays the same object while more is put to it: what was compared is remembered by it, and thousands are seen twice. */
export const put = (view: PairView, more: Pick<PairView, 'peers' | 'beside' | 'report' | 'sitesDiffer'>): PairView =>
  Object.assign(view, more);

/** Puts to the pairs that differ whatever may explain them beside their own book; the same item elsewhere only where it is asked for. */
export async function putBesides(client: PoolClient, views: readonly PairView[], elsewhere: (view: PairView) => boolean): Promise<void> {
  const each = (of: (v: PairView) => string, among = views): string[] => [...new Set(among.map(of))];
  const document = (v: PairView): string => reportOf(v).replace(/^doc_/, '');
  const inRows = views.filter((v) => cellOf(compare(v).statement!.place) !== undefined);
  const peers = await peersOf(client, {
    suppliers: each((v) => v.supplier),
    skus: each((v) => v.sku),
    documents: each(document),
    lists: each(document, inRows),
  });
  const beside = await stockBeside(client, views);
  for (const v of views) put(v, { peers: peers.get(v.supplier) ?? [], beside: beside.get(v) ?? [] });
  await putElsewhere(client, views.filter(elsewhere));
}

/** The same items at other places. */
export async function putElsewhere(client: PoolClient, views: readonly PairView[]): Promise<void> {
  if (views.length === 0) return;
  const places = await stockAtPlaces(client, views);
  for (const [v, at] of places) forget(put(v, { beside: [...(v.beside ?? []), ...at] }));
}
