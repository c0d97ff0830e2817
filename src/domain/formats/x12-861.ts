import type { ItemRef, LocationRef, SaidAsOf, Segment } from '../canonical/vocabulary';
import { el } from '../syntax/x12-values';
import { gluedUnit, nameOf, noLines, placeOf, StockLines } from './edi-lines';
import type { ReadContext, ReadingSink } from './format';
import { badDate, badQuantity, checkCount, decimal, itemRefs, locationOf, purposeTakesBack, saidOn, x12Format } from './x12-common';

const PLACES = ['ST', 'WH', 'RC', 'BY'];
const RECEIVED_ON = ['050'];
const GOOD = new Set(['07', '14', '']);

/** X12 861 Receiving Advice (edi.md section 7): what was received and sent back. The LIN stands behind its RCD. */
export const x12861 = x12Format('861', (context, sink) => new Reading861(context, sink));

class Reading861 {
  private readonly lines: StockLines;
  private bra: Segment | undefined;
  private asOf: SaidAsOf = { said: 'nothing' };
  private readonly roles: readonly string[];
  private place: { rank: number; location: LocationRef | null };
  private readonly receivedOn: readonly string[];
  private dateRank: number;
  private rcd: Segment | undefined;
  private refs: ItemRef[] = [];
  private told = false;
  private items = 0;

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.lines = new StockLines(sink, gluedUnit);
    this.roles = context.partner?.parties ?? PLACES;
    this.place = { rank: this.roles.length, location: null };
    this.receivedOn = context.partner?.dates.as_of ?? RECEIVED_ON;
    this.dateRank = this.receivedOn.length;
  }

  segment(s: Segment): void {
    switch (s.tag) {
      case 'BRA':
        this.bra = s;
        if (this.asOf.said === 'nothing') this.asOf = saidOn(el(s, 2));
        return this.lines.withdraw(purposeTakesBack(s, 3, this.context));
      case 'DTM': {
        const rank = this.receivedOn.indexOf(el(s, 1).trim());
        if (this.rcd || rank < 0 || rank > this.dateRank) return;
        this.dateRank = rank;
        const wrong = badDate(s, 2, this.context);
        if (wrong) this.sink.issue(wrong);
        this.asOf = saidOn(el(s, 2), el(s, 3), el(s, 4), this.context.partner?.dates.timezone); // one that is no date is not that of the report either
        return;
      }
      case 'N1': {
        const rank = this.roles.indexOf(el(s, 1).trim());
        if (!this.rcd && rank >= 0 && rank < this.place.rank) this.place = { rank, location: locationOf(s) };
        return;
      }
      case 'RCD':
        this.close();
        this.items += 1;
        [this.rcd, this.refs] = [s, []];
        return;
      case 'LIN':
        if (this.rcd && this.refs.length === 0) this.refs = itemRefs(s, this.context.partner?.items);
        return;
      case 'CTT': {
        this.close();
        const issue = checkCount(s, [this.items], 'lines', this.context);
        if (issue) this.sink.issue(issue);
      }
    }
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const reference = this.bra ? el(this.bra, 1).trim() : '';
    this.sink.stockReport({ kind: 'stock_report', reference, asOf: this.asOf, coverage: 'delta', supplyFact: false });
  }

  private close(): void {
    const { rcd, refs } = this;
    this.rcd = undefined;
    if (!rcd) return;
    this.header();
    if (refs.length === 0) {
      const detail = 'something was received that is not named';
      return this.sink.issue({ code: 'x12.no-item', severity: 'error', detail, place: placeOf(rcd, undefined, this.context) });
    }
    if (el(rcd, 2).trim() !== '' || el(rcd, 4).trim() === '') this.line(rcd, 2, 'received');
    if (el(rcd, 4).trim() !== '') this.line(rcd, 4, 'returned');
    for (let i = 8; i < rcd.elements.length; i += 3)
      if (!GOOD.has(el(rcd, i).trim()))
        this.lines.unreadable(
          'x12.in-question',
          `a part of ${nameOf(refs)} is in question (condition ${el(rcd, i)})`,
          placeOf(rcd, i, this.context),
        );
  }

  private line(rcd: Segment, element: number, measure: 'received' | 'returned'): void {
    const { refs, place: at } = this;
    const amount = decimal(el(rcd, element));
    const place = placeOf(rcd, element, this.context);
    if (amount === undefined) return this.sink.issue(badQuantity(el(rcd, element), `RCD of ${nameOf(refs)}`, place));
    this.lines.push({ refs, location: at.location, measure, quantity: { amount, unit: el(rcd, element + 1).trim() }, place });
  }

  end(): void {
    this.close();
    this.header();
    this.lines.end();
    if (this.lines.count === 0) this.sink.issue(noLines('x12', this.context));
  }
}
