/** What the newest full report of a supplier about a place left out of what the one before it had there. Instants are epoch milliseconds. */
export interface CoverageView {
  readonly now: number;
  readonly supplier: string;
  readonly location: string;
  readonly document: CoverageDocument; // the newest full report; of a place that it leaves out as a whole, too
  readonly before: CoverageDocument; // the one that it is held against
  readonly had: number; // items that the one before named there and that are still owed
  readonly left: readonly LeftOut[]; // of these, what no report has named since
  readonly unread: number; // rows of the newest that could not be read or wait for a name: each may be one of those
  readonly given: number; // items that it had and that are owed no longer: out of the program, discontinued, superseded, or a delta by now
}
export interface CoverageDocument {
  readonly id: string;
  readonly file: string;
  readonly asOf: string | null;
  readonly receivedAt: number;
}
export interface LeftOut {
  readonly sku: string;
  readonly place: string; // where the one before named it
}
