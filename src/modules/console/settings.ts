import fs from 'node:fs';
import type https from 'node:https';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import { ConfigError } from '../../platform/errors';
import type { SettingsFile } from '../../platform/settings-file';

const range = z.string().refine((r) => isIP(r.split('/')[0]!) !== 0, 'expected an address or a range such as 10.0.0.0/8');

const tls = z.strictObject({
  certificate: z.string().min(1).describe('file with the certificate and those that it leads to, PEM'),
  key: z.string().min(1).describe('file with its key, PEM'),
});

const web = z.strictObject({
  tls: tls.optional().describe('https without a proxy in front; read at the start'),
  proxies: z.array(range).default([]).describe('whose word on who asks (X-Forwarded-For) is taken; nobody when absent'),
  requests_per_minute: z.number().int().min(60).max(1_000_000).default(6000).describe('of one person, key or stranger'),
});
export type WebSettings = z.infer<typeof web>;

export const webSettings = (settings: SettingsFile): WebSettings => settings.section('web', web.optional()) ?? web.parse({});

/** Throws ConfigError on a file that cannot be read, or that is no certificate with its key. */
export function tlsOf({ tls }: WebSettings): { readonly https: https.ServerOptions } | undefined {
  if (!tls) return undefined;
  const read = (file: string): Buffer => {
    try {
      return fs.readFileSync(file);
    } catch (error) {
      throw new ConfigError(`web.tls: ${file} cannot be read: ${(error as Error).message}`);
    }
  };
  const options = { cert: read(tls.certificate), key: read(tls.key), minVersion: 'TLSv1.2' } as const;
  try {
    createSecureContext(options);
  } catch (error) {
    throw new ConfigError(`web.tls: ${tls.certificate} and ${tls.key} are no certificate with its key: ${(error as Error).message}`);
  }
  return { https: options };
}
