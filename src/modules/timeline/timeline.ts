import type { Pool, PoolClient } from 'pg';
import { takenBack } from '../../database/transaction';
import { afterWorkingDays } from '../../domain/canonical/calendar';
import { add, exact, type Fraction, text, ZERO } from '../../domain/canonical/quantity';
import { termsAt, tolerancesAt, toleranceSource } from '../../domain/items/terms';
import { lastsFor, USAGE_DAYS } from '../../domain/ledger/usage';
import { ahead } from '../../domain/timeline/ahead';
import { ledgerOf } from '../../domain/timeline/ledger';
import { historyOf } from '../../domain/replenishment/thresholds';
import type { Sees } from '../access/sees';
import { calendarsOf } from '../reconciliation/calendars.store';
import { type ReorderReport, reportReorders } from '../replenishment/reorders-list.store';
import { programsOf, type ProgramRow } from '../suppliers/suppliers.store';
import { countsOf, movementsOf, ownedBy, type Span } from './own-facts.store';
import { bookOf, headOf, iso, rowOf, type TimelineReport, usageOf } from './report';
import { type Agreed, onTheWay, type Shipment, SHIPPED_BEFORE_DAYS, shipmentsOf } from './shipments';
import { type PairCodes, type Subject, subjectOf } from './subject.store';
import { exceptionsOf, noticesOf, receiptsOf, reportsOf, usedBefore } from './their-facts.store';

const DAY = 86_400_000;

/** Both sides of an item at a location over a span of time; undefined where it is none that somebody sees. */
export async function timeline(pool: Pool, sees: Sees, pair: PairCodes, span: Span, now: string): Promise<TimelineReport | undefined> {
  return takenBack(pool, async (client) => {
    // One view of all of it: a report that is read between two questions would stand against a book of before.
    await client.query('set transaction isolation level repeatable read, read only');
    const subject = await subjectOf(client, sees, pair);
    return subject && tell(client, sees, subject, span, Date.parse(now));
  });
}

async function tell(client: PoolClient, sees: Sees, s: Subject, span: Span, now: number): Promise<TimelineReport> {
  const programs = await programsOf(client, [s.supplierId], [s.sku]);
  const at = (instant: number): string => new Date(instant).toISOString();
  const terms = termsAt(programs, s.sku, s.location, at(now), s.itemClass) ?? null;
  const agreed: Agreed = {
    terms,
    timezone: s.timezone,
    workdays: (await calendarsOf(client))(terms?.calendar),
    now,
    watermark: s.watermark,
  };
  const owned = ownedBy(terms);
  // How it stands is told as of now, also where one looks at a time long over.
  const toNow = { from: span.from, to: Math.max(span.to, now) };
  const counts = await countsOf(client, s, owned, toNow);
  const reports = await reportsOf(client, s, terms?.compare_to ?? 'on_hand', toNow);
  const since = Math.min(span.from, counts[0]?.at ?? span.from, reports[0]?.from ?? span.from);
  const until = Math.max(toNow.to, counts.at(-1)?.at ?? now);
  const turns = [...counts.map((c) => c.at), ...reports.flatMap((r) => [r.from, r.to])];
  const { movements, summed } = await movementsOf(client, s, owned, { from: since, to: until }, { turns, hide: sees.suppliers !== null });
  const before = span.from - SHIPPED_BEFORE_DAYS * DAY;
  const lines = await noticesOf(client, s, before, toNow.to);
  const receipts = lines.length === 0 ? [] : await receiptsOf(client, s, before - 15 * DAY, toNow.to);
  const shipments = shipmentsOf(s.supplier, lines, receipts, agreed);
  const exceptions = await exceptionsOf(client, s, span);
  const termsOf = (instant: number) => ({
    terms: termsAt(programs, s.sku, s.location, at(instant), s.itemClass) ?? null,
    tolerances: tolerancesAt(programs, s.sku, s.location, at(instant), s.itemClass),
  });
  const ledger = ledgerOf({
    ...{ counts, movements, reports, notices: shipments, exceptions, watermark: s.watermark, terms, termsAt: termsOf },
    onTheWay: (instant) => onTheWay(shipments, instant),
  });
  const shown = ledger.filter((r) => r.at >= span.from && r.at <= span.to);
  const coming = shipments.filter((x) => !x.overdue).reduce((sum, x) => add(sum, x.open), ZERO);
  const { used, days } = await usedBefore(client, s, now, USAGE_DAYS);
  const past = ledger.filter((r) => r.at <= now);
  const stock = past.at(-1)?.ours ?? null;
  const reported = past.findLast((r) => r.kind === 'report' && !r.superseded);
  const drafts = await reportReorders(client, sees, {
    supplier: s.supplier,
    location: s.location,
    sku: s.sku,
    states: ['open', 'deferred'],
  });
  const lasts = stock && stock.n > 0n && days >= 3 ? lastsFor(stock, exact(used)) : undefined;
  return {
    ...headOf(s, terms, span, now),
    tolerance_from: toleranceSource(programs, s.sku, s.location, at(now), s.itemClass),
    ours: stock && { quantity: text(stock), counted_at: iso(past.findLast((r) => r.kind === 'count')?.at ?? null) },
    theirs: reported ? rowOf(reported) : null,
    in_transit: text(coming),
    cover_days: lasts === undefined ? null : Math.floor(lasts / DAY),
    summed,
    rows: shown.map(rowOf),
    book: bookOf(ledger, span),
    usage: usageOf(movements, s.timezone, span),
    band: bandOf(programs, s, span),
    notices: shipments.filter((x) => inSight(x, span)).map(noticeOf),
    exceptions: exceptions.map(({ openedAt, resolvedAt, ...e }) => ({ ...e, opened_at: iso(openedAt)!, resolved_at: iso(resolvedAt) })),
    draft: drafts[0] && stock ? draftOf(drafts[0], { stock, used: days >= 3 ? exact(used) : ZERO, shipments, agreed, now }) : null,
  };
}

const inSight = (x: Shipment, { from }: Span): boolean => x.open.n > 0n || x.shippedAt >= from || (x.etaTo ?? 0) >= from;

const noticeOf = (x: Shipment): TimelineReport['notices'][number] => ({
  ...{ reference: x.reference, quantity: text(x.quantity), received: text(x.received), open: text(x.open), overdue: x.overdue },
  ...{ shipped_at: iso(x.shippedAt)!, eta: iso(x.etaTo), source: x.source },
});

/** Where min and max stood, each with the instant from which it held. */
function bandOf(programs: readonly ProgramRow[], s: Subject, { from, to }: Span): TimelineReport['band'] {
  const [min, max] = (['min', 'max'] as const).map((field) => historyOf(programs, s.sku, s.location, field));
  const turns = [from, ...[...min!, ...max!].map((h) => h.since).filter((t) => t > from && t <= to)];
  return [...new Set(turns)].sort((a, b) => a - b).map((since) => ({
    since: iso(since)!,
    min: min!.findLast((h) => h.since <= since)?.value ?? null,
    max: max!.findLast((h) => h.since <= since)?.value ?? null,
  })); // prettier-ignore
}

interface Now {
  readonly stock: Fraction;
  readonly used: Fraction;
  readonly shipments: readonly Shipment[];
  readonly agreed: Agreed;
  readonly now: number;
}
/** Where approving it would lead, beside where it goes without: what is ordered now is there when the lead time is over. */
function draftOf(d: ReorderReport, { stock, used, shipments, agreed, now }: Now): TimelineReport['draft'] {
  const { terms, timezone, workdays } = agreed;
  const lead = terms?.lead_time_days;
  const arrives = lead === undefined ? null : afterWorkingDays(now, lead, timezone, workdays);
  const coming = shipments.filter((x) => x.open.n > 0n && !x.overdue && x.etaTo !== null).map((x) => ({ at: x.etaTo!, quantity: x.open }));
  const until = Math.max(now + 7 * DAY, (arrives ?? now) + 3 * DAY, ...coming.map((c) => c.at + DAY));
  const line = (more: readonly { at: number; quantity: Fraction }[]) =>
    ahead(now, until, stock, used, [...coming, ...more]).map((a) => ({ at: iso(a.at)!, quantity: text(a.quantity) }));
  return {
    ...{ id: d.id, state: d.state, quantity: d.quantity, held: d.held, arrives_at: iso(arrives) },
    without: line([]),
    approved: arrives === null ? null : line([{ at: arrives, quantity: exact(d.quantity) }]),
  };
}
