import type { Kind } from '../plan';
import type { Report } from '../types';
import { spoiltReport } from './spoilt-report';

/** The line in the middle of a report. */
const middle = (report: Report): Report['lines'][number] => report.lines[Math.floor(report.lines.length / 2)]!;

export const unknownUnit: Kind = {
  name: 'unknown unit',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'unknown unit', types: ['UOM_SUSPECT'], lost: false, heals: 'never', suits: (s) => s.format === 'csv' },
      spoil: (report) => void (middle(report).uom = 'XQB'),
      allowed: (report, next) => [
        { types: ['COVERAGE_DROP', 'ROWS_REJECTED'], supplier: report.supplier.code, from: report.receivedAt, by: next },
      ],
    }),
};

export const unknownLocation: Kind = {
  name: 'unknown location',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{
        name: 'unknown location',
        types: ['LOCATION_UNRESOLVED'],
        lost: false,
        heals: 'never',
        suits: (s) => s.format === 'csv' || s.format === '846',
      },
      spoil: (report) => void (middle(report).place = 'LAGER-9'),
      allowed: (report, next) => [
        { types: ['COVERAGE_DROP', 'ROWS_REJECTED'], supplier: report.supplier.code, from: report.receivedAt, by: next },
      ],
    }),
};

/** A GTIN whose check digit does not hold. */
export const damagedNumber: Kind = {
  name: 'damaged identifier',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'damaged identifier', types: ['IDENTIFIER_CORRUPT'], lost: false, suits: (s) => s.format === '846' },
      spoil: (report) => void (middle(report).item = 'UP*012345678906'),
      allowed: (report, next) => [
        { types: ['COVERAGE_DROP', 'ROWS_REJECTED'], supplier: report.supplier.code, from: report.receivedAt, by: next },
      ],
    }),
};

/** An item that is ours, and in no program of this supplier. */
export const offProgram: Kind = {
  name: 'item off program',
  plan: (plan) =>
    spoiltReport(plan, {
      ...{ name: 'item off program', types: ['ITEM_OFF_PROGRAM'], lost: false, suits: (s) => s.format === '846' || s.format === 'csv' },
      spoil(report, world) {
        const other = world.pairs.find((p) => !p.supplier.places.some((place) => report.supplier.places.includes(place)))!;
        const item = report.supplier.edi === '' ? other.sku : `IN*${other.sku}`;
        report.lines.push({ ...report.lines[0]!, quantity: 40, truth: 40, item });
      },
    }),
};
