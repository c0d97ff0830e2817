import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { keep } from '../../src/modules/documents/keep';
import { importFeed } from '../../src/modules/feed/import-feed';
import { fixedClock } from '../../src/platform/clock';
import { serveProcess } from '../faults/serve-process';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { hostile } from './hostile';

// Tries at the door and at the sign-in stand in test/api: doors.spec.ts, sign-in.spec.ts.
const { ask, keys, port } = useApi();
const narrow = useApi({ settings: () => 'web: { requests_per_minute: 60 }' });
const { gateway } = narrow; // whose queue nothing else fills

let n = 0;
/** A list that no other is like, handed over for a supplier. */
async function handOver(supplier: string, item: string): Promise<string> {
  const bytes = Buffer.from(`Item,Location,On hand\n${item},${++n}\n`);
  const arrival = { channel: 'drop', arrivalKey: String(n), name: `${n}.csv`, receivedAt: new Date().toISOString(), bytes, supplier, origin: {} };
  return (await keep(gateway(), arrival)).receiptId;
} // prettier-ignore
const done = async (of: readonly string[]): Promise<number> =>
  (await gateway().db.pool.query<{ n: number }>(`select count(*)::int n from receipt where state = 'done' and id = any ($1)`, [of]))
    .rows[0]!.n;
const took = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

const FLOODS: readonly { readonly name: string; readonly run: () => Promise<void> }[] = [
  {
    name: 'one key asks more than it may: it is told when to come again, and another key is not',
    run: async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, () => narrow.ask('GET', '/api/v1/items', { key: narrow.keys.read })));
      expect(answers.filter((a) => a.status === 200).length).toBeLessThanOrEqual(12); // a burst of ten, and what a second or two gave
      const refused = answers.filter((a) => a.status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(28);
      for (const { headers, json } of refused) expect([Number(headers['retry-after']) > 0, json.status]).toEqual([true, 429]);
      expect((await narrow.ask('GET', '/api/v1/items', { key: narrow.keys.both })).status).toBe(200);
    },
  },
  {
    name: 'a stranger tries links: told when to come again, and another stranger is not',
    run: async () => {
      const tries = await Promise.all(Array.from({ length: 40 }, () => narrow.ask('GET', '/go/x', { from: '127.0.9.1' })));
      const refused = tries.filter((a) => a.status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(28);
      for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((await narrow.ask('GET', '/go/x', { from: '127.0.9.2' })).status).toBe(404);
      expect((await narrow.ask('GET', '/healthz', { from: '127.0.9.1' })).status).toBe(200);
    },
  },
  {
    name: 'one key uploads without end: what another hands over is kept meanwhile',
    run: async () => {
      const alone = await took(() => ask('POST', '/api/v1/uploads', { key: keys.both, body: 'A;1\n' }));
      let over = false;
      const flood = Array.from({ length: 12 }, async (_, i) => {
        for (let k = 0; !over; k++) {
          const body = Buffer.alloc(512 * 1024, `${i} ${k} `);
          expect((await ask('POST', '/api/v1/uploads', { key: keys.write, body })).status).toBe(202);
        }
      });
      await pause(300);
      const times: number[] = [];
      for (let i = 0; i < 5; i++)
        times.push(
          await took(async () => expect((await ask('POST', '/api/v1/uploads', { key: keys.both, body: `A;${i}\n` })).status).toBe(202)),
        );
      over = true;
      await Promise.all(flood);
      expect([alone, Math.min(...times) < 2000]).toEqual([alone, true]);
    },
  },
  {
    name: 'two hundred begin a request and do not end it: others are answered',
    run: async () => {
      const held = Array.from({ length: 200 }, () => {
        const socket = net.connect(port(), '127.0.0.1', () => socket.write('POST /api/v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Le'));
        return socket.on('error', () => undefined);
      });
      await Promise.all(held.map((s) => new Promise((resolve) => s.once('connect', resolve))));
      const times: number[] = [];
      for (let i = 0; i < 5; i++) times.push(await took(() => ask('GET', '/api/v1/items', { key: keys.read })));
      expect(Math.min(...times)).toBeLessThan(1000);
      for (const socket of held) socket.destroy();
    },
  },
  {
    name: 'one supplier sends two hundred files: a single one of another is read after a few of them',
    run: async () => {
      const many: string[] = [];
      for (let i = 0; i < 200; i++) many.push(await handOver('NORD', 'BRK-2210,HAM'));
      const one = await handOver('ACME', 'FST-1,CHI'); // the last of all
      const { config, db } = gateway();
      const serve = serveProcess(config.home, db.url);
      while ((await done([one])) === 0) await pause(20);
      const before = await done(many);
      await serve.stop();
      expect(before).toBeLessThan(20); // first come, first served, it would be all of them
      expect(await done([many.at(-1)!])).toBe(0);
      expect(await done(many)).toBe(await done(many.slice(0, before + 8))); // and these in the order in which they came
    },
  },
];
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

hostile('floods', FLOODS, ({ run }) => run(), 120_000);
