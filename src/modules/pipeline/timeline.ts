import { DateTime } from 'luxon';
import { z } from 'zod';
import { UsageError } from '../../platform/errors';

const instant = z
  .string()
  .refine((s) => /T.*(Z|[+-]\d\d:?\d\d)$/.test(s) && DateTime.fromISO(s).isValid, 'expected an ISO instant with its offset');
const event = z.discriminatedUnion('do', [
  z.object({ at: instant, do: z.literal('import'), path: z.string().min(1), mapping: z.string().optional() }),
  z.object({ at: instant, do: z.literal('ingest'), path: z.string().min(1), supplier: z.string().optional() }),
  z.object({ at: instant, do: z.literal('reconcile') }),
]);
export type TimelineEvent = z.infer<typeof event> & { readonly at: string };

/** A timeline (contract section 4): one event a line, in time order. The instants come out in UTC. */
export function parseTimeline(text: string, file: string): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  let last = -Infinity;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const place = `${file}, line ${i + 1}`;
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch (error) {
      throw new UsageError(`${place}: not JSON (${(error as Error).message})`);
    }
    const read = event.safeParse(raw);
    if (!read.success)
      throw new UsageError(`${place}: ${read.error.issues.map((x) => `${x.path.join('.') || 'event'}: ${x.message}`).join('; ')}`);
    const at = Date.parse(read.data.at);
    if (at < last) throw new UsageError(`${place}: ${read.data.at} lies before the event above it; events stand in time order`);
    last = at;
    events.push({ ...read.data, at: new Date(at).toISOString() });
  }
  return events;
}
