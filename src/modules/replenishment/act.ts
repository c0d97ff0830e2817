import type { PoolClient } from 'pg';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { decide, type ReorderAction } from '../../domain/replenishment/actions';
import type { ApprovalRules } from '../../domain/replenishment/limits';
import { RefusedError } from '../../platform/errors';
import type { Sees } from '../access/sees';
import * as store from './act.store';
import { movedFrom } from './numbers';
import { placeOrders, type Ways } from './place';
import { touchLines } from './place.store';
import { bare, type ReorderReport, REORDER_STATES, reportReorders } from './reorders-list.store';

export const MOST_AT_ONCE = 200;

/** What decisions on drafts go by. */
export interface Deciding {
  readonly db: Database;
  readonly rules: ApprovalRules;
  readonly ways: Ways;
  readonly dry?: boolean; // nothing is ordered: to see what would be refused
}
export interface Deed {
  readonly action: ReorderAction;
  readonly by: string;
  readonly reason: string;
}
/** One draft that is meant, and the version that was seen of it; without one an approval is refused. */
export interface Meant {
  readonly id: string;
  readonly version?: string | undefined;
}
export type Done =
  | {
      readonly id: string;
      readonly done: true;
      readonly state: string;
      readonly version: string;
      readonly order: string | null;
      readonly waits_for_second: boolean;
    }
  | { readonly id: string; readonly done: false; readonly code: string; readonly detail: string };

/**
 * What a person decides about drafts, each with its own outcome; of those that are approved, orders are made in the same
 * transaction. What they do not see is not there. The same approval again is answered as it was: it orders nothing twice.
 */
export async function decideOn(d: Deciding, sees: Sees, meant: readonly Meant[], deed: Deed, now: string): Promise<Done[]> {
  return inTransaction(d.db.pool, (client) => decideIn(client, d, sees, meant, deed, now));
}

/** The same within the caller's transaction. */
export async function decideIn(
  client: PoolClient,
  d: Omit<Deciding, 'db'>,
  sees: Sees,
  meant: readonly Meant[],
  deed: Deed,
  now: string,
): Promise<Done[]> {
  if (meant.length > MOST_AT_ONCE) throw new RefusedError('reorders.too-many', `${MOST_AT_ONCE} are the most at once`);
  const ids = [...new Set(meant.map((m) => bare(m.id)))];
  await store.lockReorders(client, ids);
  const rows = await rowsOf(client, sees, ids);
  const names = [deed.by, ...d.rules.deputies.map((x) => x.of)];
  const roleOf = await store.roles(client, names);
  const outcomes: Done[] = [];
  const approved: string[] = [];
  for (const m of meant) {
    const row = rows.get(bare(m.id));
    const outcome = row
      ? await one(client, d.rules, row, m, deed, roleOf, now)
      : refused(m.id, 'reorder.unknown', `there is no reorder ${m.id}`);
    if (outcome === 'approved') approved.push(bare(m.id));
    else outcomes.push(outcome);
  }
  if (!d.dry) await placeOrders(client, d.ways, [...new Set(approved)], deed.by, now);
  const after = await rowsOf(client, sees, ids);
  const byId = new Map(outcomes.map((o) => [bare(o.id), o]));
  return meant.map((m): Done => {
    const known = byId.get(bare(m.id));
    return known && !known.done ? known : doneOf(after.get(bare(m.id))!);
  });
}

const refused = (id: string, code: string, detail: string): Done => ({ id, done: false, code, detail });
const doneOf = (r: ReorderReport): Done => ({
  ...{ id: r.id, done: true, state: r.state, version: r.version, order: r.order?.name ?? null },
  waits_for_second: r.state === 'open' && r.approvals.length > 0,
});

async function rowsOf(client: PoolClient, sees: Sees, ids: readonly string[]): Promise<Map<string, ReorderReport>> {
  const rows = await reportReorders(client, sees, { ids, states: REORDER_STATES });
  return new Map(rows.map((r) => [bare(r.id), r]));
}

const numbersIn = (version: string): string => version.split('-')[0]!;

async function one(
  client: PoolClient,
  rules: ApprovalRules,
  row: ReorderReport,
  { id, version }: Meant,
  { action, by, reason }: Deed,
  roleOf: (name: string) => string | null,
  now: string,
): Promise<Done | 'approved'> {
  const approves = action.do === 'approve';
  if (approves && version === undefined) return refused(id, 'reorder.version', 'an approval names the version that was seen');
  if (approves && isRepeat(row, version!, by)) return doneOf(row);
  if (version !== undefined && version !== row.version && ['open', 'deferred', 'declined'].includes(row.state))
    return refused(id, 'reorder.changed', await whatMoved(client, row, version));
  const given = row.approvals.map((a) => ({ by: a.by, standsFor: a.stands_for }));
  const who = { approver: { name: by, role: roleOf(by) }, reason, now };
  const outcome = decide({ ...row, approvals: given }, action, who, rules, roleOf);
  if ('refused' in outcome) return refused(id, outcome.refused, outcome.detail);
  const { change, standsFor = null, waitsForSecond = false } = outcome;
  const what = waitsForSecond ? 'approved first' : action.do;
  const details = { ...('quantity' in action ? { from: row.quantity, to: action.quantity } : {}), ...('until' in action ? { until: action.until } : {}), ...(approves ? { version: row.version, quantity: row.quantity, stands_for: standsFor } : {}), ...(action.do === 'release' ? { doubts: row.doubts } : {}) }; // prettier-ignore
  if (approves)
    await store.writeApproval(client, { id: bare(row.id), version: numbersIn(row.version), author: by, standsFor, quantity: row.quantity, value: row.value }, now); // prettier-ignore
  await store.writeDecision(client, { id: bare(row.id), what, author: by, reason, change, details }, now);
  return change.state === 'approved' ? 'approved' : doneOf(row);
}

/** The same approval once more: it was given, and either it is ordered or a second person is waited for. */
const isRepeat = (row: ReorderReport, version: string, by: string): boolean =>
  ['approved', 'open'].includes(row.state) &&
  numbersIn(version) === numbersIn(row.version) &&
  row.approvals.some((a) => a.by.toLowerCase() === by.toLowerCase());

/** `changed since: on hand 120 → 300, quantity 780 → 600`: whoever approves need not look for what is another number by now. */
async function whatMoved(client: PoolClient, row: ReorderReport, version: string): Promise<string> {
  const before = await store.seenNumbers(client, bare(row.id), numbersIn(version));
  if (!before) return `there is no version ${version} of it; look at it again (${row.version})`;
  const now = await store.seenNumbers(client, bare(row.id), numbersIn(row.version));
  const moved =
    movedFrom(before, now!) || `what speaks against its count (${row.doubts.map((d) => d.what).join(', ') || 'nothing any more'})`;
  return `changed since it was seen: ${moved}; look at it again (${row.version})`;
}

/** What the buyer's ERP says to a requisition: the number of its order, or that it makes none. */
export interface OrderAnswer {
  readonly po?: string | undefined;
  readonly refused?: string | undefined; // why
}
/** Throws RefusedError; the same answer again changes nothing. Undefined where nobody sees such a draft. */
export async function answerOrder(
  db: Database,
  sees: Sees,
  id: string,
  { po, refused: why }: OrderAnswer,
  by: string,
  now: string,
): Promise<ReorderReport | undefined> {
  if ((po === undefined) === (why === undefined))
    throw new RefusedError('order.answer', 'expected the number of the order (po), or why there is none (refused)');
  return inTransaction(db.pool, async (client) => {
    const shown = async (): Promise<ReorderReport | undefined> =>
      (await reportReorders(client, sees, { ids: [id], states: REORDER_STATES }))[0];
    const row = await shown();
    if (!row) return undefined;
    if (!row.order) throw new RefusedError('order.none', `${row.id} is ${row.state}, and nothing was ordered by it`);
    const orderId = bare(row.order.id);
    const order = (await store.lockOrder(client, orderId))!;
    if (order.po === (po ?? null) && order.refused === (why ?? null)) return row;
    if (order.po !== null && order.po !== po && po !== undefined)
      throw new RefusedError('order.answered', `it is order ${order.po} already`);
    await store.writeAnswer(
      client,
      orderId,
      { ...(po === undefined ? {} : { po }), ...(why === undefined ? {} : { refused: why }) },
      by,
      now,
    );
    await touchLines(client, orderId, now);
    return shown();
  });
}
