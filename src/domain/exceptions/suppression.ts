/** An exception that is not resolved, as far as others may explain it. Folded ones stay rows of their own. */
export interface OpenRow {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly openedAt: number;
  readonly asOfTo?: number | null; // until when the data reach that it speaks of
  readonly suppressedBy: string | null;
  readonly foldedUnder: string | null; // key of the parent that the rule itself named
  readonly details: Readonly<Record<string, unknown>>;
}
export interface Refolding {
  readonly id: string;
  readonly suppressedBy: string | null; // null: released, its parent is resolved
}

type Explains = (parent: OpenRow, child: OpenRow) => boolean;
interface Fold {
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly explains: Explains;
}

const number = (row: OpenRow, name: string): number | null => {
  const value = row.details[name];
  return typeof value === 'number' ? value : null;
};
const wider = (parent: unknown, child: unknown, any: unknown): boolean => parent === any || parent === child;
const sameStock: Explains = (p, c) => p.sku === c.sku && p.location === c.location;
const sameSupplier: Explains = (p, c) => p.supplier === null || c.supplier === null || p.supplier === c.supplier;

/** The document that could not be used came for the period that is missing: after the one before was due, or late for it. */
const ofThatPeriod: Explains = (p, c) => {
  const came = number(p, 'received_at');
  const from = number(c, 'period_after');
  const fits = wider(p.details['kind'], c.details['kind'], 'other') && wider(p.location, c.location ?? p.location, null);
  return p.supplier === c.supplier && fits && came !== null && from !== null && came > from;
};

/** A number in doubt explains what was raised because of it; what the other side's number says stands for itself, and so do ship notices. */
const byItsNumber: Explains = (p, c) =>
  p.details['by'] !== BY_NOTICE &&
  sameStock(p, c) &&
  sameSupplier(p, c) &&
  (PAIRS.includes(c.type) || c.details['driven_by'] === 'supplier');

const BY_NOTICE = 'ship_notice';

/** What was announced in another unit came in another quantity. */
const ofThoseShipments: Explains = (p, c) =>
  p.details['by'] === BY_NOTICE &&
  p.sku === c.sku &&
  p.supplier === c.supplier &&
  Array.isArray(p.details['shipments']) &&
  p.details['shipments'].some((s: { readonly shipment?: unknown }) => s.shipment === c.details['shipment']);

const PAIRS = ['COUNT_DIVERGENCE', 'DECISION_FLIP'];

/** Rows that could not be used of the very document that is broken as a whole: mended together, or not at all. */
const ofThatDocument: Explains = (p, c) => {
  const came = number(p, 'received_at');
  return p.supplier === c.supplier && came !== null && came === number(c, 'received_at') && p.details['kind'] === c.details['kind'];
};

/**
 * Raised while a report is missing, by the one before it: the next report may say otherwise. What stood before it was missed does not
 * become less true, and what our own number says is not stale.
 */
const onStaleData: Explains = (p, c) => {
  const from = number(p, 'period_after');
  const stale = from !== null && c.asOfTo != null && c.asOfTo <= from && c.openedAt >= p.openedAt;
  const theirs = PAIRS.includes(c.type) || c.details['driven_by'] === 'supplier';
  return p.details['kind'] === 'stock_report' && stale && theirs && p.supplier === c.supplier && wider(p.location, c.location, null);
};

/** A line of that item waits for its name: what is compared lacks it. */
const ofThatItem: Explains = (p, c) =>
  p.sku !== null && p.sku === c.sku && wider(p.location, c.location, null) && p.supplier === c.supplier;

/** Which type explains which (exceptions.md E3), the wider cause first. */
const FOLDS: readonly Fold[] = [
  {
    parents: ['DOC_UNREADABLE', 'EDI_ENVELOPE_INVALID', 'LAYOUT_CHANGED'],
    children: ['DOC_MISSING', 'COVERAGE_DROP'],
    explains: ofThatPeriod,
  },
  {
    parents: ['CHANNEL_SILENT'],
    children: ['DOC_MISSING'],
    explains: (p, c) => Array.isArray(p.details['suppliers']) && p.details['suppliers'].includes(c.supplier),
  },
  {
    parents: ['UOM_SUSPECT'],
    children: [...PAIRS, 'STOCKOUT', 'REPLENISHMENT_MISSING'],
    explains: byItsNumber,
  },
  { parents: ['UOM_SUSPECT'], children: ['RECEIPT_VARIANCE'], explains: ofThoseShipments },
  { parents: ['STOCKOUT'], children: ['REPLENISHMENT_MISSING', 'PROJECTED_SHORTAGE'], explains: sameStock },
  { parents: ['EDI_ENVELOPE_INVALID', 'LAYOUT_CHANGED', 'DOC_UNREADABLE'], children: ['ROWS_REJECTED'], explains: ofThatDocument },
  { parents: ['ITEM_UNRESOLVED', 'IDENTIFIER_CORRUPT'], children: PAIRS, explains: ofThatItem },
  { parents: ['DOC_MISSING'], children: [...PAIRS, 'REPLENISHMENT_MISSING'], explains: onStaleData },
];

/**
 * Which open exceptions are explained by which other open one; only what changes. A parent that is resolved explains nothing
 * more, and its children stand for themselves again.
 */
export function refold(rows: readonly OpenRow[]): Refolding[] {
  const byType = new Map<string, OpenRow[]>();
  const byKey = new Map<string, OpenRow>();
  for (const row of [...rows].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))) {
    const ofType = byType.get(row.type);
    if (ofType) ofType.push(row);
    else byType.set(row.type, [row]);
    byKey.set(row.key, row);
  }
  const parents = new Map(rows.map((row) => [row.id, parentOf(row, byType, byKey)]));
  const out: Refolding[] = [];
  for (const row of rows) {
    const parent = parents.get(row.id);
    const suppressedBy = parent && !leadsBack(parent, row.id, parents) ? parent.id : null;
    if (suppressedBy !== row.suppressedBy) out.push({ id: row.id, suppressedBy });
  }
  return out;
}

function parentOf(row: OpenRow, byType: ReadonlyMap<string, OpenRow[]>, byKey: ReadonlyMap<string, OpenRow>): OpenRow | undefined {
  const named = row.foldedUnder === null ? undefined : byKey.get(row.foldedUnder);
  if (named && named.id !== row.id) return named;
  for (const fold of FOLDS) {
    if (!fold.children.includes(row.type)) continue;
    for (const type of fold.parents) {
      const parent = byType.get(type)?.find((p) => p.id !== row.id && fold.explains(p, row));
      if (parent) return parent;
    }
  }
  return undefined;
}

/** Two that explain each other would both vanish from the desk. */
function leadsBack(from: OpenRow, to: string, parents: ReadonlyMap<string, OpenRow | undefined>): boolean {
  const seen = new Set<string>();
  for (let at: OpenRow | undefined = from; at && !seen.has(at.id); at = parents.get(at.id)) {
    if (at.id === to) return true;
    seen.add(at.id);
  }
  return false;
}
