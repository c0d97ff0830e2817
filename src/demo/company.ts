import fs from 'node:fs';
import path from 'node:path';
import { Days, later, millis } from './days';
import { todaysDocuments, weeklyReport, shipNotice, trucksUnderway, type Paper } from './documents';
import { facts, itemMasters, masters, type Files } from './feed';
import { FIRST_DAY, History, WEEKS } from './history';
import { ITEMS, NORDWALL, PIKE, RENO, STORY, SUPPLIERS } from './masters';

/** One line of a timeline (contract, section 4). */
interface Happening {
  readonly at: string;
  readonly do: 'import' | 'ingest' | 'reconcile';
  readonly path?: string;
  readonly supplier?: string;
}

export interface Company {
  readonly name: string;
  readonly sites: number;
  readonly suppliers: number;
  readonly items: number;
  readonly days: number;
  readonly timeline: string; // file for `backfill`
  readonly happenings: number;
  readonly today: readonly Paper[]; // what suppliers send while the demo is watched; file names are absolute
  readonly lateBooking: string; // folder of a buyer's export in which a forgotten receipt is booked
}

/** Writes the sample company under `folder`: the buyer's exports, the suppliers' documents and the order in which they came. */
export function writeCompany(folder: string, now: string): Company {
  const writer = new Writer(folder, new Days(now, RENO.zone));
  writer.live();
  return writer.company();
}

class Writer {
  private readonly history: History;
  private readonly happenings: Happening[] = [];
  private exported: string | undefined;
  private held = true; // facts about the item that the buyer does not know yet

  constructor(
    private readonly folder: string,
    private readonly days: Days,
  ) {
    this.history = new History(days);
  }

  live(): void {
    this.save('feed/masters', masters(this.days, this.history));
    this.happen({ at: this.days.at(FIRST_DAY, '19:00', RENO.zone), do: 'import', path: 'feed/masters' });
    this.export(FIRST_DAY, '20:00');
    for (const week of WEEKS.filter((w) => w > 0)) this.week(week);
    for (const day of [-6, -5, -4, -3, -2, -1]) {
      this.export(day, '05:00');
      this.reconcile(day, '05:30');
    }
    for (const paper of trucksUnderway(this.days)) this.receive(paper);
    for (const shipment of this.history.shipments) this.receive(shipNotice(shipment));
    this.thisMorning();
    this.happenings.sort((a, b) => millis(a.at) - millis(b.at));
    fs.writeFileSync(this.file('timeline.ndjson'), this.happenings.map((h) => `${JSON.stringify(h)}\n`).join(''));
  }

  private week(week: number): void {
    const day = -7 * week;
    if (week === 8) this.learnItem(day);
    this.export(day, '05:00');
    for (const supplier of SUPPLIERS) {
      const late = supplier === NORDWALL && week === 10;
      this.receive(weeklyReport(supplier, week, this.days, this.history, late ? 2 : 0));
    }
    this.reconcile(day, '10:30');
    if (week === 10) {
      this.export(day + 1, '05:00');
      this.reconcile(day + 1, '06:00');
    }
  }

  private thisMorning(): void {
    this.exportAt(this.days.before(40), this.days.before(60));
    this.receive(weeklyReport(PIKE, 0, this.days, this.history, 0));
    this.happen({ at: this.days.before(20), do: 'reconcile' });
  }

  private learnItem(day: number): void {
    this.held = false;
    const item = ITEMS.find((i) => i.sku === STORY.unknownOnce)!;
    this.save('feed/new-item', itemMasters([item]));
    this.happen({ at: this.days.at(day, '04:45', RENO.zone), do: 'import', path: 'feed/new-item' });
    this.exported = undefined; // its past comes with it; rows that were exported before change nothing
  }

  private export(day: number, time: string): void {
    const at = this.days.at(day, time, RENO.zone);
    this.exportAt(at, at);
  }

  private exportAt(at: string, completeThrough: string): void {
    if (this.exported && !later(completeThrough, this.exported)) return;
    const { movements, counts } = this.history.posted(this.exported, completeThrough);
    const known = (f: { item: { sku: string } }): boolean => !this.held || f.item.sku !== STORY.unknownOnce;
    const name = `feed/${at.slice(0, 10)}-${at.slice(11, 13)}${at.slice(14, 16)}`;
    this.save(name, facts(movements.filter(known), counts.filter(known), completeThrough));
    this.happen({ at, do: 'import', path: name });
    this.exported = completeThrough;
  }

  private reconcile(day: number, time: string): void {
    this.happen({ at: this.days.at(day, time, RENO.zone), do: 'reconcile' });
  }

  private receive(paper: Paper): void {
    const name = `docs/${paper.at.slice(0, 10)}-${paper.file}`;
    fs.mkdirSync(this.file('docs'), { recursive: true });
    fs.writeFileSync(this.file(name), paper.content);
    this.happen({ at: paper.at, do: 'ingest', path: name, supplier: paper.supplier.code });
  }

  private happen(happening: Happening): void {
    this.happenings.push(happening);
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }

  private save(name: string, files: Files): void {
    fs.mkdirSync(this.file(name), { recursive: true });
    for (const [file, content] of Object.entries(files)) fs.writeFileSync(this.file(path.join(name, file)), content);
  }

  company(): Company {
    fs.mkdirSync(this.file('today'), { recursive: true });
    const today = todaysDocuments(this.days, this.history).map((paper) => {
      const file = this.file(path.join('today', paper.file));
      fs.writeFileSync(file, paper.content);
      return { ...paper, file };
    });
    const item = ITEMS.find((i) => i.sku === STORY.unbooked.sku)!;
    const receipt = {
      id: 'AF-199001',
      item,
      at: this.days.at(-3, '11:20', RENO.zone),
      posted: this.days.now,
      kind: 'receipt' as const,
      steps: STORY.unbooked.quantity,
      shipment: STORY.unbooked.shipment,
      po: '4500019001',
    };
    this.save('today/booked-late', facts([receipt], [], this.days.before(0)));
    return {
      name: 'Alder & Finch',
      sites: 2,
      suppliers: SUPPLIERS.length,
      items: ITEMS.length,
      days: -FIRST_DAY,
      timeline: this.file('timeline.ndjson'),
      happenings: this.happenings.length,
      today,
      lateBooking: this.file('today/booked-late'),
    };
  }
}
