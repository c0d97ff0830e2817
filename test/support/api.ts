import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type Role } from '../../src/app.module';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import type { Scope } from '../../src/modules/access/rights';
import { CONTROLLERS } from '../../src/modules/console/controllers';
import { createHttp } from '../../src/modules/console/http';
import { type Gateway, openGateway } from '../../src/modules/pipeline/gateway';
import { loadConfig } from '../../src/platform/config';
import { freePort } from '../../src/platform/free-port';
import { cloneDatabase } from './database';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Row = any;
export interface Asked {
  readonly key?: string | undefined;
  readonly body?: string | Buffer | undefined;
  readonly headers?: Record<string, string>;
  readonly from?: string; // an address of the loopback net
}
export interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly json: Row;
}

/** The gateway in the role web, and in others that a spec names, on a real port, with a key of each kind, and the settings that a spec gives. Deliveries are read when the spec says so. */
export function useApi({
  settings,
  key: sealing,
  roles = ['web'],
}: { settings?: (port: number) => string | Promise<string>; key?: boolean; roles?: readonly Role[] } = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'api-'));
  const keys: Record<'read' | 'write' | 'both', string> = { read: newKey(), write: newKey(), both: newKey() };
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let gateway: Gateway;
  let app: NestFastifyApplication;
  let port: number;
  beforeAll(async () => {
    clone = await cloneDatabase();
    port = settings && settings.length > 0 ? await freePort() : 0; // where the settings name the address at which it is reached
    const env = { CROSSCOUNT_HOME: home, DATABASE_URL: clone.url, CROSSCOUNT_LOG: 'silent', CROSSCOUNT_PORT: '0' };
    const secret = sealing ? { CROSSCOUNT_KEY: randomBytes(32).toString('base64') } : {};
    if (settings) {
      fs.mkdirSync(path.join(home, 'config'), { recursive: true });
      fs.writeFileSync(path.join(home, 'config', 'gateway.yaml'), await settings(port));
    }
    gateway = await openGateway(loadConfig({ ...env, ...secret }), { supervise: false });
    const scopes: Record<string, Scope[]> = { read: ['read'], write: ['write'], both: ['read', 'write'] };
    for (const [name, key] of Object.entries(keys))
      await insertKey(gateway.db.pool, key, { name, scopes: scopes[name]!, now: '2026-11-01T00:00:00Z' });
    app = await createHttp(AppModule.of(gateway, roles, CONTROLLERS), gateway);
    await app.listen(port, '127.0.0.1');
    port = Number(new URL(await app.getUrl()).port);
  });
  afterAll(async () => {
    await app.close();
    await clone.drop();
    fs.rmSync(home, { recursive: true });
  }, 60_000); // what is in hand is finished first

  const ask = (method: string, at: string, { key, body, headers, from }: Asked = {}): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const request = http.request(
        {
          ...{ host: '127.0.0.1', port, method, path: at, agent: false },
          ...(from ? { localAddress: from } : {}),
          headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (c: Buffer) => chunks.push(c));
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const json: unknown =
              bytes.length > 0 && /\bjson\b/.test(response.headers['content-type'] ?? '') ? JSON.parse(bytes.toString()) : undefined;
            resolve({ status: response.statusCode!, headers: response.headers, bytes, json });
          });
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  const get = (at: string): Promise<Answered> => ask('GET', at, { key: keys.both });
  return { ask, get, keys, gateway: () => gateway, app: () => app, port: () => port };
}

/** Every page of a list, in one list; `between` runs after each page. */
export async function allPages(get: (at: string) => Promise<Answered>, at: string, between?: () => Promise<unknown>): Promise<Row[]> {
  const out: Row[] = [];
  let cursor: string | null = '';
  for (let n = 0; cursor !== null && n < 1000; n++) {
    const page: Answered = await get(`${at}${at.includes('?') ? '&' : '?'}${cursor ? `cursor=${cursor}` : ''}`);
    if (page.status !== 200) throw new Error(page.bytes.toString());
    out.push(...page.json.data);
    cursor = page.json.nextCursor;
    await between?.();
  }
  return out;
}
