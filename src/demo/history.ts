import { Days, later } from './days';
import { CASCADE, ITEMS, NORDWALL, PIKE, STORY, type Item } from './masters';
import { Random } from './random';

/** Thirteen weeks, the last of which ended yesterday; a week's last day is quiet, and that is the day suppliers report. */
export const FIRST_DAY = -90;
export const WEEKS = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
export const lastDayOf = (week: number): number => -1 - 7 * week;

export interface Movement {
  readonly id: string;
  readonly item: Item;
  readonly at: string;
  readonly posted: string;
  readonly kind: 'usage' | 'receipt' | 'adjustment';
  readonly steps: number; // signed for an adjustment
  readonly shipment?: string;
  readonly po?: string;
  readonly countRef?: string;
}
export interface Count {
  readonly item: Item;
  readonly at: string;
  readonly steps: number;
  readonly ref: string;
}
export interface Shipment {
  readonly id: string;
  readonly week: number;
  readonly sent: string;
  readonly eta: string;
  readonly etaDate: string;
  readonly lines: { readonly item: Item; readonly steps: number; readonly po: string }[];
}

const countedIn = (n: number, week: number): boolean => (n + week) % 4 === 0;

/** What really lay on the shelves, and what the buyer wrote down about it. */
export class History {
  readonly movements: Movement[] = [];
  readonly counts: Count[] = [];
  readonly shipments: Shipment[] = [];
  private readonly level = new Map<Item, number>();
  private readonly closing = new Map<string, number>();
  private readonly dice = new Random(20241);
  private serial = 0;
  private orders = 0;

  constructor(private readonly days: Days) {
    for (const item of ITEMS) this.begin(item);
    for (const week of WEEKS) this.live(week);
  }

  /** What lay there at the end of the week, when the supplier counted. */
  stepsAtEndOf(week: number, item: Item): number {
    return this.closing.get(`${week} ${item.sku}`)!;
  }

  private at(day: number, time: string, item: Item): string {
    return this.days.at(day, time, item.supplier.site.zone);
  }

  private begin(item: Item): void {
    const weeks = item.supplier === PIKE ? 60 : this.dice.between(42, 75);
    const steps = Math.round((item.weekly * weeks) / 10);
    this.level.set(item, steps);
    this.counts.push({ item, at: this.at(FIRST_DAY, '06:00', item), steps, ref: `INV-${item.sku}` });
  }

  private live(week: number): void {
    const end = lastDayOf(week);
    for (const day of [end - 5, end - 3, end - 1]) {
      for (const item of ITEMS) this.use(item, day);
      if (day === end - 5) this.send(week, end);
      if (day === end - 5) for (const item of ITEMS) if (item.supplier !== PIKE) this.refill(item, end - 4, week);
      if (day === end - 3) this.arrive(week, end - 2);
      if (day === end - 3) ITEMS.forEach((item, n) => countedIn(n, week) && this.cycleCount(item, end - 2, week));
    }
    for (const item of ITEMS) this.closing.set(`${week} ${item.sku}`, this.level.get(item)!);
    this.arriveLate(week);
  }

  private use(item: Item, day: number): void {
    const third = item.weekly / 3;
    const steps = Math.max(1, Math.round(third + this.dice.between(-20, 20) * (third / 100)));
    const time = `${String(this.dice.between(9, 16)).padStart(2, '0')}:${String(this.dice.between(10, 59))}`;
    this.move(item, { at: this.at(day, time, item), kind: 'usage', steps });
  }

  private move(item: Item, what: Omit<Movement, 'id' | 'item' | 'posted'> & { posted?: string }): void {
    this.serial += 1;
    this.movements.push({ posted: what.at, ...what, id: `AF-${String(100000 + this.serial)}`, item });
    this.level.set(item, this.level.get(item)! + (what.kind === 'usage' ? -what.steps : what.steps));
  }

  /** Bolts and filters simply come when four weeks' worth is left; nobody announces them. */
  private refill(item: Item, day: number, week: number): void {
    if (this.level.get(item)! >= item.weekly * 4) return;
    const at = this.at(day, '14:00', item);
    const posted = this.isBookedLate(item, week) ? this.at(lastDayOf(week - 1), '08:00', item) : at;
    this.move(item, { at, posted, kind: 'receipt', steps: item.weekly * 4, po: this.order() });
  }

  /** Once a delivery lay a week on the dock before anyone booked it. A count in between would have found it. */
  private isBookedLate(item: Item, week: number): boolean {
    if (week !== 9 || item.supplier !== CASCADE || countedIn(ITEMS.indexOf(item), week)) return false;
    return !this.movements.some((m) => m.posted !== m.at);
  }

  private order(): string {
    this.orders += 1;
    return String(4500018000 + this.orders);
  }

  /** Motors are announced every second week. */
  private send(week: number, end: number): void {
    if (week % 2 || week === 0 || week === 12) return; // in the twelfth nobody knows the supplier yet
    const held = week <= 4 ? STORY.short.sku : '';
    const lines = ITEMS.filter((i) => i.supplier === PIKE && i.sku !== held && this.level.get(i)! < i.weekly * 6).map((item) => ({
      item,
      steps: item.weekly * 4,
      po: this.order(),
    }));
    if (!lines.some((l) => l.item.sku === STORY.shortDelivery.sku))
      lines.push({ item: ITEMS.find((i) => i.sku === STORY.shortDelivery.sku)!, steps: 120, po: this.order() });
    this.shipments.push({
      id: `PM-${5200 - week}`,
      week,
      sent: this.at(end - 5, '18:00', lines[0]!.item),
      eta: this.at(end - 2, '12:00', lines[0]!.item),
      etaDate: this.days.date(end - 2),
      lines,
    });
  }

  private arrive(week: number, day: number): void {
    if (week === 4) return; // this truck came a week late, and the gateway said so
    for (const s of this.shipments) if (s.week === week) this.unload(s, day);
  }

  private arriveLate(week: number): void {
    if (week === 4) for (const s of this.shipments) if (s.week === 4) this.unload(s, lastDayOf(4) + 3);
  }

  private unload(s: Shipment, day: number): void {
    for (const line of s.lines) {
      const missing = s.week === 2 && line.item.sku === STORY.shortDelivery.sku ? STORY.shortDelivery.missing : 0;
      const at = this.at(day, '10:30', line.item);
      this.move(line.item, { at, kind: 'receipt', steps: line.steps - missing, shipment: s.id, po: line.po });
    }
  }

  private cycleCount(item: Item, day: number, week: number): void {
    if (item.sku === STORY.unbooked.sku && week === 0) return; // the pallet that nobody booked would have been found
    const ref = `CC-${item.sku}-${week}`;
    const at = this.at(day, '18:00', item);
    const found = week === 6 && item.supplier === NORDWALL && item.weekly > 100 ? -3 : 0;
    if (found) this.move(item, { at, kind: 'adjustment', steps: found, countRef: ref });
    this.counts.push({ item, at, steps: this.level.get(item)!, ref });
  }

  /** Facts that the buyer's system had written down by then and not before. */
  posted(after: string | undefined, until: string): { movements: Movement[]; counts: Count[] } {
    const inside = (at: string): boolean => !later(at, until) && (after === undefined || later(at, after));
    return {
      movements: this.movements.filter((m) => inside(m.posted)),
      counts: this.counts.filter((c) => inside(c.at)),
    };
  }
}

/** A supplier's own small miscounts, well inside every tolerance. */
export function miscount(item: Item, steps: number, dice: Random): number {
  return item.supplier === CASCADE ? steps + dice.between(-1, 1) * Math.floor(steps / 200) : steps;
}
