import { writeItemCrossrefs, writeLocationCrossrefs, writeUnitCrossrefs } from '../../catalog/crossrefs.store';
import { dayAfter, dayWindow } from '../day-window';
import { type FeedRow, type Kind, stage } from '../kind';
import type { Known } from '../known';
import * as v from '../values';

/** From the beginning of a bare date, and up to the end of one. */
export const validFrom = (row: FeedRow, known: Known, otherwise: string): string => {
  const from = row.get('valid_from');
  return from === null ? otherwise : v.isBareDate(from) ? dayWindow(from, known.zoneFor(row))[0] : from;
};
export const validTo = (row: FeedRow, known: Known): string | null => {
  const to = row.get('valid_to');
  const from = row.get('valid_from');
  const end = to !== null && v.isBareDate(to) ? dayAfter(to, known.zoneFor(row)) : to;
  if (from !== null && end !== null && Date.parse(validFrom(row, known, '')) >= Date.parse(end))
    row.refuse('valid_to', 'value.ends-before-it-begins', `valid_to ${to} is not after valid_from ${from}`);
  return end;
};

const qualifier: v.ValueType = {
  code: 'value.not-a-qualifier',
  expected: 'a qualifier of letters and digits such as VN',
  read: (text) => (/^[A-Za-z0-9]{1,12}$/.test(text) ? text.toUpperCase() : undefined),
};

export const itemCrossrefs: Kind = {
  name: 'item_crossrefs',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, required: true, key: true, refers: 'supplier' },
    { name: 'qualifier', type: qualifier, required: true, key: true },
    { name: 'value', type: v.code, required: true, key: true },
    { name: 'sku', type: v.code, required: true, refers: 'item' },
    { name: 'uom', type: v.code },
    { name: 'valid_from', type: v.when, key: true },
    { name: 'valid_to', type: v.when },
  ],
  stage: [
    stage('supplier_id', 'uuid', 'supplier'),
    stage('qualifier', 'text'),
    stage('value', 'text'),
    stage('valid_from', 'timestamptz'),
    stage('item_id', 'bigint', 'sku'),
    stage('uom', 'text'),
    stage('valid_to', 'timestamptz'),
    stage('said_from', 'text', 'valid_from'),
  ],
  encode: (row, known) => [
    known.supplier(row)?.id ?? null,
    row.get('qualifier'),
    row.get('value'),
    validFrom(row, known, '-infinity'),
    row.void ? null : (known.item(row)?.id ?? null),
    row.get('uom'),
    validTo(row, known) ?? 'infinity',
    row.get('valid_from'),
  ],
  write: writeItemCrossrefs,
};

export const locationCrossrefs: Kind = {
  name: 'location_crossrefs',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, required: true, key: true, refers: 'supplier' },
    { name: 'qualifier', type: qualifier, required: true, key: true },
    { name: 'value', type: v.code, required: true, key: true },
    { name: 'location', type: v.code, required: true, refers: 'location' },
  ],
  stage: [
    stage('supplier_id', 'uuid', 'supplier'),
    stage('qualifier', 'text'),
    stage('value', 'text'),
    stage('location_id', 'bigint', 'location'),
  ],
  encode: (row, known) => [
    known.supplier(row)?.id ?? null,
    row.get('qualifier'),
    row.get('value'),
    row.void ? null : (known.location(row)?.id ?? null),
  ],
  write: writeLocationCrossrefs,
};

export const unitCrossrefs: Kind = {
  name: 'unit_crossrefs',
  fact: false,
  columns: [
    { name: 'supplier', type: v.code, key: true, refers: 'supplier' },
    { name: 'value', type: v.code, required: true, key: true },
    { name: 'uom', type: v.code, required: true },
  ],
  stage: [stage('supplier', 'text'), stage('value', 'text'), stage('uom', 'text')],
  encode: (row, known) => {
    known.supplier(row);
    return [row.get('supplier') ?? '', row.get('value'), row.get('uom')];
  },
  write: writeUnitCrossrefs,
};
