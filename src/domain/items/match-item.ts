import type { ItemRef } from '../canonical/vocabulary';
import { damageOf } from './gtin';

/** An item that one of a line's references may name; `exact` when the cross-reference bears the very qualifier sent. */
export interface ItemCandidate {
  readonly refIndex: number;
  readonly itemId: string;
  readonly sku: string;
  readonly uom: string | null; // the unit that this number stands for, where it says so
  readonly via: 'gtin' | 'pack_gtin' | 'sku' | 'crossref';
  readonly exact: boolean;
  readonly supersededBy?: string | null; // SKU
}

export type ItemMatch =
  | { readonly itemId: string; readonly uom: string | null }
  | {
      readonly itemId: null;
      readonly reason: 'item.unknown' | 'item.damaged' | 'item.ambiguous' | 'item.conflict' | 'item.none-given';
      readonly detail: string;
    };

const shown = (ref: ItemRef): string => (ref.qualifier ? `${ref.qualifier} ${ref.value}` : ref.value);

/**
 * Which of our items a line means. Every reference that is known must name the same one: two that disagree are a question to
 * a person, since the last one to win would post the stock of one item on another without a trace.
 */
export function matchItem(refs: readonly ItemRef[], candidates: readonly ItemCandidate[]): ItemMatch {
  if (refs.length === 0) return { itemId: null, reason: 'item.none-given', detail: 'the line names no item' };
  const named: { ref: ItemRef; found: readonly ItemCandidate[] }[] = [];
  for (const [i, ref] of refs.entries()) {
    const all = candidates.filter((c) => c.refIndex === i);
    const exact = all.filter((c) => c.exact);
    const found = exact.length > 0 ? exact : all;
    if (found.length > 0) named.push({ ref, found });
  }
  if (named.length === 0) return unknown(refs);
  const common = named.map((n) => new Set(n.found.map((c) => c.itemId))).reduce((a, b) => new Set([...a].filter((id) => b.has(id))));
  if (common.size === 1) {
    const [itemId] = common;
    const uom = named.flatMap((n) => n.found).find((c) => c.itemId === itemId && c.uom !== null)?.uom ?? null;
    return { itemId: itemId!, uom };
  }
  const ofChain = common.size === 0 ? byGtin(named.flatMap((n) => n.found)) : undefined;
  if (ofChain) return ofChain;
  const told = named.map((n) => `${shown(n.ref)} is ${[...new Set(n.found.map((c) => c.sku))].join(' or ')}`).join(', ');
  return { itemId: null, reason: common.size === 0 ? 'item.conflict' : 'item.ambiguous', detail: told };
}

/** Nobody knows it; where it is a damaged GTIN, who sent it must be asked, and no cross-reference helps with the next one. */
function unknown(refs: readonly ItemRef[]): ItemMatch {
  const detail = `no item is known under ${refs.map(shown).join(', ')}`;
  const damage = refs.flatMap((r) => (r.scheme === 'gtin' ? (damageOf(r.qualifier, r.value) ?? []) : []));
  return damage.length > 0
    ? { itemId: null, reason: 'item.damaged', detail: `${damage.join('; ')}; ${detail}` }
    : { itemId: null, reason: 'item.unknown', detail };
}

/**
 * An item and the one that came after it go by one another's numbers for a while: the number that is printed on the goods tells
 * which of them lies there. Without one it stays a question, and so it does with an item of another chain.
 */
function byGtin(found: readonly ItemCandidate[]): { itemId: string; uom: string | null } | undefined {
  const bySku = new Map(found.map((c) => [c.sku, c]));
  const last = (c: ItemCandidate, steps = bySku.size): ItemCandidate => {
    const next = c.supersededBy ? bySku.get(c.supersededBy) : undefined;
    return next && steps > 0 ? last(next, steps - 1) : c;
  };
  if (new Set(found.map((c) => last(c).sku)).size !== 1) return undefined;
  const printed = found.filter((c) => c.via === 'gtin' || c.via === 'pack_gtin');
  return new Set(printed.map((c) => c.itemId)).size === 1 ? { itemId: printed[0]!.itemId, uom: printed[0]!.uom } : undefined;
}
