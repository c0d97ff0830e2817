import { Links } from '../../src/modules/access/links';
import { disablePerson, insertPerson } from '../../src/modules/access/people/people.store';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { fixedClock } from '../../src/platform/clock';
import { keysOf, newKey } from '../../src/platform/vault';
import { hostile } from '../security/hostile';
import { type Answered, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';

/** What a mail lets one do by a press: once, until a day, and nothing else. */
const { ask, gateway } = useApi({ key: true });
const LATER = new Date(Date.now() + 3 * 86_400_000).toISOString();
let exception: string;
let links: Links;
beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  await evaluate(gateway(), 'all', NOW);
  const { rows } = await gateway().db.pool.query<{ id: string }>(
    `select 'exc_' || id id from supply_exception where status = 'open' order by id limit 1`,
  );
  exception = rows[0]!.id;
  links = new Links(keysOf(gateway().config.key, gateway().config.keyFile));
});
const deed = () => ({ do: 'acknowledge', exception, for: 'planner@acme.example' }) as const;
const link = (until = LATER): string => links.make(deed(), until)!;
const look = (token: string): Promise<Answered> => ask('GET', `/go/${token}`);
const press = (token: string): Promise<Answered> =>
  ask('POST', `/go/${token}`, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
const status = async (): Promise<string> =>
  (await gateway().db.pool.query<{ status: string }>('select status from supply_exception where id = $1', [exception.slice(4)])).rows[0]!
    .status;
beforeEach(() =>
  gateway().db.pool.query(`update supply_exception set status = 'open', acknowledged_at = null where id = $1`, [exception.slice(4)]),
);

test('to look changes nothing, however often, and asks for one press without a script', async () => {
  const token = link();
  for (let i = 0; i < 3; i++) {
    const page = await look(token);
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
    expect(page.bytes.toString()).toMatch(/<form method="post"><button>Acknowledge<\/button><\/form>/);
    expect(page.bytes.toString()).not.toMatch(/<script|javascript:|\bon\w+=/i);
  }
  expect(await status()).toBe('open');
});

test('a press does it, under the name it was written to; a second one does nothing', async () => {
  const token = link();
  expect((await press(token)).bytes.toString()).toContain('Acknowledged');
  expect(await status()).toBe('acknowledged');
  const { rows } = await gateway().db.pool.query(
    `select author, reason from exception_event where exception_id = $1 and author is not null order by id desc limit 1`,
    [exception.slice(4)],
  );
  expect(rows).toEqual([{ author: 'planner@acme.example', reason: 'by the link in the mail' }]);
  expect([(await press(token)).status, (await press(token)).status]).toEqual([404, 404]);
});

test('of many presses at once, one counts', async () => {
  const token = link();
  const all = await Promise.all(Array.from({ length: 8 }, () => press(token)));
  expect(all.map((a) => a.status).sort()).toEqual([200, ...Array<number>(7).fill(404)]);
});

test('two links of one mail are two', async () => {
  expect((await press(link())).status).toBe(200);
  expect((await press(link())).status).toBe(409); // it was acknowledged
});

describe('what was seen is what is acknowledged', () => {
  const seen = async () =>
    (
      await gateway().db.pool.query<{ severity: string; raised: number }>(
        'select severity, cardinality(raised_at) + woken raised from supply_exception where id = $1',
        [exception.slice(4)],
      )
    ).rows[0]!;
  const set = (sql: string): Promise<unknown> =>
    gateway().db.pool.query(`update supply_exception set ${sql} where id = $1`, [exception.slice(4)]);
  beforeEach(() => set(`severity = 'medium', woken = 0`));

  test('the page names it', async () => {
    const token = links.make({ ...deed(), seen: await seen() }, LATER)!;
    expect((await look(token)).bytes.toString()).toContain('as you were told: medium');
    expect((await press(token)).status).toBe(200);
    expect(await status()).toBe('acknowledged');
  });
  test.each([
    ['graver', `severity = 'critical'`, 'You were told of it as medium; it is critical now.', 'open'],
    ['back', 'woken = woken + 1', 'It was over since you were told, and came back.', 'open'],
    ['milder', `severity = 'low'`, 'Acknowledged', 'acknowledged'],
    ['said in other words', `message = 'other words'`, 'Acknowledged', 'acknowledged'],
  ])('%s since', async (_, sql, says, then) => {
    const token = links.make({ ...deed(), seen: await seen() }, LATER)!;
    await set(sql);
    expect((await press(token)).bytes.toString()).toContain(says);
    expect(await status()).toBe(then);
  });
  test('what was refused leaves the link good for what it was made for', async () => {
    const token = links.make({ ...deed(), seen: await seen() }, LATER)!;
    await set(`severity = 'critical'`);
    expect((await look(token)).status).toBe(409);
    expect((await press(token)).status).toBe(409);
    await set(`severity = 'medium'`);
    expect((await press(token)).status).toBe(200);
  });
});

describe('by somebody who signs in', () => {
  afterEach(() => gateway().db.pool.query('delete from person'));
  test.each([
    ['a planner', { role: 'planner' }, 200, 'Mia'],
    ['a viewer', { role: 'viewer' }, 403, null],
    ['who sees another supplier', { role: 'planner', suppliers: ['NOBODY'] }, 404, null],
  ] as const)('%s', async (_, more, code, author) => {
    const meant = { name: 'Mia', email: 'planner@acme.example', suppliers: null, locations: null, ...more };
    await insertPerson(gateway().db.pool, { ...meant, suppliers: meant.suppliers && [...meant.suppliers] }, 'test', NOW);
    const token = link();
    expect([(await look(token)).status, (await press(token)).status]).toEqual([code, code]);
    const { rows } = await gateway().db.pool.query<{ author: string }>(
      'select author from exception_event where exception_id = $1 and author is not null order by id desc limit 1',
      [exception.slice(4)],
    );
    expect(await status()).toBe(author === null ? 'open' : 'acknowledged');
    if (author !== null) expect(rows[0]!.author).toBe(author);
  });
  test('who was disabled since', async () => {
    const meant = { name: 'Mia', email: 'planner@acme.example', role: 'planner', suppliers: null, locations: null } as const;
    const id = await insertPerson(gateway().db.pool, meant, 'test', NOW);
    await disablePerson(gateway().db.pool, id!, true, 'test', NOW);
    expect((await press(link())).status).toBe(403);
    expect(await status()).toBe('open');
  });
});

const FORGED: readonly { readonly name: string; readonly made: () => string }[] = [
  { name: 'a link: one that is over', made: () => link(new Date(Date.now() - 1000).toISOString()) },
  { name: 'a link: one of another key', made: () => new Links([newKey()]).make(deed(), LATER)! },
  { name: 'a link: its signature cut', made: () => link().slice(0, -2) },
  { name: 'a link: no signature', made: () => link().split('.')[0]! },
  { name: 'a link: an empty one', made: () => `${link().split('.')[0]!}.` },
  { name: 'a link: more behind it', made: () => `${link()}.x` },
  {
    name: 'a link: another deed under its signature',
    made: () => `${Buffer.from(JSON.stringify({ ...deed(), until: 9e9, nonce: 'n' })).toString('base64url')}.${link().split('.')[1]!}`,
  },
  { name: 'a link: of two links one half each', made: () => `${link().split('.')[0]!}.${link().split('.')[1]!}` },
  {
    name: 'a link: an exception that is gone',
    made: () => links.make({ ...deed(), exception: 'exc_00000000-0000-7000-8000-000000000000' }, LATER)!,
  },
  { name: 'a link: nothing', made: () => 'x' },
];
hostile('sessions and origins', FORGED, async ({ made }) => {
  const token = made();
  expect((await look(token)).status).toBe(404);
  expect([404, 409]).toContain((await press(token)).status);
  expect(await status()).toBe('open');
});

test('no key, no link; while a key is exchanged, those of both are taken', () => {
  expect(new Links([]).make(deed(), LATER)).toBeNull();
  const [old, fresh] = [newKey(), newKey()];
  const made = new Links([old]).make(deed(), LATER)!;
  expect(new Links([fresh, old]).read(made, NOW)).toMatchObject({ deed: deed() });
  expect(new Links([fresh]).read(made, NOW)).toEqual({ not: 'ours' });
});

test('what a supplier wrote stands on the page as text', async () => {
  await gateway().db.pool.query(`update supply_exception set message = '<img src=x onerror=alert(1)>"&' where id = $1`, [
    exception.slice(4),
  ]);
  const text = (await look(link())).bytes.toString();
  expect(text).toContain('&#60;img src=x onerror=alert(1)&#62;&#34;&#38;');
  expect(text).not.toContain('<img');
});
