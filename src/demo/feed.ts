import { Days } from './days';
import type { Count, History, Movement } from './history';
import { ITEMS, PIKE, SITES, STORY, SUPPLIERS, type Item, type Supplier } from './masters';
import { exact, multiply, text, whole } from '../domain/canonical/quantity';
import { csv } from './sheets';

/** Steps of an item as the decimal that people write. */
export const amount = (item: Item, steps: number): string => text(multiply(whole(steps), exact(item.step)));

export type Files = Record<string, string>;

/** Everything that the buyer knows before the first day, but for the item that turns up later. */
export function masters(days: Days, history: History): Files {
  const known = ITEMS.filter((i) => i.sku !== STORY.unknownOnce);
  return {
    'suppliers.csv': csv(
      ['supplier', 'name', 'email_from', 'edi_id', 'contact_email', 'locale', 'timezone'],
      SUPPLIERS.map((s) => [s.code, s.name, s.mail, s.ediId && `ZZ:${s.ediId}`, `stock${s.mail}`, s.locale, s.site.zone]),
    ),
    'locations.csv': csv(
      ['location', 'name', 'timezone', 'gln', 'kind'],
      SITES.map((s) => [s.code, s.name, s.zone, s.gln, 'own']),
    ),
    'location_crossrefs.csv': csv(
      ['supplier', 'qualifier', 'value', 'location'],
      SUPPLIERS.map((s) => [s.code, '92', s.site.theirCode, s.site.code]),
    ),
    'unit_crossrefs.csv': csv(
      ['supplier', 'value', 'uom'],
      [
        ['NORDWALL', 'Stk', 'EA'],
        ['NORDWALL', 'Kart', 'CT'],
        ['NORDWALL', 'lfm', 'M'],
        ['', 'PCS', 'EA'],
      ],
    ),
    ...itemMasters(known),
    'programs.csv': programs(history),
    'report_schedules.csv': csv(
      ['supplier', 'document', 'location', 'cron', 'timezone', 'grace_minutes'],
      SUPPLIERS.map((s) => {
        const hour = s.locale === 'de-DE' ? 10 : 18;
        return [s.code, 'stock_report', s.site.code, `0 ${hour} * * ${days.cronWeekday(1)}`, s.site.zone, '120'];
      }),
    ),
  };
}

export function itemMasters(items: readonly Item[]): Files {
  return {
    'items.csv': csv(
      ['sku', 'description', 'uom', 'gtin', 'unit_cost', 'currency', 'class', 'status'],
      items.map((i) => [i.sku, i.description, i.unit, i.gtin, i.cost, i.supplier.locale === 'de-DE' ? 'EUR' : 'USD', i.class, 'active']),
    ),
    'item_units.csv': csv(
      ['sku', 'uom', 'factor'],
      items.map((i) => [i.sku, 'CT', String(i.pack)]),
    ),
    'item_crossrefs.csv': csv(
      ['supplier', 'qualifier', 'value', 'sku'],
      items.map((i) => [i.supplier.code, 'VN', i.theirs, i.sku]),
    ),
  };
}

function programs(history: History): string {
  const common = (s: Supplier): string[] => [s.code, '*', s.site.code, 'supplier', 'buyer', '', '', '', '10', '2', '5', '5'];
  const own = (i: Item): string[] => [
    i.supplier.code,
    i.sku,
    i.supplier.site.code,
    'supplier',
    i.consigned ? 'supplier' : 'buyer',
    // What was left when the story's motor ran low is called its minimum, so that it falls below it a week ago and not before.
    i.sku === STORY.short.sku ? amount(i, history.stepsAtEndOf(1, i)) : amount(i, i.weekly * i.supplier.weeksOfMinimum),
    amount(i, i.weekly * 14),
    amount(i, i.pack),
  ];
  const head = ['supplier', 'sku', 'location', 'managed_by', 'owned_by', 'min', 'max', 'order_multiple', 'lead_time_days', 'response_days'];
  return csv(
    [...head, 'tolerance_qty', 'tolerance_pct', 'asn', 'asn_grace_hours', 'planner'],
    [
      ...SUPPLIERS.map((s) => [
        ...common(s),
        s === PIKE ? 'required' : 'none',
        String(s.graceHours),
        `planner.${s.site.code}@alderfinch.example`,
      ]),
      ...ITEMS.filter((i) => i.sku !== STORY.unknownOnce).map((i) => [...own(i), '', '', '', '', '', '', '']),
    ],
  );
}

/** What one export of the buyer's system holds. */
export function facts(movements: readonly Movement[], counts: readonly Count[], completeThrough: string): Files {
  const owner = (i: Item): string[] => (i.consigned ? ['supplier', i.supplier.code] : ['buyer', '']);
  const orders = movements.filter((m) => m.po);
  return {
    'movements.csv': csv(
      [
        'id',
        'sku',
        'location',
        'moved_at',
        'posted_at',
        'kind',
        'quantity',
        'uom',
        'owned_by',
        'supplier',
        'ship_notice',
        'po',
        'po_line',
        'final',
        'count_ref',
      ],
      movements.map((m) => {
        const { item } = m;
        const receipt = m.kind === 'receipt';
        return [m.id, item.sku, item.supplier.site.code, m.at, m.posted, m.kind, amount(item, m.steps), item.unit]
          .concat(receipt ? [owner(item)[0]!, item.supplier.code] : owner(item))
          .concat(m.shipment ?? '', m.po ?? '', m.po ? '1' : '', receipt ? 'yes' : '', m.countRef ?? '');
      }),
    ),
    'counts.csv': csv(
      ['sku', 'location', 'counted_at', 'quantity', 'uom', 'basis', 'owned_by', 'supplier', 'count_ref'],
      counts.map((c) => [
        c.item.sku,
        c.item.supplier.site.code,
        c.at,
        amount(c.item, c.steps),
        c.item.unit,
        'physical',
        ...owner(c.item),
        c.ref,
      ]),
    ),
    'orders.csv': csv(
      ['po', 'line', 'supplier', 'sku', 'location', 'ordered_at', 'quantity', 'open_quantity', 'uom', 'status'],
      orders.map((m) => [
        m.po!,
        '1',
        m.item.supplier.code,
        m.item.sku,
        m.item.supplier.site.code,
        m.at,
        amount(m.item, m.steps),
        '0',
        m.item.unit,
        'closed',
      ]),
    ),
    'feeds.csv': csv(
      ['location', 'complete_through', 'mode'],
      SITES.map((s) => [s.code, completeThrough, 'delta']),
    ),
  };
}
