import { writeCounts, writeDemand, writeFeeds, writeOrders } from '../../ledger/facts.store';
import { dayAfter, dayWindow } from '../day-window';
import { type Column, type FeedRow, type Kind, stage } from '../kind';
import type { Known } from '../known';
import * as v from '../values';

export const STATUS = v.words('unrestricted', 'quality', 'blocked', 'receiving', 'committed');
export const OWNER = v.words('buyer', 'supplier');
export const SKU: Column = { name: 'sku', type: v.code, required: true, refers: 'item' };
export const LOCATION: Column = { name: 'location', type: v.code, required: true, refers: 'location' };
export const SUPPLIER: Column = { name: 'supplier', type: v.code, refers: 'supplier' };
export const UOM: Column = { name: 'uom', type: v.code, required: true };

/** From when to when an instant may have been: itself, or anywhere in its day. */
export function windowOf(row: FeedRow, zone: string | undefined, column: string): readonly [string | null, string | null] {
  const value = row.get(column);
  if (value === null || zone === undefined) return [null, null];
  return v.isBareDate(value) ? dayWindow(value, zone) : [value, value];
}

export const counts: Kind = {
  name: 'counts',
  fact: true,
  columns: [
    { ...SKU, key: true },
    { ...LOCATION, key: true },
    { name: 'counted_at', type: v.when, required: true, key: true },
    { name: 'quantity', type: v.decimal, required: true },
    UOM,
    { name: 'basis', type: v.words('physical', 'system') },
    { name: 'status', type: STATUS, key: true },
    { name: 'owned_by', type: OWNER, key: true },
    { ...SUPPLIER, key: true },
    { name: 'count_ref', type: v.code },
    { name: 'lot', type: v.code, key: true },
  ],
  stage: [
    stage('item_id', 'bigint', 'sku'),
    stage('location_id', 'bigint', 'location'),
    stage('counted_at', 'timestamptz'),
    stage('said_date', 'date', 'counted_at'),
    stage('quantity', 'numeric'),
    stage('basis', 'text'),
    stage('status', 'text'),
    stage('owner', 'text', 'owned_by'),
    stage('supplier_id', 'uuid', 'supplier'),
    stage('count_ref', 'text'),
    stage('lot', 'text'),
  ],
  encode: (row, known) => {
    const item = known.item(row);
    const location = known.location(row);
    const [, countedAt] = windowOf(row, location?.timezone, 'counted_at'); // a bare date stands at the end of its day
    const said = row.get('counted_at')!;
    return [
      item?.id ?? null,
      location?.id ?? null,
      countedAt,
      v.isBareDate(said) ? said : null,
      known.inBase(row, item, 'quantity'),
      row.get('basis') ?? 'physical',
      row.get('status') ?? 'unrestricted',
      row.get('owned_by') ?? 'buyer',
      known.supplier(row)?.id ?? null,
      row.get('count_ref'),
      row.get('lot') ?? '',
    ];
  },
  write: writeCounts,
};

export const orders: Kind = {
  name: 'orders',
  fact: true,
  columns: [
    { name: 'po', type: v.code, required: true, key: true },
    { name: 'line', type: v.code, required: true, key: true },
    { ...SUPPLIER, required: true },
    SKU,
    LOCATION,
    { name: 'ordered_at', type: v.when, required: true },
    { name: 'due_on', type: v.when },
    { name: 'promised_on', type: v.when },
    { name: 'quantity', type: v.amount, required: true },
    { name: 'confirmed_quantity', type: v.amount },
    { name: 'open_quantity', type: v.amount },
    UOM,
    { name: 'status', type: v.words('open', 'closed', 'cancelled'), required: true },
    { name: 'ship_to', type: v.freeText },
    { name: 'drop_ship', type: v.yesNo },
  ],
  stage: [
    stage('po', 'text'),
    stage('line', 'text'),
    stage('supplier_id', 'uuid', 'supplier'),
    stage('item_id', 'bigint', 'sku'),
    stage('location_id', 'bigint', 'location'),
    stage('ordered_at', 'timestamptz'),
    stage('due_from', 'timestamptz', 'due_on'),
    stage('due_to', 'timestamptz', 'due_on'),
    stage('promised_from', 'timestamptz', 'promised_on'),
    stage('promised_to', 'timestamptz', 'promised_on'),
    stage('quantity', 'numeric'),
    stage('confirmed_quantity', 'numeric'),
    stage('open_quantity', 'numeric'),
    stage('status', 'text'),
    stage('ship_to', 'text'),
    stage('drop_ship', 'boolean'),
  ],
  encode: (row, known) => {
    const item = row.void ? null : known.item(row);
    const location = row.void ? null : known.location(row);
    const zone = location?.timezone;
    return [
      row.get('po'),
      row.get('line'),
      row.void ? null : (known.supplier(row)?.id ?? null),
      item?.id ?? null,
      location?.id ?? null,
      windowOf(row, zone, 'ordered_at')[0],
      ...windowOf(row, zone, 'due_on'),
      ...windowOf(row, zone, 'promised_on'),
      known.inBase(row, item, 'quantity'),
      known.inBase(row, item, 'confirmed_quantity'),
      known.inBase(row, item, 'open_quantity'),
      row.get('status'),
      row.get('ship_to'),
      row.get('drop_ship') ?? 'false',
    ];
  },
  write: writeOrders,
};

export const demand: Kind = {
  name: 'demand',
  fact: true,
  columns: [
    { ...SKU, key: true },
    { ...LOCATION, key: true },
    { name: 'from', type: v.when, required: true, key: true },
    { name: 'to', type: v.when, required: true, key: true },
    { name: 'quantity', type: v.amount, required: true },
    UOM,
  ],
  stage: [
    stage('item_id', 'bigint', 'sku'),
    stage('location_id', 'bigint', 'location'),
    stage('from_at', 'timestamptz', 'from'),
    stage('to_at', 'timestamptz', 'to'),
    stage('quantity', 'numeric'),
  ],
  encode: (row, known) => {
    const item = known.item(row);
    const location = known.location(row);
    const [from] = windowOf(row, location?.timezone, 'from');
    const [, to] = windowOf(row, location?.timezone, 'to');
    if (from !== null && to !== null && Date.parse(from) > Date.parse(to))
      row.refuse('to', 'value.ends-before-it-begins', `to ${row.get('to')} is before from ${row.get('from')}`);
    return [item?.id ?? null, location?.id ?? null, from, to, known.inBase(row, item, 'quantity')];
  },
  write: writeDemand,
};

export const feeds: Kind = {
  name: 'feeds',
  fact: true,
  columns: [
    { ...LOCATION, key: true },
    { name: 'complete_through', type: v.when, required: true, key: true },
    { name: 'kind', type: v.words('counts', 'movements', 'orders', 'all'), key: true },
    { name: 'mode', type: v.words('full', 'delta') },
  ],
  stage: [stage('location', 'text'), stage('kind', 'text'), stage('complete_through', 'timestamptz'), stage('mode', 'text')],
  encode: (row, known: Known) => {
    if (row.get('location') !== '*') known.location(row);
    const through = row.get('complete_through')!; // a whole day is complete when the next one begins
    return [
      row.get('location'),
      row.get('kind') ?? 'all',
      v.isBareDate(through) ? dayAfter(through, known.zoneFor(row)) : through,
      row.get('mode') ?? 'delta',
    ];
  },
  write: writeFeeds,
};
