import { DateTime } from 'luxon';
import type { AsOfWindow, SaidAsOf } from '../canonical/vocabulary';
import { zoneOf } from '../canonical/zone';

const SLACK_MINUTES = 15;
const SILENT_HOURS = 24;
const iso = (d: DateTime): string => d.toUTC().toISO()!;

/**
 * The as-of placed in time (exceptions.md E1): an instant with its slack, a bare date as that whole day in the location's
 * zone, nothing as the 24 hours before receipt. Clipped at the receipt, since nobody reports the future; `receivedAt` null
 * places a promise (an ETA), which is not clipped and has no slack.
 */
export function placeAsOf(said: SaidAsOf, timezone: string, receivedAt: string | null): AsOfWindow {
  const [from, to] = spanOf(said, timezone, receivedAt);
  if (receivedAt === null) return { from: iso(from), to: iso(to), said: said.said };
  const received = DateTime.fromISO(receivedAt);
  const end = to > received ? received : to;
  return { from: iso(from > end ? end : from), to: iso(end), said: said.said };
}

function spanOf(said: SaidAsOf, ofLocation: string, receivedAt: string | null): [DateTime, DateTime] {
  const timezone = said.said === 'nothing' ? ofLocation : (said.zone ?? ofLocation);
  switch (said.said) {
    case 'instant': {
      const at = DateTime.fromISO(said.at, { zone: zoneOf(timezone) });
      const slack = receivedAt === null ? 0 : Math.max(SLACK_MINUTES, said.slack ?? 0);
      return [at.minus({ minutes: slack }), at.plus({ minutes: slack })];
    }
    case 'date':
      return [
        DateTime.fromISO(said.date, { zone: zoneOf(timezone) })
          .startOf('day')
          .minus({ minutes: said.slack ?? 0 }),
        // Not the next midnight: what the buyer moved on the day after would else be part of the day before.
        DateTime.fromISO(said.to ?? said.date, { zone: zoneOf(timezone) })
          .endOf('day')
          .plus({ minutes: said.slack ?? 0 }),
      ];
    case 'nothing': {
      const received = DateTime.fromISO(receivedAt ?? '1970-01-01T00:00:00Z');
      return [received.minus({ hours: SILENT_HOURS }), received];
    }
  }
}
