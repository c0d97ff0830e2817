import { z } from 'zod';
import { channelKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { ChannelView, Expiry } from './channel-view';
import type { Rule } from './rule';

const MINUTE = 60_000;
const FOLDERS = ['drop-folder', 'sftp']; // each is looked into at a pace of its own

export const channelSilentSettings = z.object({
  failures: z.number().int().min(1).default(3).describe('looks that fail in a row'),
  silentMinutes: z.number().positive().default(10).describe('without a look that was carried out'),
  folderMinutes: z.number().positive().default(130).describe('the same for a folder, which may be looked into once an hour only'),
  canaryMinutes: z.number().positive().default(15).describe('until a test mail has to be back'),
  unexplainedMinutes: z.number().positive().default(15),
  criticalHours: z.number().positive().default(4),
  expiresDays: z
    .number()
    .positive()
    .default(14)
    .describe('before a certificate or token ends; of one that lasts for less than six weeks the last third of its time'),
});
export type ChannelSilentSettings = z.infer<typeof channelSilentSettings>;

/**
 * Nothing can come this way, or nobody knows whether it could: looks fail or do not happen, a test mail is not back, the server
 * lists what cannot be had, what it depends on ends soon. Reports that are missing because of it are folded under it, since it is
 * not the supplier's fault; while a certificate still holds, they are.
 */
export function channelSilentBy(settings: ChannelSilentSettings): Rule<ChannelView> {
  return {
    types: ['CHANNEL_SILENT'],
    judge: (view) => {
      const key = channelKey(view.channel);
      if (view.removed) return [{ holds: false, key, asOfTo: isoAt(view.now), resolution: 'superseded' }];
      if (view.stopped) return [{ holds: 'unknown', key, reason: 'it was stopped on purpose' }];
      const ending = endingOf(view, settings);
      const trouble = troubleOf(view, settings) ?? (ending ? expiring(view, ending) : null);
      if (trouble === null) {
        // One look that works between others that fail is no recovery.
        if (view.failures > 0 || view.successes < 2) return [{ holds: 'unknown', key, reason: 'it has not worked twice in a row' }];
        return [{ holds: false, key, asOfTo: isoAt(view.now), resolution: 'fixed_by_buyer' }];
      }
      const since = ending && ending.to < trouble.since ? ending.to : trouble.since;
      const long = view.now - since > settings.criticalHours * 60 * MINUTE;
      const what = `${trouble.what}${view.advice && trouble.failing ? ` ${view.advice}` : ''}`;
      return [
        {
          holds: true,
          finding: {
            type: 'CHANNEL_SILENT',
            key,
            severity: long ? 'critical' : 'high',
            message: `${view.channel}: ${what}${also(view, what, trouble, ending)}`,
            asOfTo: isoAt(view.now),
            documents: [],
            details: {
              channel: view.channel,
              reason: trouble.reason,
              since: isoAt(trouble.since),
              suppliers: trouble.holdsStill ? [] : view.suppliers,
              ...(ending ? { expires: isoAt(ending.to) } : {}),
            },
          },
        },
      ];
    },
  };
}

interface Trouble {
  readonly reason: 'failing' | 'no_look' | 'canary' | 'unexplained' | 'given_up' | 'expiring' | 'expired';
  readonly since: number;
  readonly what: string;
  readonly failing?: boolean;
  readonly holdsStill?: boolean; // what is missing now is not missing because of it
}

const DAY = 24 * 60 * MINUTE;

/** Of what ends soon, the first. A certificate that is renewed every six days is not about to end all its life. */
function endingOf({ now, expiries }: ChannelView, s: ChannelSilentSettings): Expiry | undefined {
  const soon = (e: Expiry): number => Math.min(s.expiresDays * DAY, e.from === null ? Infinity : (e.to - e.from) / 3);
  return (expiries ?? []).filter((e) => e.to - now <= soon(e)).sort((a, b) => a.to - b.to)[0];
}

function expiring({ now }: ChannelView, e: Expiry): Trouble {
  const what = ends(now, e);
  return e.to <= now ? { reason: 'expired', since: e.to, what } : { reason: 'expiring', since: now, what, holdsStill: true };
}

const ends = (now: number, e: Expiry): string =>
  e.to <= now ? `${e.what} has expired ${isoAt(e.to)}` : `${e.what} expires ${isoAt(e.to)}, in ${span(e.to - now)}`;

const span = (ms: number): string => {
  const [unit, name] =
    ms >= DAY ? ([DAY, 'day'] as const) : ms >= 60 * MINUTE ? ([60 * MINUTE, 'hour'] as const) : ([MINUTE, 'minute'] as const);
  return counted(Math.floor(ms / unit), name);
};

/** Told beside another trouble as well: that one may be over when it is too late for this. */
function also({ now }: ChannelView, what: string, trouble: Trouble, ending: Expiry | undefined): string {
  if (!ending || trouble.reason === 'expiring' || trouble.reason === 'expired') return '';
  return `${what.endsWith('.') ? ' Also, ' : '; '}${ends(now, ending)}`;
}

function troubleOf(view: ChannelView, s: ChannelSilentSettings): Trouble | null {
  const { now } = view;
  const last = view.completedAt ?? view.watchedSince;
  const silent = (FOLDERS.includes(view.kind) ? s.folderMinutes : s.silentMinutes) * MINUTE;
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
    return {
      reason: 'unexplained',
      since: view.unexplainedSince,
      what: `${FOLDERS.includes(view.kind) ? 'files' : 'mails'} that the server lists are neither received nor explained`,
    };
  if (view.givenUp > 0)
    return {
      reason: 'given_up',
      since: now,
      what: `${counted(view.givenUp, 'mail')} could not be taken and ${view.givenUp === 1 ? 'waits' : 'wait'} for a person`,
    };
  return null;
}

export const channelSilent = channelSilentBy(channelSilentSettings.parse({}));
