import type { Issue, ItemRef, LocationRef, Proposal, ProposalLine, Segment } from '../canonical/vocabulary';
import { el, isoDate, type ItemId } from '../syntax/x12-values';
import { gluedUnit, nameOf, placeOf } from './edi-lines';
import type { ReadContext, ReadingSink } from './format';
import { badQuantity, checkCount, decimal, locationOf, refsAmong, saidOn, x12Format } from './x12-common';

const PLACES = ['ST', 'WH', 'BY'];
const DUE = new Set(['002', '067', '068', '069', '017', '010', '011']);

/** X12 855: what a supplier proposes to ship, or answers to an order, line by line (edi.md section 7). Nothing of it is stock. */
export const x12855 = x12Format('855', (context, sink) => new Reading855(context, sink));

type Draft = Omit<ProposalLine, 'refs' | 'location' | 'head' | 'line' | 'codes' | 'price'>;

/** From PO106 on; its first five elements are number, quantity, unit and price. */
function idsOf(po1: Segment): ItemId[] {
  const ids: ItemId[] = [];
  for (let i = 6; i + 1 < po1.elements.length; i += 2) {
    const [qualifier, value] = [el(po1, i).trim(), el(po1, i + 1).trim()];
    if (qualifier !== '' && value !== '') ids.push({ qualifier, value, element: i + 1 });
  }
  return ids;
}

class Reading855 {
  private header: Proposal | undefined;
  private place: { rank: number; location: LocationRef | null } = { rank: PLACES.length, location: null };
  private due: string | undefined; // of all lines
  private po1: Segment | undefined;
  private own: { location: LocationRef | null; due: string | undefined } = { location: null, due: undefined };
  private refs: ItemRef[] = [];
  private parts: Draft[] = [];
  private codes: string[] = [];
  private items = 0;

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {}

  segment(s: Segment): void {
    switch (s.tag) {
      case 'BAK': {
        if (this.header) return;
        const [purpose, answers, order] = [el(s, 1).trim(), el(s, 2).trim(), el(s, 3).trim()];
        this.header = { purpose, answers, order, on: saidOn(el(s, 4)) };
        return this.sink.proposal(this.header);
      }
      case 'DTM': {
        const day = DUE.has(el(s, 1).trim()) ? isoDate(el(s, 2)) : undefined;
        if (this.po1) this.own.due ??= day;
        else this.due ??= day;
        return;
      }
      case 'N1': {
        const rank = PLACES.indexOf(el(s, 1).trim());
        if (rank < 0) return;
        if (this.po1) this.own.location ??= locationOf(s);
        else if (rank < this.place.rank) this.place = { rank, location: locationOf(s) };
        return;
      }
      case 'PO1':
        this.close();
        this.items += 1;
        this.po1 = s;
        this.own = { location: null, due: undefined };
        [this.refs, this.parts, this.codes] = [refsAmong(idsOf(s)), [], []];
        return;
      case 'ACK':
        return this.part(s, { says: el(s, 1).trim() || 'ACK', quantity: 2, date: 5 });
      case 'SCH':
        return this.part(s, { says: 'SCH', quantity: 1, date: 6 });
      case 'CTT': {
        this.close();
        const issue = checkCount(s, [this.items], 'lines', this.context);
        if (issue) this.sink.issue(issue);
      }
    }
  }

  /** An answer to the line, or a part of it on a day of its own. An answer without a quantity is one all the same; it says none. */
  private part(s: Segment, at: { says: string; quantity: number; date: number }): void {
    if (!this.po1) return;
    const place = placeOf(s, at.quantity, this.context);
    const amount = decimal(el(s, at.quantity));
    if (at.says !== 'SCH') this.codes.push(at.says);
    if (amount === undefined) {
      if (el(s, at.quantity).trim() !== '' || at.says === 'SCH') this.issue(badQuantity(el(s, at.quantity), `${s.tag} of ${nameOf(this.refs)}`, place)); // prettier-ignore
      return;
    }
    const due = isoDate(el(s, at.date));
    const unit = el(s, at.quantity + 1).trim() || el(this.po1, 3).trim();
    this.parts.push({ says: at.says, quantity: { amount, unit }, place, ...(due === undefined ? {} : { due }) });
  }

  private issue(issue: Issue): void {
    this.sink.issue(issue);
  }

  private close(): void {
    const { po1, refs, parts, codes } = this;
    this.po1 = undefined;
    if (!po1 || !this.header) return;
    const place = placeOf(po1, 2, this.context);
    if (refs.length === 0) {
      const detail = 'a line names no item, so that nobody can say what is proposed';
      return this.issue({ code: 'x12.no-item', severity: 'error', detail, place: placeOf(po1, undefined, this.context) });
    }
    const amount = decimal(el(po1, 2));
    const price = decimal(el(po1, 4));
    const due = this.own.due ?? this.due;
    const line = el(po1, 1).trim() || String(this.items);
    const shared = { refs, location: this.own.location ?? this.place.location, head: this.items, line };
    const lines: ProposalLine[] = parts.map((p) => ({ ...p, ...shared }));
    if (amount === undefined) this.issue(badQuantity(el(po1, 2), `PO1 of ${nameOf(refs)}`, place));
    else
      lines.unshift({
        ...{ ...shared, says: '', codes, quantity: { amount, unit: el(po1, 3).trim() }, place },
        ...(due === undefined ? {} : { due }),
        ...(price === undefined ? {} : { price }),
      });
    const glued = lines.map((l) => gluedUnit(l)).find((i) => i !== undefined);
    if (glued) return this.issue(glued);
    if (lines.length > 0) this.sink.proposalLines(lines);
  }

  end(): void {
    this.close();
    if (this.header) return;
    this.sink.proposal({ purpose: '', answers: '', order: '', on: { said: 'nothing' } });
    this.issue({ code: 'x12.no-header', severity: 'error', detail: 'it has no BAK, so that nobody can say what it answers' , place: this.context.within ? { in: 'file', within: this.context.within } : { in: 'file' } }); // prettier-ignore
  }
}
