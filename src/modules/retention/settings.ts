import { DateTime, type DurationLikeObject } from 'luxon';
import { z } from 'zod';
import type { SettingsFile } from '../../platform/settings-file';
import { KINDS } from './kinds';

const UNITS = { d: 'days', m: 'months', y: 'years' } as const;
const DAYS = { d: 1, m: 30, y: 365 } as const;
type Unit = keyof typeof UNITS;
const PERIOD = /^([1-9]\d{0,3})([dmy])$/;

/** `90d`, `18m`, `10y`, or `keep`. */
const period = (leastDays: number): z.ZodType<string> =>
  z
    .string()
    .refine((p) => p === 'keep' || PERIOD.test(p), 'expected keep, or a period such as 90d, 18m or 10y')
    .refine((p) => daysOf(p) >= leastDays, `expected at least ${leastDays}d: what is younger the gateway itself looks at`);
const daysOf = (p: string): number => {
  const [, n, unit] = PERIOD.exec(p) ?? [];
  return n === undefined ? Infinity : Number(n) * DAYS[unit as Unit];
};

const schema = z
  .strictObject({
    ...Object.fromEntries(KINDS.map((k) => [k.name, period(k.leastDays).optional()])),
    audit: z.literal('keep', { error: 'expected keep: the audit log is only ever added to' }).optional(),
  })
  .transform((given: Record<string, string | undefined>) => {
    const all = Object.fromEntries(KINDS.map((k) => [k.name, given[k.name] ?? k.usual]));
    return Object.fromEntries(Object.entries(all).map(([name, p]) => [name, all[p] ?? p])); // `usual` may name another kind
  })
  .refine((p) => daysOf(p.raw_files!) >= daysOf(p.documents!), {
    path: ['raw_files'],
    message: 'expected at least as long as documents: each line points into its file',
  });

export type Periods = Readonly<Record<string, string>>;
export const periodsOf = (settings: SettingsFile): Periods => settings.section('retention', schema.prefault({}));

/** What is older goes; null: all of it stays. */
export function cutoff(p: string, now: string): string | null {
  const [, n, unit] = PERIOD.exec(p) ?? [];
  if (n === undefined) return null;
  return DateTime.fromISO(now, { zone: 'utc' })
    .minus({ [UNITS[unit as Unit]]: Number(n) } as DurationLikeObject)
    .toISO();
}
