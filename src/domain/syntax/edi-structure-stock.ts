import { add, compare, type Fraction, parseDecimal, ZERO } from '../canonical/quantity';
import { at, said, type Shown } from './edi-segments';
import { clock, dateOf, day, idsOf, locationAt, partyOf, priceOf, referenceOf, totalsOf } from './edi-structure-parts';

interface Observation {
  readonly activity: string | null;
  readonly quantity: string;
  readonly uom?: string;
  readonly location?: object;
  readonly source: string;
}
interface Line {
  readonly head: object;
  readonly own: Observation[];
  readonly split: Observation[]; // SDQ below a LIN
  readonly totals: object[];
  readonly prices: object[];
  readonly dates: object[];
  located: boolean; // it names its own place
}
const REPORTING = ['RL', 'WH', 'ST', 'BY', 'SN', 'DC', 'SL', 'SF'];
const PAIRS = 22;

/** An 852 or 846 as it stands: every activity that was sent, whatever it means to a buyer. */
export function describeStock(type: string, segments: readonly Shown[], notes: Set<string>): object {
  return new Stock(type, notes).all(segments);
}

class Stock {
  private readonly lines: Line[] = [];
  private readonly parties: object[] = [];
  private readonly references: object[] = [];
  private readonly dates: object[] = [];
  private readonly orders: object[] = [];
  private head: object = {};
  private location: { rank: number; location: object } | null = null;
  private line: Line | null = null;
  private za: Shown | null = null;
  private shared = false; // by SDQ
  private totals: Shown | undefined;

  constructor(
    private readonly type: string,
    private readonly notes: Set<string>,
  ) {}

  all(segments: readonly Shown[]): object {
    for (const s of segments) this.segment(s);
    this.closeActivity();
    if (this.type === '846' && !segments.some((s) => s.tag === 'BIA')) this.notes.add('DET_MANDATORY_SEGMENT_MISSING:BIA');
    if (this.type === '852' && !segments.some((s) => s.tag === 'XQ')) this.notes.add('DET_MANDATORY_SEGMENT_MISSING:XQ');
    this.judge();
    return said({
      ...this.head,
      preassignedPurchaseOrders: this.orders,
      dates: this.dates,
      references: this.references,
      parties: this.parties,
      lines: this.lines.map((l) => ({
        ...l.head,
        observations: [...l.own, ...l.split],
        ...said({ declaredTotals: l.totals, prices: l.prices, dates: l.dates }),
      })),
      totals: totalsOf(this.totals),
    });
  }

  private segment(s: Shown): void {
    const { line } = this;
    switch (s.tag) {
      case 'XQ':
        this.head = { ...this.head, ...xq(s) };
        return;
      case 'BIA':
        this.head = { ...this.head, ...bia(s) };
        return;
      case 'CUR':
        if (!line) this.head = { ...this.head, currency: at(s, 2) };
        return;
      case 'XPO':
        this.orders.push(said({ from: at(s, 1), to: at(s, 2), location: at(s, 4) && locationAt(at(s, 3), at(s, 4)) }));
        return;
      case 'N9':
      case 'REF':
        if (!line) this.references.push(referenceOf(s));
        return;
      case 'DTM':
        if (!this.za) (line ? line.dates : this.dates).push(dateOf(s));
        return;
      case 'N1':
        return this.party(s);
      case 'LIN':
        return this.item(s);
      case 'CTP':
        line?.prices.push(priceOf(s));
        return;
      case 'ZA':
        this.closeActivity();
        this.za = s;
        return;
      case 'QTY':
        if (!this.za) this.observe(at(s, 1), at(s, 2), at(s, 3), this.type === '852' ? 'QTY@LIN' : 'QTY');
        return;
      case 'UIT':
        return this.unit(at(s, 1));
      case 'SDQ':
        return this.distribution(s);
      case 'CTT':
        this.totals = s;
        return;
    }
  }

  private item(s: Shown): void {
    this.closeActivity();
    const { lineNo, itemIds, shifted, halves } = idsOf(s);
    if (shifted) this.notes.add('DET_LIN_SHIFTED');
    if (halves > 0) this.notes.add('DET_QUALIFIER_WITHOUT_VALUE');
    this.line = { head: said({ lineNo, itemIds }), own: [], split: [], totals: [], prices: [], dates: [], located: false };
    this.lines.push(this.line);
  }

  /** In the heading the best role wins; in an 852 a later one switches what follows, in an 846 it belongs to its line. */
  private party(s: Shown): void {
    const rank = REPORTING.indexOf(at(s, 1));
    const location = locationAt(at(s, 3), at(s, 4));
    if (!this.line) {
      this.parties.push(partyOf(s));
      if (rank >= 0 && at(s, 4) !== '' && (!this.location || rank < this.location.rank)) this.location = { rank, location };
      return;
    }
    this.notes.add('DET_N1_INSIDE_DETAIL');
    if (rank < 0) return;
    if (this.type === '852') {
      this.closeActivity();
      this.location = at(s, 4) === '' ? null : { rank, location };
    } else if (at(s, 4) !== '' && !this.line.located) {
      this.line.located = true;
      for (const [i, o] of this.line.own.entries()) this.line.own[i] = { ...o, location };
    }
  }

  private unit(uom: string): void {
    const last = this.line?.own.at(-1);
    if (last && last.uom === undefined && uom !== '') this.line!.own[this.line!.own.length - 1] = { ...last, uom };
  }

  private distribution(s: Shown): void {
    const { line, za } = this;
    if (!line) return;
    if (za && !this.shared) {
      this.shared = true;
      if (at(za, 2) !== '')
        line.totals.push(said({ activity: at(za, 1), quantity: at(za, 2), uom: at(za, 3) || at(s, 1), source: 'ZA02' }));
    }
    for (let i = 3; i < PAIRS && i + 1 < s.elements.length; i += 2) {
      if (at(s, i) === '' || at(s, i + 1) === '') continue;
      const uom = at(s, 1) || at(za ?? undefined, 3);
      const one = { activity: za ? at(za, 1) : null, quantity: at(s, i + 1), ...(uom === '' ? {} : { uom }) };
      const source = za ? 'SDQ' : 'SDQ@LIN';
      (za ? line.own : line.split).push({ ...one, location: locationAt(at(s, 2), at(s, i)), source });
    }
  }

  private closeActivity(): void {
    const { za } = this;
    if (za && !this.shared) this.observe(at(za, 1), at(za, 2), at(za, 3), 'ZA');
    this.za = null;
    this.shared = false;
  }

  private observe(activity: string, quantity: string, uom: string, source: string): void {
    if (!this.line || quantity === '') return;
    const location = this.location ? { location: this.location.location } : {};
    this.line.own.push({ activity, quantity, ...(uom === '' ? {} : { uom }), ...location, source });
  }

  private judge(): void {
    for (const l of this.lines) {
      if (l.own.length === 0) this.notes.add('DET_LINE_WITHOUT_QUANTITY');
      const [only] = l.own;
      if (l.split.length > 0 && only && !same(sumOf(l.split), sumOf([only]))) this.notes.add('DET_QTY_SDQ_CONFLICT');
    }
    if (!this.totals) return;
    if (at(this.totals, 1) !== '' && at(this.totals, 1) !== String(this.lines.length)) this.notes.add('CTT_COUNT_MISMATCH');
    const hash = parseDecimal(at(this.totals, 2));
    if (hash && !same(hash, sumOf(this.lines.flatMap((l) => l.own)))) this.notes.add('CTT_HASH_MISMATCH');
  }
}

const same = (a: Fraction | undefined, b: Fraction | undefined): boolean => a !== undefined && b !== undefined && compare(a, b) === 0;
function sumOf(observations: readonly Observation[]): Fraction | undefined {
  let sum: Fraction | undefined = ZERO;
  for (const o of observations) {
    const amount = parseDecimal(o.quantity);
    sum = sum && amount ? add(sum, amount) : undefined;
  }
  return sum;
}

const xq = (s: Shown): object =>
  said({
    handlingCode: at(s, 1),
    reportDate: day(at(s, 2)),
    periodEnd: day(at(s, 3)),
    reportReference: at(s, 4),
    purpose: at(s, 5),
  });
const bia = (s: Shown): object =>
  said({
    purpose: at(s, 1),
    reportType: at(s, 2),
    reportReference: at(s, 3),
    reportDate: day(at(s, 4)),
    reportTime: clock(at(s, 5)),
    actionCode: at(s, 6),
  });
