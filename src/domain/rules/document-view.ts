import type { DriftProposal } from '../mapping/drift-proposal';
import type { DocumentKind, DocumentStatus, ItemRef, LocationRef } from '../canonical/vocabulary';

/** Problems of one document, gathered by code; the first place stands for all. */
export interface IssueFacts {
  readonly code: string;
  readonly severity: 'warning' | 'error';
  readonly count: number;
  readonly detail: string;
  readonly place: string | null;
}

/** What became of one document, in its current run. Instants are epoch milliseconds. */
export interface DocumentFacts {
  readonly id: string;
  readonly receiptId: string;
  readonly file: string;
  readonly kind: DocumentKind; // 'other' where nothing of it was understood
  readonly type?: string; // x12-852, stock-sheet: what it is written in, as far as that was seen
  readonly supplyFact?: boolean; // about the supplier's own warehouse
  readonly status: DocumentStatus;
  readonly locations: readonly string[]; // codes that its lines name; empty where none was understood
  readonly reference: string | null;
  readonly control: string | null;
  readonly asOfFrom: number | null;
  readonly asOfTo: number | null;
  readonly asOf: string | null; // as said
  readonly receivedAt: number;
  readonly lines: number; // understood, the parked ones among them
  readonly rejected: number; // rows with an error, of which no line came
  readonly rejectedClassA: boolean; // one of them names an item of class A
  readonly issues: readonly IssueFacts[];
  readonly offProgram?: readonly OffProgram[]; // absent where it was not looked at
  readonly mapping?: { readonly name: string; readonly version: number } | null; // by which it was read
  readonly drift?: DriftProposal | null; // of a list that its mapping no longer fits
  readonly coverAtRisk?: boolean; // of a ship notice that is held: an item of its shipment stands at its min
  readonly announcesNothing?: boolean; // a ship notice without a line that stands as its shipment
  readonly takenBack?: TakenBack | null; // of a ship notice that stands in place of an earlier version
  readonly unknownOrders?: readonly string[] | null; // that a ship notice names, and the buyer never made out
  readonly readAgain?: boolean; // it was read before, and came to another end
}

/** What was announced before and is not any more. */
export interface TakenBack {
  readonly what: 'cancelled' | 'changed';
  readonly coverLost: boolean; // with it an item of it would have stayed above its min
  readonly announcedAnew: boolean; // all of it, under another number
  readonly lines: readonly string[]; // 40 of BRK-2210; the first three
}

/** Items at one location that a document names and that are in no program of its supplier's, or that are not to come any more. */
export interface OffProgram {
  readonly location: string;
  readonly found: number;
  readonly items: readonly { readonly sku: string; readonly why: 'no_program' | 'discontinued' | 'superseded'; readonly place: string }[]; // the first ten
}

/** A line that waits for a name to be known; taken up when it was posted after all. */
export interface ParkedFacts {
  readonly documentId: string;
  readonly file: string;
  readonly place: string;
  readonly reason: string; // item.unknown, item.ambiguous, item.conflict, location.unknown, unit.unknown …
  readonly detail: string | null;
  readonly refs: readonly ItemRef[];
  readonly location: LocationRef | null;
  readonly unit: string;
  readonly amount: string;
  readonly sku: string | null; // where the item is known and something else is not
  readonly locationCode: string | null;
  readonly receivedAt: number;
  readonly takenUpAt: number | null;
  readonly superseded?: boolean; // by a correction of who sent it
}

/**
 * One supplier's documents since the last look and all that an open exception cites, in no special order, without those that
 * a later run replaced; its lines that wait, and those taken up since the last look (they clear what stood open for them).
 */
export interface DocumentView {
  readonly now: number;
  readonly supplier: string;
  readonly documents: readonly DocumentFacts[];
  readonly parked: readonly ParkedFacts[];
}

/** Someone who sent something and is bound to no supplier, or was not when it came. */
export interface SenderView {
  readonly now: number;
  readonly qualifier: 'edi' | 'mail' | 'file'; // file: neither envelope nor mail says who it is from
  readonly value: string; // ZZ:ACME, someone@example.com, the file's name
  readonly reason: 'unknown' | 'ambiguous' | 'mismatch' | 'unauthenticated' | 'undecided' | 'several';
  readonly boundTo: string | null; // supplier code, once exactly one is
  readonly waiting: readonly { readonly id: string; readonly file: string; readonly receivedAt: number }[];
}
