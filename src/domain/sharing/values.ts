import { DateTime } from 'luxon';
import { add, compare, type Fraction, negate, text, ZERO } from '../canonical/quantity';
import { zoneOf } from '../canonical/zone';
import type { Balance } from '../ledger/book';
import { bookOptions } from '../ledger/compare';
import { inTransitOver } from '../ledger/on-the-way';
import { counted, timeAt } from '../rules/at';
import type { PairView } from '../rules/pair-view';
import { bookAt } from './book-at';
import { type Column, known, type Shared, unknown } from './columns';

/** A view holds what moved in five weeks; of more, the oldest would be missing unseen. */
export const MOST_DAYS = 35;

/** Up to where our data speak of the place; of one that we have never said anything about, now. */
export const asOfOf = (view: PairView): number => Math.min(view.now, view.watermark ?? view.now);

/** What is said beside a view: of how many days the usage is, and when our data of the pair begin (a view does not look back so far). */
export interface Beside {
  readonly usageDays: number;
  readonly firstAt: number | null;
}
export const sharedOf = (view: PairView, columns: readonly Column[], beside: Beside): Partial<Record<Column, Shared>> =>
  Object.fromEntries(columns.map((c) => [c, VALUES[c](view, beside)]));

type Value = (view: PairView, beside: Beside) => Shared;

const SILENT = 'our data do not speak of the place yet';
const THEIRS = 'it lies in your own warehouse';

const stock =
  (measure: Balance): Value =>
  (view) => {
    if (view.locationKind === 'supplier') return unknown(THEIRS);
    if (view.watermark === null) return unknown(SILENT);
    const options = bookOptions(view);
    const of = bookAt(view, options.measure === measure ? options : { measure, ledger: options.ledger }, asOfOf(view));
    return of.quantity === null ? unknown(of.reason, of.of) : known(text(of.quantity), of.of);
  };

/** What was taken for use in the days up to the as-of. Where our data begin later it would be a part, and look like the whole. */
const usage: Value = (view, { usageDays, firstAt }) => {
  if (view.locationKind === 'supplier') return unknown(THEIRS);
  if (view.watermark === null) return unknown(SILENT);
  if (firstAt === null) return unknown('we have neither counted nor moved it yet');
  const to = asOfOf(view);
  const from = DateTime.fromMillis(to, { zone: zoneOf(view.timezone) })
    .minus({ days: usageDays })
    .toMillis();
  if (firstAt > from) return unknown(`our data of it begin on ${timeAt(firstAt, view.timezone)}`);
  const ledger = view.terms?.basis === 'ledger';
  const ends = (m: PairView['movements'][number]): number => (ledger ? m.postedTo : m.to);
  const used = view.movements.filter((m) => m.kind === 'usage' && ends(m) > from && ends(m) <= to);
  return known(text(sum(used.map((m) => negate(m.signed)))), [`${counted(used.length, 'issue')} since ${timeAt(from, view.timezone)}`]);
};

const agreed =
  (term: 'min' | 'max'): Value =>
  ({ terms, uom }) => {
    const value = terms?.[term];
    return value === undefined ? unknown(`no ${term} is agreed`) : known(value, [`${term} ${value} ${uom} by the program`]);
  };

const inTransit: Value = (view) => {
  if (view.incoming.length === 0) return unknown('no ship notice of it has come');
  const at = asOfOf(view);
  const { band, ours } = inTransitOver(view, [at, at]);
  if (compare(band.low, band.high) === 0) return known(text(band.low), ours);
  return unknown(`${text(band.low)} to ${text(band.high)} ${view.uom}: it is past its day, or arrived on a day that is not over`, ours);
};

const onOrder: Value = ({ orders, uom }) =>
  orders.length === 0
    ? unknown('no open order of it is told')
    : known(
        text(sum(orders.map((o) => o.open))),
        orders.map((o) => `order ${o.order}: ${text(o.open)} ${uom} open`),
      );

const demand: Value = ({ demand: told = [], uom, timezone }) =>
  told.length === 0
    ? unknown('no demand is known')
    : known(text(sum(told.map((d) => d.quantity))), told.map((d) => `${text(d.quantity)} ${uom} from ${timeAt(d.from, timezone)} to ${timeAt(d.to, timezone)}`)); // prettier-ignore

const leadTime: Value = ({ terms }) =>
  terms?.lead_time_days === undefined
    ? unknown('no lead time is agreed')
    : known(String(terms.lead_time_days), ['working days by the program']);

const sum = (all: readonly Fraction[]): Fraction => all.reduce(add, ZERO);

const VALUES: Readonly<Record<Column, Value>> = {
  on_hand: stock('on_hand'),
  available: stock('available'),
  usage,
  min: agreed('min'),
  max: agreed('max'),
  in_transit: inTransit,
  on_order: onOrder,
  demand,
  lead_time: leadTime,
};
