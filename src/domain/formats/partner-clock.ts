import { DateTime } from 'luxon';

/** An instant by a clock that hangs somewhere; none where the clock shows that time twice that day, or never. */
export function instantIn(zone: string, day: string, clock: string): string | undefined {
  const at = DateTime.fromISO(`${day}T${clock}`, { zone });
  if (!at.isValid || at.toFormat('HH:mm') !== clock.slice(0, 5) || at.getPossibleOffsets().length > 1) return undefined;
  return at.toUTC().toISO({ suppressMilliseconds: true })!;
}
