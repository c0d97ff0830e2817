import type { Days } from './days';
import { amount } from './feed';
import { lastDayOf, miscount, type History, type Shipment } from './history';
import { BREMEN, CASCADE, NORDWALL, PIKE, RENO, STORY, item, itemsOf, type Item, type Supplier } from './masters';
import { Random } from './random';
import { englishStockList, germanStockList, type SheetLine } from './sheets';
import { interchange, shipment856, stock852 } from './x12';

/** A document as a supplier sends it. */
export interface Paper {
  readonly supplier: Supplier;
  readonly file: string;
  readonly at: string; // when it reaches the buyer
  readonly what: string; // in words for a person who watches
  readonly content: string | Buffer;
  readonly mailedFrom?: string; // it comes by mail, not into the drop folder
}

/** What each supplier says lay there at the end of the week, with the one thing that it gets wrong. */
function said(supplier: Supplier, week: number, history: History): { item: Item; steps: number }[] {
  const dice = new Random(week * 31 + supplier.code.length);
  return itemsOf(supplier)
    .filter((i) => i.sku !== STORY.unknownOnce || week <= 9)
    .map((i) => ({ item: i, steps: miscount(i, history.stepsAtEndOf(week, i), dice) + slip(i, week) }));
}

function slip(i: Item, week: number): number {
  if (i.sku === STORY.healedOnce && week === 5) return i.weekly;
  if (i.sku === STORY.healsToday && week === 1) return i.weekly;
  return 0;
}

const line = (i: Item, steps: number): SheetLine => ({
  theirs: i.theirs,
  ours: i.sku,
  description: i.description,
  site: i.supplier.site.theirCode,
  amount: amount(i, steps),
  unit: i.supplier === NORDWALL ? (i.unit === 'M' ? 'lfm' : 'Stk') : 'PCS',
});

const stockLine = (i: Item, steps: number) => ({ gtin: i.gtin, theirs: i.theirs, onHand: amount(i, steps), unit: i.unit });

const control = (week: number): number => 4100 - week;

export function weeklyReport(supplier: Supplier, week: number, days: Days, history: History, daysLate: number): Paper {
  const lines = said(supplier, week, history);
  const day = -7 * week + daysLate;
  const asOf = lastDayOf(week);
  if (supplier === NORDWALL) {
    const at = days.at(day, '17:20', BREMEN.zone);
    const content = germanStockList(
      days.week(asOf),
      days.germanDate(asOf),
      lines.map((l) => line(l.item, l.steps)),
    );
    return { supplier, file: `Bestand KW${days.week(asOf)}.xlsx`, at, what: 'stock list', content };
  }
  if (supplier === PIKE) {
    const at = week === 0 ? days.before(30) : days.at(day, '07:05', RENO.zone);
    const content = englishStockList(
      days.date(asOf),
      lines.map((l) => line(l.item, l.steps)),
    );
    return { supplier, file: `pike-stock-${days.date(asOf)}.csv`, at, what: 'stock list', content };
  }
  const at = days.at(day, '06:10', RENO.zone);
  const body = stock852(
    days.date(asOf),
    RENO,
    lines.map((l) => stockLine(l.item, l.steps)),
  );
  const content = interchange({ sender: CASCADE.ediId, control: control(week), at, kind: '852', body });
  return { supplier, file: `852_${control(week)}.edi`, at, what: 'stock report', content };
}

export function shipNotice(s: Shipment): Paper {
  const lines = s.lines.map((l) => ({ ...stockLine(l.item, 0), shipped: amount(l.item, l.steps), po: l.po }));
  const body = shipment856(s.id, s.sent, s.etaDate, RENO, lines);
  const content = interchange({ sender: PIKE.ediId, control: 8100 - s.week, at: s.sent, kind: '856', body });
  return { supplier: PIKE, file: `856_${s.id}.edi`, at: s.sent, what: 'ship notice', content };
}

/** Two trucks of bolts: one that is still on the road, and one that came three days ago and that nobody booked. */
export function trucksUnderway(days: Days): Paper[] {
  const truck = (what: { sku: string; shipment: string; quantity: number }, sent: number, eta: number, number: number): Paper => {
    const i = item(what.sku);
    const at = days.at(sent, '16:10', RENO.zone);
    const lines = [{ ...stockLine(i, 0), shipped: amount(i, what.quantity), po: `45000190${number % 100}` }];
    const body = shipment856(what.shipment, at, days.date(eta), RENO, lines);
    const content = interchange({ sender: CASCADE.ediId, control: number, at, kind: '856', body });
    return { supplier: CASCADE, file: `856_${what.shipment}.edi`, at, what: 'ship notice', content };
  };
  return [truck(STORY.unbooked, -6, -3, 9001), truck(STORY.underway, -2, 3, 9002)];
}

/** The three documents that arrive while somebody watches. */
export function todaysDocuments(days: Days, history: History): Paper[] {
  const at = days.now;
  const week = days.week(-1);
  const at0 = (i: Item): number => history.stepsAtEndOf(0, i);

  const filters = said(NORDWALL, 0, history).map((l) =>
    line(l.item, l.item.sku === STORY.cartons ? Math.floor(l.steps / l.item.pack) : l.steps),
  );
  const unknown = { theirs: 'NW2299', ours: '', description: 'Kompaktfilter F9 Muster', site: BREMEN.theirCode, amount: '24', unit: 'Stk' };
  const sheet = germanStockList(week, days.germanDate(-1), [...filters, unknown]);

  const bolts = said(CASCADE, 0, history).map(({ item: i, steps }) => {
    if (i.sku === STORY.underway.sku) return stockLine(i, at0(i) + STORY.underway.quantity);
    if (i.sku === STORY.unbooked.sku) return stockLine(i, at0(i) + STORY.unbooked.quantity);
    if (i.sku === STORY.flip) return stockLine(i, Math.round(i.weekly * 0.9));
    return stockLine(i, steps);
  });
  const report = interchange({ sender: CASCADE.ediId, control: control(0), at, kind: '852', body: stock852(days.date(-1), RENO, bolts) });

  const motor = item(STORY.short.sku);
  const load = [{ ...stockLine(motor, 0), shipped: amount(motor, STORY.short.quantity), po: '4500019044' }];
  const body = shipment856(STORY.short.shipment, at, days.date(2), RENO, load);
  const notice = interchange({ sender: PIKE.ediId, control: 8200, at, kind: '856', body });

  return [
    {
      supplier: NORDWALL,
      file: `Bestand KW${week}.xlsx`,
      at,
      what: 'a stock list in German, typed by hand',
      content: sheet,
      mailedFrom: `stock${NORDWALL.mail}`,
    },
    { supplier: CASCADE, file: `852_${control(0)}.edi`, at, what: 'an X12 852 stock report', content: report },
    { supplier: PIKE, file: `856_${STORY.short.shipment}.edi`, at, what: 'an X12 856 ship notice', content: notice },
  ];
}
