import type { ItemRef, LocationRef, SaidAsOf, Segment, StockMeasure } from '../canonical/vocabulary';
import type { Format, ReadContext, ReadingSink } from './format';
import { badQuantity, decimal, el, itemRefs, placeOf, QUANTITIES, saidOn, StockLines } from './x12-common';

/** Whose warehouse it is: the supplier's own stock is a supply fact, and is never compared with our book. */
const SUPPLY_FACTS = ['SI', 'MM'];
const PLACES = ['WH', 'ST', 'SL', 'RL', 'DC'];

/** X12 846 Inventory Inquiry/Advice (edi.md section 4). */
export const x12846: Format = {
  key: 'x12-846',
  claims: (m) => m.syntax === 'x12' && m.type === '846',
  read(message, context, sink) {
    if (message.syntax !== 'x12') return;
    const reading = new Reading846(context, sink);
    for (const batch of message.segments) for (const segment of batch) reading.segment(segment);
    reading.end();
  },
};

interface Pending {
  readonly segment: Segment;
  readonly measure: StockMeasure;
  readonly quantity: string;
  unit: string;
}

class Reading846 {
  private readonly lines: StockLines;
  private told = false;
  private bia: Segment | undefined;
  private asOf: SaidAsOf = { said: 'nothing' };
  private heading: LocationRef | null = null;
  private best = PLACES.length;
  private ofLine: LocationRef | null = null;
  private refs: ItemRef[] = [];
  private lin: Segment | undefined;
  private pending: Pending[] = [];
  private lastUnit = '';

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.lines = new StockLines(sink);
  }

  segment(s: Segment): void {
    switch (s.tag) {
      case 'BIA':
        this.bia = s;
        this.asOf = saidOn(el(s, 4), el(s, 5).slice(0, 6), '');
        return;
      case 'DTM':
        if (!this.lin && ['184', '097', '102'].includes(el(s, 1))) this.asOf = saidOn(el(s, 2), el(s, 3), el(s, 4));
        return;
      case 'N1':
        return this.party(s);
      case 'LIN':
        this.header();
        this.flush();
        this.lin = s;
        this.refs = itemRefs(s);
        this.ofLine = null;
        return;
      case 'QTY':
        if (this.lin) this.quantity(s);
        return;
      case 'UIT':
        this.lastUnit = el(s, 1).trim();
        if (this.pending.at(-1)?.unit === '') this.pending.at(-1)!.unit = this.lastUnit;
        return;
      case 'SDQ':
        if (this.lin)
          this.lines.unreadable(
            'x12.no-activity',
            'SDQ below LIN says no activity, so its numbers were not used',
            placeOf(s, undefined, this.context),
          );
        return;
      case 'CTT':
      case 'SE':
        return this.flush();
    }
  }

  private party(s: Segment): void {
    const rank = PLACES.indexOf(el(s, 1).trim());
    if (rank < 0 || el(s, 4).trim() === '') return;
    const location = { qualifier: el(s, 3).trim(), value: el(s, 4).trim() };
    if (this.lin) this.ofLine = location;
    else if (rank < this.best) [this.best, this.heading] = [rank, location];
  }

  private quantity(s: Segment): void {
    const measure = QUANTITIES[el(s, 1).trim()];
    if (measure) this.pending.push({ segment: s, measure, quantity: el(s, 2), unit: el(s, 3).trim() });
    else
      this.lines.unreadable('x12.activity-not-used', `QTY ${el(s, 1)} is no stock measure and was not used`, placeOf(s, 1, this.context));
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const purpose = this.bia ? el(this.bia, 1) : '';
    this.sink.stockReport({
      kind: 'stock_report',
      reference: this.bia ? el(this.bia, 3).trim() : '',
      asOf: this.asOf,
      coverage: purpose === '25' ? 'delta' : 'full',
      supplyFact: this.bia !== undefined && SUPPLY_FACTS.includes(el(this.bia, 2).trim()),
    });
  }

  private flush(): void {
    for (const p of this.pending) {
      const amount = decimal(p.quantity.trim());
      const place = placeOf(p.segment, 2, this.context);
      if (amount === undefined)
        this.sink.issue(badQuantity(p.quantity, `QTY of ${this.refs[0]?.value ?? 'an item without a number'}`, place));
      else
        this.lines.push({
          refs: this.refs,
          location: this.ofLine ?? this.heading,
          measure: p.measure,
          quantity: { amount, unit: p.unit || this.lastUnit },
          place,
        });
    }
    this.pending = [];
  }

  end(): void {
    this.header();
    this.flush();
    this.lines.end();
  }
}
