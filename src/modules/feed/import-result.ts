import { shown } from '../../domain/canonical/shown';
import { LIMITS } from '../../domain/syntax/limits';
import type { Outcome } from '../catalog/merge';

/** A problem as contract section 2 prints it. A warning costs no row. */
export interface FeedIssue {
  readonly file: string;
  readonly place: string;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly detail: string;
  readonly severity: 'warning' | 'error';
}

export interface ImportResult {
  readonly accepted: number;
  readonly rejected: number; // exit 3 when above zero
  readonly issues: readonly FeedIssue[];
  readonly kinds: Readonly<Record<string, Outcome>>;
}

export class ResultBuilder {
  private accepted = 0;
  private rejected = 0;
  private untold = 0;
  private readonly issues: FeedIssue[] = [];
  private readonly kinds: Record<string, Outcome> = {};

  refuse(issue: Omit<FeedIssue, 'severity'>, rows = 1): void {
    this.rejected += rows;
    this.tell({ ...issue, severity: 'error' });
  }

  warn(issue: Omit<FeedIssue, 'severity'>): void {
    this.tell({ ...issue, severity: 'warning' });
  }

  take(kind: string, outcome: Outcome): void {
    const had = this.kinds[kind] ?? { added: 0, changed: 0, unchanged: 0, withdrawn: 0 };
    this.accepted += outcome.added + outcome.changed + outcome.unchanged + outcome.withdrawn;
    this.kinds[kind] = {
      added: had.added + outcome.added,
      changed: had.changed + outcome.changed,
      unchanged: had.unchanged + outcome.unchanged,
      withdrawn: had.withdrawn + outcome.withdrawn,
    };
  }

  result(): ImportResult {
    const more: FeedIssue[] =
      this.untold === 0
        ? []
        : [
            {
              ...{ file: this.issues.at(-1)!.file, place: 'file', column: null, value: null, code: 'issues.cut-short', severity: 'error' },
              detail: `${this.untold} more problems are not listed`,
            },
          ];
    return { accepted: this.accepted, rejected: this.rejected, issues: [...this.issues, ...more], kinds: this.kinds };
  }

  private tell(issue: FeedIssue): void {
    const { value, column, place, detail } = issue;
    const told = { ...issue, value: value && shown(value), column: column && shown(column), place: shown(place), detail: shown(detail) };
    if (this.issues.length < LIMITS.feedIssues) this.issues.push(told);
    else this.untold += 1;
  }
}
