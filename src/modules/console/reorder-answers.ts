import { z } from 'zod';
import type { Done } from '../replenishment/act';
import type { ProposalReport } from '../replenishment/proposals';
import type { LineDone } from '../replenishment/proposals-act';
import { REORDER_STATES, type ReorderEvent, type ReorderReport } from '../replenishment/reorders-list.store';
import { type Threshold, THRESHOLDS } from '../../domain/replenishment/thresholds';
import { decimal, instant, maybe, page, text } from './scalars';

const version = text.meta({ description: 'of the numbers as they are seen; an approval names it and is refused when they moved' });

const reorder = z.object({
  id: text,
  state: z.enum(REORDER_STATES),
  supplier: text,
  sku: text,
  location: text,
  uom: text,
  quantity: decimal.meta({ description: 'that is ordered: as changed, else as suggested' }),
  suggested: decimal,
  changed: z.boolean(),
  need: decimal.meta({ description: 'before rounding' }),
  sum: text.meta({ examples: ['780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60'] }),
  terms: z.array(z.object({ name: text, quantity: decimal, sign: z.enum(['+', '-', '→']), sources: z.array(text) })),
  on_hand: decimal,
  min: decimal,
  value: z.object({ amount: decimal, currency: maybe }).nullable().meta({ description: 'null: nobody knows its cost' }),
  held: z.boolean().meta({ description: 'its count is in doubt, and nobody released it' }),
  doubts: z.array(z.object({ name: text, what: text, says: text, released: z.boolean() })),
  version,
  approvals: z.array(z.object({ by: text, stands_for: maybe, at: instant })).meta({ description: 'of these very numbers' }),
  deferred_until: instant.nullable(),
  drafted_at: instant,
  recalculated_at: instant,
  decided_at: instant.nullable(),
  decided_by: maybe,
  reason: maybe,
  closed_why: maybe,
  order: z.object({ id: text, name: text, way: text, state: text, po: maybe, line: maybe, refused: maybe }).nullable(),
}) satisfies z.ZodType<ReorderReport>;
const event = z.object({
  at: instant,
  what: text,
  by: maybe,
  reason: maybe,
  details: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<ReorderEvent>;

const held = z.object({ value: maybe, since: instant, level: maybe, source: maybe });
const agreed = <T extends z.ZodType>(of: T) =>
  z.object(Object.fromEntries(THRESHOLDS.map((t) => [t, of])) as Record<Threshold, T>).partial();
const threshold = z.object({
  supplier: text,
  sku: text,
  location: text,
  uom: text,
  agreed: agreed(held),
  history: agreed(z.array(held)),
  supplier_says: z.array(
    z.object({ measure: z.enum(['min', 'max']), quantity: decimal, received_at: instant, document: text, file: text, place: text }),
  ),
  suggested: z
    .union([
      z.object({ min: z.null(), max: z.null(), why: z.array(text) }),
      z.object({
        min: decimal,
        max: decimal,
        per_day: decimal,
        lead_days: z.number().int(),
        min_covers_days: decimal,
        max_covers_days: decimal,
        orders_every_days: decimal,
        why: z.array(text),
      }),
    ])
    .meta({ description: 'for people to look at; nothing ever sets it' }),
});

const quantity = decimal.nullable();
const decided = z.object({ what: text, by: text, at: instant, reason: maybe });
const proposal = z.object({
  id: text,
  supplier: text,
  file: text,
  received_at: instant,
  order: maybe.meta({ description: 'the number that it names' }),
  kind: z.enum(['proposal', 'order_answer']),
  state: z.enum(['open', 'answered', 'superseded', 'withdrawn']),
  version,
  lines: z.array(
    z.object({
      n: z.number().int(),
      line: text,
      sku: maybe,
      location: maybe,
      uom: maybe,
      refs: z.array(z.object({ qualifier: text, value: text })),
      sent: text,
      theirs: quantity.meta({ description: 'proposed; of an answer to an order: confirmed. Null: nobody can tell' }),
      ours: quantity.meta({ description: 'the draft, or what was ordered' }),
      difference: quantity,
      word: z.enum(['accepted', 'changed', 'rejected', 'backordered']).nullable(),
      codes: z.array(text),
      parts: z.array(z.object({ says: text, quantity, due: maybe, place: text })),
      due: maybe,
      price: maybe,
      place: text,
      unmatched: maybe,
      draft: z.object({ id: text, version, state: text, held: z.boolean() }).nullable(),
      answer: decided.nullable(),
    }),
  ),
  unanswered: z.array(z.object({ sku: text, line: text, quantity: decimal })),
}) satisfies z.ZodType<ProposalReport>;
const lineDone = z.object({
  n: z.number().int(),
  done: z.boolean(),
  reorder: maybe,
  order: maybe,
  code: maybe,
  detail: maybe,
}) satisfies z.ZodType<LineDone>;

export const REORDER_ANSWERS = {
  Proposals: page(proposal),
  Proposal: proposal,
  ProposalDecided: z.object({ lines: z.array(lineDone) }),
  Thresholds: page(threshold),
  Reorders: page(reorder),
  Reorder: reorder.extend({ events: z.array(event) }),
  ReordersDecided: z.object({
    outcomes: z.array(
      z.union([
        z.object({ id: text, done: z.literal(true), state: text, version, order: maybe, waits_for_second: z.boolean() }),
        z.object({ id: text, done: z.literal(false), code: text, detail: text }),
      ]) satisfies z.ZodType<Done>,
    ),
  }),
} as const;
