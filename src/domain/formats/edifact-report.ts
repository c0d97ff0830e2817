import type { CompositeSegment, ItemRef, LocationRef, SaidAsOf, StockMeasure } from '../canonical/vocabulary';
import { type ItemLine, Lines, type QuantityGroup } from '../syntax/edifact-groups';
import { badDate, badQuantity, checkTotal, decimal, itemRefs, locationOf, saidOn } from './edifact-common';
import { backwards, nameOf, noLines, placeOf, StockLines, takenBack } from './edi-lines';
import { UnknownTags } from './edi-tags';
import { shownQuantity } from '../syntax/dictionary';
import type { ReadContext, ReadingSink } from './format';
import type { Partner } from './partner';

/** A number of a line with all that qualifies it, before it is decided whether it counts. */
export interface Entry {
  readonly qty: CompositeSegment;
  readonly code: string;
  readonly measure: StockMeasure;
  readonly group: QuantityGroup;
  readonly location: LocationRef | null;
  readonly asOf: SaidAsOf | undefined; // where it differs from the report's
}
/** Where and when a line stands, by what was said before it. */
export interface Here {
  readonly directory: string;
  readonly partner: Partner | undefined;
  readonly place: LocationRef | null;
  readonly from: string | undefined; // first and last day of the period, where one is told
  readonly to: string | undefined;
  readonly day: SaidAsOf | undefined; // of the outlet
}
export interface ReportRules {
  readonly outlets: boolean; // lines may stand below outlets
  readonly coverage: (documentCode: string) => 'full' | 'delta';
  readonly asOf: readonly string[]; // DTM qualifiers, the best first
  readonly roles: readonly string[]; // NAD roles that say where the stock is, the best first
  readonly entries: (
    line: ItemLine,
    here: Here,
    unused: (qty: CompositeSegment, why: string) => void,
    leftOut: (qty: CompositeSegment) => void, // by a mapping, of what would count
  ) => readonly Entry[];
}

const TAKES_BACK = new Set(['1', '3']); // cancellation, deletion
const FROM = ['90', '194'];
const TO = ['91', '206', '357'];
const SALES_DAY = '356';

/** Reads a message of lines with quantities as a stock report, by the rules of its kind. */
export class EdifactReport {
  private readonly lines: StockLines;
  private bgm: CompositeSegment | undefined;
  private asOf: SaidAsOf = { said: 'nothing' };
  private rank: number;
  private readonly asOfCodes: readonly string[];
  private readonly roles: readonly string[];
  private heading: { rank: number; place: LocationRef | null };
  private readonly days = new Map<string, SaidAsOf>();
  private outlet: { readonly place: LocationRef | null; readonly days: Map<string, SaidAsOf> } | null = null;
  private told = false;
  private count = 0;
  private crossed = false;
  private before = '';
  private known: Here | undefined;

  constructor(
    private readonly rules: ReportRules,
    private readonly directory: string,
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.lines = new StockLines(sink);
    this.asOfCodes = context.partner?.dates.as_of ?? rules.asOf;
    this.roles = context.partner?.parties ?? rules.roles;
    this.rank = this.asOfCodes.length;
    this.heading = { rank: this.roles.length, place: null };
  }

  read(batches: Iterable<readonly CompositeSegment[]>): void {
    const lines = new Lines(
      this.rules.outlets,
      (line) => this.line(line),
      (s) => this.other(s),
    );
    const tags = new UnknownTags('edifact', this.context, this.sink);
    for (const batch of batches)
      for (const segment of batch) {
        tags.look(segment);
        lines.take(segment);
      }
    lines.end();
    this.header();
    this.lines.end();
    if (this.lines.count === 0) this.sink.issue(noLines('edifact', this.context));
  }

  private other(s: CompositeSegment): void {
    this.known = undefined;
    switch (s.tag) {
      case 'BGM':
        this.bgm = s;
        if (TAKES_BACK.has(s.at(3))) this.lines.withdraw(takenBack('edifact', placeOf(s, 3, this.context)));
        break;
      case 'DTM':
        if (this.before !== 'RFF') this.date(s);
        break;
      case 'NAD': {
        const rank = this.roles.indexOf(s.at(1));
        const place = locationOf(s);
        if (rank >= 0 && rank < this.heading.rank && place) this.heading = { rank, place };
        break;
      }
      case 'LOC':
        this.outlet = { place: locationOf(s), days: new Map() };
        break;
      case 'CNT': {
        const issue = s.at(1) === '2' ? checkTotal(s, this.count, 'lines', this.context) : undefined;
        if (issue) this.sink.issue(issue);
      }
    }
    this.before = s.tag;
  }

  /** The best date is the one that counts, and another does not stand in for it where it is none. */
  private date(s: CompositeSegment): void {
    const wrong = badDate(s, this.context);
    if (wrong) this.sink.issue(wrong);
    const qualifier = s.at(1);
    const said = saidOn(s, this.context.partner?.dates.timezone);
    if (said.said === 'nothing' && !wrong) return;
    if (this.outlet && wrong) return;
    if (this.outlet) return void this.outlet.days.set(qualifier, said);
    if (!wrong) this.days.set(qualifier, said);
    const rank = this.asOfCodes.indexOf(qualifier);
    if (rank < 0 || rank >= this.rank) return;
    this.rank = rank;
    this.asOf = said.said === 'date' ? { said: 'date', date: said.to ?? said.date } : said;
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const { bgm, asOf } = this;
    const coverage = this.rules.coverage(bgm?.at(1) ?? '');
    this.sink.stockReport({ kind: 'stock_report', reference: bgm?.at(2) ?? '', asOf, coverage, supplyFact: false });
  }

  /** The same for all lines until something is said between them. */
  private here(): Here {
    return (this.known ??= this.saidSoFar());
  }
  private saidSoFar(): Here {
    const days = this.outlet?.days.size ? this.outlet.days : this.days;
    const dayOf = (qualifiers: readonly string[], last: boolean): string | undefined => {
      for (const q of qualifiers) {
        const said = days.get(q) ?? this.days.get(q);
        if (said?.said === 'date') return last ? (said.to ?? said.date) : said.date;
        if (said?.said === 'instant') return said.at.slice(0, 10);
      }
      return undefined;
    };
    const to = dayOf(TO, true);
    const from = dayOf(FROM, false) ?? (this.days.has('357') ? dayOf([SALES_DAY], false) : undefined);
    return {
      directory: this.directory,
      partner: this.context.partner,
      place: this.outlet?.place ?? this.heading.place,
      from,
      to,
      day: days.get(SALES_DAY),
    };
  }

  private line(line: ItemLine): void {
    this.header();
    this.count += 1;
    const refs = itemRefs(line.lin, line.pias, this.context.partner?.items);
    if (refs.length === 0) {
      const detail = "the line names no item, so that its numbers are nobody's";
      return this.sink.issue({ code: 'edifact.no-item', severity: 'error', detail, place: placeOf(line.lin, undefined, this.context) });
    }
    const here = this.here();
    if (here.from !== undefined && here.to !== undefined && here.from > here.to && !this.crossed) {
      this.crossed = true;
      this.lines.withdraw(backwards('edifact', here.from, here.to, placeOf(line.lin, undefined, this.context)));
    }
    for (const entry of this.rules.entries(line, here, this.unused, this.leftOut)) this.push(refs, entry);
  }

  private readonly unused = (qty: CompositeSegment, why: string): void =>
    this.lines.unreadable('edifact.activity-not-used', why, placeOf(qty, 1, this.context));

  /** What would count without the mapping is told where it does not. */
  private readonly leftOut = (qty: CompositeSegment): void =>
    this.lines.unreadable('edi.left-out', this.context.partner!.leftOut(shownQuantity(qty.at(1))), placeOf(qty, 1, this.context));

  private push(refs: readonly ItemRef[], { qty, measure, location, asOf, group }: Entry): void {
    const place = placeOf(qty, 1, this.context);
    const amount = decimal(qty.at(1, 2));
    if (amount === undefined) return this.sink.issue(badQuantity(qty.at(1, 2), `QTY ${qty.at(1)} of ${nameOf(refs)}`, place));
    const quantity = { amount, unit: qty.at(1, 3) };
    const part = isPart(group) ? ({ part: true } as const) : {};
    this.lines.push(
      asOf ? { refs, location, measure, quantity, asOf, ...part, place } : { refs, location, measure, quantity, ...part, place },
    );
  }
}

/** Of a pack, a lot, a kind of stock (INV 7491): others of the same item add to it. */
const isPart = ({ details, reference, inv }: QuantityGroup): boolean =>
  details > 0 || reference !== null || !['', '1'].includes(inv?.at(2) ?? '');
