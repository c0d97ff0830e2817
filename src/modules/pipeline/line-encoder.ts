import type {
  Issue,
  ItemRef,
  LocationRef,
  Proposal,
  ProposalLine,
  SaidAsOf,
  ShipLine,
  ShipNotice,
  StockLine,
  StockReport,
  Stood,
} from '../../domain/canonical/vocabulary';
import type { PartnerAnswer } from '../../domain/acks/partner-answer';
import { showPlace } from '../../domain/canonical/place';
import type { ReadingSink } from '../../domain/formats/format';
import { gtinMeant } from '../../domain/items/gtin';
import { qualifiersFor } from '../../domain/items/identifiers';
import { type UnitList, unitMeant } from '../../domain/items/units';
import { jsonb } from '../../database/jsonb';
import type { DocumentTold, Told } from './told';
import { CALLED } from './stage.store';
import { Utf8Lines } from './utf8-lines';

type Names = Extract<Told, { tell: 'names' }>;

const UNSAFE = /[\\\t\n\r\0]/;
const escaped = (s: string): string =>
  UNSAFE.test(s)
    ? s.replace(/[\\\t\n\r\0]/g, (c) => (c === '\\' ? '\\\\' : c === '\t' ? '\\t' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : ''))
    : s;
const PART = '{"part":true}';
const json = (value: unknown): string => escaped(jsonb(value));
const arrayOf = (values: readonly string[]): string => `{${values.map((v) => `"${v.replace(/["\\]/g, '')}"`).join(',')}}`;

/** Numbers the distinct values of one kind, so that a line carries four small integers instead of its names. */
class Numbering {
  private readonly ids = new Map<string, number>();
  get size(): number {
    return this.ids.size;
  }
  of(key: string, fresh: (id: number) => void): number {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.ids.size + 1;
      this.ids.set(key, id);
      fresh(id);
    }
    return id;
  }
}

/**
 * Turns what a format pushes into COPY text of stage_line, and the names in it into short lists that are matched once each:
 * a report of 100,000 lines has a handful of locations and units, and each item is looked up once whatever its line count.
 * Names are told before the lines that bear them, so that lines can be matched while others are still being read.
 */
export class LineEncoder implements ReadingSink {
  private part = 0;
  private document = 0;
  private list: UnitList = 'own';
  private described: Omit<DocumentTold, 'tell' | 'document' | 'kind' | 'header' | 'about' | 'proposal'> | undefined;
  private n = 0;
  private refText: string[] = [];
  private headerAsOf = 0;
  private lastRefs: readonly ItemRef[] | undefined;
  private lastSet = 0;
  private readonly refJson: string[] = [''];
  private firstSet = 1; // of those that were not told yet
  private readonly sets = new Numbering();
  private readonly locationIds = new Numbering();
  private readonly unitIds = new Numbering();
  private readonly asOfIds = new Numbering();
  private locations: Names['locations'][number][] = [];
  private units: Names['units'][number][] = [];
  private asOfs: Names['asOfs'][number][] = [];
  private readonly issues: Extract<Told, { tell: 'issues' }>['issues'][number][] = [];

  private readonly lines = new Utf8Lines((copy) => {
    this.flushNames();
    this.tell({ tell: 'lines', copy }, [copy.buffer]);
  });

  constructor(private readonly tell: (told: Told, transfer?: ArrayBuffer[]) => void) {}

  beginPart(part: number): void {
    this.described = undefined;
    this.part = part;
    this.lastRefs = undefined;
    this.opened = false; // what is said from here on is of no earlier document
  }

  /** What follows until the next call belongs to this message; it becomes a document when the format says its header. */
  beginMessage(described: Omit<DocumentTold, 'tell' | 'document' | 'kind' | 'header'>): void {
    this.described = described;
    this.list = described.format.startsWith('x12-') ? 'x12' : described.format.startsWith('edifact-') ? 'edifact' : 'own';
    this.opened = false;
  }
  private opened = false;
  private readonly early: Issue[] = []; // said of a message before its header

  stockReport(header: Omit<StockReport, 'lines'>): void {
    this.open('stock_report', header);
    this.headerAsOf = this.asOf(header.asOf);
  }
  shipNotice(header: Omit<ShipNotice, 'lines'>): void {
    this.open('ship_notice', header);
    this.headerAsOf = this.asOf(header.shippedOn);
  }
  proposal(header: Proposal): void {
    this.open('proposal', null, header.order, header);
    this.headerAsOf = this.asOf(header.on);
  }
  /** A message that no format reads still becomes a document, so that people see that it came. */
  other(kind: DocumentTold['kind'], about?: string): void {
    this.open(kind, null, about);
  }
  private open(kind: DocumentTold['kind'], header: DocumentTold['header'], about?: string, proposal?: Proposal): void {
    if (!this.described) throw new Error('a format spoke before its message began');
    this.document += 1;
    this.n = 0;
    this.opened = true;
    const more = { ...(about ? { about } : {}), ...(proposal ? { proposal } : {}) };
    this.tell({ tell: 'document', document: this.document, kind, header, ...more, ...this.described });
    for (const issue of this.early.splice(0)) this.issue(issue);
  }

  answer(answer: PartnerAnswer): void {
    this.tell({ tell: 'answer', part: this.part, document: this.document, answer });
  }

  stockLines(batch: readonly StockLine[]): void {
    for (const line of batch) {
      this.line(
        line.refs,
        line.location,
        line.measure,
        line.quantity.amount,
        line.quantity.unit,
        line.quantity.sent,
        line.asOf,
        showPlace(line.place),
        line.part ? PART : line.lot === undefined ? '\\N' : json({ lot: line.lot }),
        line.stood,
      );
    }
  }
  shipLines(batch: readonly ShipLine[]): void {
    for (const line of batch) {
      const { order, orderLine, sscc, lot, holds } = line;
      const extra = json({ order, orderLine, sscc, lot, holds });
      this.line(
        line.refs,
        line.location,
        'shipped',
        line.quantity.amount,
        line.quantity.unit,
        line.quantity.sent,
        undefined,
        showPlace(line.place),
        extra,
        line.stood,
      );
    }
  }
  proposalLines(batch: readonly ProposalLine[]): void {
    for (const { refs, location, quantity, place, head, line, says, codes, due, price } of batch)
      this.line(
        ...([refs, location, 'proposed', quantity.amount, quantity.unit, quantity.sent, undefined] as const),
        showPlace(place),
        json({ head, line, says, codes, due, price }),
      );
  }
  /** Lines that were told before and keep their numbers: those that waited for a name. */
  retell(
    kind: 'stock_report' | 'ship_notice' | 'proposal',
    lines: readonly {
      readonly n: number;
      readonly refs: readonly ItemRef[];
      readonly location: LocationRef | null;
      readonly measure: string;
      readonly amount: string;
      readonly unit: string;
      readonly said: SaidAsOf;
    }[],
  ): void {
    this.open(kind, null);
    for (const l of lines) {
      this.n = l.n - 1;
      this.line(l.refs, l.location, l.measure, l.amount, l.unit, undefined, l.said, '', '\\N');
    }
  }
  issue(issue: Issue): void {
    if (this.described && !this.opened) return void this.early.push(issue);
    this.issues.push({ part: this.part, document: this.opened ? this.document : null, issue });
    if (this.issues.length >= 1000) this.flushIssues();
  }

  private line(
    refs: readonly ItemRef[],
    location: LocationRef | null,
    measure: string,
    amount: string,
    unit: string,
    sent: string | undefined,
    asOf: SaidAsOf | undefined,
    place: string,
    extra: string,
    stood?: Stood,
  ): void {
    const set = refs === this.lastRefs ? this.lastSet : this.setOf(refs);
    const at = asOf ? this.asOf(asOf) : this.headerAsOf;
    const made = stood === undefined ? '' : `,"stood":${json(stood)}`;
    const given = `{"refs":${this.refJson[set]},"quantity":"${amount}","uom":${json(sent ?? unit)}${made}}`;
    this.n += 1;
    this.lines.add(
      `${this.document}\t${this.n}\t${set}\t${this.locationOf(location)}\t${this.unitOf(unit)}\t${at}\t${measure}\t${amount}\t${escaped(place)}\t${given}\t${extra}\n`,
    );
  }

  private setOf(refs: readonly ItemRef[]): number {
    let key = `${this.part}`;
    for (const ref of refs) key += `\u001f${ref.scheme}\u001e${ref.sent ?? ''}\u001e${ref.qualifier}\u001e${ref.value}`;
    this.lastRefs = refs;
    this.lastSet = this.sets.of(key, (id) => {
      this.refJson.push(json(refs.map(({ qualifier, value, sent }) => ({ qualifier: sent ?? qualifier, value }))));
      for (const [i, ref] of refs.entries()) {
        const gtin = ref.scheme === 'gtin' ? (gtinMeant(ref.qualifier, ref.value) ?? '\\N') : '\\N';
        const value = escaped(ref.value);
        this.refText.push(
          `${id}\t${i}\t${this.part}\t${ref.scheme}\t${escaped(ref.qualifier)}\t${escaped(arrayOf(qualifiersFor(ref)))}\t${value}\t${gtin}\n`,
        );
      }
      const called = refs[0]?.called;
      if (called !== undefined) this.refText.push(`${id}\t${CALLED}\t${this.part}\tname\t\t{}\t${escaped(called)}\t\\N\n`);
      if (refs.length === 0) this.refText.push(`${id}\t-1\t${this.part}\tother\t\t{}\t\t\\N\n`);
    });
    return this.lastSet;
  }
  private locationOf(ref: LocationRef | null): number {
    const key = ref ? `${this.part}\u001f${ref.qualifier}\u001f${ref.value}` : `${this.part}`;
    return this.locationIds.of(key, (id) =>
      this.locations.push({ id, part: this.part, qualifier: ref?.qualifier ?? '', value: ref ? ref.value : null }),
    );
  }
  private unitOf(unit: string): number {
    return this.unitIds.of(`${this.part}\u001f${this.list}\u001f${unit}`, (id) =>
      this.units.push({ id, part: this.part, unit, meant: unitMeant(unit, this.list) }),
    );
  }
  private asOf(said: SaidAsOf): number {
    return this.asOfIds.of(JSON.stringify(said), (id) => this.asOfs.push({ id, said }));
  }

  private flushNames(): void {
    if (this.refText.length + this.locations.length + this.units.length + this.asOfs.length === 0) return;
    const refs = new TextEncoder().encode(this.refText.join(''));
    const { firstSet, locations, units, asOfs } = this;
    this.tell({ tell: 'names', firstSet, refs, locations, units, asOfs }, [refs.buffer]);
    this.firstSet = this.sets.size + 1;
    [this.refText, this.locations, this.units, this.asOfs] = [[], [], [], []];
  }
  private flushIssues(): void {
    if (this.issues.length > 0) this.tell({ tell: 'issues', issues: this.issues.splice(0) });
  }

  end(): void {
    this.lines.end();
    this.flushNames();
    this.flushIssues();
    this.tell({ tell: 'end' });
  }
}
