import { codes } from '../../canonical/codes';

/** Quantities of EDIFACT's list 6063 that reports carry, in our own words; also those that are none of our measures. */
export const QUANTITIES_6063: Readonly<Record<string, string>> = codes({
  '12': 'shipped', '17': 'on hand', '21': 'ordered', '46': 'delivered', '48': 'received', '52': 'in a pack', '59': 'consumer units in a traded one',
  '61': 'returned', '66': 'committed', '83': 'on back order', '89': 'held for quality', '96': 'failed its quality check', '97': 'least stock',
  '98': 'most stock', '113': 'still to be delivered', '119': 'short shipped', '124': 'damaged', '145': 'actual stock', '146': 'wanted stock',
  '153': 'sold', '154': 'sales that are planned', '155': 'replenished', '156': 'moved', '157': 'stock before the period', '158': 'stock after the period',
  '192': 'free goods', '194': 'received and accepted', '195': 'received and sent back', '196': 'received and destroyed', '197': 'stock at which to order again',
  '198': 'on its way', '199': 'withdrawn', '212': 'sold less what came back', '249': 'on display and not for sale', '257': 'counted',
}); // prettier-ignore
