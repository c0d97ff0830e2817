import type { Pool } from 'pg';
import { exact, type Fraction } from '../../domain/canonical/quantity';
import { levelOf, saidBy } from '../../domain/items/terms';
import { suggest, type Suggested } from '../../domain/replenishment/suggest';
import { type Held, heldAt, historyOf, type Threshold, THRESHOLDS } from '../../domain/replenishment/thresholds';
import type { Sees } from '../access/sees';
import { type AgreedRow, pairFacts, type PairFacts, type SaidByThem, type ThresholdFilter } from './thresholds.store';

/** A value, who agreed it and since when. */
export interface ThresholdValue {
  readonly value: string | null; // null: from then on nothing is agreed
  readonly since: string;
  readonly level: string | null; // which of the programs: of the supplier, a place, an item, both
  readonly source: string | null; // 'buyer feed', or the program, its version and who applied it
}
export interface ThresholdReport {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly uom: string;
  readonly agreed: Readonly<Partial<Record<Threshold, ThresholdValue>>>;
  readonly history: Readonly<Partial<Record<Threshold, readonly ThresholdValue[]>>>;
  readonly supplier_says: readonly SaidByThem[];
  readonly suggested: Suggested;
}

/** What is agreed of each pair, since when and by whom, what the supplier says of it, and what usage speaks for. */
export async function reportThresholds(db: Pool, sees: Sees, filter: ThresholdFilter, now: string): Promise<ThresholdReport[]> {
  return (await pairFacts(db, sees, filter, now)).map((f) => reportOf(f, Date.parse(now)));
}

function reportOf(f: PairFacts, now: number): ThresholdReport {
  const histories = THRESHOLDS.map((t) => [t, historyOf(f.programs, f.sku, f.location, t)] as const).filter(([, h]) => h.length > 0);
  const held = (t: Threshold): Held<AgreedRow> | undefined => {
    const history = histories.find(([name]) => name === t)?.[1];
    return history && heldAt(history, now);
  };
  const agreed = THRESHOLDS.flatMap((t) => (held(t) ? [[t, valueOf(held(t)!)] as const] : []));
  const number = (t: Threshold): Fraction | null => (held(t) ? exact(held(t)!.value!) : null);
  const lead = held('lead_time_days');
  const orderDays = saidBy(f.programs, f.sku, f.location, now, 'order_days')?.terms.order_days;
  return {
    ...{ supplier: f.supplier, sku: f.sku, location: f.location, uom: f.uom },
    agreed: Object.fromEntries(agreed),
    history: Object.fromEntries(histories.map(([t, h]) => [t, h.map(valueOf)])),
    supplier_says: f.said,
    suggested: suggest({
      ...{ used: exact(f.used), days: f.days, daysOfUse: f.daysOfUse, leads: f.leads },
      agreedLead: lead ? Number(lead.value) : null,
      orderDays: Array.isArray(orderDays) ? orderDays.length : 0,
      multiple: number('order_multiple'),
      moq: number('moq'),
    }),
  };
}

const valueOf = ({ value, since, by }: Held<AgreedRow>): ThresholdValue => ({
  value,
  since: new Date(since).toISOString(),
  level: by && levelOf(by),
  source: by && (by.program ? `program ${by.program.name} version ${by.program.version}, applied by ${by.program.author}` : 'buyer feed'),
});
