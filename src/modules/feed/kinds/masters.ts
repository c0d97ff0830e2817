import { uuidv7 } from '../../../platform/ids';
import { writeCalendars, writeItems, writeItemUnits, writeLocations } from '../../catalog/masters.store';
import { writeSuppliers } from '../../suppliers/masters.store';
import { type FeedRow, type Kind, stage } from '../kind';
import * as v from '../values';

const same = (row: FeedRow, ...columns: string[]): (string | null)[] => columns.map((c) => row.get(c));

export const suppliers: Kind = {
  name: 'suppliers',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, required: true, key: true },
    { name: 'name', type: v.freeText, required: true },
    { name: 'email_from', type: v.addresses },
    { name: 'edi_id', type: v.ediIds },
    { name: 'contact_email', type: v.addresses },
    { name: 'locale', type: v.code },
    { name: 'timezone', type: v.zone },
  ],
  stage: [
    stage('id', 'uuid', 'supplier'),
    stage('code', 'text', 'supplier'),
    stage('name', 'text'),
    stage('email_from', 'text'),
    stage('edi_id', 'text'),
    stage('contact_email', 'text'),
    stage('locale', 'text'),
    stage('timezone', 'text'),
  ],
  encode: (row) => [uuidv7(), ...same(row, 'supplier', 'name', 'email_from', 'edi_id', 'contact_email', 'locale', 'timezone')],
  write: writeSuppliers,
};

export const locations: Kind = {
  name: 'locations',
  fact: false,
  columns: [
    { name: 'location', type: v.code, required: true, key: true },
    { name: 'name', type: v.freeText, required: true },
    { name: 'timezone', type: v.zone, required: true },
    { name: 'gln', type: v.gln },
    { name: 'kind', type: v.words('own', 'hub', 'third_party', 'supplier', 'drop_ship') },
    { name: 'rolls_up_to', type: v.code },
  ],
  stage: [
    stage('code', 'text', 'location'),
    stage('name', 'text'),
    stage('timezone', 'text'),
    stage('gln', 'text'),
    stage('kind', 'text'),
    stage('rolls_up_to', 'text'),
  ],
  encode: (row) => {
    if (row.get('location') === '*') row.refuse('location', 'value.not-a-code', '* stands for all locations and can be none of them');
    return [...same(row, 'location', 'name', 'timezone', 'gln'), row.get('kind') ?? 'own', row.get('rolls_up_to')];
  },
  write: writeLocations,
};

export const calendars: Kind = {
  name: 'calendars',
  fact: false,
  columns: [
    { name: 'calendar', type: v.code, required: true, key: true },
    { name: 'date', type: v.date, required: true, key: true },
    { name: 'working', type: v.yesNo, required: true },
  ],
  stage: [stage('calendar', 'text'), stage('date', 'date'), stage('working', 'boolean')],
  encode: (row) => same(row, 'calendar', 'date', 'working'),
  write: writeCalendars,
};

export const items: Kind = {
  name: 'items',
  fact: false,
  columns: [
    { name: 'sku', type: v.code, required: true, key: true },
    { name: 'description', type: v.freeText },
    { name: 'uom', type: v.code, required: true },
    { name: 'gtin', type: v.gtin },
    { name: 'unit_cost', type: v.amount },
    { name: 'currency', type: v.currency },
    { name: 'class', type: v.words('A', 'B', 'C') },
    { name: 'status', type: v.words('active', 'discontinued') },
    { name: 'superseded_by', type: v.code },
  ],
  stage: [
    stage('sku', 'text'),
    stage('description', 'text'),
    stage('uom', 'text'),
    stage('gtin', 'text'),
    stage('unit_cost', 'numeric'),
    stage('currency', 'text'),
    stage('class', 'text'),
    stage('status', 'text'),
    stage('superseded_by', 'text'),
  ],
  encode: (row) => {
    if (row.get('sku') === '*') row.refuse('sku', 'value.not-a-code', '* stands for all items and can be none of them');
    return [
      ...same(row, 'sku', 'description', 'uom', 'gtin', 'unit_cost', 'currency', 'class'),
      row.get('status') ?? 'active',
      row.get('superseded_by'),
    ];
  },
  write: writeItems,
};

export const itemUnits: Kind = {
  name: 'item_units',
  fact: false,
  columns: [
    { name: 'sku', type: v.code, required: true, key: true, refers: 'item' },
    { name: 'uom', type: v.code, required: true, key: true },
    { name: 'factor', type: v.factor, required: true },
    { name: 'gtin', type: v.gtin },
  ],
  stage: [
    stage('item_id', 'bigint', 'sku'),
    stage('uom', 'text'),
    stage('factor_n', 'numeric', 'factor'),
    stage('factor_d', 'numeric', 'factor'),
    stage('gtin', 'text'),
  ],
  encode: (row, known) => {
    const item = known.item(row);
    const factor = row.get('factor');
    if (item?.uom === row.get('uom') && factor !== null && factor !== '1/1')
      row.refuse('factor', 'unit.is-base', `${item.uom} is the base unit of ${item.sku}, so that its factor is 1`);
    const [n, d] = factor?.split('/') ?? [null, null];
    return [item?.id ?? null, row.get('uom'), n!, d!, row.get('gtin')];
  },
  write: writeItemUnits,
};
