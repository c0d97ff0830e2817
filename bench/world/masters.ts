import type { Calendar } from './clock';
import type { Random } from './random';
import type { Pair, Place, Supplier } from './types';

const DE: Calendar = { code: 'DE', holidays: ['2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25'] };
const US: Calendar = { code: 'US', holidays: ['2026-05-25'] };
const JP: Calendar = { code: 'JP', holidays: ['2026-03-20', '2026-04-29', '2026-05-04', '2026-05-05', '2026-05-06'] };
export const CALENDARS = [DE, US, JP];
/** The first day is a Monday; both changes of the clocks and Easter lie ahead. */
export const START = '2026-03-02';

const HAM: Place = { code: 'HAM', name: 'Hamburg', zone: 'Europe/Berlin', calendar: DE, counting: 'weekly', tells: true };
const BRE: Place = { code: 'BRE', name: 'Bremen', zone: 'Europe/Berlin', calendar: DE, counting: 'once', tells: true };
const DUS: Place = { code: 'DUS', name: 'Düsseldorf', zone: 'Europe/Berlin', calendar: DE, counting: 'nightly', tells: false };
const MUC: Place = { code: 'MUC', name: 'München', zone: 'Europe/Berlin', calendar: DE, counting: 'nightly', tells: true };
const CHI: Place = { code: 'CHI', name: 'Chicago', zone: 'America/Chicago', calendar: US, counting: 'weekly', tells: true };
const NGO: Place = { code: 'NGO', name: 'Nagoya', zone: 'Asia/Tokyo', calendar: JP, counting: 'once', tells: true };
export const PLACES: readonly Place[] = [HAM, BRE, DUS, MUC, CHI, NGO];

const DAILY = [1, 2, 3, 4, 5];
const ALWAYS = [...DAILY, 6, 7];
export const SUPPLIERS: readonly Supplier[] = [
  {
    ...{ code: 'NORD', name: 'Nord Bremsen', edi: 'NORDWORKS', zone: 'Europe/Berlin', format: '852', notices: '856', places: [HAM, BRE] },
    ...{ reportDays: ALWAYS, reportAt: '07:00', asOf: 'date', asOfAt: '00:00', shipDays: [2, 5] },
    terms: { managed_by: 'supplier', owned_by: 'buyer' },
  },
  {
    ...{
      code: 'RHEIN',
      name: 'Rhein Metall',
      edi: 'RHEINWORKS',
      zone: 'Europe/Berlin',
      format: 'invrpt',
      notices: 'desadv',
      places: [DUS],
    },
    ...{ reportDays: DAILY, reportAt: '06:10', asOf: 'instant', asOfAt: '05:00', shipDays: [1, 4] },
    terms: { managed_by: 'supplier', owned_by: 'buyer' },
  },
  {
    ...{ code: 'MIDW', name: 'Midwest Parts', edi: 'MIDWPARTS', zone: 'America/Chicago', format: '846', notices: '856', places: [CHI] },
    ...{ reportDays: [1, 3, 5], reportAt: '07:00', asOf: 'date', asOfAt: '00:00', shipDays: [2, 4] },
    terms: { managed_by: 'supplier', owned_by: 'buyer', asn: 'required', value_floor: 20 },
  },
  {
    ...{ code: 'TOKAI', name: 'Tokai Seiki', edi: '', zone: 'Asia/Tokyo', format: 'csv', notices: 'csv', places: [NGO] },
    ...{ reportDays: DAILY, reportAt: '17:00', asOf: 'instant', asOfAt: '16:00', shipDays: [1, 4] },
    terms: { managed_by: 'supplier', owned_by: 'buyer', stock_view: 'lower' },
  },
  {
    ...{ code: 'ALPEN', name: 'Alpen Kunststoff', edi: '', zone: 'Europe/Berlin', format: 'xlsx', notices: 'csv', places: [MUC] },
    ...{ reportDays: [1, 4], reportAt: '08:00', asOf: 'date', asOfAt: '00:00', shipDays: [2, 5] },
    terms: { managed_by: 'supplier', owned_by: 'buyer' },
  },
  {
    ...{ code: 'SILVA', name: 'Silva Holz', edi: '', zone: 'Europe/Berlin', format: 'csv', notices: 'csv', places: [MUC] },
    ...{ reportDays: DAILY, reportAt: '07:00', asOf: 'none', asOfAt: '06:00', shipDays: [1, 3] },
    terms: { managed_by: 'supplier', owned_by: 'buyer', basis: 'including_in_transit' },
  },
  {
    ...{ code: 'KONSI', name: 'Konsignation Süd', edi: '', zone: 'Europe/Berlin', format: 'csv', notices: 'csv', places: [DUS] },
    ...{ reportDays: [2, 4], reportAt: '07:00', asOf: 'date', asOfAt: '00:00', shipDays: [3] },
    terms: { managed_by: 'supplier', owned_by: 'supplier' },
  },
];

/** So many item-locations, spread over the suppliers' places; what a supplier brings to two places is the same items. */
export function pairsOf(random: Random, count: number): Pair[] {
  const slots = SUPPLIERS.flatMap((supplier) => supplier.places.map((place) => ({ supplier, place })));
  const pairs: Pair[] = [];
  for (let i = 0; i < count; i++) {
    const { supplier, place } = slots[i % slots.length]!;
    const n = Math.floor(i / slots.length);
    const own = random.fork(`item ${supplier.code} ${n}`);
    const pack = own.pick([6, 10, 12, 24]);
    const cost = (own.int(80, 9000) / 100).toFixed(2);
    const grade = own.pick(['A', 'B', 'C', 'C', 'C']);
    const usage = random.pick([3, 6, 8, 12, 20, 30, 45]);
    const lead = random.int(3, 5);
    const transit = random.int(1, 2);
    const min = Math.ceil(usage * lead * 1.7);
    // Seen twice a week and on the road for days: what is used meanwhile must not take the stock below the minimum.
    const orderAt = min + Math.ceil(usage * (lead + 4) * 1.35);
    const max = orderAt + Math.ceil(usage * 14) + pack * 4;
    const exact = supplier.asOf === 'instant';
    pairs.push({
      ...{ id: i, supplier, place, sku: `${supplier.code.slice(0, 2)}-${4100 + n * 13}`, pack, cost, grade, usage, lead, transit },
      ...{ toleranceQty: exact ? random.int(2, 4) : random.int(4, 10), tolerancePct: exact ? 0 : random.int(2, 5), response: 2 },
      ...{ min, orderAt, max, initial: random.int(orderAt, Math.floor(max * 0.9)) },
    });
  }
  return pairs;
}
