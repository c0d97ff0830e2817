import { TOLERANCES } from '../../../domain/items/terms';
import { uuidv7 } from '../../../platform/ids';
import { writePrograms, writeReportSchedules, writeTolerances } from '../../suppliers/masters.store';
import { dayWindow } from '../day-window';
import { type Column, type FeedRow, type Kind, stage } from '../kind';
import type { Known } from '../known';
import * as v from '../values';
import { validFrom, validTo } from './crossrefs';

const whole: readonly string[] = ['lead_time_days', 'transit_days', 'response_days', 'asn_grace_hours'];
const TERMS: readonly Column[] = [
  { name: 'managed_by', type: v.words('supplier', 'buyer'), required: true },
  { name: 'owned_by', type: v.words('supplier', 'buyer'), required: true },
  { name: 'min', type: v.amount },
  { name: 'max', type: v.amount },
  { name: 'order_multiple', type: v.amount },
  { name: 'moq', type: v.amount },
  { name: 'lead_time_days', type: v.integer },
  { name: 'transit_days', type: v.integer },
  { name: 'response_days', type: v.integer },
  { name: 'order_days', type: v.weekdays },
  { name: 'calendar', type: v.code },
  { name: 'tolerance_qty', type: v.amount },
  { name: 'tolerance_pct', type: v.amount },
  { name: 'value_floor', type: v.amount },
  { name: 'compare_to', type: v.words('on_hand', 'available') },
  { name: 'stock_classes', type: v.stockClasses },
  { name: 'stock_view', type: v.words('buyer', 'supplier', 'lower') },
  { name: 'basis', type: v.words('physical', 'ledger', 'including_in_transit') },
  { name: 'snapshot', type: v.words('full', 'delta') },
  { name: 'asn', type: v.words('required', 'none') },
  { name: 'asn_grace_hours', type: v.integer },
  { name: 'approval', type: v.words('required', 'none') },
  { name: 'planner', type: v.freeText },
  { name: 'go_live', type: v.when },
];

/** What the row states and nothing else: a blank field leaves the word to a less specific row, and then to the default. */
function termsOf(row: FeedRow, known: Known): string {
  const terms: Record<string, unknown> = {};
  for (const { name } of TERMS) {
    const value = row.get(name);
    if (value === null) continue;
    if (whole.includes(name)) terms[name] = Number(value);
    else if (name === 'order_days' || name === 'stock_classes') terms[name] = value.split(';');
    else if (name === 'go_live') terms[name] = v.isBareDate(value) ? dayWindow(value, known.zoneFor(row))[0] : value;
    else terms[name] = value;
  }
  return JSON.stringify(terms);
}

export const programs: Kind = {
  name: 'programs',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, required: true, key: true, refers: 'supplier' },
    { name: 'sku', type: v.code, required: true, key: true, refers: 'item' },
    { name: 'location', type: v.code, required: true, key: true, refers: 'location' },
    ...TERMS,
    { name: 'valid_from', type: v.when, key: true },
    { name: 'valid_to', type: v.when },
  ],
  stage: [
    stage('id', 'uuid', 'supplier'),
    stage('supplier_id', 'uuid', 'supplier'),
    stage('sku', 'text'),
    stage('location', 'text'),
    stage('dated', 'boolean', 'supplier'),
    stage('valid_from', 'timestamptz'),
    stage('valid_to', 'timestamptz'),
    stage('terms', 'jsonb', 'supplier'),
  ],
  encode: (row, known) => {
    if (row.get('sku') !== '*') known.item(row);
    if (row.get('location') !== '*') known.location(row);
    return [
      uuidv7(),
      known.supplier(row)?.id ?? null,
      row.get('sku'),
      row.get('location'),
      String(row.get('valid_from') !== null),
      validFrom(row, known, '-infinity'),
      validTo(row, known),
      termsOf(row, known),
    ];
  },
  write: writePrograms,
};

/** Of a class of items, with one supplier or with all; or, where neither is said, of the whole house. */
export const tolerances: Kind = {
  name: 'tolerances',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, key: true, refers: 'supplier' },
    { name: 'class', type: v.words('A', 'B', 'C'), key: true },
    { name: 'tolerance_qty', type: v.amount },
    { name: 'tolerance_pct', type: v.amount },
    { name: 'value_floor', type: v.amount },
    { name: 'valid_from', type: v.when, key: true },
    { name: 'valid_to', type: v.when },
  ],
  stage: [
    stage('id', 'uuid', 'valid_from'),
    stage('supplier', 'text'),
    stage('class', 'text'),
    stage('dated', 'boolean', 'valid_from'),
    stage('valid_from', 'timestamptz'),
    stage('valid_to', 'timestamptz'),
    stage('terms', 'jsonb', ...TOLERANCES),
  ],
  encode: (row, known) => {
    known.supplier(row);
    if (row.get('supplier') !== null && row.get('class') === null)
      row.refuse('class', 'value.missing', 'of all items of one supplier its program says the tolerance');
    const said = TOLERANCES.flatMap((name) => (row.get(name) === null ? [] : [[name, row.get(name)]]));
    return [
      uuidv7(),
      row.get('supplier') ?? '',
      row.get('class') ?? '',
      String(row.get('valid_from') !== null),
      validFrom(row, known, '-infinity'),
      validTo(row, known),
      JSON.stringify(Object.fromEntries(said)),
    ];
  },
  write: writeTolerances,
};

export const reportSchedules: Kind = {
  name: 'report_schedules',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, required: true, key: true, refers: 'supplier' },
    { name: 'document', type: v.words('stock_report', 'ship_notice'), required: true, key: true },
    { name: 'location', type: v.code, key: true, refers: 'location' },
    { name: 'cron', type: v.cron, required: true },
    { name: 'timezone', type: v.zone, required: true },
    { name: 'grace_minutes', type: v.integer },
  ],
  stage: [
    stage('supplier_id', 'uuid', 'supplier'),
    stage('document', 'text'),
    stage('location', 'text'),
    stage('cron', 'text'),
    stage('timezone', 'text'),
    stage('grace_minutes', 'int'),
  ],
  encode: (row, known) => {
    const location = row.get('location') ?? '*';
    if (location !== '*') known.location(row);
    return [
      known.supplier(row)?.id ?? null,
      row.get('document'),
      location,
      row.get('cron'),
      row.get('timezone'),
      row.get('grace_minutes') ?? '0',
    ];
  },
  write: writeReportSchedules,
};
