import { compare, exact } from '../canonical/quantity';

/** Who may approve how much (section `approvals`). Amounts are decimals in a currency. */
export interface ApprovalRules {
  readonly limits: readonly Limit[];
  readonly second_above: readonly Amount[];
  readonly deputies: readonly Deputy[];
}
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}
/** Of a person, of a role, or, without either, of everybody. */
export interface Limit extends Amount {
  readonly person?: string | undefined;
  readonly role?: string | undefined;
}
/** Days are inclusive. */
export interface Deputy {
  readonly of: string;
  readonly by: string;
  readonly from: string; // 2026-12-21
  readonly to: string;
}
export interface Approver {
  readonly name: string;
  readonly role: string | null;
}
/** What is to be approved; null is a cost that nobody knows. */
export type Value = { readonly amount: string; readonly currency: string | null } | null;

export type Permission =
  | { readonly may: true; readonly standsFor: string | null }
  | { readonly may: false; readonly code: 'approval.limit' | 'approval.value-unknown'; readonly detail: string };

/** A name is one person's whatever the size of its letters. */
const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What holds for somebody: the limits that name them, else those of their role, else those of everybody; none is no limit. */
function limitsOf({ limits }: ApprovalRules, { name, role }: Approver): readonly Limit[] {
  const named = limits.filter((l) => l.person !== undefined && sameName(l.person, name));
  if (named.length > 0) return named;
  const ofRole = limits.filter((l) => l.person === undefined && l.role !== undefined && l.role === role);
  return ofRole.length > 0 ? ofRole : limits.filter((l) => l.person === undefined && l.role === undefined);
}

function within(limits: readonly Limit[], value: Value): boolean {
  if (limits.length === 0) return true;
  return value !== null && limits.some((l) => l.currency === value.currency && compare(exact(value.amount), exact(l.amount)) <= 0);
}

/**
 * Whether somebody may approve so much on a day: by their own limit, else by that of somebody for whom they stand in then. A value
 * that nobody knows, or in a currency without a limit, is within none.
 */
export function permission(
  rules: ApprovalRules,
  approver: Approver,
  value: Value,
  day: string,
  roleOf: (name: string) => string | null,
): Permission {
  const own = limitsOf(rules, approver);
  if (within(own, value)) return { may: true, standsFor: null };
  for (const d of rules.deputies)
    if (sameName(d.by, approver.name) && d.from <= day && day <= d.to && within(limitsOf(rules, { name: d.of, role: roleOf(d.of) }), value))
      return { may: true, standsFor: d.of };
  if (value === null)
    return {
      may: false,
      code: 'approval.value-unknown',
      detail: `nobody knows what it costs, and ${approver.name} approves up to ${shown(own)}`,
    };
  return { may: false, code: 'approval.limit', detail: `${said(value)} is more than ${approver.name} may approve (${shown(own)})` };
}

const said = ({ amount, currency }: NonNullable<Value>): string => `${amount} ${currency ?? 'of no currency'}`;
const shown = (limits: readonly Limit[]): string => limits.map((l) => `${l.amount} ${l.currency}`).join(', ');

/** Whether two have to approve it. A value that cannot be held against the bound is taken for one above it. */
export function needsSecond({ second_above: bounds }: ApprovalRules, value: Value): boolean {
  if (bounds.length === 0) return false;
  const bound = value && bounds.find((b) => b.currency === value.currency);
  return !bound || compare(exact(value.amount), exact(bound.amount)) > 0;
}

/** An approval that was given for the very same numbers. */
export interface Given {
  readonly by: string;
  readonly standsFor: string | null;
}
/** Two people, and the authority of two: nobody approves a second time in the name of who was first. */
export function isAnother(given: readonly Given[], by: string, standsFor: string | null): boolean {
  const first = given.flatMap((g) => [g.by, g.standsFor]).map((n) => n?.toLowerCase());
  return [by, standsFor].every((n) => n === null || !first.includes(n.toLowerCase()));
}
