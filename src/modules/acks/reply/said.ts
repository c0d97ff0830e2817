import type { ListColumns } from '../../../domain/acks/reply/problems';
import type { DocumentKind, DocumentStatus, Issue } from '../../../domain/canonical/vocabulary';

/** A delivery as its sender may be told of it. What became no document has no id. */
export interface SaidToSender {
  readonly documents: readonly {
    readonly id: string | null;
    readonly part: number;
    readonly ordinal: number | null; // of the reading thread, by which issues name it
    readonly within: string | null;
    readonly edi: boolean;
    readonly supplierId: string | null;
    readonly kind: DocumentKind;
    readonly status: DocumentStatus;
    readonly hash?: string | undefined;
    readonly columns?: ListColumns;
  }[];
  readonly issues: readonly { readonly part: number; readonly document: number | null; readonly issue: Issue }[];
}
