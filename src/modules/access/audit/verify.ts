import { createHash } from 'node:crypto';
import type { AuditRow } from './audit.store';

export interface Broken {
  readonly n: number;
  readonly why: string;
}
/** What was written down elsewhere of the log as it stood: so many entries, the last of them sealed so. */
export interface Head {
  readonly at: string;
  readonly n: number;
  readonly hash: string;
}

export const sealOf = (before: string, { n, entry }: Pick<AuditRow, 'n' | 'entry'>): string =>
  createHash('sha256').update(`${before}\n${n}\n${entry}`).digest('hex');

/**
 * Follows the chain from its first entry. An entry that was changed, taken out, put in or moved breaks it; whoever seals
 * everything after it anew, or takes away the end, is found by the heads that were written down elsewhere meanwhile.
 */
export class Verifier {
  private last = { n: 0, hash: '' };
  private readonly waiting: Head[];
  readonly broken: Broken[] = [];

  constructor(heads: readonly Head[]) {
    this.waiting = [...heads].sort((a, b) => a.n - b.n);
  }

  take(rows: readonly AuditRow[]): void {
    for (const row of rows) {
      if (row.n !== this.last.n + 1)
        this.broken.push({ n: this.last.n + 1, why: `entries ${this.last.n + 1} to ${row.n - 1} are missing` });
      if (row.hash !== sealOf(this.last.hash, row)) this.broken.push({ n: row.n, why: 'it is not what was sealed, or not after this one' });
      this.last = row;
      while (this.waiting[0] && this.waiting[0].n <= row.n) {
        const head = this.waiting.shift()!;
        if (head.n < row.n || head.hash !== row.hash) this.broken.push({ n: head.n, why: `the head of ${head.at} is another` });
      }
    }
  }

  /** How many there are, once all were taken. */
  end(): number {
    for (const head of this.waiting.splice(0))
      this.broken.push({ n: head.n, why: `the head of ${head.at} stood at ${head.n}; the log ends at ${this.last.n}` });
    return this.last.n;
  }
}
