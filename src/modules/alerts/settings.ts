import { IANAZone } from 'luxon';
import { z } from 'zod';
import { ConfigError } from '../../platform/errors';
import type { SettingsFile } from '../../platform/settings-file';
import { chats } from '../outbox/chats';

const budget = z.number().int().min(0).max(10_000).optional();
const words = z.array(z.string().min(1));
const people = z.array(z.email('expected a mail address such as planner@acme.example'));
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time in quotes such as "07:30"');
const zone = z.string().refine((z) => IANAZone.isValidZone(z), 'expected a time zone such as Europe/Berlin');

const quiet = z
  .strictObject({
    from: time,
    to: time,
    passes: z
      .array(z.enum(['critical', 'cannot_wait']))
      .default([])
      .describe('what comes at once all the same; nothing when absent'),
  })
  .refine((q) => q.from !== q.to, 'from and to are the same: that is no time, or all of it')
  .describe('on the clock of who is told: nothing comes at once, and what stands is told at their end');
export type Quiet = z.infer<typeof quiet>;
const hours = { timezone: zone.optional(), digest_at: time.optional(), quiet: quiet.optional() };

const route = z
  .strictObject({
    name: z.string().min(1).max(60).optional().describe('as mails call it'),
    suppliers: words.min(1).optional(),
    programs: z
      .array(z.strictObject({ supplier: z.string().min(1), sku: z.string().min(1).default('*'), location: z.string().min(1).default('*') }))
      .min(1)
      .optional(),
    planners: words.min(1).optional().describe('codes, as programs name them'),
    locations: words.min(1).optional(),
    to: people.default([]),
    people: words.default([]).describe('by their names, who sign in: told at their address, and of nothing that they may not see'),
    chats: words.default([]).describe('channels of `chats`, by their names'),
    budget,
    ...hours,
  })
  .refine((r) => r.suppliers ?? r.programs ?? r.planners ?? r.locations, 'say what it takes: suppliers, programs, planners, locations')
  .refine((r) => r.to.length + r.people.length + r.chats.length > 0, 'say who hears of it: to, people, chats');

const alerts = z.strictObject({
  to: people.default([]).describe('who hears of everything that no route takes; nobody when absent'),
  chats: words.default([]).describe('and which channels'),
  routes: z.array(route).default([]),
  people: z
    .array(z.strictObject({ who: z.string().min(1).describe('an address, or the name of somebody who signs in'), ...hours }))
    .default([])
    .describe('hours of their own; of a channel by its name'),
  timezone: zone.default('UTC'),
  digest_at: time.default('07:30'),
  quiet: quiet.optional(),
  days: z.array(z.enum(DAYS)).min(1).default(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']),
  calendar: z.string().min(1).optional().describe('of the buyer feed: its days off have no digest, and are no working days'),
  at_once: z.enum(['low', 'medium', 'high', 'critical', 'never']).default('high').describe('from this severity on a mail does not wait'),
  budget: budget.describe('so many things at once to one person from digest to digest; the others wait for it, critical ones never'),
  pause_minutes: z.number().min(0).max(1440).default(5).describe('between two mails to one person; what comes in between is one mail'),
  remind_after: z
    .array(z.number().int().min(1).max(60))
    .max(5)
    .default([1, 3])
    .transform((days) => [...new Set(days)].sort((a, b) => a - b))
    .describe('working days after which the digest names again what stands open and nobody has acknowledged'),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .transform((u) => u.replace(/\/+$/, ''))
    .optional()
    .describe('of the console, for links'),
});
export type AlertSettings = z.infer<typeof alerts>;

export function alertSettings(settings: SettingsFile): AlertSettings | undefined {
  const found = settings.section('alerts', alerts.optional());
  const wanted = found ? [...found.chats, ...found.routes.flatMap((r) => r.chats)] : [];
  const known = wanted.length === 0 ? [] : chats(settings).map((c) => c.name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ConfigError(`${settings.path}: alerts: the section "chats" names no ${unknown}`);
  return found;
}

/** For links; wanted by webhooks also where no mails are. */
export const consoleUrl = (settings: SettingsFile): string | undefined => alertSettings(settings)?.url;

export const weekdayOf = (date: string): (typeof DAYS)[number] => DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
