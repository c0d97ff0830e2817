import { z } from 'zod';
import type { Due } from '../../domain/programs/due-words';
import type { Agreement } from '../programs/agree';
import type { Raised, Simulated } from '../simulation/simulate';
import type { SupplierHealth } from './supplier-health.store';
import type { NameReport, TermsReport } from './supplier.store';
import { instant, maybe, page, text, whole } from './scalars';

const kind = z.enum(['stock_report', 'ship_notice']);

const due = z.object({
  at: instant,
  alert_at: instant,
  says: text.meta({ examples: ['Mon 30 Nov 10:00 CET, alert 12:00'] }),
}) satisfies z.ZodType<Due>;
const health = z.object({
  supplier: text,
  name: text,
  last_report: instant.nullable(),
  next_due: due.extend({ document: kind, location: text }).nullable().meta({ description: 'null: nothing says when' }),
  late: whole.meta({ description: 'reports that were due and have not come' }),
  open: z.object({ critical: whole, high: whole, medium: whole, low: whole }).meta({ description: 'exceptions, consequences apart' }),
  parked: whole.meta({ description: 'names that nobody knows' }),
  shadow: z.boolean(),
}) satisfies z.ZodType<SupplierHealth>;
const supplier = z.object({
  ...{ supplier: text, name: text, email_from: z.array(text), edi_id: z.array(text), contact_email: z.array(text) },
  ...{ locale: maybe, timezone: maybe, shadow: z.boolean(), matched: whole.meta({ description: 'item numbers of theirs that are known' }) },
  programs: z.array(z.object({ name: text, version: whole, applied_at: instant, author: text, note: text })),
  mappings: z.array(z.object({ name: text, version: whole, published_at: instant })),
  schedules: z.array(
    z.object({
      ...{ document: kind, location: text, cron: text, timezone: text, grace_minutes: whole, imported_at: instant },
      ...{ says: text.meta({ description: 'in words' }), next: z.array(due) },
    }),
  ),
  allowed: z.array(z.object({ address: text, allowed_at: instant, reason: maybe })).meta({ description: 'addresses that a person vouched for' }), // prettier-ignore
  before: maybe.meta({ description: 'the supplier before it, by code' }),
  after: maybe,
  trust: z.enum(['required', 'recorded', 'off']),
  replies: z.object({ leave: z.enum(['preview', 'send', 'off']), accepted: z.enum(['always', 'first', 'never']), stop: z.boolean() }),
  sharing: z.object({ as: z.array(text), when: text }).nullable(),
});
const terms = z.object({
  ...{ sku: text, location: text, class: maybe, valid_from: instant, valid_to: instant.nullable() },
  terms: z.record(z.string(), z.unknown()),
  source: text,
}) satisfies z.ZodType<TermsReport>;
const name = z.object({
  about: z.enum(['item', 'location', 'unit']),
  ...{ qualifier: text, value: text, means: text, called: maybe, uom: maybe },
  decided: z.object({ by: text, at: instant, reason: text }).nullable().meta({ description: 'null: it came with the feed' }),
}) satisfies z.ZodType<NameReport>;
const agreement = z.object({
  hash: text.meta({ description: 'name it to agree exactly this' }),
  via: z.enum(['feed', 'program']),
  program: z.object({ name: text, version: whole }).nullable(),
  differences: z.array(text),
  warnings: z.array(text),
}) satisfies z.ZodType<Agreement>;

const raised = z.object({
  ...{ id: text, key: text, type: text, severity: text, supplier: maybe, sku: maybe, location: maybe, message: text },
  ...{ reported: maybe, difference: maybe, opened_at: instant, resolved_at: instant.nullable() },
}) satisfies z.ZodType<Raised>;
const simulated = z.object({
  ...{ since: instant, until: instant, events: whole, same: whole },
  types: z.array(
    z.object({
      ...{ type: text, raised: whole, would: whole, beyond: whole, missed: whole },
      closed: whole.meta({ description: 'of those that were raised: over by themselves, with nobody at the desk' }),
      would_close: whole,
    }),
  ),
  beyond: z.array(raised),
  missed: z.array(raised),
  fidelity: z.object({ raised: whole, found: whole, not_found: z.array(raised) }),
}) satisfies z.ZodType<Simulated>;

/** What the routes about one supplier, and what would be if it were agreed otherwise, answer. */
export const SUPPLIER_ANSWERS = {
  SupplierHealths: page(health),
  Supplier: supplier,
  SupplierTerms: page(terms),
  SupplierNames: page(name),
  DueTimes: z.object({ says: text, next: z.array(due) }),
  Agreement: agreement.extend({ applied: z.boolean(), raised: z.looseObject({ opened: whole, resolved: whole }).nullable() }),
  SimulationLine: z.union([
    z.object({ done: whole, of: whole }).meta({ description: 'how far it is' }),
    z.object({ simulated }).meta({ description: 'the last line' }),
    z.object({ problem: text }).meta({ description: 'or why there is none' }),
  ]),
} as const;
