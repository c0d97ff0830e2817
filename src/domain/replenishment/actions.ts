import { compare, exact, parseDecimal, ZERO } from '../canonical/quantity';
import { type ApprovalRules, type Approver, type Given, isAnother, needsSecond, permission, type Value } from './limits';

/** What a person does to a draft. Quantities are decimals in the base unit, instants ISO. */
export type ReorderAction =
  | { readonly do: 'approve' }
  | { readonly do: 'change'; readonly quantity: string }
  | { readonly do: 'decline' }
  | { readonly do: 'defer'; readonly until: string }
  | { readonly do: 'release' } // the count is right, whatever speaks against it
  | { readonly do: 'reopen' }; // what was declined or put aside
export const REORDER_ACTIONS = ['change', 'decline', 'defer', 'release', 'reopen'] as const;

/** A draft as somebody is about to decide on it. */
export interface DraftRow {
  readonly state: string;
  readonly quantity: string; // that would be ordered
  readonly value: Value;
  readonly doubts: readonly { readonly name: string; readonly what: string; readonly released: boolean }[];
  readonly approvals: readonly Given[]; // of these very numbers
}
export interface Who {
  readonly approver: Approver;
  readonly reason: string;
  readonly now: string;
}

/** What changes of the row; what is absent stays. */
export interface DraftChange {
  readonly state?: 'open' | 'deferred' | 'declined' | 'approved';
  readonly set?: string; // quantity
  readonly deferredUntil?: string | null;
  readonly released?: readonly string[];
}
export type Decided =
  | { readonly refused: string; readonly detail: string }
  | { readonly change: DraftChange; readonly standsFor?: string | null; readonly waitsForSecond?: boolean };

const refuse = (refused: string, detail: string): Decided => ({ refused, detail });

/** Which change an action makes of a draft, or why it is refused. Whether its numbers are those that were seen is asked before. */
export function decide(
  row: DraftRow,
  action: ReorderAction,
  who: Who,
  rules: ApprovalRules,
  roleOf: (name: string) => string | null,
): Decided {
  if (!['open', 'deferred', 'declined'].includes(row.state)) return refuse('reorder.over', `it is ${row.state}`);
  if (action.do !== 'approve' && action.do !== 'reopen' && who.reason.trim() === '') return refuse('reorder.reason', 'say why');
  switch (action.do) {
    case 'approve':
      return approve(row, who, rules, roleOf);
    case 'change': {
      const quantity = parseDecimal(action.quantity);
      if (!quantity || compare(quantity, ZERO) <= 0)
        return refuse('reorder.quantity', 'expected a quantity above zero; to order nothing, decline it');
      return { change: { set: action.quantity } };
    }
    case 'decline':
      return row.state === 'declined'
        ? refuse('reorder.declined', 'it is declined')
        : { change: { state: 'declined', deferredUntil: null } };
    case 'defer':
      if (action.until <= who.now) return refuse('reorder.until', 'expected a day that is still to come');
      return { change: { state: 'deferred', deferredUntil: action.until } };
    case 'release': {
      const open = row.doubts.filter((d) => !d.released);
      if (open.length === 0) return refuse('reorder.not-held', 'nothing holds it');
      return { change: { released: row.doubts.map((d) => d.name) } };
    }
    case 'reopen':
      return row.state === 'open' ? refuse('reorder.open', 'it is open') : { change: { state: 'open', deferredUntil: null } };
  }
}

function approve(row: DraftRow, who: Who, rules: ApprovalRules, roleOf: (name: string) => string | null): Decided {
  if (row.state !== 'open') return refuse('reorder.not-open', `it is ${row.state}; reopen it first`);
  const doubts = row.doubts.filter((d) => !d.released);
  if (doubts.length > 0)
    return refuse(
      'reorder.held',
      `its count is in doubt (${doubts.map((d) => d.what).join(', ')}); settle that, or release it with a reason`,
    );
  if (compare(exact(row.quantity), ZERO) <= 0) return refuse('reorder.quantity', 'there is nothing to order');
  const { approver, now } = who;
  const allowed = permission(rules, approver, row.value, now.slice(0, 10), roleOf);
  if (!allowed.may) return refuse(allowed.code, allowed.detail);
  const { standsFor } = allowed;
  if (!needsSecond(rules, row.value)) return { change: { state: 'approved' }, standsFor };
  if (row.approvals.length === 0) return { change: {}, standsFor, waitsForSecond: true };
  if (!isAnother(row.approvals, approver.name, standsFor))
    return refuse('approval.same-person', `${row.approvals.map((g) => g.by).join(', ')} approved it already; it needs another person`);
  return { change: { state: 'approved' }, standsFor };
}
