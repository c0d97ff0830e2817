import { codes } from '../canonical/codes';
import type { Issue, LocationRef, SaidAsOf, Segment, ShipLine, ShipNotice } from '../canonical/vocabulary';
import { el, isoDate, isoTime, lineIds, sscc, trimmed } from '../syntax/x12-values';
import type { ReadContext, ReadingSink } from './format';
import type { Partner } from './partner';
import { gluedToCode } from '../syntax/x12-fusions';
import { fused, gluedUnit, issuedAt, nameOf, placeOf, shippedBelowZero } from './edi-lines';
import { badDate, badQuantity, checkCount, decimal, idAmong, locationOf, refsAmong, saidOn, x12Format } from './x12-common';
import { type Level, Levels, levelOf } from './x12-levels';
import { Sum } from './x12-sum';

/** What a notice does to an earlier one of the same number; sending again (15) and reissuing (18) replace it. */
const PURPOSES: Readonly<Record<string, ShipNotice['purpose']>> = codes({
  '01': 'cancel', '03': 'cancel', '04': 'change', '05': 'replace', '07': 'duplicate', '15': 'replace', '18': 'replace',
}); // prettier-ignore
/** Original, added, confirmed, sent ahead; and nothing, as some programs write it. */
const ORIGINAL = new Set(['', '00', '02', '06', '14']);
/** Where goods arrive, the best first. */
const WHERE_TO = ['ST', 'BY'];
const SHIPPED = ['011', '370'];
const EXPECTED = ['371', '017', '067'];
const STANDARD: Partner['dates'] = {};
const LONGEST_ID = 30;
const FULL = 1000;

/** X12 856 Ship Notice (edi.md section 6): any tree of HL, whose level gives each segment its scope. */
export const x12856 = x12Format('856', (context, sink) => new Reading856(context, sink));

type Open<T> = { -readonly [K in keyof T]: T[K] };
interface Dated {
  readonly said: SaidAsOf;
  readonly rank: number;
}

class Reading856 {
  private bsn: Segment | undefined;
  private told = false;
  private shipped: Dated | undefined;
  private expected: Dated | undefined;
  private readonly levels = new Levels();
  private at = this.levels.root;
  private item: Level | null = null; // whose lines are complete when a level comes that is not below it
  private called = ''; // the open item, in words
  private holds = ''; // units in one pack of it
  private items = 0;
  private readonly sum = new Sum();
  private batch: ShipLine[] = [];
  private held = false;

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {}

  segment(s: Segment): void {
    const { at } = this;
    switch (s.tag) {
      case 'BSN':
        this.bsn = s;
        return;
      case 'HL':
        return this.level(s);
      case 'DTM':
        return this.date(s);
      case 'LIN':
        return this.line(s);
      case 'SN1':
        at.sn1 ??= s;
        return;
      case 'PRF':
        at.order = trimmed(s, 1) || null;
        at.orderLine ??= trimmed(s, 5) || null;
        return;
      case 'REF':
        return this.reference(s);
      case 'N1':
        return this.party(s);
      case 'PID':
        if (this.item === at && this.called === '') this.called = trimmed(s, 5);
        return;
      case 'PO4':
        if (this.item === at) this.holds = trimmed(s, 1);
        return;
      case 'MAN':
        at.sscc ??= sscc(s) ?? null;
        return;
      case 'CTT':
        return this.totals(s);
    }
  }
  private say(issue: Parameters<ReadingSink['issue']>[0] | undefined): void {
    if (issue) this.sink.issue(issue);
  }

  private level(s: Segment): void {
    const glued = gluedToCode(trimmed(s, 3));
    if (glued !== undefined) this.hold(fused(`the level ${trimmed(s, 3)}`, glued, placeOf(s, 3, this.context)));
    const next = this.levels.open(trimmed(s, 1), trimmed(s, 2), trimmed(s, 3), this.item);
    if (this.levels.orphan) this.say(this.noParent(s));
    this.leave(next);
    this.at = next;
  }

  /** What is left behind: an item is complete, unless the new level splits it; a pack or a lot hands over what it is. */
  private leave(next: Level | null): void {
    const { at, item } = this;
    if (item && at !== item) {
      if (at.sscc !== null) (item.packs ??= []).push(at.sscc);
      for (const lot of at.lots ?? []) addLot(item, lot);
    }
    if (!item && at.sn1 && at.lin === null && next?.parent !== at) this.withoutItem(at.sn1);
    if (item && next?.within !== item) {
      this.complete(item);
      item.lin = item.sn1 = null; // levels may be remembered to the end, and segments hold the stretch of the file that they stand in
      this.levels.forget(item);
      this.item = null;
    }
  }

  private line(s: Segment): void {
    const { ids, glued } = lineIds(s);
    if (glued !== undefined) this.hold(fused('LIN', glued, placeOf(s, undefined, this.context)));
    const refs = refsAmong(ids, this.context.partner?.items);
    const lot = ids.length === refs.length && !this.context.partner?.items ? undefined : (idAmong(ids, 'LT') ?? idAmong(ids, 'B8'));
    if (this.item && this.item === this.at && refs.length > 0) {
      const sibling = levelOf(this.at.parent, this.at.code); // several items under one HL
      this.leave(null);
      this.at = sibling;
    }
    const { at } = this;
    if (lot !== undefined) addLot(at, lot);
    if (ids.length > refs.length) {
      at.orderLine ??= idAmong(ids, 'PL') ?? null;
      at.order ??= idAmong(ids, 'PO') ?? null;
    }
    at.lin ??= s;
    if (refs.length === 0 || this.item) return; // a lot, or what splits or makes up the item above: its numbers are that one's
    at.refs = refs;
    this.item = at;
    this.called = this.holds = '';
  }

  private reference(s: Segment): void {
    const value = trimmed(s, 2);
    if (value === '') return;
    const qualifier = trimmed(s, 1);
    if (qualifier === 'LT') addLot(this.at, value);
    else if (qualifier === 'PO') this.at.order ??= value;
  }

  private party(s: Segment): void {
    const role = trimmed(s, 1);
    const [first, ...others] = this.context.partner?.parties ?? WHERE_TO;
    if (role === first) this.at.shipTo ??= locationOf(s);
    else if (others.includes(role)) this.at.buyer ??= locationOf(s);
  }

  /** Dates of the whole shipment; those of a single order or item speak only where the shipment says none. */
  private date(s: Segment): void {
    const qualifier = trimmed(s, 1);
    const { shipped = SHIPPED, expected = EXPECTED, timezone } = this.context.partner?.dates ?? STANDARD;
    const ship = shipped.indexOf(qualifier);
    const eta = expected.indexOf(qualifier);
    if (ship < 0 && eta < 0) return;
    this.say(badDate(s, 2, this.context));
    const said = saidOn(el(s, 2), el(s, 3), el(s, 4), timezone);
    if (said.said === 'nothing') return;
    const below = this.at.code === '' || this.at.code === 'S' ? 0 : 10;
    if (ship >= 0 && (!this.shipped || below + ship < this.shipped.rank)) this.shipped = { said, rank: below + ship };
    if (eta >= 0 && (!this.expected || below + eta < this.expected.rank)) this.expected = { said, rank: below + eta };
  }

  /** Nothing of the notice counts, where there is a reason for that. */
  private hold(why: Issue | undefined): void {
    this.say(why);
    if (!why) return;
    this.held = true;
    this.batch = [];
  }

  private noParent(s: Segment): Issue {
    const detail = `HL ${trimmed(s, 1)} is said to lie in HL ${trimmed(s, 2)}, which does not come before it; it was put below the nearest level above`;
    return { code: 'x12.no-such-level', severity: 'warning', detail, place: placeOf(s, 2, this.context) };
  }

  /** Cancelled or new: with a purpose that nobody knows it could be either. */
  private get unclear(): boolean {
    const purpose = this.bsn ? trimmed(this.bsn, 1) : '';
    return PURPOSES[purpose] === undefined && !ORIGINAL.has(purpose);
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const { bsn } = this;
    this.sink.shipNotice({
      kind: 'ship_notice',
      reference: this.id,
      purpose: PURPOSES[bsn ? trimmed(bsn, 1) : ''] ?? 'original',
      shippedOn: this.shipped?.said ?? { said: 'nothing' },
      expectedOn: this.expected?.said ?? { said: 'nothing' },
      ...(bsn ? issuedAt(isoDate(el(bsn, 3)), isoTime(el(bsn, 4))) : {}),
    });
    const place = bsn ? placeOf(bsn, 2, this.context) : ({ in: 'file' } as const);
    if (this.id === '') {
      const detail = 'the notice does not name its shipment (BSN02), so that its lines were not used';
      this.sink.issue({ code: 'x12.no-shipment-id', severity: 'error', detail, place });
    } else if (this.unclear) {
      const detail = `BSN01 says ${trimmed(bsn!, 1)}, which is no purpose of a ship notice, so that its lines were not used`;
      this.sink.issue({ code: 'x12.no-purpose', severity: 'error', detail, place: placeOf(bsn!, 1, this.context) });
    } else if (this.id.length > LONGEST_ID) {
      const detail = `the shipment number has ${this.id.length} characters, ${LONGEST_ID} are allowed`;
      this.sink.issue({ code: 'x12.too-long', severity: 'warning', detail, place });
    }
  }
  private get id(): string {
    return this.bsn ? trimmed(this.bsn, 2) : '';
  }

  /** What was shipped is what the item's own level says: levels below split it, and would count it twice. */
  private complete(l: Level): void {
    this.header();
    this.items += 1;
    const at = l.sn1 ?? l.lin!;
    const amount = l.sn1 ? decimal(el(l.sn1, 2)) : undefined;
    const place = placeOf(at, l.sn1 ? 2 : undefined, this.context);
    this.sum.add(amount);
    if (amount === undefined) return this.sink.issue(badQuantity(l.sn1 ? el(l.sn1, 2) : '', `${at.tag} of ${nameOf(l.refs)}`, place));
    const quantity = { amount, unit: trimmed(l.sn1!, 3) };
    this.hold(gluedUnit({ quantity, place }));
    const negative = shippedBelowZero('x12', amount, `SN1 of ${nameOf(l.refs)}`, place);
    if (negative) return this.sink.issue(negative);
    if (this.id === '' || this.unclear || this.held) return;
    const order = l.order ?? l.above.order;
    const pack = l.sscc ?? l.above.sscc ?? only(l.packs);
    const lot = only(l.lots);
    const refs = this.called === '' ? l.refs : l.refs.map((r, i) => (i === 0 ? { ...r, called: this.called } : r));
    const line: Open<ShipLine> = { refs, location: whereTo(l), quantity, place };
    if (order) line.order = order;
    if (l.orderLine) line.orderLine = l.orderLine;
    if (pack) line.sscc = pack;
    if (lot) line.lot = lot;
    if (this.holds !== '') line.holds = this.holds;
    if (this.batch.push(line) >= FULL) this.flush();
  }
  private withoutItem(sn1: Segment): void {
    const detail = `${el(sn1, 2)} were shipped of an item that is not named`;
    this.sink.issue({ code: 'x12.no-item', severity: 'error', detail, place: placeOf(sn1, undefined, this.context) });
  }

  /** CTT01 counts levels by the standard and items by many senders; CTT02 is the sum of what was shipped. */
  private totals(s: Segment): void {
    this.leave(null);
    this.at = this.levels.root;
    this.say(checkCount(s, [this.levels.count, this.items], 'levels', this.context));
    const total = decimal(el(s, 2));
    if (total === undefined || this.sum.is(total)) return;
    const detail = `CTT adds ${total} up, the lines ${this.sum.text()}`;
    this.sink.issue({ code: 'x12.hash-total', severity: 'warning', detail, place: placeOf(s, 2, this.context), value: total });
  }

  private flush(): void {
    if (this.batch.length > 0) this.sink.shipLines(this.batch);
    this.batch = [];
  }
  end(): void {
    this.leave(null);
    this.header();
    this.flush();
    if (this.items > 0 || PURPOSES[this.bsn ? trimmed(this.bsn, 1) : ''] === 'cancel') return;
    const place = this.bsn ? placeOf(this.bsn, undefined, this.context) : ({ in: 'file' } as const);
    this.sink.issue({
      code: 'x12.no-lines',
      severity: 'error',
      detail: 'the notice names no item, so that nothing can be expected of it',
      place,
    });
  }
}

/** Goods arrive where they are shipped to; the store that they are meant for is only known in place of that. */
const whereTo = (l: Level): LocationRef | null => l.shipTo ?? l.above.shipTo ?? l.buyer ?? l.above.buyer;
const only = (values: readonly string[] | null): string | undefined => (values?.every((v) => v === values[0]) ? values[0] : undefined);
const addLot = (l: Level, lot: string): void => void (l.lots ??= []).push(lot);
