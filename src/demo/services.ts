import type { Tellable } from '../domain/exceptions/words';

/** What the demo needs of the gateway; the shapes are those of the public contract, sections 3 and 3.1. */
export interface DemoServices {
  readonly home: string;
  readonly dropFolder: string; // a folder per supplier stands below it
  clock(): string; // ISO instant
  /** True while the database holds nothing yet. */
  isEmpty(): Promise<boolean>;
  backfill(timeline: string): Promise<void>;
  importFeed(folder: string): Promise<void>;
  /** Sends a supplier's mail with a file through the inlet; to which address. Kept when it returns. */
  mail(from: string, subject: string, file: string): Promise<string>;
  /** The mails that left so far, as files; nobody gets them. */
  outbox(): readonly { readonly to: string; readonly file: string }[];
  /** The console, by an invitation until somebody came in; null where none is served. */
  readonly console: string | null;
  /** What is known by now about a file that was dropped or mailed; undefined as long as nothing is. */
  document(file: string): Promise<DemoDocument | undefined>;
  /** All of them, whatever their status. */
  exceptions(): Promise<readonly DemoException[]>;
}

export interface DemoDocument {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly supplier: string | null;
  readonly status: string;
  readonly as_of: unknown;
  readonly lines: readonly { readonly sku: string | null; readonly place: string; readonly parked: string | null }[];
  readonly issues: readonly { readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null }[];
  readonly evaluated: boolean; // the rules have seen it
}

export interface DemoException extends Tellable {
  readonly id: string;
  readonly severity: string;
  readonly status: string;
  readonly suppressed_by: string | null;
  readonly opened_at: string;
  readonly resolved_at: string | null;
  readonly resolution: string | null;
}
