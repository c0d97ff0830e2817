import type { ItemRef, LocationRef, Place, SaidAsOf, Segment, StockMeasure } from '../canonical/vocabulary';
import type { Meaning } from '../mapping/edi-words';
import { shownX12Quantity } from '../syntax/dictionary';
import { el, isoDate } from '../syntax/x12-values';
import type { ReadContext, ReadingSink } from './format';
import { QUANTITIES } from './x12-codes';
import { gluedUnit, nameOf, noLines, placeOf, StockLines } from './edi-lines';
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
  saidOn,
  x12Format,
} from './x12-common';
import { Sum } from './x12-sum';

/** Whose warehouse it is: the supplier's own stock is a supply fact, and is never compared with our book. */
const SUPPLY_FACTS = ['SI', 'MM'];
const INCREMENTAL = '25';
const REQUEST = '13';
/** Who may be the place of the stock, the best first. */
const PLACES = ['WH', 'RL', 'ST', 'SL', 'DC', 'SF'];
/** Dates that say of when the stock is, the best first: inventory, effective, process, issue. */
const AS_OF = ['184', '007', '097', '102'];
/** Dates of something that is yet to come; a quantity under one is no stock of today. */
const LATER = ['018', '169', '017', '371'];

/** X12 846 Inventory Inquiry/Advice (edi.md section 4). */
export const x12846 = x12Format('846', (context, sink) => new Reading846(context, sink));

interface Said {
  readonly segment: Segment;
  readonly measure: StockMeasure;
  unit: string;
  asOf?: SaidAsOf;
  later?: string; // a date that it is for
}
interface Share {
  readonly segment: Segment;
  readonly element: number;
  readonly location: LocationRef;
  readonly unit: string;
}

class Reading846 {
  private readonly lines: StockLines;
  private readonly quantities: Readonly<Record<string, Meaning>>;
  private readonly roles: readonly string[];
  private readonly dates: readonly string[]; // that say of when the stock is, the best first
  private part: { part?: true } = {};
  private told = false;
  private bia: Segment | undefined;
  private asOf: SaidAsOf = { said: 'nothing' };
  private asOfRank: number;
  private heading: { rank: number; location: LocationRef | null };
  private items = 0;
  private inLine = false;
  private refs: ItemRef[] = [];
  private line: { rank: number; location: LocationRef | null; unit: string; asOf?: SaidAsOf } = { rank: 0, location: null, unit: '' };
  private saidSinceParty = false;
  private pending: Said[] = [];
  private shares: Share[] = [];

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.lines = new StockLines(sink, gluedUnit);
    const { partner } = context;
    this.quantities = partner?.meanings('QTY', QUANTITIES) ?? QUANTITIES;
    this.roles = partner?.parties ?? PLACES;
    this.dates = partner?.dates.as_of ?? AS_OF;
    this.asOfRank = this.dates.length + 1;
    this.heading = { rank: this.roles.length, location: null };
  }

  segment(s: Segment): void {
    switch (s.tag) {
      case 'BIA':
        this.bia = s;
        this.say(badDate(s, 4, this.context));
        this.lines.withdraw(purposeTakesBack(s, 1, this.context));
        if (this.dates.length < this.asOfRank) [this.asOf, this.asOfRank] = [this.said(s, 4), this.dates.length];
        return;
      case 'DTM':
        return this.date(s);
      case 'N1':
        return this.party(s);
      case 'LIN':
        return this.item(s);
      case 'QTY':
        if (this.inLine) this.quantity(s);
        return;
      case 'UIT':
        return this.unit(el(s, 1).trim());
      case 'SDQ':
        if (this.inLine) this.distribution(s);
        return;
      case 'BSN':
        return this.sink.issue(mislabelled(s, '846', this.context));
      case 'CTT':
        this.flush();
        this.say(checkCount(s, [this.items], 'lines', this.context));
        return;
    }
  }
  private say(issue: Parameters<ReadingSink['issue']>[0] | undefined): void {
    if (issue) this.sink.issue(issue);
  }

  /** BIA04 and 05 have no zone, a DTM may have one. */
  private said(s: Segment, element: number): SaidAsOf {
    const timezone = this.context.partner?.dates.timezone;
    if (s.tag === 'BIA') return timezone === undefined ? saidOn(el(s, 4)) : saidOn(el(s, 4), el(s, 5), '', timezone);
    return saidOn(el(s, element), el(s, element + 1), el(s, element + 2), timezone);
  }

  /** The best date is the one that counts, and another does not stand in for it where it is none. */
  private date(s: Segment): void {
    const qualifier = el(s, 1).trim();
    const rank = this.dates.indexOf(qualifier);
    if (rank < 0 && !LATER.includes(qualifier)) return;
    const wrong = badDate(s, 2, this.context);
    this.say(wrong);
    const said = this.said(s, 2);
    if (said.said === 'nothing' && !wrong) return;
    const quantity = this.pending.at(-1);
    if (rank < 0) {
      if (quantity && !wrong) quantity.later = isoDate(el(s, 2))!;
    } else if (quantity) quantity.asOf = said;
    else if (this.items > 0) this.line.asOf = said;
    else if (rank < this.asOfRank) [this.asOf, this.asOfRank] = [said, rank];
  }

  /** In the heading the best role wins. Within a line it is where that line's stock lies, and a further one begins another share. */
  private party(s: Segment): void {
    const rank = this.roles.indexOf(el(s, 1).trim());
    if (rank < 0) return;
    const location = locationOf(s);
    if (this.items === 0) {
      if (rank < this.heading.rank && location) this.heading = { rank, location };
      return;
    }
    if (this.line.location !== null && this.saidSinceParty) {
      this.flush();
      this.line.rank = this.roles.length;
    }
    this.saidSinceParty = false;
    if (rank < this.line.rank && location) this.line = { ...this.line, rank, location };
  }

  private item(s: Segment): void {
    this.header();
    this.flush();
    this.items += 1;
    this.refs = itemRefs(s, this.context.partner?.items);
    this.part = isPart(s, this.context.partner?.items) ? { part: true } : {};
    this.inLine = this.refs.length > 0;
    this.line = { rank: this.roles.length, location: null, unit: '' };
    this.saidSinceParty = false;
    if (this.inLine) return;
    this.sink.issue(noItem(s, this.context));
  }

  private quantity(s: Segment): void {
    const code = el(s, 1).trim();
    const measure = this.quantities[code];
    this.saidSinceParty = true;
    if (measure === 'ignore') this.leftOut(code, placeOf(s, 1, this.context));
    else if (measure) this.pending.push({ segment: s, measure, unit: el(s, 3).trim() });
    else
      this.lines.unreadable(
        'x12.activity-not-used',
        `${shownX12Quantity(code)} is no stock measure and was not used`,
        placeOf(s, 1, this.context),
      );
  }

  /** What would count without the mapping is told where it does not. */
  private leftOut(code: string, place: Place): void {
    if (QUANTITIES[code] !== undefined) this.lines.unreadable('edi.left-out', this.context.partner!.leftOut(shownX12Quantity(code)), place);
  }

  /** A unit below a quantity is that quantity's; one before the first is the line's. */
  private unit(unit: string): void {
    const last = this.pending.at(-1);
    if (!last) this.line.unit = unit;
    else if (last.unit === '') last.unit = unit;
  }

  private distribution(s: Segment): void {
    if (this.context.partner?.mapping.place?.stores === 'ignore') return;
    const qualifier = el(s, 2).trim();
    for (let i = 3; i < Math.min(22, s.elements.length); i += 2) {
      const value = el(s, i).trim();
      if (value !== '') this.shares.push({ segment: s, element: i + 1, location: { qualifier, value }, unit: el(s, 1).trim() });
    }
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const { bia } = this;
    this.sink.stockReport({
      kind: 'stock_report',
      reference: bia ? el(bia, 3).trim() : '',
      asOf: this.asOf,
      coverage: bia && el(bia, 1).trim() === INCREMENTAL ? 'delta' : 'full',
      supplyFact: bia !== undefined && SUPPLY_FACTS.includes(el(bia, 2).trim()),
    });
    if (bia && el(bia, 1).trim() === REQUEST) {
      const detail = 'it asks for stock instead of reporting it, so that nothing in it was used';
      this.sink.issue({ code: 'x12.inquiry', severity: 'error', detail, place: placeOf(bia, 1, this.context) });
    }
  }

  private flush(): void {
    const { pending, shares } = this;
    [this.pending, this.shares] = [[], []];
    if (this.bia && el(this.bia, 1).trim() === REQUEST) return;
    const counted = this.context.partner?.mapping.measures?.SDQ;
    if (counted !== undefined) return this.flushShares(pending, shares, counted);
    const [only] = pending;
    if (shares.length > 0 && !this.splits(shares, pending)) {
      const place = placeOf(shares[0]!.segment, undefined, this.context);
      if (pending.length === 1) this.lines.unreadable('x12.sum-differs', this.differs(only!), place);
      else this.lines.unreadable('x12.no-activity', 'SDQ below LIN says no activity, so that its numbers were not used', place);
    } else if (shares.length > 0 && only) {
      for (const s of shares) this.push(only, s.segment, s.element, s.location, s.unit);
      return;
    }
    for (const said of pending) this.push(said, said.segment, 2, this.line.location ?? this.heading.location, '');
  }

  /** Places of which a mapping says what they count; a quantity of the same measure is their total, and would count twice. */
  private flushShares(pending: readonly Said[], shares: readonly Share[], counted: Meaning): void {
    const total = pending.filter((p) => p.measure === counted);
    if (shares.length > 0 && total.length === 1 && !this.splits(shares, total)) {
      const detail = `${nameOf(this.refs)} is ${el(total[0]!.segment, 2).trim()} by QTY, and its places add up to something else; the places were taken`;
      this.say({ code: 'x12.sum-differs', severity: 'warning', detail, place: placeOf(total[0]!.segment, 2, this.context) });
    }
    if (counted !== 'ignore')
      for (const { segment, element, location, unit } of shares)
        this.push({ segment, measure: counted, unit: '' }, segment, element, location, unit);
    for (const said of pending)
      if (shares.length === 0 || said.measure !== counted)
        this.push(said, said.segment, 2, this.line.location ?? this.heading.location, '');
  }

  private differs(only: Said): string {
    return `the places of ${nameOf(this.refs)} do not add up to the ${el(only.segment, 2).trim()} that QTY says; they were not used`;
  }

  /** Locations without an activity belong to the line's only quantity when they add up to it; otherwise to nobody knows what. */
  private splits(shares: readonly Share[], pending: readonly Said[]): boolean {
    const total = pending.length === 1 ? decimal(el(pending[0]!.segment, 2)) : undefined;
    if (total === undefined) return false;
    const sum = new Sum();
    for (const { segment, element } of shares) {
      const amount = decimal(el(segment, element));
      if (amount === undefined) return false;
      sum.add(amount);
    }
    return sum.is(total);
  }

  private push(said: Said, s: Segment, element: number, location: LocationRef | null, shareUnit: string): void {
    const { refs } = this;
    const { measure } = said;
    const place = placeOf(s, element, this.context);
    if (said.later !== undefined && said.later > this.day() && measure !== 'in_transit' && measure !== 'on_order') {
      const detail = `QTY ${el(said.segment, 1)} is for a later day, so that it was not taken for stock`;
      return this.lines.unreadable('x12.not-yet', detail, place);
    }
    const amount = decimal(el(s, element));
    if (amount === undefined) return this.sink.issue(badQuantity(el(s, element), `${s.tag} of ${nameOf(refs)}`, place));
    const asOf = said.asOf ?? this.line.asOf;
    const quantity = { amount, unit: shareUnit || said.unit || this.line.unit };
    this.lines.push(
      asOf ? { refs, location, measure, quantity, asOf, ...this.part, place } : { refs, location, measure, quantity, ...this.part, place },
    );
  }

  /** The day that the report speaks of, or of its receipt. */
  private day(): string {
    const { asOf } = this;
    return asOf.said === 'date' ? asOf.date : (asOf.said === 'instant' ? asOf.at : this.context.receivedAt).slice(0, 10);
  }

  end(): void {
    this.header();
    this.flush();
    this.lines.end();
    if (this.lines.count === 0) this.sink.issue(noLines('x12', this.context));
  }
}
