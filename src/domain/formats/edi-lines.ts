import type { Issue, ItemRef, Place, Segment, StockLine } from '../canonical/vocabulary';
import { gluedToCode } from '../syntax/x12-fusions';
import type { ReadContext, ReadingSink } from './format';

export function placeOf(s: Segment, element: number | undefined, context: ReadContext): Place {
  const { number, tag } = s;
  const { within } = context;
  if (element === undefined) return within ? { in: 'segment', number, tag, within } : { in: 'segment', number, tag };
  return within ? { in: 'segment', number, tag, element, within } : { in: 'segment', number, tag, element };
}

export const nameOf = (refs: readonly ItemRef[]): string => refs[0]?.value ?? 'an item without a number';

/** When a notice was written: what orders the words about one shipment. A clock without its day says nothing. */
export const issuedAt = (day: string | undefined, clock: string | undefined, zone = ''): { issued?: string } =>
  day === undefined ? {} : { issued: clock === undefined ? day : `${day}T${clock}${zone}` };

/** Goods that left cannot be fewer than none: what was meant (a return, a correction) is another document's to say. */
export function shippedBelowZero(syntax: 'x12' | 'edifact', amount: string, what: string, place: Place): Issue | undefined {
  if (!isBelowZero(amount)) return undefined;
  const detail = `${what}: ${amount} were shipped, which is less than nothing; it was not used`;
  return { code: `${syntax}.negative-shipped`, severity: 'error', detail, place, value: amount };
}
export const isBelowZero = (amount: string): boolean => amount.startsWith('-') && /[1-9]/.test(amount);

const FULL = 1000;

/** Hands lines over in batches, and says once per code what could not be used. */
export class StockLines {
  private batch: StockLine[] = [];
  private pushed = 0;
  private withdrawn = false;
  private readonly unread = new Map<string, { count: number; issue: Issue }>();

  /** `withdrawnBy`: what is seen in a line that means that nothing of its report may count. */
  constructor(
    private readonly sink: ReadingSink,
    private readonly withdrawnBy?: (line: StockLine) => Issue | undefined,
  ) {}

  get count(): number {
    return this.pushed;
  }

  /** From here on nothing of the report counts, where there is a reason for that. */
  withdraw(issue: Issue | undefined): void {
    if (!issue) return;
    this.withdrawn = true;
    this.sink.issue(issue);
  }

  push(line: StockLine): void {
    if (this.withdrawn) return;
    this.withdraw(this.withdrawnBy?.(line));
    if (this.withdrawn) return;
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

/** What was meant is likely and not certain; a document with a segment that runs on into another is held whole. */
export function fused(what: string, into: string, place: Place): Issue {
  const detail = `${what} runs on into ${into}: the terminator between them is missing`;
  return { code: 'x12.fused-segments', severity: 'error', detail, place };
}
/** Of X12, whose units have two letters. */
export function gluedUnit({ quantity, place }: Pick<StockLine, 'quantity' | 'place'>): Issue | undefined {
  if (quantity.unit.length <= 2) return undefined;
  const tag = gluedToCode(quantity.unit);
  return tag === undefined ? undefined : fused(`the unit ${quantity.unit}`, tag, place);
}

/** A report that takes an earlier one back: booked, it would count again what it says was never so. */
export function takenBack(syntax: 'x12' | 'edifact', place: Place): Issue {
  const detail = 'it takes back what was reported before, and what it names must not count again; nothing of it was used';
  return { code: `${syntax}.taken-back`, severity: 'error', detail, place };
}

/** A period that ends before it begins: which of its days is wrong, nobody can tell. */
export function backwards(syntax: 'x12' | 'edifact', from: string, to: string, place: Place): Issue {
  const detail = `its period begins on ${from} and ends before that, on ${to}; nothing of it was used`;
  return { code: `${syntax}.period-backwards`, severity: 'error', detail, place };
}
