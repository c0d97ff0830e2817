import { z } from 'zod';
import { channelKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { ChannelView } from './channel-view';
import type { Rule } from './rule';

const MINUTE = 60_000;

export const channelSilentSettings = z.object({
  failures: z.number().int().min(1).default(3).describe('looks that fail in a row'),
  silentMinutes: z.number().positive().default(10).describe('without a look that was carried out'),
  folderMinutes: z.number().positive().default(130).describe('the same for a folder, which may be looked into once an hour only'),
  canaryMinutes: z.number().positive().default(15).describe('until a test mail has to be back'),
  unexplainedMinutes: z.number().positive().default(15),
  criticalHours: z.number().positive().default(4),
});
export type ChannelSilentSettings = z.infer<typeof channelSilentSettings>;

/**
 * Nothing can come this way, or nobody knows whether it could: looks fail or do not happen, a test mail is not back, the server
 * lists what cannot be had. Reports that are missing because of it are folded under it, since it is not the supplier's fault.
 */
export function channelSilentBy(settings: ChannelSilentSettings): Rule<ChannelView> {
  return {
    types: ['CHANNEL_SILENT'],
    judge: (view) => {
      const key = channelKey(view.channel);
      if (view.removed) return [{ holds: false, key, asOfTo: isoAt(view.now), resolution: 'superseded' }];
      if (view.stopped) return [{ holds: 'unknown', key, reason: 'it was stopped on purpose' }];
      const trouble = troubleOf(view, settings);
      if (trouble === null) {
        // One look that works between others that fail is no recovery.
        if (view.failures > 0 || view.successes < 2) return [{ holds: 'unknown', key, reason: 'it has not worked twice in a row' }];
        return [{ holds: false, key, asOfTo: isoAt(view.now), resolution: 'fixed_by_buyer' }];
      }
      const long = view.now - trouble.since > settings.criticalHours * 60 * MINUTE;
      return [
        {
          holds: true,
          finding: {
            type: 'CHANNEL_SILENT',
            key,
            severity: long ? 'critical' : 'high',
            message: `${view.channel}: ${trouble.what}${view.advice && trouble.failing ? ` ${view.advice}` : ''}`,
            asOfTo: isoAt(view.now),
            documents: [],
            details: { channel: view.channel, reason: trouble.reason, since: isoAt(trouble.since), suppliers: view.suppliers },
          },
        },
      ];
    },
  };
}

interface Trouble {
  readonly reason: 'failing' | 'no_look' | 'canary' | 'unexplained' | 'given_up';
  readonly since: number;
  readonly what: string;
  readonly failing?: boolean;
}

function troubleOf(view: ChannelView, s: ChannelSilentSettings): Trouble | null {
  const { now } = view;
  const last = view.completedAt ?? view.watchedSince;
  const silent = (view.kind === 'drop-folder' ? s.folderMinutes : s.silentMinutes) * MINUTE;
  if (view.failures >= s.failures)
    return {
      reason: 'failing',
      since: view.failingSince ?? last,
      what: `${view.failures} looks in a row have failed: ${view.error ?? 'it is not known why'}.`,
      failing: true,
    };
  if (now - last > silent)
    return { reason: 'no_look', since: last, what: `nobody has looked into it for ${Math.floor((now - last) / MINUTE)} minutes` };
  if (view.canarySentAt !== null && now - view.canarySentAt > s.canaryMinutes * MINUTE)
    return { reason: 'canary', since: view.canarySentAt, what: `the test mail sent ${isoAt(view.canarySentAt)} has not arrived` };
  if (view.unexplainedSince !== null && now - view.unexplainedSince > s.unexplainedMinutes * MINUTE)
    return { reason: 'unexplained', since: view.unexplainedSince, what: 'mails that the server lists are neither received nor explained' };
  if (view.givenUp > 0)
    return {
      reason: 'given_up',
      since: now,
      what: `${counted(view.givenUp, 'mail')} could not be taken and ${view.givenUp === 1 ? 'waits' : 'wait'} for a person`,
    };
  return null;
}

export const channelSilent = channelSilentBy(channelSilentSettings.parse({}));
