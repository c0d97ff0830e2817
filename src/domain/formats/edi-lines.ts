import type { Issue, ItemRef, Place, Segment, StockLine } from '../canonical/vocabulary';
import type { ReadContext, ReadingSink } from './format';

export function placeOf(s: Segment, element: number | undefined, context: ReadContext): Place {
  const { number, tag } = s;
  const { within } = context;
  if (element === undefined) return within ? { in: 'segment', number, tag, within } : { in: 'segment', number, tag };
  return within ? { in: 'segment', number, tag, element, within } : { in: 'segment', number, tag, element };
}

export const nameOf = (refs: readonly ItemRef[]): string => refs[0]?.value ?? 'an item without a number';

const FULL = 1000;

/** Hands lines over in batches, and says once per code what could not be used. */
export class StockLines {
  private batch: StockLine[] = [];
  private pushed = 0;
  private readonly unread = new Map<string, { count: number; issue: Issue }>();

  constructor(private readonly sink: ReadingSink) {}

  get count(): number {
    return this.pushed;
  }

  push(line: StockLine): void {
    this.pushed += 1;
    if (this.batch.push(line) >= FULL) this.flush();
  }
  /** What means nothing here: told once, with how often. */
  unreadable(code: string, what: string, place: Place): void {
    const known = this.unread.get(what);
    if (known) known.count += 1;
    else this.unread.set(what, { count: 1, issue: { code, severity: 'warning', detail: what, place } });
  }
  private flush(): void {
    if (this.batch.length === 0) return;
    this.sink.stockLines(this.batch);
    this.batch = [];
  }
  end(): void {
    this.flush();
    for (const { count, issue } of this.unread.values())
      this.sink.issue(count === 1 ? issue : { ...issue, detail: `${issue.detail} (${count} times)` });
  }
}

/** A report that says nothing is told of, so that nobody takes its silence for empty shelves. */
export function noLines(syntax: 'x12' | 'edifact', context: ReadContext): Issue {
  const place: Place = context.within ? { in: 'file', within: context.within } : { in: 'file' };
  return { code: `${syntax}.no-lines`, severity: 'warning', detail: 'nothing that it says is a number of stock or of a movement', place };
}
