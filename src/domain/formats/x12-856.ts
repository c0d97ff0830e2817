import type { ItemRef, LocationRef, SaidAsOf, Segment, ShipLine, ShipNotice } from '../canonical/vocabulary';
import type { Format, ReadContext, ReadingSink } from './format';
import { badQuantity, decimal, el, itemRefs, placeOf, saidOn } from './x12-common';

const PURPOSES: Readonly<Record<string, ShipNotice['purpose']>> = {
  '01': 'cancel',
  '03': 'cancel',
  '04': 'change',
  '05': 'replace',
  '07': 'duplicate',
};
const ETA = ['371', '017', '067'];
const TO = ['ST', 'BY'];

/** X12 856 Ship Notice (edi.md section 6): any tree of HL, whose level gives each segment its scope. */
export const x12856: Format = {
  key: 'x12-856',
  claims: (m) => m.syntax === 'x12' && m.type === '856',
  read(message, context, sink) {
    if (message.syntax !== 'x12') return;
    const reading = new Reading856(context, sink);
    for (const batch of message.segments) for (const segment of batch) reading.segment(segment);
    reading.end();
  },
};

interface Level {
  readonly parent: Level | null;
  refs: ItemRef[] | null;
  sn1: Segment | null;
  order: string | null;
  orderLine: string | null;
  to: { rank: number; location: LocationRef } | null;
  sscc: string | null;
  lot: string | null;
}
const level = (parent: Level | null): Level => ({
  parent,
  refs: null,
  sn1: null,
  order: null,
  orderLine: null,
  to: null,
  sscc: null,
  lot: null,
});

class Reading856 {
  private bsn: Segment | undefined;
  private shippedOn: SaidAsOf = { said: 'nothing' };
  private expected = new Map<string, SaidAsOf>();
  private readonly root = level(null);
  private readonly byId = new Map<string, Level>();
  private readonly levels: Level[] = [];
  private at = this.root;

  constructor(
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {}

  segment(s: Segment): void {
    switch (s.tag) {
      case 'BSN':
        this.bsn = s;
        return;
      case 'HL': {
        const next = level(
          this.byId.get(el(s, 2).trim()) ?? (this.levels.length > 0 && el(s, 2).trim() === '' ? this.guess(s) : this.root),
        );
        this.byId.set(el(s, 1).trim(), next);
        this.levels.push(next);
        this.codes.set(next, el(s, 3).trim());
        this.at = next;
        return;
      }
      case 'DTM':
        return this.date(s);
      case 'LIN':
        this.at.refs = itemRefs(s);
        this.at.lot ??= pair(s, 'LT');
        this.at.orderLine ??= pair(s, 'PL');
        this.at.order ??= pair(s, 'PO');
        return;
      case 'SN1':
        this.at.sn1 ??= s;
        return;
      case 'PRF':
        this.at.order = el(s, 1).trim() || null;
        this.at.orderLine ??= el(s, 6).trim() || null;
        return;
      case 'REF':
        if (el(s, 1) === 'LT') this.at.lot ??= el(s, 2).trim() || null;
        return;
      case 'N1': {
        const rank = TO.indexOf(el(s, 1).trim());
        if (rank >= 0 && el(s, 4).trim() !== '' && rank <= (this.at.to?.rank ?? TO.length))
          this.at.to = { rank, location: { qualifier: el(s, 3).trim(), value: el(s, 4).trim() } };
        return;
      }
      case 'MAN':
        this.at.sscc ??= sscc(s);
        return;
    }
  }
  private readonly codes = new Map<Level, string>();

  /** Without a parent's number: the nearest level above, by the order in which levels stand in a shipment. */
  private guess(s: Segment): Level {
    const rank = (code: string): number => 'SOTPI'.indexOf(code === 'Q' ? 'P' : code);
    const own = rank(el(s, 3).trim());
    return this.levels.findLast((l) => rank(this.codes.get(l) ?? '') < own) ?? this.root;
  }

  private date(s: Segment): void {
    const qualifier = el(s, 1).trim();
    if (qualifier !== '011' && !ETA.includes(qualifier)) return;
    const said = saidOn(el(s, 2), el(s, 3), el(s, 4));
    if (said.said === 'nothing' && el(s, 2).trim() !== '') {
      const place = placeOf(s, 2, this.context);
      this.sink.issue({
        code: 'x12.not-a-date',
        severity: 'warning',
        detail: `DTM ${qualifier} says ${JSON.stringify(el(s, 2))}, which is no date`,
        place,
      });
    }
    if (qualifier === '011') {
      if (this.shippedOn.said === 'nothing') this.shippedOn = said;
    } else if (!this.expected.has(qualifier)) this.expected.set(qualifier, said);
  }

  end(): void {
    const expectedOn = ETA.map((q) => this.expected.get(q)).find((said) => said && said.said !== 'nothing') ?? { said: 'nothing' };
    this.sink.shipNotice({
      kind: 'ship_notice',
      reference: this.bsn ? el(this.bsn, 2).trim() : '',
      purpose: PURPOSES[this.bsn ? el(this.bsn, 1).trim() : ''] ?? 'original',
      shippedOn: this.shippedOn,
      expectedOn,
    });
    if (!this.bsn || el(this.bsn, 2).trim() === '')
      this.sink.issue({
        code: 'x12.no-shipment-id',
        severity: 'error',
        detail: 'the notice does not name its shipment (BSN02)',
        place: { in: 'file' },
      });
    const lines: ShipLine[] = [];
    for (const l of this.levels) {
      const line = l.refs && l.sn1 ? this.line(l, l.refs, l.sn1) : undefined;
      if (line) lines.push(line);
    }
    if (lines.length > 0) this.sink.shipLines(lines);
  }

  /** What was shipped is what the item's own level says: levels below split it, and would count it twice. */
  private line(l: Level, refs: ItemRef[], sn1: Segment): ShipLine | undefined {
    const place = placeOf(sn1, 2, this.context);
    const amount = decimal(el(sn1, 2).trim());
    if (amount === undefined) {
      this.sink.issue(badQuantity(el(sn1, 2), `SN1 of ${refs[0]?.value ?? 'an item without a number'}`, place));
      return undefined;
    }
    const order = up(l, (x) => x.order);
    const orderLine = l.orderLine;
    const pallet = up(l, (x) => x.sscc);
    return {
      refs,
      location: up(l, (x) => x.to?.location ?? null),
      ...(order ? { order } : {}),
      ...(orderLine ? { orderLine } : {}),
      ...(pallet ? { sscc: pallet } : {}),
      ...(l.lot ? { lot: l.lot } : {}),
      quantity: { amount, unit: el(sn1, 3).trim() },
      place,
    };
  }
}

function up<T>(from: Level, of: (l: Level) => T | null): T | null {
  for (let l: Level | null = from; l; l = l.parent) {
    const value = of(l);
    if (value !== null) return value;
  }
  return null;
}

function pair(s: Segment, qualifier: string): string | null {
  for (let i = 2; i + 1 < s.elements.length; i += 2) if (el(s, i) === qualifier) return el(s, i + 1).trim() || null;
  return null;
}

/** GM carries the SSCC behind its application identifier 00, AA carries it bare. */
export function sscc(man: Segment): string | null {
  const value = el(man, 2).trim();
  if (el(man, 1) === 'GM' && /^00\d{18}$/.test(value)) return value.slice(2);
  return ['GM', 'AA'].includes(el(man, 1)) && /^\d{18}$/.test(value) ? value : null;
}
