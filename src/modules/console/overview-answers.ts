import { z } from 'zod';
import { SECTIONS } from '../../platform/settings-file';
import type { CalendarReport } from '../catalog/calendars-list.store';
import type { MailFolder } from '../channels/imap/try-mailbox';
import { SOURCE_STATES, type SourceReport } from '../channels/sources.store';
import { OUTBOX_STATES, type OutboxState } from '../outbox/outbox-list.store';
import type { GivenUp } from '../pipeline/given-up.store';
import type { Finding } from './doctor-checks';
import type { Tried } from './gateway-settings/mailboxes.controller';
import type { SettingsShown } from './gateway-settings/shown';
import type { SigningIn } from './gateway-settings/signing-in';
import type { HealthReport } from './health-report';
import { STEPS } from './health-report.store';
import { instant, list, maybe, text, whole } from './scalars';

const source = z.object({
  source: text,
  kind: text,
  state: z.enum(SOURCE_STATES),
  looked_at: instant.nullable().meta({ description: 'when it was last looked into with success' }),
  arrived_at: instant.nullable(),
  failing_since: instant.nullable(),
  paused_at: instant.nullable(),
  paused_by: maybe,
  error: maybe,
  advice: maybe,
  waiting: whole.meta({ description: 'listed and not fetched yet, or kept and not read yet' }),
  troubles: whole.meta({ description: 'of the last day: looks that failed, mails that could not be had' }),
  unexplained: whole,
  canary: z.object({ sent_at: instant, seen_at: instant.nullable() }).nullable().meta({ description: 'the last test mail to itself' }),
  ends: z.array(z.object({ what: text, at: instant })),
}) satisfies z.ZodType<SourceReport>;
const givenUp = z.object({ id: text, name: text, channel: text, received_at: instant }) satisfies z.ZodType<GivenUp>;
const health = z.object({
  now: instant,
  version: text,
  node: text,
  up_since: instant,
  sources: z.array(source),
  queues: z.array(z.object({ queue: text, waiting: whole, oldest_seconds: whole })),
  given_up: z.array(givenUp),
  outbox: z.object(Object.fromEntries(OUTBOX_STATES.map((s) => [s, whole])) as Record<OutboxState, typeof whole>),
  mail: z.object({ sent_day: whole, waiting: whole, given_up: whole, last_sent_at: instant.nullable(), set_up: z.boolean() }),
  receivers: z.array(
    z.object({
      kind: text,
      target: text,
      waiting: whole,
      given_up: whole,
      sent_day: whole,
      last_sent_at: instant.nullable(),
      last_trouble: maybe,
      closed: z.boolean(),
    }),
  ),
  database: z.object({ version: text, bytes: z.number(), latency_ms: z.number(), embedded: z.boolean() }),
  backup: z.object({ taken_at: instant, folder: text }).nullable(),
  steps: z.array(z.object({ step: z.enum(STEPS), done: z.boolean() })),
}) satisfies z.ZodType<HealthReport>;
const finding = z.object({ what: text, state: z.enum(['ok', 'warn', 'fail']), says: text }) satisfies z.ZodType<Finding>;

const settings = z.object({
  file: text,
  exists: z.boolean(),
  writable: z.boolean(),
  version: text.meta({ description: 'of the whole file; name it in If-Match' }),
  broken: maybe.meta({ description: 'why nothing of it can be shown' }),
  sections: z.array(z.object({ section: z.enum(SECTIONS), yaml: text, editable: z.boolean(), force: z.enum(['now', 'after_start']) })),
  channels: z.array(z.object({ kind: text, name: text, settings: z.record(z.string(), z.unknown()), signs_in: z.boolean() })),
  periods: z.record(z.string(), text),
  secrets: z.array(z.object({ name: text, author: text, changed_at: instant })),
}) satisfies z.ZodType<SettingsShown>;
const folder = z.object({ path: text, messages: whole.nullable(), use: maybe }) satisfies z.ZodType<MailFolder>;
const tried = z.object({
  folder: text,
  at: instant.nullable(),
  from: maybe,
  subject: text,
  files: z.array(text),
  size: whole,
  fate: z.enum(['taken', 'automatic', 'no_match', 'too_large']),
  reason: text,
  suppliers: z.array(text),
}) satisfies z.ZodType<Tried>;
const signIn = z.object({
  name: text,
  state: z.enum(['asked', 'done', 'refused']),
  says: z.array(text),
  begun_at: instant,
  by: text,
}) satisfies z.ZodType<SigningIn>;
const calendar = z.object({ calendar: text, days: whole, until: text, next_off: z.array(text) }) satisfies z.ZodType<CalendarReport>;

/** What IT sees and sets. */
export const OVERVIEW_ANSWERS = {
  Health: health,
  SourceActed: z.object({ says: text, source }),
  Findings: list(finding),
  Diagnostics: z.looseObject({}),
  GivenUp: list(givenUp),
  About: z.object({ version: text, node: text, licences: z.array(z.object({ name: text, version: text, licence: text })) }),
  Settings: settings,
  Calendars: list(calendar),
  MailFolders: list(folder),
  TriedMails: list(tried),
  MailboxSignIns: list(signIn),
  MailboxSignIn: signIn,
} as const;
