import { IANAZone, type Zone } from 'luxon';

/** To ask the platform what a zone's clock says takes longer than to compare a pair, and the same as-of is asked a thousand times. */
const KEPT = 20_000;

class RememberedZone extends IANAZone {
  private readonly offsets = new Map<number, number>();

  /** Minutes from UTC. Zones have changed at whole minutes as long as anybody counts stock by computer. */
  override offset(ms: number): number {
    const minute = Math.floor(ms / 60_000);
    let found = this.offsets.get(minute);
    if (found === undefined) {
      if (this.offsets.size >= KEPT) this.offsets.clear();
      this.offsets.set(minute, (found = super.offset(ms)));
    }
    return found;
  }
}

const zones = new Map<string, Zone | string>();

/** For luxon's `zone`. What is no place of the time zone database (`UTC+2`) is left to luxon. */
export function zoneOf(name: string): Zone | string {
  let zone = zones.get(name);
  if (zone === undefined) zones.set(name, (zone = name.includes('/') && IANAZone.isValidZone(name) ? new RememberedZone(name) : name));
  return zone;
}
