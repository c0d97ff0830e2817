import type { Kind } from '../plan';
import { asnOverdue } from './asn-overdue';
import { bookNegative, countsContradict, unpostedReceipt, unpostedUsage } from './books';
import { digits } from './digits';
import { envelopeBroken } from './envelope';
import { flipAtMin } from './flip-min';
import { ownFigures, usageDivergence } from './flows';
import { inTransit } from './in-transit';
import { itemSwap } from './item-swap';
import { damagedNumber, offProgram, unknownLocation, unknownUnit } from './lines';
import { negative } from './negative';
import { copied, flipAtMax, flipAtZero, jump, locationSwap, receiptOfOneSide } from './numbers';
import { classMixed, ownerUnknown } from './ownership';
import { packFactor } from './pack-factor';
import { reportMissing, reportsMissing } from './report-missing';
import { conflict, unknownSender } from './resend';
import { coverageDrop, rowsRejected, staleAsOf } from './rows';
import { aboveMax, cancelledLate, neverArrived, partArrived, receivedDamaged, receivedOver, receivedShort } from './shipments';
import { driftingApart, withoutNotice, wrongSite } from './shipments';
import { notReplenished, stockout, tooLate } from './supply';
import { feedLate, thresholds } from './terms';
import { unexplained } from './unexplained';
import { unknownItem } from './unknown-item';
import { layoutChanged, unreadable } from './unreadable';
import { asOfShift, reportInCartons, rowsShifted, wrongDate, wrongPlace } from './whole-report';

/** Every fault, each a word in one line. */
export const FAULTS: readonly Kind[] = [
  // Documents and lines of them.
  ...[reportMissing, reportsMissing, staleAsOf, conflict, unreadable, unknownSender, layoutChanged, rowsRejected, envelopeBroken],
  ...[coverageDrop, unknownItem, damagedNumber, unknownUnit, unknownLocation, offProgram],
  // Numbers.
  ...[unexplained, packFactor, inTransit, digits, itemSwap, locationSwap, copied, receiptOfOneSide, negative, jump],
  ...[flipAtMin, flipAtZero, flipAtMax, reportInCartons, wrongDate, rowsShifted, asOfShift, wrongPlace, usageDivergence, ownFigures],
  // The buyer's own books.
  ...[unpostedReceipt, unpostedUsage, bookNegative, countsContradict, feedLate, thresholds, classMixed, ownerUnknown, driftingApart],
  // Supply.
  ...[asnOverdue, neverArrived, partArrived, receivedShort, receivedOver, receivedDamaged, wrongSite, withoutNotice, cancelledLate],
  ...[aboveMax, notReplenished, tooLate, stockout],
];
