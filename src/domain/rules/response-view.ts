/** Somebody owes an answer: a clock of the workflow. Instants are epoch milliseconds. */
export interface ResponseView {
  readonly now: number;
  readonly owed: 'buyer_approval' | 'supplier_commit' | 'supplier_correction'; // of a draft; of an order or proposal; of what an error receipt named
  readonly id: string; // of what is to be answered
  readonly supplier: string;
  readonly sku: string | null;
  readonly location: string | null;
  readonly askedAt: number;
  readonly dueAt: number; // by working days of the program's calendar
  readonly orderBy: number | null; // later it cannot be there in time any more
  readonly answer: { readonly at: number; readonly what: 'given' | 'withdrawn' } | null; // withdrawn: it is asked no longer
  readonly document: { readonly id: string; readonly file: string } | null;
}
