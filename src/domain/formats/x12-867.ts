import { codes } from '../canonical/codes';
import type { ItemRef, LocationRef, SaidAsOf, Segment, StockMeasure } from '../canonical/vocabulary';
import type { Meaning } from '../mapping/edi-words';
import { shownX12Quantity } from '../syntax/dictionary';
import { el, isoDate } from '../syntax/x12-values';
import { backwards, gluedUnit, nameOf, noLines, placeOf, StockLines } from './edi-lines';
import type { ReadContext, ReadingSink } from './format';
import { badDate, badQuantity, decimal, itemRefs, locationOf, purposeTakesBack, x12Format } from './x12-common';

const MEASURES: Readonly<Record<string, StockMeasure>> = codes({ '32': 'sold', '76': 'returned' });
/** Who sold it, and from where, the best first; who bought it stands below the transfer and is no place of ours. */
const SELLERS = ['DB', 'RL', 'WH', 'SE', 'DS'];
const FROM = '090';
const TO = ['091', '327'];
const ADJUSTMENT = 'PA';

/** X12 867 Product Transfer and Resale (edi.md section 7): what was sold on or came back. The LIN stands behind its QTY. */
export const x12867 = x12Format('867', (context, sink) => new Reading867(context, sink));

class Reading867 {
  private readonly lines: StockLines;
  private reference = '';
  private from: string | undefined;
  private to: string | undefined;
  private issued: string | undefined;
  private readonly sellers: readonly string[];
  private readonly measures: Readonly<Record<string, Meaning>>;
  private place: { rank: number; location: LocationRef | null };
  private transfer: string | null = null;
  private qty: Segment | undefined;
  private refs: ItemRef[] = [];
  private told = false;

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.lines = new StockLines(sink, gluedUnit);
    this.sellers = context.partner?.parties ?? SELLERS;
    this.place = { rank: this.sellers.length, location: null };
    this.measures = context.partner?.meanings('QTY', MEASURES) ?? MEASURES;
  }

  segment(s: Segment): void {
    switch (s.tag) {
      case 'BPT':
        this.reference = el(s, 2).trim();
        this.issued = isoDate(el(s, 3));
        return this.lines.withdraw(purposeTakesBack(s, 1, this.context));
      case 'DTM':
        return this.date(s);
      case 'N1': {
        const rank = this.sellers.indexOf(el(s, 1).trim());
        if (this.transfer === null && rank >= 0 && rank < this.place.rank) this.place = { rank, location: locationOf(s) };
        return;
      }
      case 'PTD':
        this.close();
        this.transfer = el(s, 1).trim();
        return;
      case 'QTY':
        this.close();
        if (this.transfer !== null) [this.qty, this.refs] = [s, []];
        return;
      case 'LIN':
        if (this.qty && this.refs.length === 0) this.refs = itemRefs(s, this.context.partner?.items);
        return;
      case 'CTT':
        return this.close();
    }
  }

  private date(s: Segment): void {
    if (this.transfer !== null) return; // of a sale: the buyer's order, or the invoice
    const qualifier = el(s, 1).trim();
    const wrong = badDate(s, 2, this.context);
    if (wrong) this.sink.issue(wrong);
    if (qualifier === FROM) this.from = isoDate(el(s, 2));
    else if (!TO.includes(qualifier)) return;
    else if (wrong)
      this.issued = undefined; // the day of writing is not that day either
    else this.to = isoDate(el(s, 2));
    if (this.from !== undefined && this.to !== undefined && this.from > this.to)
      this.lines.withdraw(backwards('x12', this.from, this.to, placeOf(s, 2, this.context)));
  }
  private header(): void {
    if (this.told) return;
    this.told = true;
    const day = this.to ?? this.issued;
    const asOf: SaidAsOf =
      day === undefined
        ? { said: 'nothing' }
        : this.from !== undefined && this.from < day
          ? { said: 'date', date: this.from, to: day }
          : { said: 'date', date: day };
    this.sink.stockReport({ kind: 'stock_report', reference: this.reference, asOf, coverage: 'delta', supplyFact: false });
  }

  private close(): void {
    const { qty, refs, transfer } = this;
    this.qty = undefined;
    if (!qty) return;
    this.header();
    const code = el(qty, 1).trim();
    const measure = this.measures[code];
    if (measure === 'ignore') {
      if (MEASURES[code] === undefined) return;
      return this.lines.unreadable('edi.left-out', this.context.partner!.leftOut(shownX12Quantity(code)), placeOf(qty, 1, this.context));
    }
    const unused = (why: string): void => this.lines.unreadable('x12.activity-not-used', why, placeOf(qty, 1, this.context));
    if (measure === undefined) return unused(`${shownX12Quantity(code)} is no number of sales or returns and was not used`);
    if (transfer === ADJUSTMENT) return unused('a transfer of type PA corrects a price or an earlier report, and was not used');
    const place = placeOf(qty, 2, this.context);
    if (refs.length === 0) {
      const detail = `${el(qty, 2)} were sold of an item that is not named`;
      return this.sink.issue({ code: 'x12.no-item', severity: 'error', detail, place });
    }
    const amount = decimal(el(qty, 2));
    if (amount === undefined) return this.sink.issue(badQuantity(el(qty, 2), `QTY of ${nameOf(refs)}`, place));
    this.lines.push({ refs, location: this.place.location, measure, quantity: { amount, unit: el(qty, 3).trim() }, place });
  }

  end(): void {
    this.close();
    this.header();
    this.lines.end();
    if (this.lines.count === 0) this.sink.issue(noLines('x12', this.context));
  }
}
