import type { ItemRef, LocationRef, Segment } from '../canonical/vocabulary';
import type { Format, ReadContext, ReadingSink } from './format';
import { ACTIVITIES, badQuantity, decimal, el, isoDate, itemRefs, placeOf, QUANTITIES, StockLines } from './x12-common';

const REPORTING = ['RL', 'ST', 'WH', 'BY', 'SN', 'DC'];

/** X12 852 Product Activity Data (X12 004010; edi.md section 3). */
export const x12852: Format = {
  key: 'x12-852',
  claims: (m) => m.syntax === 'x12' && m.type === '852',
  read(message, context, sink) {
    if (message.syntax !== 'x12') return;
    const reading = new Reading852(context, sink);
    for (const batch of message.segments) for (const segment of batch) reading.segment(segment);
    reading.end();
  },
};

/** Where an activity's number comes from: its own element, or the SDQ rows below it, which then are the truth. */
interface Activity {
  readonly segment: Segment;
  readonly code: string;
  readonly quantity: string;
  readonly unit: string;
  split: boolean;
}

class Reading852 {
  private readonly lines: StockLines;
  private told = false;
  private dates: [string, string] = ['', ''];
  private reference = '';
  private location: LocationRef | null = null;
  private best = REPORTING.length;
  private lin: Segment | undefined;
  private refs: ItemRef[] = [];
  private za: Activity | undefined;

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.lines = new StockLines(sink);
  }

  segment(s: Segment): void {
    switch (s.tag) {
      case 'XQ':
        this.dates = [el(s, 2), el(s, 3)];
        this.reference = el(s, 4).trim();
        return;
      case 'N1':
        return this.party(s);
      case 'LIN':
        this.header();
        this.close();
        this.lin = s;
        this.refs = itemRefs(s);
        return;
      case 'ZA':
        this.close();
        this.za = { segment: s, code: el(s, 1).trim(), quantity: el(s, 2), unit: el(s, 3).trim(), split: false };
        return;
      case 'SDQ':
        return this.distribution(s);
      case 'QTY':
        if (this.lin && !this.za) this.quantity(s);
        return;
      case 'CTT':
      case 'SE':
        return this.close();
    }
  }

  /** In the heading the best role wins; between the lines a new one switches the location of what follows. */
  private party(s: Segment): void {
    const rank = REPORTING.indexOf(el(s, 1).trim());
    if (rank < 0 || el(s, 4).trim() === '') return;
    if (this.lin) {
      this.close();
      this.lin = undefined;
    } else if (rank >= this.best) return;
    this.best = rank;
    this.location = { qualifier: el(s, 3).trim(), value: el(s, 4).trim() };
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const end = isoDate(this.dates[1]) ?? isoDate(this.dates[0]);
    const asOf = end === undefined ? ({ said: 'nothing' } as const) : ({ said: 'date', date: end } as const);
    this.sink.stockReport({ kind: 'stock_report', reference: this.reference, asOf, coverage: 'full', supplyFact: false });
  }

  private quantity(s: Segment): void {
    const measure = QUANTITIES[el(s, 1).trim()];
    if (measure) this.line(s, 2, measure, el(s, 2), el(s, 3).trim(), this.location);
    else
      this.lines.unreadable('x12.activity-not-used', `QTY ${el(s, 1)} is no stock measure and was not used`, placeOf(s, 1, this.context));
  }

  private distribution(s: Segment): void {
    if (!this.za || !this.lin) return;
    this.za.split = true;
    const measure = ACTIVITIES[this.za.code];
    if (!measure) return this.unknown(this.za);
    const qualifier = el(s, 2).trim();
    const unit = el(s, 1).trim() || this.za.unit;
    const sublocation = 22;
    for (let i = 3; i + 1 <= sublocation && i + 1 < s.elements.length + 1; i += 2) {
      const value = el(s, i).trim();
      if (value !== '') this.line(s, i + 1, measure, el(s, i + 1), unit, { qualifier, value });
    }
  }

  /** The activity's own number counts only when no SDQ splits it: both together would be the stock twice. */
  private close(): void {
    const za = this.za;
    this.za = undefined;
    if (!za || za.split || !this.lin) return;
    const measure = ACTIVITIES[za.code];
    if (measure) this.line(za.segment, 2, measure, za.quantity, za.unit, this.location);
    else this.unknown(za);
  }

  private unknown(za: Activity): void {
    this.lines.unreadable(
      'x12.activity-not-used',
      `ZA ${za.code} is no stock measure and was not used`,
      placeOf(za.segment, 1, this.context),
    );
  }

  private line(
    s: Segment,
    element: number,
    measure: keyof typeof QUANTITIES | string,
    text: string,
    unit: string,
    location: LocationRef | null,
  ): void {
    const amount = decimal(text.trim());
    const place = placeOf(s, element, this.context);
    if (amount === undefined)
      return this.sink.issue(badQuantity(text, `${s.tag} of ${this.refs[0]?.value ?? 'an item without a number'}`, place));
    this.lines.push({ refs: this.refs, location, measure: measure as (typeof QUANTITIES)[string], quantity: { amount, unit }, place });
  }

  end(): void {
    this.header();
    this.close();
    this.lines.end();
  }
}
