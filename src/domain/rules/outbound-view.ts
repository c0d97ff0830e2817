/** A message of ours that wants an acknowledgement, and what came back. Instants are epoch milliseconds. */
export interface OutboundView {
  readonly now: number;
  readonly supplier: string;
  readonly kind: string; // x12-850, edifact-orders …
  readonly control: string; // by which its acknowledgement names it
  readonly sentAt: number | null; // null: it has not left yet, or was withheld
  readonly within: number | null; // hours that were agreed with the partner
  readonly acknowledged: Acknowledged | null;
  readonly replacedBy: string | null; // control number under which it was sent again
}
/** `partly` and `with_errors` are no yes: something of what was sent is not in the partner's books, or not as it was meant. */
export interface Acknowledged {
  readonly answer: 'accepted' | 'with_errors' | 'partly' | 'rejected';
  readonly at: number;
  readonly detail: string | null;
  readonly document: { readonly id: string; readonly file: string; readonly place: string | null };
}
