import { z } from 'zod';
import { isIP } from 'node:net';
import type { SettingsFile } from '../../platform/settings-file';

const range = z.string().refine((r) => isIP(r.split('/')[0]!) !== 0, 'expected an address or a range such as 10.0.0.0/8');

const web = z.strictObject({
  proxies: z.array(range).default([]).describe('whose word on who asks (X-Forwarded-For) is taken; nobody when absent'),
  requests_per_minute: z.number().int().min(60).max(1_000_000).default(6000).describe('of one person, key or stranger'),
});
export type WebSettings = z.infer<typeof web>;

export const webSettings = (settings: SettingsFile): WebSettings => settings.section('web', web.optional()) ?? web.parse({});
