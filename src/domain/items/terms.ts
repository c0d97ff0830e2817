import { z } from 'zod';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const days = z.number().int().min(0);
const party = z.enum(['supplier', 'buyer']);

/** How the buyer keeps stock apart (contract section 1, counts), and whose it is: what lies there of the supplier's own is consigned. */
export const STATUSES = ['unrestricted', 'quality', 'blocked', 'receiving', 'committed'] as const;
export const STOCK_CLASSES = [...STATUSES, 'consigned'] as const;
export type StockClass = (typeof STOCK_CLASSES)[number];

/** What one row of the programs states (contract section 1); what it does not state is absent. Quantities in the base unit. */
export const StatedTerms = z
  .object({
    managed_by: party,
    owned_by: party,
    min: decimal,
    max: decimal,
    order_multiple: decimal,
    moq: decimal,
    lead_time_days: days,
    transit_days: days,
    response_days: days,
    order_days: z.array(z.enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])),
    calendar: z.string(),
    tolerance_qty: decimal,
    tolerance_pct: decimal,
    value_floor: decimal,
    compare_to: z.enum(['on_hand', 'available']),
    stock_classes: z.array(z.enum(STOCK_CLASSES)).min(1), // which stock goes into our number
    stock_view: z.enum(['buyer', 'supplier', 'lower']),
    basis: z.enum(['physical', 'ledger', 'including_in_transit']),
    snapshot: z.enum(['full', 'delta']),
    asn: z.enum(['required', 'none']),
    asn_grace_hours: days,
    approval: z.enum(['required', 'none']),
    planner: z.string(),
    go_live: z.string(), // ISO instant
  })
  .partial();
export type StatedTerms = z.infer<typeof StatedTerms>;

/** The contract's defaults; min, max, lead time and the like have none: unknown is not zero. */
export const Terms = StatedTerms.extend({
  managed_by: party.default('buyer'),
  owned_by: party.default('buyer'),
  tolerance_qty: decimal.default('0'),
  tolerance_pct: decimal.default('0'),
  compare_to: z.enum(['on_hand', 'available']).default('on_hand'),
  stock_view: z.enum(['buyer', 'supplier', 'lower']).default('buyer'),
  basis: z.enum(['physical', 'ledger', 'including_in_transit']).default('physical'),
  snapshot: z.enum(['full', 'delta']).default('full'),
  asn: z.enum(['required', 'none']).default('none'),
  asn_grace_hours: days.default(24),
  approval: z.enum(['required', 'none']).default('none'),
});
export type Terms = z.infer<typeof Terms>;

/** A row of the programs, or of the tolerances, as it was kept; `*` stands for all items or all locations. */
export interface ProgramTerms {
  readonly sku: string;
  readonly location: string;
  readonly tolerances?: TolerancesFor; // a row of the tolerances: it agrees nothing by itself
  readonly validFrom: string; // ISO instants
  readonly validTo: string | null; // exclusive
  readonly terms: Readonly<Record<string, unknown>>;
}

/** Of whose items tolerances speak beside the programs: of a class, with one supplier or with all; or of the whole house. */
export interface TolerancesFor {
  readonly class: string | null;
  readonly supplier: boolean; // of the programs' supplier alone
}

/** The least specific first. Item before class before location: what is agreed for a part holds wherever nothing else is said. */
export const LEVELS = ['house', 'program', 'location', 'class', 'class of the supplier', 'item', 'item and location'] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(p: Pick<ProgramTerms, 'sku' | 'location' | 'tolerances'>): Level {
  if (p.tolerances) return p.tolerances.class === null ? 'house' : p.tolerances.supplier ? 'class of the supplier' : 'class';
  if (p.sku === '*') return p.location === '*' ? 'program' : 'location';
  return p.location === '*' ? 'item' : 'item and location';
}
const rank = (p: ProgramTerms): number => LEVELS.indexOf(levelOf(p));

/** The rows of one supplier that speak of an item at a location at an instant, the least specific first; of each level, the newest. */
function rowsAt(programs: readonly ProgramTerms[], sku: string, location: string, at: number, itemClass: string | null): ProgramTerms[] {
  const newest = new Map<Level, ProgramTerms>();
  for (const p of programs) {
    if ((p.sku !== '*' && p.sku !== sku) || (p.location !== '*' && p.location !== location)) continue;
    if (p.tolerances && p.tolerances.class !== null && p.tolerances.class !== itemClass) continue;
    if (Date.parse(p.validFrom) > at || (p.validTo !== null && Date.parse(p.validTo) <= at)) continue;
    const other = newest.get(levelOf(p));
    if (!other || Date.parse(other.validFrom) < Date.parse(p.validFrom)) newest.set(levelOf(p), p);
  }
  return [...newest.values()].sort((a, b) => rank(a) - rank(b));
}

const agreedIn = (rows: readonly ProgramTerms[]): boolean => rows.some((r) => !r.tolerances);

/** What was agreed with a supplier for an item at a location at an instant, field by field; undefined when nothing was. */
export function termsAt(
  programs: readonly ProgramTerms[],
  sku: string,
  location: string,
  at: string,
  itemClass: string | null = null,
): Terms | undefined {
  const rows = rowsAt(programs, sku, location, Date.parse(at), itemClass);
  return agreedIn(rows) ? Terms.parse(Object.assign({}, ...rows.map((r) => r.terms))) : undefined;
}

/** What a number may be off by, whether or not anything was agreed: the house has tolerances for everything. */
export function tolerancesAt(
  programs: readonly ProgramTerms[],
  sku: string,
  location: string,
  at: string,
  itemClass: string | null,
): Terms {
  return Terms.parse(Object.assign({}, ...rowsAt(programs, sku, location, Date.parse(at), itemClass).map((r) => r.terms)));
}

export const TOLERANCES = ['tolerance_qty', 'tolerance_pct', 'value_floor'] as const;
/** Which level said each of the tolerances that hold; one that none said is absent. */
export type ToleranceSource = Readonly<Partial<Record<(typeof TOLERANCES)[number], Level>>>;

export function toleranceSource(
  programs: readonly ProgramTerms[],
  sku: string,
  location: string,
  at: string,
  itemClass: string | null,
): ToleranceSource {
  const rows = rowsAt(programs, sku, location, Date.parse(at), itemClass).reverse();
  const said = TOLERANCES.map((name) => [name, rows.find((r) => r.terms[name] != null)] as const);
  return Object.fromEntries(said.flatMap(([name, row]) => (row ? [[name, levelOf(row)]] : [])));
}

/**
 * Since when these fields have had the values that they have at an instant: the last change of one of them took hold then.
 * A change that never touched them (another planner) does not count, and undefined means that nothing is agreed.
 */
export function unchangedSince(
  programs: readonly ProgramTerms[],
  sku: string,
  location: string,
  at: string,
  fields: readonly (keyof Terms)[],
): string | undefined {
  const now = Date.parse(at);
  const said = (instant: number): string | undefined => {
    const rows = rowsAt(programs, sku, location, instant, null);
    if (!agreedIn(rows)) return undefined;
    const terms = Terms.parse(Object.assign({}, ...rows.map((r) => r.terms)));
    return JSON.stringify(fields.map((f) => terms[f] ?? null));
  };
  const current = said(now);
  if (current === undefined) return undefined;
  const instants = programs.flatMap((p) => [p.validFrom, p.validTo].filter((t) => t !== null).map((t) => Date.parse(t)));
  const turns = [...new Set(instants.filter((t) => t <= now))].sort((a, b) => b - a);
  let since = turns[0]!;
  for (const turn of turns) {
    if (said(turn) !== current) break;
    since = turn;
  }
  return Number.isFinite(since) ? new Date(since).toISOString() : undefined;
}

/** The values that one field of the terms had within a span of time, each with the instant since when; none where it was not agreed. */
export function valuesOver(
  programs: readonly ProgramTerms[],
  sku: string,
  location: string,
  [from, to]: readonly [number, number],
  field: 'min' | 'max',
): { readonly value: string; readonly since: number }[] {
  const turns = programs.flatMap((p) => [p.validFrom, p.validTo].flatMap((t) => (t === null ? [] : Date.parse(t))));
  const out: { value: string; since: number }[] = [];
  for (const at of [from, ...new Set(turns.filter((t) => t > from && t <= to))].sort((a, b) => a - b)) {
    const instant = new Date(at).toISOString();
    const value = termsAt(programs, sku, location, instant)?.[field];
    const since = unchangedSince(programs, sku, location, instant, [field]);
    if (value !== undefined && since !== undefined && out.at(-1)?.value !== value) out.push({ value, since: Date.parse(since) });
  }
  return out;
}

/** The row that says a field of the terms at an instant: the most specific one that states it. Tolerances beside the programs are none. */
export function saidBy<P extends ProgramTerms>(
  programs: readonly P[],
  sku: string,
  location: string,
  at: number,
  field: keyof StatedTerms,
): P | undefined {
  const rows = rowsAt(programs, sku, location, at, null) as P[];
  return rows.reverse().find((r) => !r.tolerances && r.terms[field] != null);
}
