import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { allPages, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';

const { ask, get, gateway, keys, port } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'console-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const db = () => gateway().db.pool;

beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  const file = path.join(folder, 'report.csv');
  fs.writeFileSync(file, 'Item,Location,On hand\nBRK-2210,HAM,400\nNONE-1,HAM,5\nNONE-2,HAM,5\n');
  const { code } = (await db().query<{ code: string }>('select code from supplier order by code')).rows[0]!;
  await ingest(gateway(), [file], { receivedAt: NOW, supplier: code });
  await evaluate(gateway(), 'all', new Date(Date.parse(NOW) + 60_000).toISOString());
});

describe('the page and its parts', () => {
  test.each(['/', '/exceptions', '/exceptions/exc_x?view=mine', '/documents', '/reorders', '/suppliers/A%2FB', '/welcome'])('%s is the console', async (at) => {
    const { status, headers, bytes } = await ask('GET', at);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
    expect(bytes.toString()).toContain('<div id="root">');
    const policy = headers['content-security-policy'] as string;
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule);
  }); // prettier-ignore

  test.each(['/nowhere', '/exceptions/a/b', '/assets/none.js', '/assets/../../package.json', '/assets/%2e%2e/index.html', '/api/v1/none', '/.built'])(
    '%s is nothing, and says so as a problem or not at all',
    async (at) => {
      const { status, bytes } = await ask('GET', at, { key: keys.read });
      expect([403, 404]).toContain(status);
      expect(bytes.toString()).not.toContain('<div id="root">');
    },
  ); // prettier-ignore

  test('the terms of what it is made of come with it', async () => {
    const { status, headers, bytes } = await ask('GET', '/licences');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    for (const name of ['react', '@mantine/core', '@tanstack/query-core']) expect(bytes.toString()).toContain(`## ${name} - `);
    expect(bytes.toString()).toContain('Permission is hereby granted');
  });

  test('its files are compressed already, and are kept for a year', async () => {
    const page = (await ask('GET', '/')).bytes.toString();
    const file = /src="(\/assets\/[^"]+\.js)"/.exec(page)![1]!;
    const sizes: number[] = [];
    for (const accepted of ['identity', 'gzip', 'br']) {
      const { status, headers, bytes } = await ask('GET', file, { headers: { 'accept-encoding': accepted } });
      expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(headers['content-type']).toMatch(/javascript/);
      expect(headers['content-encoding']).toBe(accepted === 'identity' ? undefined : accepted);
      sizes.push(bytes.length);
    }
    expect(sizes[0]! > sizes[1]! && sizes[1]! > sizes[2]!).toBe(true);
  });
});

describe('the list by impact', () => {
  const IMPACT = '/api/v1/exceptions?by=impact';
  test('worst first, then what is worth most, then the oldest; by pages the same, each once', async () => {
    await db().query(
      `update supply_exception set value_amount = $1, value_currency = $2 where id = (select id from supply_exception order by id desc limit 1)`,
      ['5', 'EUR'],
    );
    const all = (await get(`${IMPACT}&limit=500`)).json.data as {
      id: string;
      severity: string;
      value: { amount: string } | null;
      opened_at: string;
    }[];
    expect(all.length).toBeGreaterThan(2);
    const rank = ['critical', 'high', 'medium', 'low'];
    const key = (e: (typeof all)[number]): [number, number] => [rank.indexOf(e.severity), -Math.abs(Number(e.value?.amount ?? -1))];
    const sorted = [...all].sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1] || (a.opened_at < b.opened_at ? -1 : a.opened_at > b.opened_at ? 1 : a.id < b.id ? -1 : 1)); // prettier-ignore
    expect(all.map((e) => e.id)).toEqual(sorted.map((e) => e.id));
    expect((await allPages(get, `${IMPACT}&limit=1`)).map((e) => e.id)).toEqual(all.map((e) => e.id));
  });

  test('consequences are folded under their cause, and counted there', async () => {
    const [cause, ...rest] = (await get('/api/v1/exceptions')).json.data as { id: string }[];
    await db().query('update supply_exception set suppressed_by = null');
    await db().query('update supply_exception set suppressed_by = $1 where id = any ($2)', [
      cause!.id.slice(4),
      rest.slice(0, 2).map((e) => e.id.slice(4)),
    ]);
    const plain = (await get(`${IMPACT}&under=none`)).json.data as { id: string; consequences: number }[];
    expect(plain).toHaveLength(rest.length + 1 - 2);
    expect(plain.find((e) => e.id === cause!.id)!.consequences).toBe(2);
    const below = (await get(`${IMPACT}&under=${cause!.id}`)).json.data as { id: string }[];
    expect(below.map((e) => e.id).sort()).toEqual(rest.slice(0, 2).map((e) => e.id).sort()); // prettier-ignore
    expect((await get(`${IMPACT}&under=x`)).status).toBe(400);
    const since = '2026-01-01T00:00:00Z';
    expect((await get(`/api/v1/exceptions/summary?since=${since}`)).json).toMatchObject({ folded: 2, open: plain.length });
  });

  test('what closed by itself is told, and not what a person closed', async () => {
    const [one, other] = (await get('/api/v1/exceptions')).json.data as { id: string }[];
    await ask('POST', `/api/v1/exceptions/${one!.id}/actions`, {
      key: keys.both,
      body: JSON.stringify({ do: 'resolve', code: 'timing' }),
      headers: { 'content-type': 'application/json' },
    });
    const at = new Date().toISOString();
    await db().query(`update supply_exception set status = 'resolved', resolved_at = $2 where id = $1`, [other!.id.slice(4), at]);
    await db().query(`insert into exception_event (exception_id, at, what) values ($1, $2, 'clear')`, [other!.id.slice(4), at]);
    const cleared = async (since: string): Promise<string[]> =>
      (await get(`/api/v1/exceptions?status=all&cleared_since=${since}`)).json.data.map((e: { id: string }) => e.id);
    expect(await cleared('2026-01-01T00:00:00Z')).toEqual([other!.id]);
    expect(await cleared('2100-01-01T00:00:00Z')).toEqual([]);
    expect((await get('/api/v1/exceptions/summary?since=2026-01-01T00:00:00Z')).json.since.cleared).toBe(1);
  });
});

test('how fresh it is: sources, what waits, our own data by place', async () => {
  await db().query(
    `insert into channel_health (channel, kind, since, started_at, completed_at, failures, error) values ('imap vmi', 'imap', $1, $1, $1, 2, 'no route')`,
    [NOW],
  );
  const fresh = (await get('/api/v1/freshness')).json;
  expect(fresh.sources).toEqual([expect.objectContaining({ source: 'imap vmi', state: 'failing', error: 'no route' })]);
  expect(fresh.feeds.length).toBeGreaterThan(0);
  expect(fresh.unread).toEqual({ receipts: 0, oldest: null });
});

describe('the stream', () => {
  /** What it says until `enough`, or until it ends. */
  const hear = (at: string, enough: (said: string) => boolean, meanwhile?: () => unknown): Promise<{ said: string; ended: boolean; type: string }> =>
    new Promise((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port: port(), path: at, agent: false, headers: { authorization: `Bearer ${keys.read}` } }, (response) => {
        let said = '';
        const type = response.headers['content-type']!;
        response.on('data', (c: Buffer) => {
          said += c.toString();
          if (meanwhile && said.includes('event: change')) void [meanwhile(), (meanwhile = undefined)];
          if (!enough(said)) return;
          resolve({ said, ended: false, type });
          request.destroy();
        });
        response.on('end', () => resolve({ said, ended: true, type }));
      });
      request.on('error', (e) => (e.message === 'socket hang up' ? undefined : reject(e)));
    }); // prettier-ignore
  const changes = (said: string): number => said.split('event: change').length - 1;

  test('says that something changed, at once and each time, and never what', async () => {
    const { rows } = await db().query<{ id: string }>('select id from supply_exception limit 1');
    const happens = (): unknown =>
      db().query(`insert into exception_event (exception_id, at, what) values ($1, now(), 'comment')`, [rows[0]!.id]);
    const { said, type } = await hear('/api/v1/events?seconds=20', (s) => changes(s) === 2, happens);
    expect(type).toBe('text/event-stream; charset=utf-8');
    expect(said).not.toContain(rows[0]!.id);
  });

  test('ends when its time is over', async () => {
    const { ended, said } = await hear('/api/v1/events?seconds=1', () => false);
    expect([ended, changes(said)]).toEqual([true, 1]);
  });

  test('needs a key or a session like everything else', async () => {
    expect((await ask('GET', '/api/v1/events')).status).toBe(401);
  });
});
