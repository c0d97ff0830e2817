import type { Frame } from '../../domain/acks/frame';
import type { PartnerAnswer } from '../../domain/acks/partner-answer';
import type { Strictness } from '../../domain/mapping/edi-strictness';
import type { ListColumns } from '../../domain/acks/reply/problems';
import type { DocumentKind, Issue, Proposal, SaidAsOf, ShipNotice, StockReport } from '../../domain/canonical/vocabulary';
import type { Duplicates } from '../../domain/mapping/layout';
import type { CountAsked } from '../../domain/mapping/own-counts';
import type { AnnotateTask } from './annotate-delivery';
import type { ShowTask, Shown } from './show-delivery';
import type { Looked, LookTask } from './look-delivery';
import type { Drift } from '../../domain/mapping/drift';

/** The envelope of an EDI interchange, as far as control numbers and senders are concerned. */
export interface Envelope {
  readonly syntax: 'x12' | 'edifact';
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly control: string;
  readonly usage: string;
  readonly sha256: string; // of the interchange's own bytes
  readonly charset?: string; // where it is settled for its sender
}

/** One readable thing inside a delivery: an interchange, a sheet, a text table. Whose it is, is decided once for each. */
export interface PartTold {
  readonly tell: 'part';
  readonly part: number;
  readonly within: string | null;
  readonly envelope?: Envelope;
  readonly frame?: Frame; // for its answer
  readonly from?: string; // sender of the mail that brought it
  readonly drift?: Drift; // of a list that its mapping no longer fits
  readonly refused?: 'rejected' | 'parked' | 'ignored' | 'quarantined'; // nothing of it may be posted
}

export interface DocumentTold {
  readonly tell: 'document';
  readonly document: number;
  readonly part: number;
  readonly format: string;
  readonly kind: DocumentKind;
  readonly control: string;
  readonly message?: number; // which of its interchange
  readonly header: Omit<StockReport, 'lines'> | Omit<ShipNotice, 'lines'> | null;
  readonly about?: string; // of an answer or a proposal: what it answers
  readonly proposal?: Proposal;
  readonly bodySha256?: string;
  readonly duplicates?: Duplicates; // what a mapping says of lines of the same
  readonly mapping?: { readonly name: string; readonly version: number };
  readonly strictness?: Strictness; // of the mapping, where it says any
  readonly columns?: ListColumns; // of a list, as its sender calls them
}

/** Whose layouts are asked for: of lists by the sender of a mail, of an interchange by its own. */
export interface AskedLayout {
  readonly from: string | null;
  readonly interchange?: string; // QUALIFIER:ID, '' where nothing says it
}

/** What the reading thread cannot know by itself, since the masters are in the database; it waits for the answer. */
export type Asks =
  | ({ readonly tell: 'ask-layout' } & AskedLayout)
  | { readonly tell: 'ask-masters'; readonly values: readonly string[] }
  | { readonly tell: 'ask-counts'; readonly asked: readonly CountAsked[] };

/**
 * What the reading thread says, in this order: a part, its documents, their lines and problems; before lines, the names in them
 * that are new. Plain data only.
 */
export type Told =
  | PartTold
  | DocumentTold
  | { readonly tell: 'lines'; readonly copy: Uint8Array }
  | {
      readonly tell: 'issues';
      readonly issues: readonly { readonly part: number; readonly document: number | null; readonly issue: Issue }[];
    }
  | { readonly tell: 'answer'; readonly part: number; readonly document: number; readonly answer: PartnerAnswer }
  | Asks
  | {
      readonly tell: 'names';
      readonly firstSet: number; // sets of references are numbered; those before it were told before
      readonly refs: Uint8Array; // COPY text of stage_ref
      readonly locations: readonly {
        readonly id: number;
        readonly part: number;
        readonly qualifier: string;
        readonly value: string | null;
      }[];
      readonly units: readonly { readonly id: number; readonly part: number; readonly unit: string; readonly meant: string }[];
      readonly asOfs: readonly { readonly id: number; readonly said: SaidAsOf }[];
    }
  | BookTold
  | { readonly tell: 'shown'; readonly shown: Shown } // to a person who looks at it
  | { readonly tell: 'looked'; readonly found: Looked } // the whole of what was asked of it
  | { readonly tell: 'words'; readonly text: string } // of a mail, as its sender wrote them
  | { readonly tell: 'failed'; readonly message: string; readonly beyond?: true } // beyond: it took more than a file may take
  | { readonly tell: 'end' };

/** A copy of a list with its problems, that goes back to its sender. */
export interface BookTold {
  readonly tell: 'book';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the reading thread is asked to read. */
export interface ReadTask {
  readonly path: string;
  readonly name: string;
  readonly receivedAt: string;
  readonly charsets: Readonly<Record<string, string>>; // by sender, where it is settled
  readonly credits: SharedArrayBuffer;
  readonly annotate?: AnnotateTask; // not to be read, but to be written back
  readonly words?: true; // nor this: what a mail says itself
  readonly show?: ShowTask; // nor this: what stands in it, for a person
  readonly look?: LookTask; // nor this: its lists as they were sent, and what their columns seem to mean
}
