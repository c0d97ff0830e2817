import type {
  Issue,
  LocationRef,
  Place,
  Quantity,
  SaidAsOf,
  ShipLine,
  ShipNotice,
  SourceMessage,
  StockLine,
  StockReport,
} from '../canonical/vocabulary';
import { EDI_DOCUMENTS } from '../mapping/edi-words';
import { placeOf } from './edi-lines';
import type { Format, ReadContext, ReadingSink } from './format';
import { Partner } from './partner';

type EdiMessage = Extract<SourceMessage, { syntax: 'x12' | 'edifact' }>;

/** Reads a document by the partner's mapping; without one, nothing of this is on its way. */
export function readBy(partner: Partner | undefined, format: Format, message: EdiMessage, context: ReadContext, sink: ReadingSink): void {
  if (!partner) return format.read(message, context, sink);
  const own = new PartnerSink(partner, sink);
  format.read(without(partner, message, context, own), { ...context, partner }, own);
  own.end();
}
export const isMapped = (format: string): boolean => (EDI_DOCUMENTS as readonly string[]).includes(format);

/** Segments that carry what is posted, or by which it is checked: that they are passed over is told. */
const CARRIES = new Set('ZA QTY SDQ SN1 SLN N1 NAD LOC DTM UIT PIA INV PRF REF RFF MAN GIN PCI PAC CTT CNT CDI QVR'.split(' '));

/** The message without the segments that the mapping passes over. */
function without(partner: Partner, message: EdiMessage, context: ReadContext, sink: PartnerSink): EdiMessage {
  const tags = new Set(partner.mapping.ignore_segments);
  if (tags.size === 0) return message;
  function* shown<
    S extends {
      readonly tag: string;
      readonly number: number;
      readonly elements: readonly string[];
      readonly bytes: readonly [number, number];
    },
  >(batches: Iterable<readonly S[]>): Generator<readonly S[]> {
    for (const batch of batches)
      yield batch.filter((s) => {
        if (!tags.has(s.tag)) return true;
        if (CARRIES.has(s.tag)) sink.passedOver(s.tag, placeOf(s, undefined, context));
        return false;
      });
  }
  return message.syntax === 'x12' ? { ...message, segments: shown(message.segments) } : { ...message, segments: shown(message.segments) };
}

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };
const OF_THE_STOCK = new Set(['on_hand', 'available']);

/** What the mapping says of whole reports and lines, put upon what a format has read. */
class PartnerSink implements ReadingSink {
  private readonly slack: number;
  private readonly location: LocationRef | null;
  private readonly passed = new Map<string, { count: number; place: Place }>();
  private lastUnit: string | undefined;
  private lastMeant: string | undefined;
  private twice = 0;
  private firstTwice: Issue | undefined;
  private item: StockLine['refs'] | undefined;
  private readonly balances = new Map<string, string>();

  constructor(
    private readonly partner: Partner,
    private readonly sink: ReadingSink,
  ) {
    const { dates, constants } = partner.mapping;
    const span = dates?.uncertainty;
    this.slack = span === undefined ? 0 : Number(span.slice(0, -1)) * MINUTES[span.slice(-1)]!;
    this.location = constants?.location === undefined ? null : { qualifier: '', value: constants.location };
  }

  passedOver(tag: string, place: Place): void {
    const known = this.passed.get(tag);
    if (known) known.count += 1;
    else this.passed.set(tag, { count: 1, place });
  }

  stockReport(header: Omit<StockReport, 'lines'>): void {
    const { coverage = header.coverage, supply_fact: supplyFact = header.supplyFact } = this.partner.mapping;
    this.sink.stockReport({ ...header, coverage, supplyFact, asOf: this.dated(header.asOf) });
  }
  stockLines(batch: readonly StockLine[]): void {
    this.sink.stockLines(
      batch.filter((l) => !this.saidTwice(l)).map((l) => (l.asOf ? { ...this.placed(l), asOf: this.dated(l.asOf) } : this.placed(l))),
    );
  }
  shipNotice(header: Omit<ShipNotice, 'lines'>): void {
    this.sink.shipNotice(header);
  }
  shipLines(batch: readonly ShipLine[]): void {
    this.sink.shipLines(batch.map((l) => this.placed(l)));
  }
  proposal(...args: Parameters<ReadingSink['proposal']>): void {
    this.sink.proposal(...args);
  }
  proposalLines(...args: Parameters<ReadingSink['proposalLines']>): void {
    this.sink.proposalLines(...args);
  }
  other(...args: Parameters<ReadingSink['other']>): void {
    this.sink.other(...args);
  }
  issue(issue: Issue): void {
    this.sink.issue(issue);
  }
  answer(...args: Parameters<ReadingSink['answer']>): void {
    this.sink.answer(...args);
  }

  end(): void {
    for (const [tag, { count, place }] of this.passed) {
      const times = count === 1 ? 'one' : String(count);
      const detail = this.partner.leftOut(`${tag} carries what a document says; ${times} of them`);
      this.sink.issue({ code: 'edi.left-out', severity: 'warning', detail, place, value: tag });
    }
    if (this.firstTwice)
      this.sink.issue(
        this.twice === 1 ? this.firstTwice : { ...this.firstTwice, detail: `${this.firstTwice.detail} (${this.twice} times)` },
      );
  }

  private dated(said: SaidAsOf): SaidAsOf {
    return this.slack === 0 || said.said === 'nothing' ? said : { ...said, slack: this.slack };
  }

  private placed<L extends { readonly location: LocationRef | null; readonly quantity: Quantity }>(line: L): L {
    const { unit, amount } = line.quantity;
    const meant = this.meantBy(unit);
    const location = line.location ?? this.location;
    if (meant === undefined && location === line.location) return line;
    const quantity = meant === undefined ? line.quantity : { amount, unit: meant, sent: unit };
    return Object.assign({}, line, { location, quantity });
  }

  /** The same unit stands in nearly every line. */
  private meantBy(unit: string): string | undefined {
    if (unit !== this.lastUnit) {
      this.lastUnit = unit;
      this.lastMeant = unit === '' ? this.partner.mapping.constants?.uom : this.partner.units[unit.toUpperCase()];
    }
    return this.lastMeant;
  }

  /** Two codes that a mapping makes one, with the same number under either: it is one stock, and not two that add up. Different ones are doubted later. */
  private saidTwice(line: StockLine): boolean {
    if (line.part || !OF_THE_STOCK.has(line.measure) || this.partner.mapping.strictness?.balances_twice === 'sum') return false;
    if (line.refs !== this.item) {
      this.item = line.refs;
      this.balances.clear();
    }
    const { location, quantity, measure, asOf } = line;
    const at = asOf === undefined ? '' : JSON.stringify(asOf);
    const key = `${measure}\u001f${location?.qualifier}\u001f${location?.value}\u001f${quantity.unit}\u001f${at}`;
    const before = this.balances.get(key);
    if (before === undefined) this.balances.set(key, quantity.amount);
    if (before !== quantity.amount) return false;
    const detail = `${measure.replace(/_/g, ' ')} is said twice with the same number by codes that the mapping ${this.partner.mapping.name} makes one; it counts once`;
    this.firstTwice ??= { code: 'edi.said-twice', severity: 'warning', detail, place: line.place };
    this.twice += 1;
    return true;
  }
}
