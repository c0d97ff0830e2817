/** An accepted document as far as periods are concerned. Instants are epoch milliseconds. */
export interface ReportFacts {
  readonly id: string;
  readonly file: string;
  readonly said: 'instant' | 'date' | 'nothing';
  readonly asOfFrom: number; // a bare date from the start of its day
  readonly asOfTo: number;
  readonly receivedAt: number;
}

/**
 * A report that a supplier owes, with the documents accepted for it (same supplier, kind and, where the schedule names one,
 * location) that were received in the last 45 days, or the last ten if those are fewer: how late a supplier's usual report
 * speaks is learned from them.
 */
export interface ScheduleView {
  readonly now: number;
  readonly supplier: string;
  readonly document: 'stock_report' | 'ship_notice';
  readonly location: string | null; // null: all of the supplier's
  readonly cron: string;
  readonly timezone: string;
  readonly graceMinutes: number;
  readonly importedAt: number;
  readonly anyItemAtMin: boolean; // one of the supplier's items there stands at or below its min
  readonly documents: readonly ReportFacts[];
}
