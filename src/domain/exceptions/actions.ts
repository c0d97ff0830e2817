import type { ExceptionStatus, Severity } from '../canonical/vocabulary';
import { baselineOf, type Snooze, type SnoozeKind } from './snooze';

/** How an exception may end (exceptions.md E3). What a person says instead of fixing anything needs a reason. */
export const RESOLUTIONS = [
  'fixed_by_supplier',
  'fixed_by_buyer',
  'accepted_difference',
  'mapping_fixed',
  'count_adjusted',
  'superseded',
  'timing',
  'written_off',
  'false_alarm',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
const WITH_REASON: readonly Resolution[] = ['accepted_difference', 'written_off', 'false_alarm'];

/** What a person sees of an exception and may change. Instants are epoch milliseconds, quantities decimals. */
export interface ActedRow {
  readonly id: string;
  readonly type: string;
  readonly status: ExceptionStatus;
  readonly severity: Severity;
  readonly owner: string | null;
  readonly asOfTo: number | null;
  readonly difference: string | null;
  readonly documents: readonly { readonly id: string }[];
  readonly eta: number | null; // of the shipment that it waits for
  readonly resolution: string | null;
  readonly acceptedUntil: number | null;
  readonly snooze: Snooze | null;
  readonly another: boolean; // is open under the same key
}

export type Action =
  | { readonly do: 'acknowledge' }
  | { readonly do: 'wait' }
  | { readonly do: 'snooze'; readonly until: SnoozeKind; readonly at?: number; readonly percent?: number }
  | { readonly do: 'wake' }
  | { readonly do: 'assign'; readonly to: string | null }
  | { readonly do: 'comment' }
  | { readonly do: 'resolve'; readonly code: Resolution; readonly until?: number }
  | { readonly do: 'reopen' };
export const ACTIONS = ['acknowledge', 'wait', 'snooze', 'wake', 'assign', 'comment', 'resolve', 'reopen'] as const;

/** The part of a row that people change; what is absent stays as it is. */
export interface Acted {
  readonly status?: ExceptionStatus;
  readonly owner?: string | null;
  readonly snooze?: Snooze | null;
  readonly acknowledgedAt?: number;
  readonly resolution?: Resolution | null;
  readonly acceptedUntil?: number | null;
  readonly accepted?: { readonly difference: string | null; readonly severity: Severity; readonly type: string } | null;
  readonly held?: boolean; // it was ended while the condition stood: the same condition is no news
}
export type Outcome =
  | { readonly refused: string; readonly detail: string }
  | { readonly change: Acted; readonly before: Readonly<Record<string, unknown>>; readonly after: Readonly<Record<string, unknown>> };

const refused = (code: string, detail: string): Outcome => ({ refused: code, detail });

/** What a person does to an exception, or why that cannot be. The reason is kept with the event; here it is only demanded. */
export function act(row: ActedRow, action: Action, reason: string, now: number): Outcome {
  if (action.do === 'comment') return reason === '' ? refused('comment.empty', 'a comment needs a text') : told({}, {}, {});
  if (action.do === 'reopen') return reopen(row);
  if (row.status === 'resolved') return refused('exception.resolved', `it is resolved (${row.resolution ?? 'over'}); reopen it first`);
  switch (action.do) {
    case 'acknowledge':
      if (row.status === 'acknowledged') return refused('exception.acknowledged', 'it is acknowledged already');
      return to(row, 'acknowledged', { acknowledgedAt: now });
    case 'wait':
      if (row.status === 'waiting') return refused('exception.waiting', 'it waits for the supplier already');
      return to(row, 'waiting');
    case 'wake':
      if (row.status !== 'snoozed') return refused('exception.awake', 'it is not snoozed');
      return to(row, 'open');
    case 'assign':
      if (row.owner === action.to)
        return refused('exception.owner', action.to === null ? 'it is nobody’s already' : `it is ${action.to}’s`);
      return told({ owner: action.to }, { owner: row.owner }, { owner: action.to });
    case 'snooze':
      return snooze(row, action, now);
    case 'resolve':
      return resolve(row, action, reason, now);
  }
}

const told = (change: Acted, before: Record<string, unknown>, after: Record<string, unknown>): Outcome => ({ change, before, after });

function to(row: ActedRow, status: ExceptionStatus, more: Acted = {}): Outcome {
  const was = row.snooze ? { status: row.status, snooze: row.snooze } : { status: row.status };
  return told({ status, snooze: null, ...more }, was, { status });
}

function snooze(row: ActedRow, asked: Extract<Action, { do: 'snooze' }>, now: number): Outcome {
  const at = asked.until === 'eta' ? row.eta : asked.until === 'date' ? (asked.at ?? null) : null;
  if (asked.until === 'eta' && at === null)
    return refused('snooze.no-eta', 'no shipment is known that it waits for, or its arrival is not');
  if (asked.until === 'date' && at === null) return refused('snooze.no-date', 'say until when');
  if (at !== null && at <= now) return refused('snooze.past', `${new Date(at).toISOString()} has passed`);
  const kept: Snooze = { kind: asked.until, at, percent: asked.until === 'worse' ? (asked.percent ?? 25) : null, ...baselineOf(row) };
  return told(
    { status: 'snoozed', snooze: kept },
    { status: row.status, ...(row.snooze ? { snooze: row.snooze } : {}) },
    { status: 'snoozed', snooze: kept },
  );
}

function resolve(row: ActedRow, asked: Extract<Action, { do: 'resolve' }>, reason: string, now: number): Outcome {
  const { code, until = null } = asked;
  if (WITH_REASON.includes(code) && reason === '') return refused('resolve.no-reason', `${code} needs a reason`);
  const accepts = code === 'accepted_difference';
  if (accepts && until === null) return refused('resolve.no-expiry', 'an accepted difference needs a day on which it is looked at again');
  if (!accepts && until !== null) return refused('resolve.expiry', `${code} does not expire; accepted_difference does`);
  if (until !== null && until <= now) return refused('resolve.expired', `${new Date(until).toISOString()} has passed`);
  const accepted = accepts ? { difference: row.difference, severity: row.severity, type: row.type } : null;
  const expiry = until === null ? {} : { accepted_until: new Date(until).toISOString() };
  return told(
    { status: 'resolved', snooze: null, resolution: code, acceptedUntil: until, accepted, held: row.asOfTo === null },
    { status: row.status, ...(row.snooze ? { snooze: row.snooze } : {}) },
    { status: 'resolved', resolution: code, ...expiry },
  );
}

function reopen(row: ActedRow): Outcome {
  if (row.status !== 'resolved') return refused('exception.open', 'it is open');
  if (row.another) return refused('exception.newer', 'a newer one about the same thing is open');
  const was = { status: row.status, resolution: row.resolution };
  return told({ status: 'open', resolution: null, acceptedUntil: null, accepted: null, held: false }, was, { status: 'open' });
}
