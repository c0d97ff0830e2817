import { absolute, add, compare as order, type Fraction, subtract } from '../canonical/quantity';
import type { Terms } from '../items/terms';
import { bookOptions, toleranceAt } from '../ledger/compare';
import { type Band, Book, distance } from '../ledger/book';
import type { CountFact, MovementFact } from '../rules/pair-view';
import { bookLine, type Turn } from './book-line';
import type { CountSaid, DocumentPlace, ExceptionLife, FeedRow, MovementSaid, NoticeSaid, ReportSaid } from './facts';

const DAY = 86_400_000;

/** What happened, in our book, in a report, on the road, or at the desk. */
export interface LedgerRow {
  readonly id: string;
  readonly at: number;
  readonly kind: string; // count, report, notice, opened, closed, or that of the movement
  readonly name: string | null; // of the shipment, or the type of the exception
  readonly quantity: Fraction | null; // what it did to our book; of a notice what is on the road
  readonly stands: number; // for so many rows of the feed
  readonly ours: Fraction | null;
  readonly theirs: Fraction | null;
  readonly carried: boolean; // theirs is of an earlier report
  readonly gap: Fraction | null; // theirs less ours; of a report the way to the nearest edge of what ours can have been
  readonly band: Band | null; // of a report: the least and the greatest that ours can have been within its as-of
  readonly agrees: boolean | null; // of a report: within the tolerance; null where it cannot be told
  readonly tolerance: Fraction | null;
  readonly why: string | null; // there is no gap to tell
  readonly receivedAt: number | null;
  readonly late: boolean; // it came more than a day after its as-of
  readonly superseded: boolean; // another report of the same as-of came after it
  readonly said: string | null; // as-of as it was written
  readonly sent: string | null;
  readonly source: DocumentPlace | null;
  readonly feed: FeedRow | null;
  readonly exception: string | null;
}

export interface TimelineFacts {
  readonly counts: readonly CountSaid[];
  readonly movements: readonly MovementSaid[];
  readonly reports: readonly ReportSaid[];
  readonly notices: readonly NoticeSaid[];
  readonly exceptions: readonly ExceptionLife[];
  readonly watermark: number | null;
  readonly terms: Terms | null; // as they hold now: which stock is meant, and by which instants
  readonly termsAt: (at: number) => { readonly terms: Terms | null; readonly tolerances: Terms | null };
  readonly onTheWay: (at: number) => Fraction; // shipped and not received by then
}

/** Everything that happened to an item at a location, the oldest first, with both sides' number after each. */
export function ledgerOf(facts: TimelineFacts): LedgerRow[] {
  const turns = bookLine(facts.counts, facts.movements, bookOptions(facts));
  const rows = [...ours(turns), ...theirs(facts), ...others(facts)].sort((a, b) => a.at - b.at || RANK(a) - RANK(b));
  const [first] = turns;
  let book = first?.book && first.moved && subtract(first.book, first.moved);
  let said: Fraction | null = null;
  const known = new Set<string>();
  return rows.map(({ after, ...bare }, n) => {
    const row = known.has(bare.id) ? { ...bare, id: `${bare.id}-${n}` } : bare;
    known.add(row.id);
    if (after !== undefined) book = after;
    if (row.kind === 'report') {
      if (!row.superseded) said = row.theirs;
      return { ...row, ours: book ?? null };
    }
    const gap = said && book ? subtract(said, book) : null;
    return { ...row, ours: book ?? null, theirs: said, carried: said !== null, gap };
  });
}

type Half = LedgerRow & { readonly after?: Fraction | null };
/** A movement comes before the count of the same moment, and both before who speaks of it. */
const RANK = (r: Half): number => ({ count: 1, notice: 2, report: 3, opened: 4, closed: 4 })[r.kind] ?? 0;

const NOTHING = {
  ...{
    name: null,
    quantity: null,
    stands: 1,
    ours: null,
    theirs: null,
    carried: false,
    gap: null,
    band: null,
    agrees: null,
    tolerance: null,
  },
  ...{ why: null, receivedAt: null, late: false, superseded: false, said: null, sent: null, source: null, feed: null, exception: null },
} as const;

const isCount = (f: CountSaid | MovementSaid): f is CountSaid => 'basis' in f;

function ours(turns: readonly Turn<CountSaid | MovementSaid>[]): Half[] {
  return turns.map(({ at, fact, moved, book }, n) => ({
    ...NOTHING,
    id: isCount(fact) ? `count-${at}` : fact.feed.reference === null ? `${fact.kind}-${at}-${n}` : `movement-${fact.feed.reference}`,
    at,
    kind: isCount(fact) ? 'count' : fact.kind,
    name: isCount(fact) ? fact.ref : fact.shipNotice,
    quantity: moved ?? (isCount(fact) ? fact.quantity : fact.signed),
    stands: isCount(fact) ? 1 : fact.stands,
    after: book,
    feed: fact.feed,
  }));
}

/** One row for each report; its lines of the same stock add up, and for one as-of the one that came last stands. */
function theirs(facts: TimelineFacts): Half[] {
  const reports = new Map<string, ReportSaid>();
  for (const r of facts.reports) {
    const key = `${r.source.document} ${r.to}`;
    const known = reports.get(key);
    reports.set(key, known ? { ...known, quantity: add(known.quantity, r.quantity), sent: null } : r);
  }
  const stands = new Map<number, ReportSaid>();
  for (const r of reports.values()) if ((stands.get(r.to)?.receivedAt ?? -Infinity) <= r.receivedAt) stands.set(r.to, r);
  const judge = judging(facts);
  return [...reports.values()].map((r) => ({
    ...NOTHING,
    id: `${r.source.document}-${r.to}`,
    at: momentOf(r),
    kind: 'report',
    theirs: r.quantity,
    ...judge(r),
    receivedAt: r.receivedAt,
    late: r.receivedAt - r.to > DAY,
    superseded: stands.get(r.to) !== r,
    said: r.said,
    sent: r.sent,
    source: r.source,
  }));
}

/** The end of its as-of; of an instant the instant itself, without the slack that clocks are given. */
function momentOf({ said, from, to }: ReportSaid): number {
  const at = said?.includes('T') ? Date.parse(said) : NaN;
  return at >= from && at <= to ? at : to;
}

/** Each report against all that our book can have been within its as-of, as the engine does it. */
function judging(facts: TimelineFacts): (r: ReportSaid) => Pick<LedgerRow, 'gap' | 'band' | 'agrees' | 'tolerance' | 'why'> {
  const bookFor = booksBetweenCounts(facts);
  const cannot = (why: string) => ({ gap: null, band: null, agrees: null, tolerance: null, why });
  return (r) => {
    if (facts.watermark === null || facts.watermark < r.from) return cannot("our own data do not reach the supplier's as-of");
    const to = Math.min(r.to, facts.watermark);
    const added = facts.terms?.basis === 'including_in_transit' ? { turns: [], at: (t: number) => [facts.onTheWay(t)] } : undefined;
    const band = bookFor(r.from, to).over(r.from, to, added);
    if (!band) return cannot('we have never counted it');
    const gap = distance(band, r.quantity);
    const tolerance = toleranceAt(facts.termsAt(r.to), gap.n < 0n ? band.low : band.high);
    return { gap, band, agrees: order(absolute(gap), tolerance) <= 0, tolerance, why: null };
  };
}

/** A year of movements need not be gone through for each report: what lies beyond the counts around it moves nothing there. */
function booksBetweenCounts({ counts, movements, terms }: TimelineFacts): (from: number, to: number) => Book {
  const moments = counts.map((c) => c.at).sort((a, b) => a - b);
  // Stock of several owners or statuses is counted at times of its own, and each may lean on a count of long ago.
  const kinds = [...counts.map((c) => [c.owner, c.status]), ...movements.flatMap((m) => [[m.owner, m.status], [m.owner, m.toStatus ?? m.status]])]; // prettier-ignore
  const same = new Set(kinds.map((k) => k.join('|'))).size < 2;
  const options = bookOptions({ terms });
  const whole = same ? null : new Book(counts, movements, options);
  return (from, to) => {
    if (whole) return whole;
    const first = moments.findLast((m) => m <= from) ?? -Infinity;
    const last = moments.find((m) => m > to) ?? Infinity;
    const near = (t: number): boolean => t >= first - DAY && t <= last + DAY;
    const isNear = (m: MovementFact): boolean => near(m.from) || near(m.to) || near(m.postedFrom) || near(m.postedTo);
    const within = (c: CountFact): boolean => c.at >= first && c.at <= last;
    return new Book(counts.filter(within), movements.filter(isNear), options);
  };
}

function others({ notices, exceptions }: TimelineFacts): Half[] {
  return [
    ...notices.map((n) => ({ ...NOTHING, id: `notice-${n.reference}`, at: n.shippedAt, kind: 'notice', name: n.reference, quantity: n.quantity, source: n.source })), // prettier-ignore
    ...exceptions.flatMap((e) => [
      { ...NOTHING, id: `opened-${e.id}`, at: e.openedAt, kind: 'opened', name: e.type, exception: e.id },
      ...(e.resolvedAt === null ? [] : [{ ...NOTHING, id: `closed-${e.id}`, at: e.resolvedAt, kind: 'closed', name: e.type, exception: e.id }]), // prettier-ignore
    ]),
  ];
}
