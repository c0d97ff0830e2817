import { z } from 'zod';
import type { SettingsFile } from '../../platform/settings-file';

const policy = z.enum(['required', 'recorded', 'off']);

/** Section `trust`: whose word counts about the sender of a mail, and what follows where it is missing. */
const trust = z
  .strictObject({
    authserv_ids: z
      .array(z.string().min(1))
      .default([])
      .describe('the names under which our own mail servers write Authentication-Results'),
    dkim: z.enum(['verify', 'off']).default('verify').describe('off: the signatures of mails are not checked here'),
    arc_sealers: z
      .array(z.string().min(1))
      .default([])
      .describe('domains of forwarders whose word counts, where they have sealed it into the mail (ARC)'),
    policy: policy.default('recorded').describe('required: what is not vouched for waits for a person'),
    suppliers: z.record(z.string(), policy).default({}).describe('by code, where it is another than for all'),
  })
  .refine((t) => t.dkim === 'verify' || t.authserv_ids.length > 0 || ![t.policy, ...Object.values(t.suppliers)].includes('required'), {
    path: ['authserv_ids'],
    message: 'a policy says `required`, no signature is checked, and no server is named whose word counts',
  });
export type Trust = z.infer<typeof trust>;
export type TrustPolicy = z.infer<typeof policy>;

export const trustOf = (settings: SettingsFile): Trust => settings.section('trust', trust.optional()) ?? trust.parse({});
export const policyOf = (t: Trust, supplier: string): TrustPolicy => t.suppliers[supplier] ?? t.policy;
