import { useDatabase } from '../../../test/support/database';
import { createLogger } from '../../platform/logger';
import type { Channel, Inbound, Tally } from './channel';
import { noteFailed, noteRemoved, noteStarted } from './health.store';
import { Leading } from './leading';
import { inTransaction } from '../../database/transaction';
import { isPaused, pause, resume } from './pause.store';
import { Round } from './round';

const { db } = useDatabase();
const into = {} as Inbound; // nothing is handed over here
const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const o of open.splice(0)) await o.stop();
});

function process() {
  const leading = new Leading(db().pool);
  const gateway = { db: db(), log: createLogger('silent') };
  open.push({ stop: () => leading.close() });
  const round = (name: string, look: () => Promise<Tally | void>, more: Partial<Channel> = {}): Round => {
    const channel: Channel = { name, kind: 'test', everySeconds: 1, look, ...more };
    const made = new Round(channel, gateway, into, leading);
    open.unshift(made);
    return made;
  };
  return { leading, round };
}
const health = async (channel: string) => (await db().pool.query('select * from channel_health where channel = $1', [channel])).rows[0];

async function until<T>(ask: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const got = await ask();
    if (got) return got;
    await new Promise((r) => setTimeout(r, 25));
  }
  throw new Error('it never came');
}

test('a channel that hangs keeps no other waiting', async () => {
  const { round } = process();
  let go = (): void => undefined;
  round('hangs', () => new Promise((r) => (go = () => r(undefined)))).tick();
  let looks = 0;
  const other = round('works', async () => void looks++);
  other.tick();
  await until(() => looks === 1);
  await until(async () => (await health('works'))?.completed_at);
  other.tick();
  await until(() => looks === 2);
  expect((await health('hangs')).completed_at).toBeNull();
  go();
});

test('two processes, one of them looks; the other takes over when its session ends', async () => {
  const [one, two] = [process(), process()];
  const looks = { one: 0, two: 0 };
  const first = one.round('shared', async () => void looks.one++);
  const second = two.round('shared', async () => void looks.two++);
  first.tick();
  await until(() => looks.one === 1);
  for (let i = 0; i < 5; i++) {
    second.tick();
    await new Promise((r) => setTimeout(r, 30));
  }
  expect(looks.two).toBe(0);
  await db().pool.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database =
    (select oid from pg_database where datname = current_database())`);
  await until(() => (second.tick(), looks.two > 0));
  first.tick();
  await new Promise((r) => setTimeout(r, 300));
  await first.stop(); // it did not look any more: the channel goes on
  expect((await health('shared')).stopped_at).toBeNull();
});

test('a failure is told once with what to do, and forgotten when it answers again', async () => {
  const { round } = process();
  const told: string[] = [];
  let fault: Error | undefined = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:993'), { code: 'ECONNREFUSED' });
  const failing = round('fails', async () => {
    told.push('look');
    if (fault) throw fault;
    return { listed: 3, received: 1, explained: 1 };
  });
  for (const n of [1, 2]) {
    failing.tick();
    await until(async () => (await health('fails'))?.failures === n);
  }
  expect(await health('fails')).toMatchObject({
    error: 'connect ECONNREFUSED 127.0.0.1:993',
    advice: expect.stringContaining('check `port`') as string,
    completed_at: null,
  });
  fault = undefined;
  failing.tick();
  const well = await until(async () => {
    const h = await health('fails');
    return h.failures === 0 && h;
  });
  expect(well).toMatchObject({ error: null, failing_since: null, successes: 1, listed: '3', received: '1', explained: '1' });
  expect(well.unexplained_since).not.toBeNull();
  await failing.stop();
  expect((await health('fails')).stopped_at).not.toBeNull();
});

test('a look that is cut off by the end is no failure', async () => {
  const { round } = process();
  let cut = (): void => undefined;
  const look = () => new Promise<void>((_, reject) => (cut = () => reject(new Error('the channel was closed'))));
  const ending = round('ends in a look', look, { close: async () => cut() });
  ending.tick();
  await until(async () => (await health('ends in a look'))?.started_at);
  await ending.stop();
  expect(await health('ends in a look')).toMatchObject({ failures: 0, error: null, stopped_at: expect.any(Date) as Date });
});

test('what the settings no longer name is over, until somebody looks into it again', async () => {
  const started = { channel: 'old', kind: 'test', startedAt: '2026-11-17T08:00:00Z' };
  for (const channel of ['old', 'kept']) await noteStarted(db().pool, { ...started, channel });
  const others = ['kept', 'shared', 'fails', 'hangs', 'works', 'ends in a look'];
  expect(await noteRemoved(db().pool, others, '2026-11-17T09:00:00Z')).toEqual(['old']);
  expect(await noteRemoved(db().pool, others, '2026-11-17T09:01:00Z')).toEqual([]);
  expect([await health('old'), await health('kept')]).toMatchObject([
    { removed_at: new Date('2026-11-17T09:00:00Z'), stopped_at: new Date('2026-11-17T09:00:00Z') },
    { removed_at: null, stopped_at: null },
  ]);
  await noteStarted(db().pool, started);
  expect(await health('old')).toMatchObject({ removed_at: null, stopped_at: null });
});

test('what it depends on is noted as a look that worked has seen it, and stays noted when the next one fails', async () => {
  const { round } = process();
  let fails = false;
  const look = async (): Promise<void> => {
    if (fails) throw new Error('certificate has expired');
  };
  const expiries = () => (fails ? [] : [{ what: 'the certificate of mail', from: null, to: Date.parse('2026-12-01T00:00:00Z') }]);
  const made = round('ends', look, { expiries });
  const noted = async (): Promise<unknown[]> =>
    (await db().pool.query(`select what, from_at, to_at from channel_expiry where channel = 'ends'`)).rows;
  made.tick();
  await until(async () => (await noted()).length === 1);
  fails = true;
  made.tick();
  await until(async () => (await health('ends')).failures === 1);
  expect(await noted()).toEqual([{ what: 'the certificate of mail', from_at: null, to_at: new Date('2026-12-01T00:00:00Z') }]);
});

test('a channel that was paused is not looked into, and nobody takes it for silent; taken up again it is', async () => {
  const { round } = process();
  let looks = 0;
  const made = round('rests', async () => void looks++);
  made.tick();
  await until(async () => (await health('rests'))?.completed_at);
  const by = (work: Parameters<typeof inTransaction<boolean>>[1]): Promise<boolean> => inTransaction(db().pool, work);
  expect(await by((client) => pause(client, 'rests', 'Anna', '2026-11-16T08:00:00Z'))).toBe(true);
  expect(await by((client) => pause(client, 'rests', 'Bert', '2026-11-16T09:00:00Z'))).toBe(false);
  made.tick();
  await new Promise((r) => setTimeout(r, 100));
  expect(looks).toBe(1);
  expect(await health('rests')).toMatchObject({ paused_by: 'Anna', stopped_at: expect.any(Date) });
  await noteStarted(db().pool, { channel: 'rests', kind: 'test', startedAt: '2026-11-16T09:00:00Z' }); // by a process that had not seen it yet
  expect((await health('rests')).stopped_at).not.toBeNull();
  await noteRemoved(db().pool, ['hangs', 'works'], '2026-11-16T09:30:00Z');
  expect(await isPaused(db().pool, 'rests')).toBe(true);
  expect((await health('rests')).removed_at).toBeNull();
  expect(await by((client) => resume(client, 'rests'))).toBe(true);
  made.tick();
  await until(async () => looks === 2 && (await health('rests')).stopped_at === null);
});

test('looks that fail are counted by the hour, for two days', async () => {
  const look = (at: string) => ({ channel: 'counted', kind: 'test', startedAt: at, endedAt: at, arrivedAt: null });
  await noteStarted(db().pool, look('2026-11-14T08:00:00Z'));
  for (const at of ['2026-11-14T08:01:00Z', '2026-11-16T08:10:00Z', '2026-11-16T08:50:00Z', '2026-11-16T09:00:00Z'])
    await noteFailed(db().pool, look(at), 'it is away', '');
  const { rows } = await db().pool.query(`select looks from channel_trouble where channel = 'counted' order by hour`);
  expect(rows).toEqual([{ looks: 2 }, { looks: 1 }]);
});

test('what was brought since the last look is noted at the end as well', async () => {
  const { leading } = process();
  let keep: Inbound['keep'] | undefined;
  const channel: Channel = { name: 'brought', kind: 'test', everySeconds: 1, look: async (given) => void (keep = given.keep) };
  const keeps = { keep: () => Promise.resolve({ fresh: true }) } as unknown as Inbound;
  const round = new Round(channel, { db: db(), log: createLogger('silent') }, keeps, leading);
  round.tick();
  await until(async () => (await health('brought'))?.completed_at);
  expect((await health('brought')).arrived_at).toBeNull();
  await keep!({} as never);
  await round.stop();
  expect(await health('brought')).toMatchObject({ arrived_at: expect.any(Date) as Date, stopped_at: expect.any(Date) as Date });
});
