import { Cron } from 'croner';

/** The last instant at which something fell due after `since`, up to `now` (epoch milliseconds); undefined where none did. What was missed before it is not made up for: the newest numbers say more. */
export function lastDue(cron: string, timezone: string, since: number, now: number): number | undefined {
  const [due] = new Cron(cron, { timezone, paused: true }).previousRuns(1, new Date(now + 1000));
  const at = due?.getTime();
  return at !== undefined && at > since && at <= now ? at : undefined;
}
