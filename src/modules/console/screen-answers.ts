import { z } from 'zod';
import type { DeskSummary } from '../exceptions/summary.store';
import { SOURCE_STATES } from '../channels/sources.store';
import type { Freshness } from './freshness.store';
import { instant, maybe, text, whole } from './scalars';

const deskCounts = z.object({
  open: whole.meta({ description: 'open, nobody has it' }),
  mine: whole.meta({ description: 'not resolved, and owned by who asks' }),
  acknowledged: whole,
  waiting: whole,
  snoozed: whole,
  folded: whole.meta({ description: 'consequences of others; in none of the numbers above' }),
  since: z.object({ opened: whole, reopened: whole, cleared: whole.meta({ description: 'closed by themselves' }) }),
}) satisfies z.ZodType<DeskSummary>;
const freshness = z.object({
  now: instant,
  sources: z.array(
    z.object({
      source: text,
      kind: text,
      state: z.enum(SOURCE_STATES),
      looked_at: instant.nullable().meta({ description: 'when it was last looked into with success' }),
      arrived_at: instant.nullable(),
      error: maybe,
      advice: maybe,
    }),
  ),
  queue: z.object({ waiting: whole, oldest_seconds: whole, given_up: whole }),
  unread: z.object({ receipts: whole, oldest: instant.nullable() }).meta({ description: 'kept, and not yet read' }),
  feeds: z
    .array(z.object({ location: maybe.meta({ description: 'null: all places' }), watermark: instant.nullable() }))
    .meta({ description: "up to when the buyer's own data are there" }),
}) satisfies z.ZodType<Freshness>;

/** What the screens ask beside the lists. */
export const SCREEN_ANSWERS = { DeskSummary: deskCounts, Freshness: freshness } as const;
