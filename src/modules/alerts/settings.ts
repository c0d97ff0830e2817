import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { SettingsFile } from '../../platform/settings-file';

const budget = z.number().int().min(0).max(10_000).optional();
const people = z.array(z.email('expected a mail address such as planner@acme.example')).min(1);
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const alerts = z.strictObject({
  to: people.default([]).describe('who hears of everything that no route takes; nobody when absent'),
  routes: z.array(z.strictObject({ suppliers: z.array(z.string().min(1)).min(1), to: people, budget })).default([]),
  timezone: z
    .string()
    .refine((z) => IANAZone.isValidZone(z), 'expected a time zone such as Europe/Berlin')
    .default('UTC'),
  digest_at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time in quotes such as "07:30"')
    .default('07:30'),
  days: z.array(z.enum(DAYS)).min(1).default(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']),
  calendar: z.string().min(1).optional().describe('of the buyer feed: its days off have no digest'),
  at_once: z.enum(['low', 'medium', 'high', 'critical', 'never']).default('high').describe('from this severity on a mail does not wait'),
  budget: budget.describe('so many things at once to one person from digest to digest; the others wait for it, critical ones never'),
  pause_minutes: z.number().min(0).max(1440).default(5).describe('between two mails to one person; what comes in between is one mail'),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .transform((u) => u.replace(/\/+$/, ''))
    .optional()
    .describe('of the console, for links'),
});
export type AlertSettings = z.infer<typeof alerts>;

export const alertSettings = (settings: SettingsFile): AlertSettings | undefined => settings.section('alerts', alerts.optional());

/** For links; wanted by webhooks also where no mails are. */
export const consoleUrl = (settings: SettingsFile): string | undefined => alertSettings(settings)?.url;

export const weekdayOf = (date: string): (typeof DAYS)[number] => DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
