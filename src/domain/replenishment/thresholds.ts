import { type ProgramTerms, saidBy } from '../items/terms';

/** What is agreed about when and how much is ordered; quantities in the base unit, days are working days of the program's calendar. */
export const THRESHOLDS = ['min', 'max', 'lead_time_days', 'transit_days', 'order_multiple', 'moq', 'response_days'] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/** A value that held, or holds, or will, from an instant on; null: nothing was agreed from then. */
export interface Held<P> {
  readonly value: string | null;
  readonly since: number;
  readonly by: P | null; // the row that says it
}

/** The values that a field had, one after the other, with who said each. A row that says the same again is no turn of it. */
export function historyOf<P extends ProgramTerms>(programs: readonly P[], sku: string, location: string, field: Threshold): Held<P>[] {
  const turns = programs.flatMap((p) => [p.validFrom, p.validTo].flatMap((t) => (t === null || p.tolerances ? [] : Date.parse(t))));
  const out: Held<P>[] = [];
  for (const at of [...new Set(turns)].sort((a, b) => a - b)) {
    const by = saidBy(programs, sku, location, at, field) ?? null;
    const value = by === null ? null : String(by.terms[field]);
    if ((out.at(-1)?.value ?? null) !== value) out.push({ value, since: at, by });
  }
  return out;
}

/** The one of them that holds at an instant; undefined where none does. */
export const heldAt = <P>(history: readonly Held<P>[], at: number): Held<P> | undefined => {
  const last = history.filter((h) => h.since <= at).at(-1);
  return last?.value == null ? undefined : last;
};
