import { Cron } from 'croner';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { COLUMNS, USUAL } from '../../domain/sharing/columns';
import { MOST_DAYS } from '../../domain/sharing/values';
import type { SettingsFile } from '../../platform/settings-file';
import { places } from '../outbox/places';

export const FORMS = ['mail', 'link', 'x12-852', 'x12-846', 'invrpt', 'slsrpt'] as const;
export type FormName = (typeof FORMS)[number];

const isCron = (text: string): boolean => {
  try {
    return new Cron(text, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
};
const schedule = z.strictObject({
  cron: z.string().refine(isCron, 'expected five fields such as "0 6 * * 1-5"'),
  timezone: z.string().refine((t) => IANAZone.isValidZone(t), 'expected a time zone such as Europe/Berlin'),
});
const partner = z.string().regex(/^[^:]{1,4}:.{1,35}$/, 'expected QUALIFIER:ID such as ZZ:ACME or 14:4012345000009');

const supplier = z.strictObject({
  columns: z
    .array(z.enum(COLUMNS))
    .min(1)
    .default([...USUAL]),
  when: z
    .union([z.literal('change'), schedule])
    .optional()
    .describe('on a schedule, or when a number has changed; only by hand if absent'),
  pause_minutes: z.number().int().min(1).max(10_080).default(60).describe('of "when: change": at least so long between two'),
  usage_days: z.number().int().min(1).max(MOST_DAYS).default(28),
  locations: z.array(z.string().min(1)).min(1).optional().describe('codes; all of the program if absent'),
  as: z.array(z.enum(FORMS)).default(['mail']),
  to: z.array(z.email()).min(1).optional().describe('addresses; those of the masters if absent'),
  place: z.string().min(1).optional().describe('of the section files: there EDI is put; by mail if absent'),
  edi: z
    .strictObject({ own: partner, partner, test: z.boolean().default(false) })
    .optional()
    .describe('from whom and to whom an interchange is'),
  statements: schedule.optional().describe('when the month before is stated, such as "0 6 3 * *"; by command only if absent'),
  link_days: z.number().int().min(1).max(366).default(30),
});
export type Sharing = z.infer<typeof supplier>;

const sharing = z.strictObject({
  suppliers: z.record(z.string().min(1), supplier).default({}).describe('by code: what each is told; nothing of whom is not named'),
});

/** What is shared with whom, by code. A wrong word stops the start: a supplier that is silently told nothing finds out at an empty shelf. */
export function sharingOf(settings: SettingsFile): ReadonlyMap<string, Sharing> {
  const { suppliers } = settings.section('sharing', sharing.optional()) ?? { suppliers: {} };
  for (const [code, s] of Object.entries(suppliers)) {
    const wrong = (key: string, message: string): Error => settings.wrong(['sharing', 'suppliers', code], [{ path: [key], message }]);
    if (s.place !== undefined && !places(settings).some((p) => p.name === s.place))
      throw wrong('place', `the section files names no place ${s.place}`);
    if (s.edi === undefined && s.as.some((f) => f !== 'mail' && f !== 'link'))
      throw wrong('as', 'EDI needs edi: { own: QUALIFIER:ID, partner: QUALIFIER:ID }');
  }
  return new Map(Object.entries(suppliers));
}

/** Of a supplier that the settings do not name: what is usual, made by hand only. */
export const USUALLY: Sharing = supplier.parse({});
