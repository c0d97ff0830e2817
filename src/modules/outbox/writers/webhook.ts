import { createHmac } from 'node:crypto';
import { type Dialer, dialerOf } from '../../../platform/dialer/dialer';
import type { SettingsFile } from '../../../platform/settings-file';
import type { Outcome } from '../message';
import type { Claimed } from '../relay.store';
import { type Endpoint, endpoints, secretBytes, secretsOf } from '../settings';
import { postJson } from './http-post';
import type { Writer } from './writer';

/** Standard Webhooks: `webhook-id` is the outbox id, so that the receiver knows a repeat for what it is. */
export function webhookWriter(settings: SettingsFile): Writer | null {
  const all = new Map(endpoints(settings).map((e) => [e.name, e]));
  if (all.size === 0) return null;
  const dialer = dialerOf(settings);
  return {
    kind: 'webhook',
    write: (row, now) => {
      const endpoint = all.get(row.target);
      return endpoint
        ? send(endpoint, dialer, row, now)
        : Promise.resolve({ outcome: 'failed', detail: `the settings name no endpoint ${row.target}` });
    },
  };
}

export function signature(secrets: readonly string[], id: string, timestamp: string, body: string): string {
  const of = (secret: string): string => createHmac('sha256', secretBytes(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return secrets.map((s) => `v1,${of(s)}`).join(' ');
}

function send(endpoint: Endpoint, dialer: Dialer, row: Claimed, now: string): Promise<Outcome> {
  const body = JSON.stringify(row.payload);
  const timestamp = String(Math.floor(Date.parse(now) / 1000));
  const headers = {
    'webhook-id': row.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature(secretsOf(endpoint), row.id, timestamp, body),
  };
  return postJson(endpoint.url, dialer, body, headers, now);
}
