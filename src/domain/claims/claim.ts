import { absolute, compare, exact, text, ZERO } from '../canonical/quantity';

export const CLAIM_KINDS = ['short', 'over', 'damaged', 'wrong_item'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];
export const CLAIM_STATES = ['open', 'sent', 'settled', 'withdrawn'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];
export const OUTCOMES = ['credited', 'replaced', 'returned', 'refused', 'other'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One thing that is claimed; the quantity is a decimal in the item's base unit, above zero. */
export interface ClaimLine {
  readonly line: number; // from 1
  readonly kind: ClaimKind;
  readonly quantity: string;
}
/** Of a RECEIPT_VARIANCE, as far as it says what may be claimed. */
export interface Variance {
  readonly kinds: readonly string[];
  readonly difference: string; // announced less received
  readonly damaged: string | null;
}

/** What may be claimed of a receipt. That goods came to another place of ours is ours to settle: nothing of them is missing. */
export function claimable({ kinds, difference, damaged }: Variance): ClaimLine[] {
  const amount = text(absolute(exact(difference)));
  const of = (kind: ClaimKind): string => (kind === 'damaged' ? (damaged ?? '0') : amount);
  return CLAIM_KINDS.filter((k) => kinds.includes(k))
    .map((kind) => ({ kind, quantity: of(kind) }))
    .filter((l) => compare(exact(l.quantity), ZERO) > 0)
    .map((l, i) => ({ line: i + 1, ...l }));
}

export type ClaimAction = { readonly do: 'send' } | { readonly do: 'settle'; readonly outcome: Outcome } | { readonly do: 'withdraw' };
export type Moved = { readonly state: ClaimState } | { readonly refused: string; readonly detail: string } | { readonly as: 'it was' };

const FROM: Readonly<Record<ClaimAction['do'], { readonly to: ClaimState; readonly from: readonly ClaimState[] }>> = {
  send: { to: 'sent', from: ['open'] },
  settle: { to: 'settled', from: ['open', 'sent'] },
  withdraw: { to: 'withdrawn', from: ['open', 'sent'] },
};
/** What an action makes of a claim. One that is what it would become is answered as it is, so that nothing is sent a second time. */
export function move(state: ClaimState, action: ClaimAction, reason: string): Moved {
  const { to, from } = FROM[action.do];
  if (state === to) return { as: 'it was' };
  if (!from.includes(state)) return { refused: 'claim.over', detail: `it is ${state}` };
  if (action.do === 'withdraw' && reason.trim() === '') return { refused: 'claim.reason', detail: 'say why' };
  return { state: to };
}

const WORDS: Readonly<Record<ClaimKind, string>> = { short: 'short', over: 'over', damaged: 'damaged', wrong_item: 'wrong item' };
export const kindWord = (kind: ClaimKind): string => WORDS[kind];

/** `10 EA of BRK short, 2 EA damaged` */
export const claimed = (lines: readonly ClaimLine[], sku: string, uom: string): string =>
  lines.map((l, i) => `${l.quantity} ${uom}${i === 0 ? ` of ${sku}` : ''} ${kindWord(l.kind)}`).join(', ');
