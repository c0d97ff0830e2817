import { afterWorkingDays } from '../canonical/calendar';

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When a shipment should be there: as said, else the ship date and the transit days of the program, in its working days. Where
 * those are not agreed the lead time bounds them, since a shipment that nobody expects would never be missed. Null when
 * neither is known: absent is unknown, and never zero days.
 */
export function etaOf(
  said: Span | null,
  shipped: Span | null,
  terms: { readonly transit_days?: number | null; readonly lead_time_days?: number | null },
  timezone: string,
  isWorkday: (date: string) => boolean,
): Span | null {
  if (said) return said;
  const days = terms.transit_days ?? terms.lead_time_days;
  if (!shipped || days == null) return null;
  return { from: afterWorkingDays(shipped.from, days, timezone, isWorkday), to: afterWorkingDays(shipped.to, days, timezone, isWorkday) };
}
