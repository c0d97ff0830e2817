/** A report that came, with the others of the same list: what their moments say about how old it may be. Instants are epoch milliseconds. */
export interface ReportAgeView {
  readonly now: number;
  readonly supplier: string;
  readonly location: string | null; // null: of several places
  readonly list: string; // the mapping that read it, or what it is written in: one place may send two kinds of lists
  readonly report: DatedReport;
  readonly others: readonly DatedReport[]; // of 90 days, in no special order; a list of brakes and one of filters are two
  readonly offDays: number; // days between its as-of and its receipt on which nobody works
  readonly schedule: { readonly cron: string; readonly timezone: string } | null; // by which it is due
}
/** An accepted report that says its moment; one that says nothing speaks of its receipt, and is never too old. */
export interface DatedReport {
  readonly id: string;
  readonly file: string;
  readonly asOf: string; // as said
  readonly asOfFrom: number;
  readonly asOfTo: number;
  readonly receivedAt: number;
}
