import { z } from 'zod';

const FLOWS = ['device_code', 'authorization_code', 'client_credentials', 'service_account'] as const;
export type Flow = (typeof FLOWS)[number];

/** Who asks for a token gives secrets away: encrypted, or to this very machine. */
const endpoint = z
  .url({ protocol: /^https?$/, error: 'expected an https address' })
  .refine((url) => /^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(url), 'expected https; http only on the same machine');
const words = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).transform((s) => [s].flat().join(' '));

const given = z.strictObject({
  kind: z.literal('oauth2'),
  provider: z.enum(['microsoft', 'google', 'custom']),
  tenant: z
    .string()
    .regex(/^[\w.-]+$/, 'expected the id of the tenant or one of its domains')
    .optional()
    .describe('microsoft: whose users these are'),
  client_id: z.string().min(1).optional().describe('of the application that was registered'),
  client_secret: z.string().min(1).optional().describe('as ${secret:NAME}; absent for a public client'),
  client_secret_ends: z.iso.date().optional().describe('the last day of the client secret: told two weeks before'),
  flow: z.enum(FLOWS).optional(),
  service_account: z.string().min(1).optional().describe('the key file of a service account (JSON), as ${secret:NAME}'),
  scope: words.optional(),
  token_endpoint: endpoint.optional(),
  device_endpoint: endpoint.optional(),
  authorization_endpoint: endpoint.optional(),
});
type Given = z.infer<typeof given>;

export interface OAuth2 {
  readonly flow: Flow;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly clientSecretEnds: string | undefined;
  readonly serviceAccount: string | undefined;
  readonly scope: string;
  readonly sendScope: string | undefined; // to send mails, where that is another
  readonly tokenEndpoint: string;
  readonly deviceEndpoint: string | undefined;
  readonly authorizationEndpoint: string | undefined;
  readonly redirectHost: string; // where the browser goes afterwards, on this machine
  readonly more: Readonly<Record<string, string>>; // what its authorization endpoint has to be told
}

const OUTLOOK = 'https://outlook.office.com';
const ENDPOINTS: Record<
  Given['provider'],
  (g: Given) => Omit<OAuth2, 'flow' | 'clientId' | 'clientSecret' | 'clientSecretEnds' | 'serviceAccount'>
> = {
  microsoft: ({ tenant, flow }) => ({
    ...(flow === 'client_credentials'
      ? { scope: 'https://outlook.office365.com/.default', sendScope: undefined } // what an administrator has granted to the application
      : { scope: `${OUTLOOK}/IMAP.AccessAsUser.All offline_access`, sendScope: `${OUTLOOK}/SMTP.Send offline_access` }),
    tokenEndpoint: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    deviceEndpoint: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/devicecode`,
    authorizationEndpoint: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
    redirectHost: 'localhost',
    more: {},
  }),
  google: () => ({
    scope: 'https://mail.google.com/',
    sendScope: undefined,
    tokenEndpoint: 'https://oauth2.googleapis.com/token',
    deviceEndpoint: undefined,
    authorizationEndpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    redirectHost: '127.0.0.1',
    more: { access_type: 'offline', prompt: 'consent' }, // else there is no refresh token
  }),
  custom: (g) => ({
    scope: g.scope ?? '',
    sendScope: undefined,
    tokenEndpoint: g.token_endpoint ?? '',
    deviceEndpoint: g.device_endpoint,
    authorizationEndpoint: g.authorization_endpoint,
    redirectHost: '127.0.0.1',
    more: {},
  }),
};
const usual = (g: Given): Flow =>
  g.flow ?? (g.service_account !== undefined ? 'service_account' : g.provider === 'google' ? 'authorization_code' : 'device_code');

/** How a mailbox is signed in to without a password. */
export const oauth2 = given
  .superRefine((g, context) => {
    const flow = usual(g);
    const wrong = (key: keyof Given, message: string): void => void context.addIssue({ code: 'custom', path: [key], message });
    const needs = (key: keyof Given, what: string): void => void (g[key] === undefined && wrong(key, `${what} needs it`));
    if (flow !== 'service_account') needs('client_id', flow);
    if (flow === 'client_credentials') needs('client_secret', flow);
    if (flow === 'service_account') needs('service_account', flow);
    if (g.provider === 'microsoft') {
      needs('tenant', g.provider);
      if (flow === 'service_account') wrong('flow', 'that is Google’s; an application of Microsoft signs in by client_credentials');
      if (flow === 'client_credentials' && ['common', 'organizations', 'consumers'].includes(g.tenant ?? ''))
        wrong('tenant', 'an application signs in to one tenant: give its id');
    }
    if (g.provider === 'google') {
      if (flow === 'device_code') wrong('flow', 'Google gives no access to mails by device code: authorization_code, or service_account');
      if (flow === 'client_credentials') wrong('flow', 'Google knows service_account instead');
    }
    if (g.provider === 'custom') {
      needs('token_endpoint', g.provider);
      needs('scope', g.provider);
      if (flow === 'device_code') needs('device_endpoint', flow);
      if (flow === 'authorization_code') needs('authorization_endpoint', flow);
    } else
      for (const key of ['token_endpoint', 'device_endpoint', 'authorization_endpoint'] as const)
        if (g[key] !== undefined) wrong(key, 'only of provider custom');
  })
  .transform((g): OAuth2 => {
    const flow = usual(g);
    const of = ENDPOINTS[g.provider]({ ...g, flow });
    return {
      ...of,
      ...(g.scope === undefined ? {} : { scope: g.scope, sendScope: undefined }),
      flow,
      clientId: g.client_id ?? '',
      clientSecret: g.client_secret,
      clientSecretEnds: g.client_secret_ends,
      serviceAccount: g.service_account,
    };
  });

/** A person has to sign in for it, once. */
export const needsPerson = ({ flow }: OAuth2): boolean => flow === 'device_code' || flow === 'authorization_code';
