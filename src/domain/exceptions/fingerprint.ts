import type { OwnerClass } from '../canonical/vocabulary';

/**
 * The key under which a repeat is the same exception (exceptions.md E3): type + scope (+ sub-reason), never a period. Parts
 * that are absent are `*`; a code that holds the separator is escaped, so that no two scopes share a key.
 */
function key(type: string, ...parts: readonly (string | null)[]): string {
  return [type, ...parts.map((p) => (p === null || p === '' ? '*' : p.replace(/[%|*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)))].join(
    '|',
  );
}

/** A divergence and the decision that it flips are one row; the key bears the first name. */
const ONE_ROW: Readonly<Record<string, string>> = { DECISION_FLIP: 'COUNT_DIVERGENCE' };

export const reportKey = (type: string, supplier: string, kind: string, location: string | null, sub?: string): string =>
  sub === undefined ? key(type, supplier, kind, location) : key(type, supplier, kind, location, sub);

export const unresolvedKey = (type: string, supplier: string | null, qualifier: string, value: string): string =>
  key(type, supplier, qualifier, value);

export const pairKey = (type: string, supplier: string | null, sku: string, location: string, owner: OwnerClass, sub?: string): string =>
  sub === undefined
    ? key(ONE_ROW[type] ?? type, supplier, sku, location, owner)
    : key(ONE_ROW[type] ?? type, supplier, sku, location, owner, sub);

export const shipmentKey = (type: string, supplier: string, shipment: string): string => key(type, supplier, shipment);

export const shipmentLineKey = (type: string, supplier: string, shipment: string, sku: string): string =>
  key(type, supplier, shipment, sku);

export const receiptKey = (type: string, receipt: string, sku: string): string => key(type, receipt, sku);

/** A program is one supplier's terms for an item at a place; its supplier names it. */
export const replenishmentKey = (type: string, sku: string, location: string, supplier: string): string =>
  key(type, sku, location, supplier);

export const feedKey = (location: string): string => key('BUYER_FEED_LATE', location);

export const channelKey = (channel: string): string => key('CHANNEL_SILENT', channel);
