import type { ActionDto } from '../api/types';

/** What is done to exceptions, without the one who does it. */
export type Deed = Omit<ActionDto, 'by'>;

const DOES: Readonly<Record<Deed['do'], readonly [doing: string, done: string]>> = {
  acknowledge: ['Taking up', 'taken up'],
  wait: ['Waiting for the supplier about', 'waits for the supplier'],
  snooze: ['Snoozing', 'snoozed'],
  wake: ['Waking', 'awake'],
  assign: ['Assigning', 'assigned'],
  comment: ['Commenting on', 'commented on'],
  resolve: ['Closing', 'closed'],
  reopen: ['Reopening', 'open again'],
};
/** In which state a row is then; null: in the one it was in. */
export const becomes = ({ do: what }: Deed): string | null =>
  ({
    acknowledge: 'acknowledged',
    wait: 'waiting',
    snooze: 'snoozed',
    wake: 'open',
    resolve: 'resolved',
    reopen: 'open',
    assign: null,
    comment: null,
  })[what];

export const doing = (deed: Deed, names: readonly string[]): string =>
  `${DOES[deed.do][0]} ${names.length === 1 ? names[0]! : `${names.length} exceptions`}`;

export interface Outcome {
  readonly id: string;
  readonly done: boolean;
  readonly detail?: string;
}
/** How it ended, each failure with its reason; equal reasons once. */
export function ended(deed: Deed, outcomes: readonly Outcome[]): { readonly text: string; readonly failed: boolean } {
  const good = outcomes.filter((o) => o.done).length;
  const reasons = new Map<string, number>();
  for (const o of outcomes) if (!o.done) reasons.set(o.detail ?? 'it failed', (reasons.get(o.detail ?? 'it failed') ?? 0) + 1);
  const why = [...reasons].map(([reason, n]) => (n === 1 && outcomes.length === 1 ? reason : `${n} not: ${reason}`)).join('; ');
  const did = good > 0 ? `${good} ${DOES[deed.do][1]}` : '';
  return { text: [did, why].filter(Boolean).join('. '), failed: reasons.size > 0 };
}

export const ENDINGS: readonly { readonly code: NonNullable<Deed['code']>; readonly says: string; readonly reason: boolean }[] = [
  { code: 'fixed_by_supplier', says: 'The supplier put it right', reason: false },
  { code: 'fixed_by_buyer', says: 'We put it right', reason: false },
  { code: 'count_adjusted', says: 'The count was adjusted', reason: false },
  { code: 'timing', says: 'A matter of timing', reason: false },
  { code: 'mapping_fixed', says: 'The name is known now', reason: false },
  { code: 'superseded', says: 'Overtaken by something newer', reason: false },
  { code: 'accepted_difference', says: 'The difference is accepted, until a day', reason: true },
  { code: 'written_off', says: 'Written off', reason: true },
  { code: 'false_alarm', says: 'False alarm', reason: true },
];
