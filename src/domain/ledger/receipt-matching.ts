import { add, compare, exact, type Fraction, isZero, minimum, subtract, text, ZERO } from '../canonical/quantity';

/** A line of a current ship notice. Quantities are decimals in the base unit, instants epoch milliseconds. */
export interface ShipLineFacts {
  readonly id: string;
  readonly supplier: string;
  readonly shipment: string; // the notice's reference
  readonly sku: string;
  readonly location: string;
  readonly quantity: string;
  readonly po: string | null;
  readonly poLine: string | null;
  readonly sscc: string | null;
  readonly shippedFrom: number | null;
  readonly etaTo: number | null;
  readonly noticeReceivedAt: number;
  readonly cancelled: boolean;
}

/** A movement of kind receipt, or the reversal of one. */
export interface ReceiptFacts {
  readonly id: string;
  readonly supplier: string | null;
  readonly sku: string;
  readonly location: string;
  readonly quantity: string;
  readonly movedFrom: number;
  readonly movedTo: number;
  readonly postedAt: number;
  readonly shipNotice: string | null;
  readonly po: string | null;
  readonly poLine: string | null;
  readonly packingSlip: string | null;
  readonly sscc: string | null;
  readonly final: boolean;
  readonly reverses: string | null;
  readonly damaged: boolean;
}

export type MatchedBy = 'ship_notice' | 'sscc' | 'packing_slip' | 'po_line' | 'item';

export interface MatchedReceipt {
  readonly receipt: ReceiptFacts;
  readonly quantity: string;
  readonly by: MatchedBy;
}
export interface MatchedLine {
  readonly line: ShipLineFacts;
  readonly received: string;
  readonly open: string; // the remainder that is still to come; never below zero
  readonly over: string;
  readonly final: boolean; // the buyer said that nothing more comes
  readonly receipts: readonly MatchedReceipt[];
}
/** What was received under a shipment's name, of an item that is not on it. */
export interface StrayReceipt {
  readonly receipt: ReceiptFacts;
  readonly supplier: string;
  readonly shipment: string;
  readonly quantity: string;
}
export interface Remainders {
  readonly lines: readonly MatchedLine[]; // in the order given
  readonly strays: readonly StrayReceipt[];
  readonly unmatched: readonly { readonly receipt: ReceiptFacts; readonly quantity: string }[];
}

/** Receipts that name nothing belong to a shipment only around the days on which it was due. */
export interface MatchingWindow {
  readonly daysBefore: number; // before the notice, where it does not say when it was shipped
  readonly daysAfter: number; // after the ETA
}
export const MATCHING_WINDOW: MatchingWindow = { daysBefore: 7, daysAfter: 14 };
const DAY = 86_400_000;

interface Line {
  readonly facts: ShipLineFacts;
  open: Fraction;
  over: Fraction;
  final: boolean;
  readonly receipts: { receipt: ReceiptFacts; quantity: Fraction; by: MatchedBy }[];
}
interface Rest {
  readonly receipt: ReceiptFacts;
  left: Fraction;
  last: { line: Line; by: MatchedBy } | null;
}

const same = (a: string | null, b: string | null): boolean => a !== null && a === b;
const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
const oneSupplier = (r: ReceiptFacts, l: ShipLineFacts): boolean => r.supplier === null || r.supplier === l.supplier;

/** Under these names a receipt belongs to its shipment whatever the day. Fixed order: what names more claims first. */
const NAMED: readonly (readonly [MatchedBy, (r: ReceiptFacts, l: ShipLineFacts) => boolean])[] = [
  ['ship_notice', (r, l) => same(r.shipNotice, l.shipment)],
  ['sscc', (r, l) => same(r.sscc, l.sscc)],
  ['packing_slip', (r, l) => r.shipNotice === null && same(r.packingSlip, l.shipment)],
];

/**
 * Which receipts belong to which line of a shipment, and what is still to come: by ship notice, by pallet, by packing slip, by
 * order line, and at last by item and place around the due day, the oldest due first. A receipt's quantity is given away once:
 * counted twice, it would hide a shipment that never came.
 */
export function matchReceipts(
  given: readonly ShipLineFacts[],
  receipts: readonly ReceiptFacts[],
  window: MatchingWindow = MATCHING_WINDOW,
  withoutLines: readonly { readonly supplier: string; readonly shipment: string }[] = [],
): Remainders {
  const lines: Line[] = given.map((facts) => ({ facts, open: exact(facts.quantity), over: ZERO, final: false, receipts: [] }));
  const bySku = new Map<string, Line[]>();
  for (const l of lines) {
    const ofSku = bySku.get(l.facts.sku);
    if (ofSku) ofSku.push(l);
    else bySku.set(l.facts.sku, [l]);
  }
  const rests = standing(receipts);

  for (const [by, names] of NAMED) {
    for (const rest of rests) {
      const found = (bySku.get(rest.receipt.sku) ?? []).filter((l) => oneSupplier(rest.receipt, l.facts) && names(rest.receipt, l.facts));
      if (found.length > 0) giveNamed(rest, found, by);
    }
  }
  const strays = takeStrays([...lines.map((l) => l.facts), ...withoutLines], rests);
  for (const by of ['po_line', 'item'] as const) {
    for (const rest of rests) {
      if (isZero(rest.left)) continue;
      const may = by === 'po_line' ? ofTheOrder : ofTheItem;
      const found = (bySku.get(rest.receipt.sku) ?? []).filter((l) => may(rest.receipt, l.facts, window));
      give(rest, found, by);
    }
  }
  // One truck is one delivery: what exceeds the line that it filled came with it, and is no receipt without a notice.
  for (const rest of rests) if (rest.last && !isZero(rest.left)) surplus(rest, rest.last.line, rest.last.by);
  for (const ofSku of bySku.values()) closeSiblings(ofSku);
  return {
    lines: lines.map(shown),
    strays,
    unmatched: rests.filter((r) => !isZero(r.left)).map((r) => ({ receipt: r.receipt, quantity: text(r.left) })),
  };
}

/** Receipts as they stand once reversals have taken back what they undo, in the order in which they came. */
function standing(receipts: readonly ReceiptFacts[]): Rest[] {
  const undone = new Map<string, Fraction>();
  for (const r of receipts) if (r.reverses !== null) undone.set(r.reverses, add(undone.get(r.reverses) ?? ZERO, exact(r.quantity)));
  return receipts
    .filter((r) => r.reverses === null)
    .map((receipt) => ({ receipt, left: subtract(exact(receipt.quantity), undone.get(receipt.id) ?? ZERO), last: null }))
    .filter((r) => compare(r.left, ZERO) > 0 || (r.receipt.final && !undone.has(r.receipt.id)))
    .sort(
      (a, b) =>
        a.receipt.movedTo - b.receipt.movedTo || a.receipt.movedFrom - b.receipt.movedFrom || (a.receipt.id < b.receipt.id ? -1 : 1),
    );
}

function giveNamed(rest: Rest, found: readonly Line[], by: MatchedBy): void {
  if (isZero(rest.left) && rest.last) return;
  const ranked = rank(rest.receipt, found);
  if (isZero(rest.left)) return surplus(rest, ranked[0]!, by); // a receipt of nothing that closes its line
  give(rest, ranked, by);
  if (!isZero(rest.left)) surplus(rest, rest.last?.line ?? ranked[0]!, by);
}

function give(rest: Rest, found: readonly Line[], by: MatchedBy): void {
  for (const line of rank(rest.receipt, found)) {
    if (isZero(rest.left)) return;
    const quantity = minimum(rest.left, line.open);
    if (compare(quantity, ZERO) <= 0) continue;
    line.open = subtract(line.open, quantity);
    line.receipts.push({ receipt: rest.receipt, quantity, by });
    line.final ||= rest.receipt.final;
    rest.left = subtract(rest.left, quantity);
    rest.last = { line, by };
  }
}

function surplus(rest: Rest, line: Line, by: MatchedBy): void {
  line.over = add(line.over, rest.left);
  line.receipts.push({ receipt: rest.receipt, quantity: rest.left, by });
  line.final ||= rest.receipt.final;
  rest.last = { line, by };
  rest.left = ZERO;
}

/** The line that shares most with the receipt first, then what was due first. */
function rank(r: ReceiptFacts, lines: readonly Line[]): readonly Line[] {
  if (lines.length < 2) return lines;
  const likeness = ({ facts: l }: Line): number =>
    (same(r.sscc, l.sscc) ? 8 : 0) + (r.location === l.location ? 4 : 0) + (same(r.po, l.po) ? (same(r.poLine, l.poLine) ? 3 : 1) : 0);
  const due = ({ facts: l }: Line): number => l.etaTo ?? l.shippedFrom ?? l.noticeReceivedAt;
  return [...lines].sort((a, b) => likeness(b) - likeness(a) || due(a) - due(b) || (a.facts.id < b.facts.id ? -1 : 1));
}

/** `final` is said of the order's line: it closes all that the shipment brings on it, unless it is said of one pallet. */
function closeSiblings(lines: readonly Line[]): void {
  for (const { facts: a, receipts } of lines) {
    if (!receipts.some((r) => r.receipt.final && r.receipt.sscc === null)) continue;
    for (const b of lines) {
      const l = b.facts;
      if (l.supplier !== a.supplier || l.shipment !== a.shipment || l.location !== a.location) continue;
      if (!differ(l.po, a.po) && !differ(l.poLine, a.poLine)) b.final = true;
    }
  }
}

/** A shipment's name on an item that is not on it, or on one that was cancelled: wrong goods, and nobody else's. */
function takeStrays(names: readonly { readonly supplier: string; readonly shipment: string }[], rests: readonly Rest[]): StrayReceipt[] {
  const out: StrayReceipt[] = [];
  for (const rest of rests) {
    if (isZero(rest.left) || rest.receipt.shipNotice === null) continue;
    const { receipt } = rest;
    const named = names.find((n) => n.shipment === receipt.shipNotice && (receipt.supplier === null || receipt.supplier === n.supplier));
    if (!named) continue;
    const { supplier, shipment } = named;
    out.push({ receipt: rest.receipt, supplier, shipment, quantity: text(rest.left) });
    rest.left = ZERO;
  }
  return out;
}

function mayBelong(r: ReceiptFacts, l: ShipLineFacts): boolean {
  if (l.cancelled || r.location !== l.location || !oneSupplier(r, l)) return false;
  return !(r.shipNotice !== null || differ(r.po, l.po) || differ(r.poLine, l.poLine) || differ(r.sscc, l.sscc));
}

function ofTheOrder(r: ReceiptFacts, l: ShipLineFacts): boolean {
  return mayBelong(r, l) && same(r.po, l.po) && (l.shippedFrom === null || r.movedTo >= l.shippedFrom);
}

function ofTheItem(r: ReceiptFacts, l: ShipLineFacts, window: MatchingWindow): boolean {
  if (!mayBelong(r, l)) return false;
  const from = l.shippedFrom ?? l.noticeReceivedAt - window.daysBefore * DAY;
  const to = (l.etaTo ?? from + window.daysAfter * DAY) + window.daysAfter * DAY;
  return r.movedTo >= from && r.movedFrom <= to;
}

function shown(l: Line): MatchedLine {
  return {
    line: l.facts,
    received: text(l.receipts.reduce((sum, r) => add(sum, r.quantity), ZERO)),
    open: text(l.open),
    over: text(l.over),
    final: l.final,
    receipts: l.receipts.map((r) => ({ ...r, quantity: text(r.quantity) })),
  };
}
