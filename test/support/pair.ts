import { workdays } from '../../src/domain/canonical/calendar';
import { exact, subtract, ZERO } from '../../src/domain/canonical/quantity';
import type { Finding } from '../../src/domain/canonical/vocabulary';
import { Terms } from '../../src/domain/items/terms';
import { placeAsOf } from '../../src/domain/ledger/as-of';
import { PAIR_RULES } from '../../src/domain/rules';
import type { CountFact, Incoming, MovementFact, PairView, Statement } from '../../src/domain/rules/pair-view';
import type { Verdict } from '../../src/domain/rules/rule';

const ZONE = 'Europe/Berlin';
/** `16 10:00`: the 16th of November 2026, 10 o'clock in Hamburg. */
export function at(text: string): number {
  const [day, time = '00:00'] = text.split(' ');
  return Date.parse(`2026-11-${day!.padStart(2, '0')}T${time}:00+01:00`);
}
export const count = (when: string, quantity: string, basis: CountFact['basis'] = 'physical'): CountFact => ({
  at: at(when),
  quantity: exact(quantity),
  basis,
  status: 'unrestricted',
  ref: null,
});
export function movement(when: string, signed: string, posted = when, more: Partial<MovementFact> = {}): MovementFact {
  const kind = signed.startsWith('-') ? 'usage' : 'receipt';
  const span = { from: at(when), to: at(when), postedFrom: at(posted), postedTo: at(posted) };
  return { ...span, kind, signed: exact(signed), status: 'unrestricted', toStatus: null, countRef: null, ...more };
}
export function report(asOf: string, quantity: string, received: string, more: Partial<Statement> = {}): Statement {
  const said = asOf.includes(':')
    ? ({ said: 'instant', at: new Date(at(asOf)).toISOString() } as const)
    : ({ said: 'date', date: `2026-11-${asOf}` } as const);
  const window = placeAsOf(said, ZONE, new Date(at(received)).toISOString());
  return {
    measure: 'on_hand',
    quantity: exact(quantity),
    from: Date.parse(window.from),
    to: Date.parse(window.to),
    asOf: said.said === 'date' ? said.date : said.at,
    receivedAt: at(received),
    supplyFact: false,
    document: { id: 'doc_1', file: 'nord.852' },
    place: 'segment 5 ZA02',
    ...more,
  };
}
export const incoming = (
  reference: string,
  quantity: string,
  eta: string,
  noticed: string,
  receipts: readonly [string, string][] = [],
): Incoming => ({
  reference,
  quantity: exact(quantity),
  receipts: receipts.map(([when, q]) => ({ from: at(when), to: at(when), postedTo: at(when), quantity: exact(q) })),
  shippedAt: at(noticed),
  etaTo: at(eta),
  noticedAt: at(noticed),
  order: null,
  closed: false,
});

/** Supplier NORD, location HAM, BRK-2210 as the worked cases of exceptions.md have it. */
export function view(more: Partial<PairView> & { now: number }): PairView {
  return {
    supplier: 'NORD',
    sku: 'BRK-2210',
    location: 'HAM',
    locationKind: 'own',
    timezone: ZONE,
    owner: 'buyer',
    uom: 'EA',
    unitCost: '85',
    currency: 'EUR',
    classA: false,
    discontinued: false,
    units: [{ uom: 'CA', factor: exact('12') }],
    terms: Terms.parse({
      managed_by: 'supplier',
      tolerance_qty: '10',
      tolerance_pct: '5',
      min: '100',
      max: '800',
      lead_time_days: 5,
      response_days: 2,
    }),
    thresholdsSince: at('1'),
    workdays: workdays(new Map()),
    watermark: more.now, // other items keep the feed current
    counts: [],
    movements: [],
    used: (more.movements ?? []).filter((m) => m.kind === 'usage').reduce((sum, m) => subtract(sum, m.signed), ZERO),
    statements: [],
    incoming: [],
    orders: [],
    direct: true,
    openTypes: [],
    ...more,
  };
}

export const judge = (v: PairView): readonly Verdict[] => PAIR_RULES.flatMap((r) => r.judge(v));
export const findings = (v: PairView): readonly Finding[] => judge(v).flatMap((x) => (x.holds === true ? [x.finding] : []));
