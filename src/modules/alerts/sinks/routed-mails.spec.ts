import { useDatabase } from '../../../../test/support/database';
import { found, iso, over, useDesk } from '../../../../test/support/desk';
import { settingsOf } from '../../../../test/support/settings';
import { inTransaction } from '../../../database/transaction';
import { newKey } from '../../../platform/vault';
import { Links } from '../../access/links';
import { disablePerson, insertPerson, type PersonMeant } from '../../access/people/people.store';
import { raise } from '../../exceptions/desk';
import { Alerts } from '../alerts';

/** Who hears of what, when, and why: by supplier, program, planner, place and person, on real tables. */
const { db } = useDatabase();
const { evaluate, outbox } = useDesk(db);
const settings = (more: object = {}) => ({
  mail: { host: '127.0.0.1', port: 25, from: 'vmi@acme.example' },
  alerts: { to: ['rest@acme.example'], timezone: 'Europe/Berlin', pause_minutes: 0, digest_at: '23:00', remind_after: [], ...more },
});
const told = async (): Promise<string[]> => {
  const all = (await outbox()).flatMap(({ target, payload }) =>
    [...payload.text.matchAll(/^\s*(\w+) @ (HAM|MUC)/gm)].map(([, sku, place]) => `${target.split('@')[0]} ${sku} ${place}`),
  );
  return [...new Set(all)].sort();
};
const person = (name: string, more: Partial<PersonMeant> = {}): Promise<string | null> =>
  insertPerson(
    db().pool,
    { ...{ name, email: `${name.toLowerCase()}@acme.example`, role: 'planner', suppliers: null, locations: null }, ...more },
    'test',
    iso('01 08:00'),
  );
const agreed = async (sku: string, location: string, planner: string): Promise<void> =>
  void (await db().pool.query(
    `insert into program (id, supplier_id, sku, location, valid_from, terms, imported_at)
select gen_random_uuid(), id, $1, $2, '2026-01-01', jsonb_build_object('planner', $3::text), '2026-01-01' from supplier where code = 'NORD'`,
    [sku, location, planner],
  ));
beforeEach(async () => {
  await db().pool.query('delete from person; truncate program');
});
const one = found('A');
const all = [found('A'), found('B', { location: 'MUC' }), found('C', { supplier: 'HELIOS' })];
const anna = ['anna@acme.example'];

describe('routes', () => {
  test.each([
    ['a supplier', { suppliers: ['HELIOS'] }, ['anna C HAM', 'rest A HAM', 'rest B MUC']],
    ['a place', { locations: ['MUC'] }, ['anna B MUC', 'rest A HAM', 'rest C HAM']],
    ['a supplier at a place', { suppliers: ['NORD'], locations: ['HAM'] }, ['anna A HAM', 'rest B MUC', 'rest C HAM']],
    ['a program', { programs: [{ supplier: 'NORD', sku: 'A' }] }, ['anna A HAM', 'rest B MUC', 'rest C HAM']],
    ['all programs with a supplier', { programs: [{ supplier: 'NORD' }] }, ['anna A HAM', 'anna B MUC', 'rest C HAM']],
    ['a planner', { planners: ['P07'] }, ['anna A HAM', 'rest B MUC', 'rest C HAM']],
    ['the planner of what no program is closer to', { planners: ['P00'] }, ['anna B MUC', 'rest A HAM', 'rest C HAM']],
  ])('%s', async (_, takes, expected) => {
    await agreed('*', '*', 'P00');
    await agreed('A', '*', 'P07');
    await evaluate(settings({ routes: [{ ...takes, to: anna }] }), all, '17 08:00');
    expect(await told()).toEqual(expected);
  });

  test('of several that take it the people of all of them hear, each once', async () => {
    const routes = [
      { name: 'north', suppliers: ['NORD'], to: anna },
      { locations: ['HAM'], to: ['anna@acme.example', 'ben@acme.example'] },
    ];
    await evaluate(settings({ routes }), [one], '17 08:00');
    expect(await told()).toEqual(['anna A HAM', 'ben A HAM']);
    const [first] = await outbox();
    for (const said of ['the route “north” of suppliers NORD', 'the route of locations HAM']) expect(first!.payload.text).toContain(said);
  });
});

describe('people', () => {
  const routed = settings({ routes: [{ suppliers: ['NORD'], people: ['anna'] }] });
  test('by their name, at their address; the mail says so', async () => {
    await person('Anna');
    await evaluate(routed, all, '17 08:00');
    expect(await told()).toEqual(['anna A HAM', 'anna B MUC', 'rest C HAM']);
    expect((await outbox()).find((o) => o.target === anna[0])!.payload.text).toContain('Why you get this: Anna (anna@acme.example)');
  });
  test.each([
    ['of a place', { locations: ['HAM'] }, ['anna A HAM', 'rest B MUC', 'rest C HAM']],
    ['of another supplier', { suppliers: ['HELIOS'] }, ['rest A HAM', 'rest B MUC', 'rest C HAM']],
    ['without an address', { email: null }, ['rest A HAM', 'rest B MUC', 'rest C HAM']],
  ])('%s: what they may not see goes to who hears of the rest', async (_, more, expected) => {
    await person('Anna', more);
    await evaluate(routed, all, '17 08:00');
    expect(await told()).toEqual(expected);
  });
  test('who was disabled is told nothing more', async () => {
    const id = await person('Anna');
    await disablePerson(db().pool, id!, true, 'test', iso('02 08:00'));
    await evaluate(routed, [one], '17 08:00');
    expect(await told()).toEqual(['rest A HAM']);
  });
  test('a name that is nobody’s stops nothing', async () => {
    await evaluate(routed, [one], '17 08:00');
    expect(await told()).toEqual(['rest A HAM']);
  });
  test('an address that somebody signs in by is bounded as well, however it is spelt', async () => {
    await person('Anna', { locations: ['MUC'], email: 'Anna@acme.example' });
    await evaluate(settings({ to: ['anna@acme.example'] }), all, '17 08:00');
    expect(await told()).toEqual(['anna B MUC']);
  });
  test('the digest counts and closes no more than they may see', async () => {
    await person('Anna', { suppliers: ['HELIOS'] });
    const digest = settings({ to: anna, at_once: 'never', digest_at: '07:30' });
    await evaluate(digest, all, '16 12:00');
    await evaluate(digest, [over(all[0]!), found('D', { supplier: 'HELIOS' })], '16 13:00');
    await evaluate(digest, [], '17 08:00');
    const text = (await outbox()).map((o) => o.payload.text).join('\n');
    expect(await told()).toEqual(['anna C HAM', 'anna D HAM']);
    expect(text).not.toContain('Nordluft');
    expect(text).toContain('Helios Seals: 1, the oldest');
  });
});

describe('hours of their own', () => {
  test('each digest comes at its hour of its zone: their own, else the route’s, else everybody’s', async () => {
    await person('Carl');
    const hours = settings({
      at_once: 'never',
      digest_at: '07:30',
      routes: [
        { suppliers: ['NORD'], to: anna, timezone: 'America/New_York', digest_at: '06:00' },
        { suppliers: ['NORD'], people: ['Carl'] },
        { suppliers: ['NORD'], to: ['rest@acme.example'] },
      ],
      people: [{ who: 'carl', timezone: 'Asia/Kolkata', digest_at: '08:00' }],
    });
    await evaluate(hours, [], '16 23:40'); // that day's are decided
    await evaluate(hours, [one], '16 23:50');
    const at: string[] = [];
    for (let n = 0; n < 48; n++) {
      const now = new Date(Date.parse('2026-11-17T00:00:00Z') + n * 1_800_000).toISOString();
      const before = (await outbox()).length;
      await evaluate(hours, [], now);
      at.push(...(await outbox()).slice(before).map((o) => `${o.target.split('@')[0]} ${now.slice(11, 16)}`));
    }
    expect(at).toEqual(['carl 02:30', 'rest 06:30', 'anna 11:00']);
  });

  const quiet = (passes: string[] = []) => settings({ digest_at: '07:00', quiet: { from: '20:00', to: '06:00', passes } });
  test.each([
    [[], []],
    [['critical'], ['rest B HAM']],
    [['cannot_wait'], ['rest C HAM']],
    [
      ['critical', 'cannot_wait'],
      ['rest B HAM', 'rest C HAM'],
    ],
  ])('quiet hours let %j through; the rest comes when they end, without what healed', async (passes, expected) => {
    const healed = found('D');
    const night = [found('A'), found('B', { severity: 'critical' }), found('C', { type: 'ACK_OVERDUE' }), healed];
    await evaluate(quiet(passes), [], '17 07:00');
    await evaluate(quiet(passes), night, '17 23:30');
    await evaluate(quiet(passes), [over(healed)], '18 02:00');
    expect(await told()).toEqual(expected);
    await evaluate(quiet(passes), [], '18 05:59');
    expect(await told()).toEqual(expected);
    await evaluate(quiet(passes), [], '18 06:00');
    expect(await told()).toEqual(['rest A HAM', 'rest B HAM', 'rest C HAM']);
  });
  test('the night is that of who is told', async () => {
    const two = settings({
      quiet: { from: '20:00', to: '06:00' },
      routes: [{ suppliers: ['NORD'], to: [...anna, 'ben@acme.example'] }],
      people: [
        { who: anna[0], timezone: 'America/New_York' },
        { who: 'ben@acme.example', quiet: { from: '12:00', to: '13:00' } },
      ],
    });
    await evaluate(two, [one], '17 22:00'); // 16:00 in New York
    expect(await told()).toEqual(['anna A HAM', 'ben A HAM']);
  });
});

test.each([
  ['STOCKOUT', { severity: 'critical' }, 1],
  ['CHANNEL_SILENT', { severity: 'low' }, 1],
  ['ACK_OVERDUE', { severity: 'medium' }, 1],
  ['PROJECTED_SHORTAGE', { severity: 'medium', expected: { low: '0', high: '0' } }, 1],
  ['PROJECTED_SHORTAGE', { severity: 'medium', expected: { low: '40', high: '40' } }, 0],
  ['COUNT_DIVERGENCE', { severity: 'medium' }, 0],
] as const)('%s, %j comes at once whatever it weighs: %i', async (type, more, mails) => {
  await evaluate(settings(), [found('A', { type, ...more } as object)], '17 08:00');
  expect(await outbox()).toHaveLength(mails);
  await evaluate(settings({ at_once: 'never' }), [found('B', { type, ...more } as object)], '17 08:00');
  expect(await outbox()).toHaveLength(mails);
});

test('who may deal with it gets a link that does so, about what they were told; nobody else does', async () => {
  await person('Anna', { role: 'viewer' });
  const links = new Links([newKey()]);
  const linked = settings({ to: ['rest@acme.example', ...anna], url: 'https://vmi.acme.example/', digest_at: '07:30' });
  await inTransaction(db().pool, async (client) => {
    const { changed } = await raise(client, [found('A'), found('B', { severity: 'low' })], iso('17 07:00'));
    await Alerts.open(settingsOf(linked), links).changed(false)(client, changed, iso('17 07:00'));
    await Alerts.open(settingsOf(linked), links).changed(false)(client, changed, iso('17 08:00'));
  });
  const { rows } = await db().pool.query<{ id: string; sku: string }>(`select 'exc_' || id id, sku from supply_exception order by sku`);
  const deeds = (await outbox()).map((o) => ({
    to: o.target.split('@')[0],
    deeds: [...o.payload.text.matchAll(/Acknowledge: https:\/\/vmi\.acme\.example\/go\/(\S+)/g)].map((m) =>
      links.read(m[1]!, iso('18 08:00')),
    ),
    html: [...o.payload.html!.matchAll(/href="https:\/\/vmi\.acme\.example\/go\//g)].length,
  }));
  const deed = (i: number, severity: string) => ({
    deed: { do: 'acknowledge', exception: rows[i]!.id, for: 'rest@acme.example', seen: { severity, raised: 1 } },
  });
  expect(deeds).toMatchObject([
    { to: 'rest', deeds: [deed(0, 'high')], html: 1 },
    { to: 'anna', deeds: [], html: 0 },
    { to: 'rest', deeds: [deed(1, 'low')], html: 1 },
    { to: 'anna', deeds: [], html: 0 },
  ]);
});

test.each([
  [{ routes: [{ to: anna }] }, 'say what it takes: suppliers, programs, planners, locations'],
  [{ routes: [{ suppliers: ['NORD'] }] }, 'say who hears of it: to, people'],
  [{ routes: [{ suppliers: ['NORD'], to: anna, timezone: 'Hamburg' }] }, 'expected a time zone'],
  [{ quiet: { from: '20:00', to: '20:00' } }, 'from and to are the same'],
  [{ quiet: { from: '8 pm', to: '06:00' } }, 'expected a time in quotes'],
  [{ quiet: { from: '20:00', to: '06:00', passes: ['high'] } }, 'alerts.quiet.passes.0'],
])('%j stops the start', (wrong, message) => {
  expect(() => Alerts.open(settingsOf(settings(wrong)))).toThrow(message);
});
