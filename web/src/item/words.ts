import { title } from '../../../src/domain/exceptions/words';
import type { Walk } from '../../../src/domain/timeline/walk';
import { csvRow } from '../../../src/platform/csv';
import type { Timeline } from '../api/types';
import { clock } from '../times';
import { type Row, shownIn, type Unit, withSign } from './view';

const EVENTS: Readonly<Record<string, string>> = {
  count: 'Our count',
  report: 'Supplier report',
  notice: 'Shipped',
  receipt: 'Receipt',
  usage: 'Usage',
  adjustment: 'Adjustment',
  transfer_in: 'Transfer in',
  transfer_out: 'Transfer out',
  return_to_supplier: 'Returned to the supplier',
  customer_return: 'Returned by a customer',
  scrap: 'Scrapped',
  status_change: 'Status changed',
  ownership_transfer: 'Owner changed',
};
/** What happened, in words. */
export function eventOf(r: Pick<Row, 'kind' | 'name' | 'stands' | 'superseded'>): string {
  if (r.kind === 'opened') return `Raised: ${title({ type: r.name! })}`;
  if (r.kind === 'closed') return `Closed: ${title({ type: r.name! })}`;
  const event = EVENTS[r.kind] ?? r.kind.replaceAll('_', ' ');
  if (r.stands > 1) return `${event}, ${r.stands} in a day`;
  if (r.superseded) return `${event}, superseded`;
  return r.name === null ? event : `${event}, ${r.name}`;
}

/** What it did to our book; what is only announced did nothing to it, and stands in brackets. */
export const effectOf = (r: Pick<Row, 'kind' | 'quantity'>, unit: Unit): string =>
  r.quantity === null ? '' : r.kind === 'notice' ? `(${shownIn(r.quantity, unit)})` : withSign(r.quantity, unit);

/** Where the number was said, as one reads it; a link where it leads somewhere. */
export function sourceOf(r: Pick<Row, 'source' | 'feed'>): string {
  if (r.source) return [r.source.file, r.source.place].filter(Boolean).join(', ');
  return r.feed ? [r.feed.reference, r.feed.file].filter(Boolean).join(', ') : '';
}

/** `15 Nov`, in the zone of who looks, with the year where it is another one. */
export function day(at: string, now = new Date()): string {
  const d = new Date(at);
  const year = d.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return d.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}

/** A bare day stands at its end, by the clock of the place; told is the day, and no time that nobody said. */
export function moment(at: string, timezone: string): string {
  return at.endsWith('59.999Z') ? new Date(at).toLocaleDateString('sv-SE', { timeZone: timezone }) : clock(at);
}

/** A row in one line, for who hears it and for the line under the picture. */
export function told(r: Row, unit: Unit, timezone: string): string {
  const number = (name: string, q: string | null): string => (q === null ? `${name} not known` : `${name} ${shownIn(q, unit)}`);
  return [
    `${moment(r.at, timezone)}: ${eventOf(r)}`,
    ...(r.quantity !== null ? [effectOf(r, unit)] : []),
    number('ours', r.ours),
    r.theirs === null ? 'theirs not told yet' : `theirs ${shownIn(r.theirs, unit)}${r.carried ? ', carried forward' : ''}`,
    ...(r.gap !== null ? [`gap ${withSign(r.gap, unit)}`] : r.why ? [r.why] : []),
    ...(r.late ? [`came late, ${clock(r.received_at!)}`] : []),
  ].join(' · ');
}

const HOW = { lacks: 'they may not have it', early: 'they may count it already', twice: 'they may have it twice' } as const;

/** How a walk ended, and what of it makes up the gap by itself. */
export function walkSays(walk: Walk, rows: readonly Row[], unit: Unit): string {
  const q = (n: string): string => `${withSign(n, unit)} ${unit.uom}`;
  if (walk.outcome === 'silent') return 'There is no report that could be held against our book in this time.';
  if (walk.outcome === 'agree') return `The last report agrees with our book (${day(rows[walk.from!]!.at)}): there is no gap to walk.`;
  const there = rows[walk.at!]!;
  if (walk.outcome === 'never')
    return `In this time they never agreed: the first report, of ${day(there.at)}, is off by ${q(walk.gap!)}. Look at a longer time.`;
  const due = walk.steps.at(-1)!.due;
  const parts = [
    `They agreed on ${day(rows[walk.from!]!.at)}, and separate on ${day(there.at)}: theirs ${shownIn(there.theirs!, unit)}${due === null ? '' : `, where ${shownIn(due, unit)} would be due`} (${q(walk.gap!)}).`,
  ];
  const alone = walk.alone.map((a) => `${eventOf(rows[a.row]!)} of ${day(rows[a.row]!.at)} (${withSign(rows[a.row]!.quantity!, unit)}): ${HOW[a.how]}`); // prettier-ignore
  parts.push(alone.length > 0 ? `This makes it up by itself: ${alone.join('; ')}.` : 'Nothing in between makes it up by itself.');
  return parts.join(' ');
}

const COLUMNS = ['at', 'event', 'quantity', 'ours', 'theirs', 'carried_forward', 'gap', 'uom', 'received_at', 'superseded', 'source', 'document']; // prettier-ignore
/** The ledger in the base unit, as a file that a spreadsheet opens. */
export const csvOf = (t: Pick<Timeline, 'uom'>, rows: readonly Row[]): string =>
  [
    csvRow(COLUMNS),
    ...rows.map((r) =>
      csvRow([
        ...[
          r.at,
          eventOf(r),
          r.quantity ?? '',
          r.ours ?? '',
          r.theirs ?? '',
          r.theirs === null ? '' : r.carried ? 'yes' : 'no',
          r.gap ?? '',
        ],
        ...[t.uom, r.received_at ?? '', r.superseded ? 'yes' : 'no', sourceOf(r), r.source?.document ?? ''],
      ]),
    ),
    '',
  ].join('\r\n');
