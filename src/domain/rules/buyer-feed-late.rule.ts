import { z } from 'zod';
import { feedKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { FeedView } from './feed-view';
import type { Rule } from './rule';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const buyerFeedLateSettings = z.object({
  lagHours: z.number().positive().default(72).describe('how old the data of a place may be before its own habit is known'),
  learnedDays: z
    .number()
    .positive()
    .default(8)
    .describe('a habit is believed once it has been seen over so many days, a weekend among them'),
  learnedAdvances: z.number().int().min(2).default(5).describe('and over so many imports'),
  margin: z.number().min(1).default(1.25).describe('how far the habit may be stretched'),
  leastHours: z.number().positive().default(12).describe('nobody is called late before'),
});
export type BuyerFeedLateSettings = z.infer<typeof buyerFeedLateSettings>;

/**
 * How old the data of a place get by habit before they move on: the oldest that they have been in the history known. Learned
 * too early it would not have seen a weekend, and call every Monday late.
 */
export function usualLag(
  view: FeedView,
  settings: BuyerFeedLateSettings,
): { readonly hours: number; readonly from: 'set' | 'learned' | 'default' } {
  if (view.lagHours !== null) return { hours: view.lagHours, from: 'set' };
  const past = view.advances.filter((a) => a.at <= view.now);
  const [first, last] = [past[0], past.at(-1)];
  if (!first || !last || past.length < settings.learnedAdvances || last.at - first.at < settings.learnedDays * DAY)
    return { hours: settings.lagHours, from: 'default' };
  const ages = past.slice(1).map((a, i) => (a.at - past[i]!.through) / HOUR);
  return { hours: Math.max(settings.leastHours, Math.max(...ages) * settings.margin), from: 'learned' };
}

/** The buyer's own data of a place stand still: nothing there can be compared, and it is not the supplier's fault. */
export function buyerFeedLateBy(settings: BuyerFeedLateSettings): Rule<FeedView> {
  return {
    types: ['BUYER_FEED_LATE'],
    judge: (view) => {
      const key = feedKey(view.location);
      if (view.watermark === null) return [{ holds: 'unknown', key, reason: 'the buyer has said nothing of this place yet' }];
      const lag = usualLag(view, settings);
      const late = view.watermark + lag.hours * HOUR;
      if (view.now <= late) return [{ holds: false, key, resolution: 'fixed_by_buyer' }];
      const age = Math.floor((view.now - view.watermark) / HOUR);
      const waiting = view.waiting.length;
      return [
        {
          holds: true,
          finding: {
            type: 'BUYER_FEED_LATE',
            key,
            severity: waiting > 0 ? 'high' : 'medium',
            message: `the buyer's data of ${view.location} end ${age} h ago, usually ${Math.round(lag.hours)} h at most${waiting > 0 ? `; ${counted(waiting, 'report waits', 'reports wait')} for them` : ''}`,
            location: view.location,
            asOfTo: isoAt(late),
            documents: view.waiting.slice(-20),
            details: { watermark: isoAt(view.watermark), lag_hours: Math.round(lag.hours), lag_from: lag.from, waiting },
          },
        },
      ];
    },
  };
}

export const buyerFeedLate = buyerFeedLateBy(buyerFeedLateSettings.parse({}));
