import { z } from 'zod';
import type { SettingsFile } from '../../platform/settings-file';
import type { SessionTimes } from './people/sessions.store';
import { ROLES } from './rights';

const codes = z.array(z.string().min(1)).min(1).optional();

const provider = z.strictObject({
  issuer: z.url({ protocol: /^https?$/, error: 'expected the address of the provider, as its own description says it' }),
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional().describe('absent for a client that has none: the code is bound to the asker either way'),
  called: z.string().min(1).default('your company account').describe('what people are asked to sign in with'),
  scopes: z.array(z.string().min(1)).default(['openid', 'profile', 'email']),
  name_claim: z.string().min(1).default('preferred_username'),
  groups_claim: z.string().min(1).default('groups'),
  roles: z
    .array(
      z
        .strictObject({ group: z.string().min(1), role: z.enum(ROLES), suppliers: codes, locations: codes })
        .refine((r) => r.role !== 'supplier' || r.suppliers, 'a supplier reader needs `suppliers`: whose data it is'),
    )
    .min(1)
    .describe('the first whose group somebody is in; who is in none does not come in'),
});
export type ProviderSettings = z.infer<typeof provider>;

const signIn = z
  .strictObject({
    password: z.boolean().default(true).describe('people may sign in by name and password'),
    second_factor: z
      .enum(['optional', 'required'])
      .default('optional')
      .describe('required: without one a password opens nothing but the way to get one'),
    idle_minutes: z.number().int().min(1).max(1440).default(30),
    longest_hours: z.number().int().min(1).max(168).default(12),
    provider: provider.optional().describe('OpenID Connect'),
  })
  .refine((s) => s.password || s.provider, 'without passwords and without a provider nobody could sign in');

export interface SignInSettings extends SessionTimes {
  readonly password: boolean;
  readonly secondFactor: 'optional' | 'required';
  readonly provider: ProviderSettings | undefined;
}

export function signInSettings(settings: SettingsFile): SignInSettings {
  const read = settings.section('sign_in', signIn.optional()) ?? signIn.parse({});
  return {
    password: read.password,
    secondFactor: read.second_factor,
    provider: read.provider,
    idleMs: read.idle_minutes * 60_000,
    longestMs: read.longest_hours * 3_600_000,
  };
}
