import type { PartnerAnswer } from '../acks/partner-answer';
import type { Partner } from './partner';
import type {
  DocumentKind,
  Issue,
  Proposal,
  ProposalLine,
  ShipLine,
  ShipNotice,
  SourceMessage,
  StockLine,
  StockReport,
} from '../canonical/vocabulary';

/** Where a format puts what it understood. Pushed in batches, so that a report of a million lines is never held whole. */
export interface ReadingSink {
  stockReport(header: Omit<StockReport, 'lines'>): void;
  stockLines(batch: readonly StockLine[]): void;
  shipNotice(header: Omit<ShipNotice, 'lines'>): void;
  shipLines(batch: readonly ShipLine[]): void;
  proposal(header: Proposal): void;
  proposalLines(batch: readonly ProposalLine[]): void;
  /** A document of which nothing is posted: an answer to what we sent; and what it answers, where it says that. */
  other(kind: DocumentKind, about?: string): void;
  issue(issue: Issue): void;
  /** What the document that was begun by `other` says of something that we sent. */
  answer(answer: PartnerAnswer): void;
}

/** What a reader may know about the delivery besides its bytes. Stored with the run, so that a replay reads the same. */
export interface ReadContext {
  readonly fileName: string;
  readonly within?: string; // path of containers joined by '/', put before every place
  readonly receivedAt: string; // ISO instant
  readonly subject?: string; // of the mail that brought it
  readonly partner?: Partner; // how this one writes its EDI, where a mapping says it
}

/** One document type. `claims` looks at syntax and type only; `read` never throws for what a sender wrote. */
export interface Format {
  readonly key: string; // 'x12-852', 'stock-sheet'
  readonly claims: (message: SourceMessage) => boolean;
  readonly read: (message: SourceMessage, context: ReadContext, sink: ReadingSink) => void;
}

/** Gathers everything that a format says: for tests, small documents and previews. */
export class CollectingSink implements ReadingSink {
  readonly reports: (StockReport & { lines: StockLine[] })[] = [];
  readonly notices: (ShipNotice & { lines: ShipLine[] })[] = [];
  readonly proposals: (Proposal & { lines: ProposalLine[] })[] = [];
  readonly others: DocumentKind[] = [];
  readonly issues: Issue[] = [];
  readonly answers: PartnerAnswer[] = [];

  stockReport(header: Omit<StockReport, 'lines'>): void {
    this.reports.push({ ...header, lines: [] });
  }
  stockLines(batch: readonly StockLine[]): void {
    this.reports.at(-1)!.lines.push(...batch);
  }
  shipNotice(header: Omit<ShipNotice, 'lines'>): void {
    this.notices.push({ ...header, lines: [] });
  }
  shipLines(batch: readonly ShipLine[]): void {
    this.notices.at(-1)!.lines.push(...batch);
  }
  proposal(header: Proposal): void {
    this.proposals.push({ ...header, lines: [] });
  }
  proposalLines(batch: readonly ProposalLine[]): void {
    this.proposals.at(-1)!.lines.push(...batch);
  }
  other(kind: DocumentKind): void {
    this.others.push(kind);
  }
  issue(issue: Issue): void {
    this.issues.push(issue);
  }
  answer(answer: PartnerAnswer): void {
    this.answers.push(answer);
  }
}
