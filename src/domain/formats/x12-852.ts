import type { ItemRef, LocationRef, Place, SaidAsOf, Segment, StockMeasure } from '../canonical/vocabulary';
import type { Meaning } from '../mapping/edi-words';
import { shownActivity, shownX12Quantity } from '../syntax/dictionary';
import { el, isoDate, trimmed } from '../syntax/x12-values';
import type { ReadContext, ReadingSink } from './format';
import { ACTIVITIES, OF_A_PERIOD, QUANTITIES } from './x12-codes';
import { backwards, gluedUnit, nameOf, noLines, placeOf, StockLines } from './edi-lines';
import {
  badDate,
  badQuantity,
  checkCount,
  decimal,
  isPart,
  itemRefs,
  locationOf,
  mislabelled,
  noItem,
  purposeTakesBack,
  x12Format,
} from './x12-common';
import { Sum } from './x12-sum';

/** Who may be the reporting location, the best first. */
const REPORTING = ['RL', 'ST', 'WH', 'BY', 'SN', 'DC'];
const LAST_PAIR = 21; // SDQ21 and SDQ22; SDQ23 is a place within each

/** X12 852 Product Activity Data (X12 004010; edi.md section 3). */
export const x12852 = x12Format('852', (context, sink) => new Reading852(context, sink));

/** An activity: its number is its own, or that of the SDQ rows below it, which then are the truth. */
interface Activity {
  readonly segment: Segment;
  readonly measure: Meaning | undefined;
  readonly unit: string;
  readonly asOf: SaidAsOf | undefined;
  split: Sum | null;
}

class Reading852 {
  private readonly lines: StockLines;
  private readonly activities: Readonly<Record<string, Meaning>>;
  private readonly quantities: Readonly<Record<string, Meaning>>;
  private readonly reporting: readonly string[];
  private part: { part?: true } = {};
  private told = false;
  private from: string | undefined;
  private to: string | undefined;
  private day: string | undefined;
  private dayRank = Infinity;
  private reference = '';
  private location: LocationRef | null = null;
  private best: number;
  private switching = false; // between the lines, in a run of parties that names another location
  private items = 0;
  private inLine = false;
  private refs: ItemRef[] = [];
  private za: Activity | undefined;
  private readonly places = new Map<string, LocationRef>();
  private readonly row: (LocationRef | undefined)[] = new Array<undefined>(LAST_PAIR + 1).fill(undefined); // of the last SDQ: the next one names the same, mostly

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.reporting = context.partner?.parties ?? REPORTING;
    this.lines = new StockLines(sink, gluedUnit);
    const { partner } = context;
    this.activities = partner?.meanings('ZA', ACTIVITIES) ?? ACTIVITIES;
    this.quantities = partner?.meanings('QTY', QUANTITIES) ?? QUANTITIES;
    this.best = this.reporting.length;
  }

  segment(s: Segment): void {
    switch (s.tag) {
      case 'XQ':
        return this.dates(s);
      case 'N1':
        return this.party(s);
      case 'DTM':
        return this.settled(trimmed(s, 1), el(s, 2));
      case 'LIN':
        return this.item(s);
      case 'ZA':
        return this.activity(s);
      case 'SDQ':
        return this.distribution(s);
      case 'QTY':
        if (this.inLine && !this.za) this.quantity(s);
        return;
      case 'BSN':
        return this.sink.issue(mislabelled(s, '852', this.context));
      case 'CTT':
        this.close();
        this.say(checkCount(s, [this.items], 'lines', this.context));
        return;
    }
  }
  private say(issue: Parameters<ReadingSink['issue']>[0] | undefined): void {
    if (issue) this.sink.issue(issue);
  }

  private dates(s: Segment): void {
    this.say(badDate(s, 2, this.context));
    this.say(badDate(s, 3, this.context));
    const first = isoDate(el(s, 2));
    this.to = isoDate(el(s, 3)) ?? first;
    this.from = first !== undefined && this.to !== undefined && first < this.to ? first : undefined;
    this.lines.withdraw(purposeTakesBack(s, 5, this.context));
    if (first !== undefined && this.to !== undefined && first > this.to)
      this.lines.withdraw(backwards('x12', first, this.to, placeOf(s, 3, this.context)));
    this.reference = trimmed(s, 4);
    this.settled('XQ02', el(s, 2));
    this.settled('XQ03', el(s, 3));
  }

  /** A date that a mapping calls the as-of; of a period the balances are as of its end, otherwise. */
  private settled(code: string, date: string): void {
    const rank = this.context.partner?.dates.as_of?.indexOf(code) ?? -1;
    const day = rank < 0 || rank >= this.dayRank ? undefined : isoDate(date);
    if (day !== undefined) [this.day, this.dayRank] = [day, rank];
  }

  /** In a run of parties the best role wins; one that stands between the lines switches the location of what follows. */
  private party(s: Segment): void {
    const rank = this.reporting.indexOf(trimmed(s, 1));
    if (rank < 0) return;
    if (this.items > 0 && !this.switching) {
      this.close();
      this.switching = true;
      this.best = this.reporting.length;
    }
    const location = locationOf(s);
    if (rank >= this.best || (location === null && this.best < this.reporting.length)) return;
    this.best = rank;
    this.location = location;
  }

  private item(s: Segment): void {
    this.header();
    this.close();
    this.items += 1;
    this.switching = false;
    this.refs = itemRefs(s, this.context.partner?.items);
    this.part = isPart(s, this.context.partner?.items) ? { part: true } : {};
    this.inLine = this.refs.length > 0;
    if (this.inLine) return;
    this.sink.issue(noItem(s, this.context));
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const day = this.day ?? this.to;
    const asOf: SaidAsOf = day === undefined ? { said: 'nothing' } : { said: 'date', date: day };
    this.sink.stockReport({ kind: 'stock_report', reference: this.reference, asOf, coverage: 'full', supplyFact: false });
  }

  private activity(s: Segment): void {
    this.close();
    this.switching = false;
    if (this.items === 0)
      this.lines.unreadable(
        'x12.no-item',
        'an activity stands before the first item and was not used',
        placeOf(s, undefined, this.context),
      );
    if (!this.inLine) return;
    const code = trimmed(s, 1);
    // A beginning balance is of the period's first day; in a report without a period it would contradict the ending one.
    const opens = code === 'QB' && !this.context.partner?.says('ZA', code);
    const measure = opens && this.from === undefined ? undefined : this.activities[code];
    const asOf: SaidAsOf | undefined =
      this.from === undefined || measure === undefined || measure === 'ignore'
        ? undefined
        : opens
          ? { said: 'date', date: this.from }
          : OF_A_PERIOD.has(measure)
            ? { said: 'date', date: this.from, to: this.to! }
            : undefined;
    this.za = { segment: s, measure, unit: trimmed(s, 3), asOf, split: null };
  }

  private quantity(s: Segment): void {
    const code = trimmed(s, 1);
    const measure = this.quantities[code];
    if (measure === 'ignore') this.leftOut(shownX12Quantity(code), QUANTITIES[code], placeOf(s, 1, this.context));
    else if (measure) this.line(s, 2, measure, trimmed(s, 3), this.location, undefined);
    else
      this.lines.unreadable(
        'x12.activity-not-used',
        `${shownX12Quantity(code)} is no stock measure and was not used`,
        placeOf(s, 1, this.context),
      );
  }

  private distribution(s: Segment): void {
    const za = this.za;
    if (!za || this.context.partner?.mapping.place?.stores === 'ignore') return;
    za.split ??= new Sum();
    const { measure } = za;
    if (!measure || measure === 'ignore') return;
    const qualifier = trimmed(s, 2);
    const unit = trimmed(s, 1) || za.unit;
    const e = s.elements;
    const last = Math.min(LAST_PAIR, e.length - 1);
    for (let i = 3; i <= last; i += 2) {
      const value = e[i]!;
      const place = this.row[i];
      if (value === place?.value && qualifier === place.qualifier) za.split.add(this.line(s, i + 1, measure, unit, place, za.asOf));
      else this.pair(s, i, za, measure, unit, qualifier);
    }
  }
  private pair(s: Segment, i: number, za: Activity, measure: StockMeasure, unit: string, qualifier: string): void {
    const value = trimmed(s, i);
    if (value === '' && trimmed(s, i + 1) === '') return;
    if (value === '') return this.nowhere(s, i);
    const place = (this.row[i] = this.place(qualifier, value));
    za.split!.add(this.line(s, i + 1, measure, unit, place, za.asOf));
  }
  private nowhere(s: Segment, element: number): void {
    const detail = `SDQ of ${nameOf(this.refs)} has the quantity ${JSON.stringify(el(s, element + 1))} without saying where`;
    this.sink.issue({ code: 'x12.no-location', severity: 'error', detail, place: placeOf(s, element, this.context) });
  }
  /** One and the same object for a location that occurs a thousand times. */
  private place(qualifier: string, value: string): LocationRef {
    let place = this.places.get(value);
    if (place?.qualifier !== qualifier) this.places.set(value, (place = { qualifier, value }));
    return place;
  }

  /** The activity's own number counts only when no SDQ splits it: both together would be the stock twice. */
  private close(): void {
    const za = this.za;
    this.za = undefined;
    if (!za) return;
    const { segment, measure, split } = za;
    if (measure === 'ignore') {
      const code = trimmed(segment, 1);
      return this.leftOut(shownActivity(code), ACTIVITIES[code], placeOf(segment, 1, this.context));
    }
    if (!measure) {
      const what = `${shownActivity(trimmed(segment, 1))} is no stock measure and was not used`;
      return this.lines.unreadable('x12.activity-not-used', what, placeOf(segment, 1, this.context));
    }
    if (!split) return void this.line(segment, 2, measure, za.unit, this.location, za.asOf);
    const total = decimal(el(segment, 2));
    if (total === undefined || split.is(total)) return;
    const detail = `ZA says ${total} for ${nameOf(this.refs)}, its locations add up to ${split.text()}; the locations were taken`;
    this.sink.issue({ code: 'x12.sum-differs', severity: 'warning', detail, place: placeOf(segment, 2, this.context), value: total });
  }

  /** What would count without the mapping is told where it does not; what would not anyhow is what the mapping silences. */
  private leftOut(what: string, standard: StockMeasure | undefined, place: Place): void {
    if (standard !== undefined) this.lines.unreadable('edi.left-out', this.context.partner!.leftOut(what), place);
  }

  private line(
    s: Segment,
    element: number,
    measure: StockMeasure,
    unit: string,
    location: LocationRef | null,
    asOf: SaidAsOf | undefined,
  ): string | undefined {
    const { refs } = this;
    const amount = decimal(el(s, element));
    const place = placeOf(s, element, this.context);
    if (amount === undefined) this.sink.issue(badQuantity(el(s, element), `${s.tag} of ${nameOf(refs)}`, place));
    else if (asOf) this.lines.push({ refs, location, measure, quantity: { amount, unit }, asOf, ...this.part, place });
    else this.lines.push({ refs, location, measure, quantity: { amount, unit }, ...this.part, place });
    return amount;
  }

  end(): void {
    this.header();
    this.close();
    this.lines.end();
    if (this.lines.count === 0) this.sink.issue(noLines('x12', this.context));
  }
}
