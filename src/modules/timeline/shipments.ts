import { add, type Fraction, exact, isZero, ZERO } from '../../domain/canonical/quantity';
import type { Terms } from '../../domain/items/terms';
import { etaOf } from '../../domain/ledger/eta';
import { remainder, shippedBy } from '../../domain/ledger/incoming';
import { matchReceipts, type MatchedLine, type ReceiptFacts } from '../../domain/ledger/receipt-matching';
import type { DocumentPlace, NoticeSaid } from '../../domain/timeline/facts';
import type { Incoming } from '../../domain/rules/pair-view';
import type { NoticeLine } from './their-facts.store';

const HOUR = 3_600_000;
/** So long before a span a shipment may have left that is still of it. */
export const SHIPPED_BEFORE_DAYS = 120;

/** A line of a ship notice, with what became of it. */
export interface Shipment extends NoticeSaid {
  readonly received: Fraction;
  readonly open: Fraction; // still to come
  readonly overdue: boolean;
  readonly incoming: Incoming;
}

export interface Agreed {
  readonly terms: Terms | null;
  readonly timezone: string;
  readonly workdays: (date: string) => boolean;
  readonly now: number;
  readonly watermark: number | null;
}

/** The supplier's shipments, each receipt given to one of them alone, as the engine does it. */
export function shipmentsOf(supplier: string, lines: readonly NoticeLine[], receipts: readonly ReceiptFacts[], agreed: Agreed): Shipment[] {
  const matched = matchReceipts(lines.map((l) => ({ ...l, etaTo: etaAt(l, agreed) })), receipts); // prettier-ignore
  return matched.lines.flatMap((m, i) => (m.line.supplier === supplier && !m.line.cancelled ? [shipmentOf(lines[i]!, m, agreed)] : []));
}

function etaAt(l: NoticeLine, { terms, timezone, workdays }: Agreed): number | null {
  const span = (from: number | null, to: number | null) => (from === null || to === null ? null : { from, to });
  return etaOf(span(l.etaFrom, l.etaTo), span(l.shippedFrom, l.shippedTo), terms ?? {}, timezone, workdays)?.to ?? null;
}

function shipmentOf(l: NoticeLine, m: MatchedLine, { terms, now, watermark }: Agreed): Shipment {
  const incoming: Incoming = {
    reference: l.shipment,
    quantity: exact(l.quantity),
    receipts: m.receipts.map((r) => ({ from: r.receipt.movedFrom, to: r.receipt.movedTo, postedTo: r.receipt.postedAt, quantity: exact(r.quantity) })), // prettier-ignore
    shippedAt: l.shippedFrom,
    shippedTo: l.shippedTo,
    etaTo: m.line.etaTo,
    noticedAt: l.noticeReceivedAt,
    order: null,
    closed: m.final || l.closed,
  };
  const open = remainder(incoming, now);
  const grace = (terms?.asn_grace_hours ?? 24) * HOUR;
  const overdue = !isZero(open) && m.line.etaTo !== null && m.line.etaTo + grace <= Math.min(now, watermark ?? now);
  return { ...placed(l), etaTo: m.line.etaTo, received: exact(m.received), open, overdue, incoming };
}

const placed = (l: NoticeLine): { reference: string; quantity: Fraction; shippedAt: number; source: DocumentPlace } => ({
  reference: l.shipment,
  quantity: exact(l.quantity),
  shippedAt: l.shippedTo ?? l.noticeReceivedAt,
  source: l.source,
});

/** Shipped by then and not received; what is overdue is on no road that anybody counts on, but was there. */
export const onTheWay = (shipments: readonly Shipment[], at: number): Fraction =>
  shipments.filter((s) => shippedBy(s.incoming, at)).reduce((sum, s) => add(sum, remainder(s.incoming, at)), ZERO);
