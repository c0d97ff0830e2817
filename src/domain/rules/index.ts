import type { ChannelView } from './channel-view';
import type { CoverageView } from './coverage-view';
import type { DocumentView, SenderView } from './document-view';
import type { FeedView } from './feed-view';
import type { OutboundView } from './outbound-view';
import type { PairView } from './pair-view';
import type { ReceiptView } from './receipt-view';
import type { ReportAgeView } from './report-age-view';
import type { ResponseView } from './response-view';
import type { Rule } from './rule';
import type { ScheduleView } from './schedule-view';
import type { ShipmentView } from './shipment-view';
import { aboveMax } from './above-max.rule';
import { ackOverdue } from './ack-overdue.rule';
import { asnChanged } from './asn-changed.rule';
import { asnOverdue } from './asn-overdue.rule';
import { buyerRecordSuspect } from './buyer-record-suspect.rule';
import { buyerFeedLate } from './buyer-feed-late.rule';
import { channelSilent } from './channel-silent.rule';
import { countDivergence } from './count-divergence.rule';
import { coverageDrop } from './coverage-drop.rule';
import { cumulativeImbalance } from './cumulative-imbalance.rule';
import { countImplausible } from './count-implausible.rule';
import { docConflict } from './doc-conflict.rule';
import { docMissing } from './doc-missing.rule';
import { docOutOfDate } from './doc-out-of-date.rule';
import { docUnreadable } from './doc-unreadable.rule';
import { ediEnvelopeInvalid } from './edi-envelope-invalid.rule';
import { identifierCorrupt } from './identifier-corrupt.rule';
import { itemOffProgram } from './item-off-program.rule';
import { itemUnresolved } from './item-unresolved.rule';
import { layoutChanged } from './layout-changed.rule';
import { locationUnresolved } from './location-unresolved.rule';
import { ownershipMismatch } from './ownership-mismatch.rule';
import { projectedShortage } from './projected-shortage.rule';
import { receiptVariance } from './receipt-variance.rule';
import { receiptWithoutAsn } from './receipt-without-asn.rule';
import { replenishmentMissing } from './replenishment-missing.rule';
import { responseOverdue } from './response-overdue.rule';
import { rowsRejected } from './rows-rejected.rule';
import { senderUnknown } from './sender-unknown.rule';
import { shippedUnapproved } from './shipped-unapproved.rule';
import { stockout } from './stockout.rule';
import { supplierLedgerImbalance } from './supplier-ledger-imbalance.rule';
import { thresholdInvalid } from './threshold-invalid.rule';
import { unitUnresolved } from './unit-unresolved.rule';
import { uomSuspect } from './uom-suspect.rule';
import { usageDivergence } from './usage-divergence.rule';

/** Every rule, by the kind of view that it looks at. A new rule is one file and one line here. */
export const DOCUMENT_RULES: readonly Rule<DocumentView>[] = [
  docUnreadable,
  layoutChanged,
  ediEnvelopeInvalid,
  docConflict,
  asnChanged,
  rowsRejected,
  itemUnresolved,
  identifierCorrupt,
  itemOffProgram,
  locationUnresolved,
  unitUnresolved,
];
export const REPORT_RULES: readonly Rule<ReportAgeView>[] = [docOutOfDate];
export const COVERAGE_RULES: readonly Rule<CoverageView>[] = [coverageDrop];
export const CHANNEL_RULES: readonly Rule<ChannelView>[] = [channelSilent];
export const SENDER_RULES: readonly Rule<SenderView>[] = [senderUnknown];
export const SCHEDULE_RULES: readonly Rule<ScheduleView>[] = [docMissing];
export const FEED_RULES: readonly Rule<FeedView>[] = [buyerFeedLate];
export const SHIPMENT_RULES: readonly Rule<ShipmentView>[] = [asnOverdue, receiptVariance, shippedUnapproved];
export const OUTBOUND_RULES: readonly Rule<OutboundView>[] = [ackOverdue];
export const RESPONSE_RULES: readonly Rule<ResponseView>[] = [responseOverdue];
export const RECEIPT_RULES: readonly Rule<ReceiptView>[] = [receiptWithoutAsn];
export const PAIR_RULES: readonly Rule<PairView>[] = [
  uomSuspect,
  countImplausible,
  countDivergence,
  usageDivergence,
  supplierLedgerImbalance,
  buyerRecordSuspect,
  ownershipMismatch,
  cumulativeImbalance,
  stockout,
  replenishmentMissing,
  projectedShortage,
  aboveMax,
  thresholdInvalid,
];
