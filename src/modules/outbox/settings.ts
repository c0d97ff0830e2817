import { z } from 'zod';
import { ConfigError } from '../../platform/errors';
import type { SettingsFile } from '../../platform/settings-file';
import { oauth2 } from '../access/oauth/settings';

const address = z.email('expected a mail address such as vmi@acme.example');

const mail = z
  .strictObject({
    host: z.string().min(1),
    port: z.number().int().min(1).max(65535).default(587),
    secure: z.boolean().default(false).describe('TLS from the first byte (mostly port 465); otherwise STARTTLS'),
    tls: z.enum(['required', 'if_offered']).optional().describe('required when absent and a password is given: it never travels in clear'),
    user: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    auth: oauth2.optional().describe('signed in to without a password'),
    sign_in: z.string().min(1).optional().describe('the name of a mailbox (imap) by whose sign-in mails are sent, too'),
    from: address,
  })
  .refine((m) => [m.password, m.auth, m.sign_in].filter((x) => x !== undefined).length <= 1, 'expected one of password, auth and sign_in')
  .refine(
    (m) => (m.user === undefined) === ((m.password ?? m.auth ?? m.sign_in) === undefined),
    'user and password (or auth, or sign_in) belong together',
  );
export type MailSettings = z.infer<typeof mail>;

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
const secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'expected whsec_ and base64')
  .refine(
    (s) => [24, 64].every((n, i) => (secretBytes(s).length - n) * (i ? -1 : 1) >= 0),
    'expected 24 to 64 bytes in base64 after whsec_',
  );
const endpoint = z.strictObject({
  name: z.string().regex(/^[\w-]+$/, 'expected letters, digits, - and _'),
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
  secret: z.union([secret, z.array(secret).min(1)]).describe('several while they are changed: each signs'),
  events: z.array(z.string()).min(1).default(['*']).describe('such as exception.opened, document.*'),
});
export type Endpoint = z.infer<typeof endpoint>;

export const secretBytes = (s: string): Buffer => Buffer.from(s.slice('whsec_'.length), 'base64');
export const secretsOf = (e: Endpoint): readonly string[] => [e.secret].flat();

export const mailSettings = (settings: SettingsFile): MailSettings | undefined => settings.section('mail', mail.optional());

export function endpoints(settings: SettingsFile): readonly Endpoint[] {
  const all = settings.entries('webhooks').map((e) => settings.checked(e.path, endpoint));
  const twice = all.find((e, i) => all.findIndex((x) => x.name === e.name) < i);
  if (twice) throw new ConfigError(`${settings.path}: webhooks: there are two endpoints of the name ${twice.name}`);
  return all;
}
