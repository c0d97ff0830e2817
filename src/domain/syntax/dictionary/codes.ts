import { codes } from '../../canonical/codes';

/** Activities of X12's list 859 (ZA01), in our own words; also those that are none of our measures. */
export const ACTIVITIES_859: Readonly<Record<string, string>> = codes({
  AA: 'stolen', AB: 'shipped', BS: 'sold by bailment', BT: 'sold in transit', DG: 'damaged', HL: 'on hold', LS: 'sales that were lost', MS: 'sold to the military',
  OF: 'sold to be taken away', OH: 'on hand', OP: 'sold to be used on the spot', OQ: 'to be ordered by plan', PA: 'corrected by production',
  PO: 'stock at which to order again', Q1: 'sold less what came back', Q2: 'returned', Q3: 'returned with a defect', Q4: 'ordered', QA: 'available',
  QB: 'stock before the period', QC: 'committed', QD: 'needed in addition', QE: 'stock after the period', QF: 'in bond', QH: 'damaged or on hold',
  QI: 'on its way', QK: 'not listed', QL: 'least stock', QM: 'most stock', QN: 'planned stock', QO: 'asked for and not in stock', QP: 'on order', QR: 'received',
  QS: 'sold', QT: 'adjusted', QU: 'returned by consumers', QW: 'withdrawn from the warehouse', QX: 'asked for beside the plan', QZ: 'moved elsewhere',
  RE: 'sold by retail', RQ: 'returned and fit for sale', TS: 'sold in all', WQ: 'sold by wholesale',
}); // prettier-ignore

/** Quantities of X12's list 673 (QTY01), in our own words; also those that are none of our measures. */
export const QUANTITIES_673: Readonly<Record<string, string>> = codes({
  '17': 'on hand', '20': 'cannot be used', '26': 'stock in all', '27': 'committed', '29': 'available by forecast', '32': 'sold', '33': 'available for sale',
  '34': 'on the shelf and not committed', '35': 'on the shelf and in production', '36': 'stock of the distributor', '37': 'in production', '39': 'shipped',
  '57': 'least order', '62': 'days that it lasts', '63': 'on order', '64': 'overdue', '70': 'most to be ordered', '72': 'least stock', '73': 'most stock',
  '74': 'damaged', '75': 'received', '76': 'returned', '77': 'moved in', '78': 'moved out', '85': 'size of a lot', '87': 'received', IQ: 'on its way',
  QA: 'approved', QB: 'dispensed', QC: 'disapproved', QH: 'on hold', V2: 'available', XT: 'protected',
}); // prettier-ignore

/** Quantities of EDIFACT's list 6063 that reports carry, in our own words; also those that are none of our measures. */
export const QUANTITIES_6063: Readonly<Record<string, string>> = codes({
  '12': 'shipped', '17': 'on hand', '21': 'ordered', '46': 'delivered', '48': 'received', '52': 'in a pack', '59': 'consumer units in a traded one',
  '61': 'returned', '66': 'committed', '83': 'on back order', '89': 'held for quality', '96': 'failed its quality check', '97': 'least stock',
  '98': 'most stock', '113': 'still to be delivered', '119': 'short shipped', '124': 'damaged', '145': 'actual stock', '146': 'wanted stock',
  '153': 'sold', '154': 'sales that are planned', '155': 'replenished', '156': 'moved', '157': 'stock before the period', '158': 'stock after the period',
  '192': 'free goods', '194': 'received and accepted', '195': 'received and sent back', '196': 'received and destroyed', '197': 'stock at which to order again',
  '198': 'on its way', '199': 'withdrawn', '212': 'sold less what came back', '249': 'on display and not for sale', '257': 'counted',
}); // prettier-ignore
