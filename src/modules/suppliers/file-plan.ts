import { seenAs } from '../../platform/sha256';

/** What taking over a folder's files would change. */
export interface FilePlan<C extends FileChange = FileChange> {
  readonly hash: string; // of what is there and what is to come; another one is another plan
  readonly changes: readonly C[];
  readonly issues: readonly string[]; // by file, line and column; with these nothing is taken over
}
export interface FileChange {
  readonly name: string;
  readonly what: 'new' | 'changed' | 'withdrawn';
  readonly from: number | null; // the version that holds
  readonly to: number | null;
  readonly supplier: string;
  readonly differences: readonly string[]; // empty where only comments changed
  readonly text: string;
}

/** In the order of their names, and under the hash by which the plan is taken over. */
export function filePlan<C extends FileChange>(found: readonly C[], issues: readonly string[]): FilePlan<C> {
  const changes = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { hash: seenAs(changes.map(({ name, what, from, to, text }) => [name, what, from, to, text])), changes, issues };
}
