import { z } from 'zod';
import type { Case } from '../../domain/scorecard/card';
import type { ScorecardReport } from '../scorecards/scorecard';
import { instant, maybe, text } from './scalars';

const figure = z.object({
  key: text,
  side: z.enum(['supplier', 'buyer']),
  title: text,
  says: text,
  good: z.number().int(),
  of: z.number().int(),
  left_out: z.number().int(),
  percent: maybe.meta({ description: 'one decimal, cut off and not rounded up; null where nothing was judged' }),
  median_hours: maybe.meta({ description: 'a decimal as text' }),
  weeks: z
    .array(z.object({ from: instant, good: z.number().int(), of: z.number().int(), percent: maybe }))
    .meta({ description: 'week by week, the last one ending with the period; none where all of it stands in one week' }),
});
export const scorecard = z.object({
  supplier: text,
  name: text,
  from: instant,
  to: instant,
  figures: z.array(figure),
}) satisfies z.ZodType<ScorecardReport>;
export const scoredCase = z.object({
  good: z.number().int(),
  of: z.number().int().meta({ description: '0: left out, for the reason in `said`' }),
  at: instant,
  what: text,
  location: maybe,
  said: text,
  document: maybe,
  place: maybe,
  hours: z.number().exactOptional(),
}) satisfies z.ZodType<Case>;
