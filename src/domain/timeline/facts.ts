import type { Fraction } from '../canonical/quantity';
import type { CountFact, MovementFact } from '../rules/pair-view';

/** Where a supplier said it: a cell or a segment of a document. */
export interface DocumentPlace {
  readonly document: string;
  readonly file: string;
  readonly place: string | null;
}
/** Where the buyer said it: a row of the feed, by the number that it bears there. */
export interface FeedRow {
  readonly file: string | null;
  readonly reference: string | null;
}

/** All instants are epoch milliseconds, all quantities are in the base unit. */
export interface CountSaid extends CountFact {
  readonly feed: FeedRow;
}
export interface MovementSaid extends MovementFact {
  readonly feed: FeedRow;
  readonly stands: number; // for so many rows of the feed: more than one where days were summed up
  readonly shipNotice: string | null;
}
export interface ReportSaid {
  readonly quantity: Fraction;
  readonly from: number;
  readonly to: number; // the end of its as-of
  readonly said: string | null; // as-of as it was written; null: it said none
  readonly receivedAt: number;
  readonly sent: string | null; // quantity and unit as they were sent
  readonly source: DocumentPlace;
}
export interface NoticeSaid {
  readonly reference: string;
  readonly quantity: Fraction;
  readonly shippedAt: number; // else when it was told
  readonly etaTo: number | null;
  readonly source: DocumentPlace;
}
export interface ExceptionLife {
  readonly id: string;
  readonly type: string;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
}
