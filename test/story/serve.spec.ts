import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { useDatabase } from '../support/database';

/** The built program as processes of its own, two on one database. */
jest.setTimeout(120_000);
const { db, url } = useDatabase();
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'serve-'));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  fs.rmSync(home, { recursive: true, maxRetries: 5 });
});

function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [path.join(__dirname, '../../tools/crosscount.cjs'), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', CROSSCOUNT_HOME: home, DATABASE_URL: url(), CROSSCOUNT_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (b: Buffer) => (said.out += b.toString()));
  child.stderr.on('data', (b: Buffer) => (said.err += b.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal!)));
  const until = async <T>(ask: () => T | undefined | null | false | Promise<T | undefined | null | false>): Promise<T> => {
    for (let i = 0; i < 600; i++) {
      const got = await ask();
      if (got) return got;
      if (child.exitCode !== null) break;
      await pause(100);
    }
    throw new Error(`it never came: ${said.out}\n${said.err}`);
  };
  return { child, said, ended, until };
}
const SHEET = 'SKU,Location,On hand\nA-1,HAM,12\n';

test('wrong roles are wrong usage, a port that is taken is told', async () => {
  const wrong = start(['serve', '--roles', 'web,cook']);
  expect(await wrong.ended).toBe(2);
  expect(wrong.said.err).toContain('--roles cook: expected web, poll, work');
  const holder = net.createServer().listen(0, '127.0.0.1');
  await new Promise((r) => holder.once('listening', r));
  const port = String((holder.address() as net.AddressInfo).port);
  const taken = start(['serve', '--roles', 'web'], { CROSSCOUNT_PORT: port });
  expect(await taken.ended).toBe(1);
  expect(taken.said.err).toContain(`port ${port} of 127.0.0.1 is taken by another program; set CROSSCOUNT_PORT to a free one`);
  holder.close();
});

test('one answers and one reads: handed over, read, followed, logged, and ended with everything finished', async () => {
  const web = start(['serve', '--roles', 'web']);
  const block = await web.until(() => /Does +web/.test(web.said.out) && web.said.out);
  const base = /(http:\/\/127\.0\.0\.1:\d+)\/api\/v1/.exec(block)![1]!;
  const key = /API key +(cck_[\w-]{43})/.exec(block)![1]!;
  expect(block).toContain(home);
  const work = start(['serve', '--roles', 'poll,work', '--json']);
  const told = JSON.parse(await work.until(() => work.said.out.includes('\n') && work.said.out));
  expect(told).toMatchObject({ url: null, api_key: null, roles: ['poll', 'work'], watches: [`${home}/drop/SUPPLIER/`] });
  const tail = start(['tail', '--json']);
  await tail.until(() => tail.said.err.includes('following'));

  const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/csv' };
  const post = (at: string, body: string) => fetch(`${base}/api/v1/${at}`, { method: 'POST', headers, body });
  for (const [kind, csv] of Object.entries({
    suppliers: 'supplier,name\nNORD,Nordluft\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom\nA-1,EA\n',
  }))
    expect((await post(`feed/${kind}`, csv)).status).toBe(200);
  const { receipt } = (await (await post('uploads?name=stock.csv&supplier=NORD', SHEET)).json()) as { receipt: string };
  const done = await web.until(async () => {
    const shown = await (await fetch(`${base}/api/v1/uploads/${receipt}`, { headers })).json();
    return (shown as { state: string }).state === 'done' && (shown as { documents: { id: string; status: string }[] });
  });
  expect(done.documents).toEqual([expect.objectContaining({ status: 'accepted' })]);
  const { document } = JSON.parse(await tail.until(() => tail.said.out.split('\n').find((l) => l.includes('"document"'))));
  expect(document.id).toBe(done.documents[0]!.id);
  const logged = (said: { err: string }) => said.err.split('\n').filter((l) => l.startsWith('{')).map((l) => JSON.parse(l)); // prettier-ignore
  await work.until(() => logged(work.said).some((l) => l.documentId === document.id && `rcp_${l.receiptId}` === receipt));
  expect(logged(web.said)).toContainEqual(
    expect.objectContaining({ requestId: expect.stringMatching(/^req_/), status: 202, key: 'first' }),
  );

  tail.child.kill('SIGINT');
  expect(await tail.ended).toBe(0);
  work.child.kill('SIGINT');
  expect(await work.ended).toBe(0);

  // A request that is half sent when the signal comes is answered, and nothing new is taken.
  const { port } = new URL(base);
  const answered = new Promise<number>((resolve, reject) => {
    const slow = http.request({ host: '127.0.0.1', port, method: 'POST', path: '/api/v1/uploads?name=last.csv', headers, agent: false });
    slow.on('response', (r) => resolve(r.resume().statusCode!)).on('error', reject);
    slow.write(SHEET);
    setTimeout(() => web.child.kill('SIGTERM'), 300);
    setTimeout(() => slow.end('A-2,HAM,1\n'), 1300);
  });
  expect(await answered).toBe(202);
  expect(await web.ended).toBe(0);
  await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  const { rows } = await db().pool.query(`select name, state from receipt order by received_at`);
  expect(rows).toEqual([
    { name: 'stock.csv', state: 'done' },
    { name: 'last.csv', state: 'kept' },
  ]);
});

test('what runs when the signal comes is finished first; a second signal ends it at once', async () => {
  const client = await db().pool.connect();
  await client.query('begin');
  await client.query(`select 1 from receipt where name = 'last.csv' for update`);
  const work = start(['serve', '--roles', 'work']);
  const waits = async () =>
    (await db().pool.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount! > 0;
  await work.until(waits);
  work.child.kill('SIGTERM');
  await work.until(() => work.said.err.includes('stopping'));
  await pause(1000);
  expect(work.child.exitCode).toBeNull();
  work.child.kill('SIGTERM');
  expect(await work.ended).toBe(143);
  await client.query('rollback');
  client.release();
});

test('doctor names what it looked at, and a database that is away is 5', async () => {
  const well = start(['doctor', '--json']);
  expect([await well.ended, well.said.err]).toEqual([0, '']);
  const { findings } = JSON.parse(well.said.out) as { findings: { what: string; state: string }[] };
  expect(findings.map((f) => f.what)).toEqual(
    expect.arrayContaining(['node', 'config', 'home', 'drop', 'disk', 'database', 'schema', 'clock', 'queue', `drop-folder ${home}/drop`]),
  );
  fs.mkdirSync(path.join(home, 'config'), { recursive: true });
  fs.writeFileSync(path.join(home, 'config/gateway.yaml'), 'mail:\n  host: x\n');
  const away = start(['doctor', '--json'], { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/none' });
  expect(await away.ended).toBe(5);
  const wrong = (JSON.parse(away.said.out) as { findings: { what: string; state: string }[] }).findings.filter((f) => f.state === 'fail');
  expect(wrong.map((f) => f.what)).toEqual(['config', 'database']);
});
