import { z } from 'zod';
import type { AuditEntry } from '../access/audit/audit.store';
import type { KeyReport } from '../access/keys.store';
import type { PersonReport } from '../access/people/people.store';
import type { SessionReport } from '../access/people/sessions.store';
import { ROLES, SCOPES } from '../access/rights';
import { instant, list, maybe, page, text } from './scalars';

const codes = z.array(text).nullable().meta({ description: 'null: all of them' });
const state = z.record(z.string(), z.unknown()).nullable();

const person = z.object({
  id: text,
  name: text,
  email: maybe,
  role: z.enum(ROLES),
  suppliers: codes,
  locations: codes,
  signs_in: z.enum(['password', 'provider', 'not yet']),
  second_factor: z.boolean(),
  created_at: instant,
  disabled_at: instant.nullable(),
  last_seen_at: instant.nullable(),
}) satisfies z.ZodType<PersonReport>;
const session = z.object({
  id: text,
  way: z.enum(['password', 'provider']),
  address: maybe,
  agent: maybe,
  started_at: instant,
  seen_at: instant,
}) satisfies z.ZodType<SessionReport>;
const key = z.object({
  id: text,
  name: text,
  lead: text,
  scopes: z.array(z.enum(SCOPES)),
  suppliers: codes,
  locations: codes,
  created_at: instant,
  last_used_at: instant.nullable(),
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
}) satisfies z.ZodType<KeyReport>;
const entry = z.object({
  n: z.number().int(),
  at: instant,
  by: text,
  what: text,
  before: state,
  after: state,
}) satisfies z.ZodType<AuditEntry>;

/** People, keys and the log of what they changed. */
export const ACCESS_ANSWERS = {
  Ways: z.object({ password: z.boolean(), provider: maybe }),
  Me: z.object({ kind: z.enum(['person', 'key']), name: text, rights: z.array(text), suppliers: codes, locations: codes }),
  Sessions: z.object({ data: z.array(session.extend({ this: z.boolean() })) }),
  Factor: z.object({ in_force: z.boolean() }),
  FactorBegun: z.object({ secret: text.meta({ description: 'base32; shown this once' }), uri: text.meta({ description: 'otpauth:' }) }),
  SignedOut: z.object({ ended: z.number().int() }),
  People: list(person),
  Person: person,
  Invited: z.object({ name: text, invitation: text.meta({ description: 'cci_…; shown this once' }) }),
  Keys: list(key),
  KeyMade: z.object({ name: text, key: text.meta({ description: 'cck_…; shown this once' }) }),
  Audit: page(entry),
} as const;
