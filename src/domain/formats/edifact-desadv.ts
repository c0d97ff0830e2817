import { codes } from '../canonical/codes';
import type { CompositeSegment, LocationRef, SaidAsOf, ShipLine, ShipNotice } from '../canonical/vocabulary';
import { shownQuantity } from '../syntax/dictionary';
import { dtmOf, ssccOf } from '../syntax/edifact-values';
import { badDate, badQuantity, checkTotal, decimal, itemRefs, locationOf, saidOn } from './edifact-common';
import { issuedAt, nameOf, placeOf, shippedBelowZero } from './edi-lines';
import { UnknownTags } from './edi-tags';
import type { Format, ReadContext, ReadingSink } from './format';
import type { Meaning } from '../mapping/edi-words';
import { Sum } from './x12-sum';

const PURPOSES: Readonly<Record<string, ShipNotice['purpose']>> = codes({
  '1': 'cancel', '3': 'cancel', '4': 'change', '5': 'replace', '7': 'duplicate', '31': 'duplicate',
}); // prettier-ignore
/** Original, added, confirmed, final; and nothing, as some programs write it. */
const ORIGINAL = new Set(['', '2', '6', '9', '47']);
const SHIPPED_ON = ['11'];
const EXPECTED_ON = ['132', '17'];
const WHERE_TO = ['DP', 'ST', 'CN', 'UD', 'BY'];
const SHIPPED = '12';
/** Ordered, back-ordered, free, per pack, received: said for comparison beside what was shipped. */
const BESIDES = new Set('11 15 17 21 46 47 48 52 59 61 66 83 113 119 124 131 145 163 192 193 194 45E'.split(' '));
const FULL = 1000;

/** EDIFACT DESADV (edi.md section 8.3): packs in a tree of CPS, lines below them. */
export const edifactDesadv: Format = {
  key: 'edifact-desadv',
  claims: (m) => m.syntax === 'edifact' && m.type === 'DESADV',
  read(message, context, sink) {
    if (message.syntax !== 'edifact') return;
    const reading = new ReadingDesadv(context, sink);
    const tags = new UnknownTags('edifact', context, sink);
    for (const batch of message.segments)
      for (const segment of batch) {
        tags.look(segment);
        reading.segment(segment);
      }
    reading.end();
  },
};

/** A CPS with the labels that its packs bear. */
interface Pack {
  readonly parent: Pack | null;
  readonly labels: string[];
}
/** A LIN with what was said below it. */
interface Line {
  readonly lin: CompositeSegment;
  readonly pias: CompositeSegment[];
  readonly own: CompositeSegment[]; // QTY before its packs are told apart
  readonly split: CompositeSegment[]; // QTY of each
  readonly labels: string[];
  readonly lots: string[];
  order: string;
  orderLine: string;
  packed: boolean;
}

class ReadingDesadv {
  private bgm: CompositeSegment | undefined;
  private told = false;
  private readonly dates = new Map<string, SaidAsOf>();
  private written: ReturnType<typeof dtmOf>;
  private readonly roles: readonly string[];
  private place: { rank: number; location: LocationRef | null };
  private readonly orders: string[] = [];
  private readonly packs = new Map<string, Pack>();
  private pack: Pack | null = null;
  private line: Line | null = null;
  private lines = 0;
  private readonly sum = new Sum();
  private batch: ShipLine[] = [];
  private before = '';
  private readonly unread = new Set<string>();

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.roles = context.partner?.parties ?? WHERE_TO;
    this.place = { rank: this.roles.length, location: null };
  }

  segment(s: CompositeSegment): void {
    const { line } = this;
    switch (s.tag) {
      case 'BGM':
        this.bgm = s;
        break;
      case 'DTM':
        if (!line && !this.pack && this.before !== 'RFF') this.date(s);
        break;
      case 'NAD':
        if (!line && !this.pack) this.party(s);
        break;
      case 'RFF':
        this.reference(s);
        break;
      case 'CPS':
        this.complete();
        this.pack = { parent: this.packs.get(s.at(2)) ?? null, labels: [] };
        this.packs.set(s.at(1), this.pack);
        break;
      case 'PCI':
        if (line) line.packed = true;
        break;
      case 'GIN':
        this.label(s);
        break;
      case 'LIN':
        this.complete();
        this.line = { lin: s, pias: [], own: [], split: [], labels: [], lots: [], order: '', orderLine: '', packed: false };
        break;
      case 'PIA':
        if (!line) break;
        line.pias.push(s);
        for (let e = 2; e <= 6; e++) if (s.at(e, 2) === 'NB') line.lots.push(s.at(e));
        break;
      case 'QTY':
        if (line) this.quantity(line, s);
        break;
      case 'CNT':
        this.complete();
        this.total(s);
    }
    this.before = s.tag;
  }

  private quantity(line: Line, s: CompositeSegment): void {
    const code = s.at(1);
    const { partner } = this.context;
    const settled = partner?.of('QTY', code);
    if (settled === 'shipped' || (settled === undefined && code === SHIPPED)) (line.packed ? line.split : line.own).push(s);
    else if (settled === undefined ? !BESIDES.has(code) : code === SHIPPED) this.unknown(s, settled);
  }

  private unknown(s: CompositeSegment, settled?: Meaning): void {
    const code = s.at(1);
    if (this.unread.has(code)) return;
    this.unread.add(code);
    if (settled !== undefined) {
      const detail = this.context.partner!.leftOut(shownQuantity(code));
      return this.sink.issue({ code: 'edi.left-out', severity: 'warning', detail, place: placeOf(s, 1, this.context) });
    }
    const detail = `${code === '' ? 'a QTY without a code' : shownQuantity(code)} is no number of a shipment and was not used`;
    this.sink.issue({ code: 'edifact.activity-not-used', severity: 'warning', detail, place: placeOf(s, 1, this.context) });
  }

  private date(s: CompositeSegment): void {
    const wrong = badDate(s, this.context);
    if (wrong) this.sink.issue(wrong);
    else this.dates.set(s.at(1), saidOn(s, this.context.partner?.dates.timezone));
    if (s.at(1) === '137') this.written ??= dtmOf(s);
  }
  private party(s: CompositeSegment): void {
    const rank = this.roles.indexOf(s.at(1));
    const location = locationOf(s);
    if (rank >= 0 && rank < this.place.rank && location) this.place = { rank, location };
  }
  private reference(s: CompositeSegment): void {
    const [qualifier, value] = [s.at(1), s.at(1, 2)];
    const { line } = this;
    if (!line) {
      if (qualifier === 'ON' && value !== '') this.orders.push(value);
    } else if (qualifier === 'ON') [line.order, line.orderLine] = [value, s.at(1, 3)];
    else if (qualifier === 'BT' && value !== '') line.lots.push(value);
  }
  private label(s: CompositeSegment): void {
    const sscc = ssccOf(s);
    if (s.at(1) === 'BX' && this.line) this.line.lots.push(s.at(2));
    if (sscc !== undefined) (this.line ?? this.pack)?.labels.push(sscc);
  }

  private get id(): string {
    return this.bgm?.at(2) ?? '';
  }
  /** A document code of small letters is none: somebody's test, or a template that was never filled in. */
  private get usable(): boolean {
    return this.id !== '' && /^[0-9A-Z]{1,3}$/.test(this.bgm!.at(1)) && !this.unclear;
  }
  /** Cancelled or new: with a function that nobody knows it could be either. */
  private get unclear(): boolean {
    const purpose = this.bgm?.at(3) ?? '';
    return PURPOSES[purpose] === undefined && !ORIGINAL.has(purpose);
  }

  private header(): void {
    if (this.told) return;
    this.told = true;
    const { bgm, dates } = this;
    const first = (qualifiers: readonly string[]): SaidAsOf =>
      qualifiers.map((q) => dates.get(q)).find((d) => d !== undefined) ?? { said: 'nothing' };
    const { shipped = SHIPPED_ON, expected = EXPECTED_ON } = this.context.partner?.dates ?? {};
    const [shippedOn, expectedOn] = [first(shipped), first(expected)];
    this.sink.shipNotice({
      kind: 'ship_notice',
      reference: this.id,
      purpose: PURPOSES[bgm?.at(3) ?? ''] ?? 'original',
      shippedOn,
      expectedOn,
      ...issuedAt(this.written?.date, this.written?.time),
    });
    const place = bgm ? placeOf(bgm, this.id === '' ? 2 : 1, this.context) : ({ in: 'file' } as const);
    if (this.id === '') {
      const detail = 'the notice does not name its shipment (BGM02), so that its lines were not used';
      this.sink.issue({ code: 'edifact.no-shipment-id', severity: 'error', detail, place });
    } else if (this.unclear) {
      const detail = `BGM03 says ${bgm!.at(3)}, which is no function of a despatch advice, so that its lines were not used`;
      this.sink.issue({ code: 'edifact.no-purpose', severity: 'error', detail, place: placeOf(bgm!, 3, this.context) });
    } else if (!this.usable) {
      const detail = `BGM says ${JSON.stringify(bgm!.at(1))}, which is no document code; its lines were not used`;
      this.sink.issue({ code: 'edifact.no-document-code', severity: 'error', detail, place });
    }
    if (shippedOn.said === 'date' && expectedOn.said === 'date' && shippedOn.date > expectedOn.date) {
      const detail = `it is expected on ${expectedOn.date}, before it is shipped on ${shippedOn.date}`;
      this.sink.issue({ code: 'edifact.dates-crossed', severity: 'warning', detail, place });
    }
  }

  /** What was shipped is what the line says; quantities of its single packs split it, and would count it twice. */
  private complete(): void {
    const { line } = this;
    this.line = null;
    if (!line) return;
    this.header();
    this.lines += 1;
    const refs = itemRefs(line.lin, line.pias, this.context.partner?.items);
    const said = line.own.length > 0 ? line.own.slice(0, 1) : line.split;
    if (refs.length === 0) {
      const detail = 'something was shipped that is not named';
      return this.sink.issue({ code: 'edifact.no-item', severity: 'error', detail, place: placeOf(line.lin, undefined, this.context) });
    }
    if (said.length === 0) return this.sink.issue(badQuantity('', `LIN of ${nameOf(refs)}`, placeOf(line.lin, undefined, this.context)));
    for (const qty of said) this.push(line, refs, qty);
  }

  private push(line: Line, refs: ShipLine['refs'], qty: CompositeSegment): void {
    const place = placeOf(qty, 1, this.context);
    const amount = decimal(qty.at(1, 2));
    this.sum.add(amount);
    if (amount === undefined) return this.sink.issue(badQuantity(qty.at(1, 2), `QTY of ${nameOf(refs)}`, place));
    const negative = shippedBelowZero('edifact', amount, `QTY of ${nameOf(refs)}`, place);
    if (negative) return this.sink.issue(negative);
    if (!this.usable) return;
    const order = line.order || only(this.orders);
    const sscc = only(line.labels) ?? this.nearestLabel();
    const lot = only(line.lots);
    this.batch.push({
      refs,
      location: this.place.location,
      ...(order ? { order } : {}),
      ...(line.orderLine ? { orderLine: line.orderLine } : {}),
      ...(sscc ? { sscc } : {}),
      ...(lot ? { lot } : {}),
      quantity: { amount, unit: qty.at(1, 3) },
      place,
    });
    if (this.batch.length >= FULL) this.flush();
  }

  private nearestLabel(): string | undefined {
    for (let p = this.pack; p; p = p.parent) if (p.labels.length > 0) return only(p.labels);
    return undefined;
  }

  private total(s: CompositeSegment): void {
    const [found, what] = s.at(1) === '2' ? [this.lines, 'lines'] : [this.sum.text(), 'pieces'];
    if (!['1', '2', '8'].includes(s.at(1))) return;
    const issue = checkTotal(s, found, what, this.context);
    if (issue) this.sink.issue(issue);
  }

  private flush(): void {
    if (this.batch.length > 0) this.sink.shipLines(this.batch);
    this.batch = [];
  }
  end(): void {
    this.complete();
    this.header();
    this.flush();
    if (this.lines > 0 || PURPOSES[this.bgm?.at(3) ?? ''] === 'cancel') return;
    const place = this.bgm ? placeOf(this.bgm, undefined, this.context) : ({ in: 'file' } as const);
    const detail = 'the notice names no item, so that nothing can be expected of it';
    this.sink.issue({ code: 'edifact.no-lines', severity: 'error', detail, place });
  }
}

const only = (values: readonly string[]): string | undefined => (new Set(values).size === 1 ? values[0] : undefined);
