import { useDatabase } from '../../../../test/support/database';
import { found, over, useDesk } from '../../../../test/support/desk';
import { settingsOf } from '../../../../test/support/settings';
import { Alerts } from '../alerts';

const { db } = useDatabase();
const { evaluate, outbox, subjects } = useDesk(db);
const mail = { host: '127.0.0.1', port: 25, from: 'vmi@acme.example' };
const settings = (more: object = {}) => ({
  mail,
  alerts: {
    to: ['jonas@acme.example'],
    timezone: 'Europe/Berlin',
    pause_minutes: 0,
    remind_after: [], // reminders have a spec of their own
    digest_at: '23:00',
    url: 'https://vmi.acme.example/',
    ...more,
  },
});
const morning = settings({ digest_at: '07:30', at_once: 'never' });

describe('at once', () => {
  test('what is grave and stands for itself, in one mail, by supplier and cause', async () => {
    await evaluate(
      settings(),
      [
        found('A1'),
        found('A2', { severity: 'critical' }),
        found('B', { severity: 'medium' }),
        found('C', { type: 'UOM_SUSPECT', cause: { code: 'PACK_FACTOR', text: '12 to the carton', evidence: [] } }),
        found('C', { severity: 'critical' }), // folded under the doubt about its unit
      ],
      '17 08:00',
    );
    const [only, ...others] = await outbox();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ target: 'jonas@acme.example', state: 'waiting' });
    expect(only!.payload.subject).toBe('VMI: 3 need you – Nordluft: counts differ; 1 more');
    for (const sku of ['A1', 'A2', 'C']) expect(only!.payload.text).toContain(`${sku} @ HAM`);
    expect(only!.payload.text).not.toContain('B @ HAM');
    expect(only!.payload.text.match(/C @ HAM/g)).toHaveLength(1);
  });

  test('it says the numbers, the cause with its evidence, the cell, since when, what to do, and where', async () => {
    await evaluate(settings(), [found('BRK-2210', { value: { amount: '8160.00', currency: 'EUR' } })], '17 08:00');
    const [{ payload }] = (await outbox()) as [Awaited<ReturnType<typeof outbox>>[0]];
    const id = (await db().pool.query('select id from supply_exception')).rows[0].id as string;
    const says = [
      'BRK-2210 @ HAM  [high, new]',
      'Bracket 22 mm, Hamburg',
      'they say 412 EA · our book 508 EA · difference −96 EA · 8 160.00 EUR at stake',
      'Why:   the supplier seems to count 96 EA of shipment ASN 884',
      '96 = 508 − 412',
      'Where: KW46.xlsx, Wk 46 stock!E6',
      'Since: Tue 17 Nov, 08:00',
      'Next:  wait for the truck',
      `https://vmi.acme.example/exceptions/exc_${id}`,
      'Why you get this: jonas@acme.example',
    ];
    for (const text of says) expect(payload.text).toContain(text);
    expect(payload.subject).toBe('VMI: BRK-2210 @ HAM needs you – Nordluft: counts differ');
  });

  test.each([
    ['the same again', [['A']], []],
    ['new evidence', [['A', { documents: [{ id: 'doc_2', file: 'KW47.xlsx', place: 'E6' }] }]], []],
    ['worse', [['A', { severity: 'critical' }]], ['worse than before']],
    ['worse and then better again', [['A', { severity: 'critical' }], ['A'], ['A', { severity: 'critical' }]], ['worse than before']],
    ['milder', [['A', { severity: 'low' }], ['A']], []],
    ['over', [['over']], []],
    ['over and back', [['over'], ['A']], ['back again']],
  ] as [string, [string, object?][], string[]][])('a thing that was told, and then: %s', async (_, steps, news) => {
    const first = found('A');
    await evaluate(settings(), [first], '17 08:00');
    for (const [i, [what, more]] of steps.entries())
      await evaluate(settings(), [what === 'over' ? over(first) : found('A', more)], `17 09:0${i}`);
    const told = (await outbox()).slice(1).map((o) => /\[\w+, ([^\]]+)\]/.exec(o.payload.text)![1]);
    expect(told).toEqual(news);
  });

  test('a child whose parent is gone stands for itself, and is told then', async () => {
    const parent = found('C', { type: 'UOM_SUSPECT' });
    await evaluate(settings(), [parent, found('C')], '17 08:00');
    await evaluate(settings(), [over(parent)], '17 09:00');
    expect((await subjects()).map((s) => s.replace(/.* – /, ''))).toEqual(['Nordluft: unit in doubt', 'Nordluft: counts differ']);
  });

  test('what follows close behind waits for the pause and comes as one; what heals meanwhile is never told', async () => {
    const patient = settings({ pause_minutes: 5 });
    const brief = found('C');
    await evaluate(patient, [found('A')], '17 08:00');
    await evaluate(patient, [found('B'), brief], '17 08:01');
    await evaluate(patient, [found('D')], '17 08:03');
    await evaluate(patient, [over(brief)], '17 08:04');
    expect(await subjects()).toHaveLength(1);
    await evaluate(patient, [], '17 08:05');
    expect((await subjects())[1]).toContain('2 need you');
    expect((await outbox())[1]!.payload.text).not.toContain('C @ HAM');
  });

  test('each hears of what is theirs', async () => {
    const routed = settings({ routes: [{ suppliers: ['HELIOS'], to: ['anna@acme.example'] }] });
    await evaluate(routed, [found('A'), found('B', { supplier: 'HELIOS' })], '17 08:00');
    expect(await subjects()).toEqual([
      'jonas VMI: A @ HAM needs you – Nordluft: counts differ',
      'anna VMI: B @ HAM needs you – Helios Seals: counts differ',
    ]);
  });

  test('a flood is one mail that shows twenty and counts the rest', async () => {
    await evaluate(
      settings(),
      Array.from({ length: 60 }, (_, i) => found(`A${i}`)),
      '17 08:00',
    );
    const [only] = await outbox();
    expect(only!.payload.text.match(/@ HAM {2}\[/g)).toHaveLength(20);
    expect(only!.payload.text).toContain('and 40 more of these');
    await evaluate(settings(), [], '17 08:10');
    expect(await outbox()).toHaveLength(1);
  });
});

describe('the digest', () => {
  test('once a day, with what is new and what is over; nothing when nothing changed', async () => {
    const [a, b] = [found('A', { severity: 'low' }), found('B')];
    await evaluate(morning, [a, b], '16 12:00'); // Monday: nothing was told before
    await evaluate(morning, [], '16 12:01');
    await evaluate(morning, [], '17 08:00'); // nothing changed
    await evaluate(morning, [over(a), found('C')], '17 12:00'); // after that day's was decided
    await evaluate(morning, [], '18 07:29');
    await evaluate(morning, [], '18 07:30');
    await evaluate(morning, [], '18 07:31');
    expect(await subjects()).toEqual(['jonas VMI Mon 16 Nov – 2 need you', 'jonas VMI Wed 18 Nov – 1 needs you, 1 closed']);
    const { text } = (await outbox())[1]!.payload;
    expect(text).toContain('A @ HAM: counts differ, put right by the supplier, Tue 17 Nov, 12:00');
    expect(text).toContain('Nordluft: 1, the oldest since Mon 16 Nov, 12:00');
    expect(text).toMatch(/C @ HAM {2}−96\sEA {2}since Tue 17 Nov, 12:00 \(19 h\)/);
  });

  test('what was told at once is not told again by the digest, and its end is', async () => {
    const both = settings({ digest_at: '07:30' });
    const a = found('A');
    await evaluate(both, [], '16 08:00');
    await evaluate(both, [a], '16 12:00');
    await evaluate(both, [], '17 08:00');
    await evaluate(both, [over(a)], '17 12:00');
    await evaluate(both, [], '18 08:00');
    expect((await subjects()).map((s) => s.replace(/ – .*/, ''))).toEqual(['jonas VMI: A @ HAM needs you', 'jonas VMI Wed 18 Nov']);
  });

  test('after a standstill one comes, not one for each day', async () => {
    await evaluate(morning, [], '10 08:00');
    await evaluate(morning, [found('A')], '10 09:00');
    await evaluate(morning, [], '16 22:00');
    await evaluate(morning, [], '16 22:01');
    await evaluate(morning, [], '17 08:00');
    expect(await subjects()).toEqual(['jonas VMI Mon 16 Nov – 1 needs you']);
  });

  test('two processes at the same moment decide it once', async () => {
    await evaluate(settings({ at_once: 'never' }), [found('A')], '17 07:00');
    await Promise.all(Array.from({ length: 6 }, () => evaluate(morning, [], '17 07:30')));
    expect(await subjects()).toEqual(['jonas VMI Tue 17 Nov – 1 needs you']);
  });

  test('not on days off, which a calendar may name', async () => {
    await db().pool.query(`insert into calendar_day values ('DE', '2026-11-18', false), ('DE', '2026-11-21', true)`);
    const german = settings({ digest_at: '07:30', at_once: 'never', calendar: 'DE' });
    for (const day of ['18', '19', '21', '22']) await evaluate(german, [found(`A${day}`)], `${day} 12:00`);
    expect((await subjects()).map((s) => s.replace(/ – .*/, ''))).toEqual(['jonas VMI Thu 19 Nov', 'jonas VMI Sat 21 Nov']);
  });
});

test('history is recorded as withheld; the first digest says what is open, and no mail at once repeats it', async () => {
  const both = settings({ digest_at: '07:30' });
  const a = found('A');
  await evaluate(both, [a, found('B')], '12 08:00', true);
  await evaluate(both, [over(a)], '13 08:00', true);
  expect((await outbox()).map((o) => o.state)).toEqual(['withheld']);
  await evaluate(both, [], '16 07:00');
  await evaluate(both, [], '16 07:30');
  expect((await outbox()).slice(1)).toMatchObject([
    { state: 'waiting', about: { what: 'digest' }, payload: { subject: 'VMI Mon 16 Nov – 1 needs you' } },
  ]);
});

test.each([
  [{ alerts: { to: ['jonas@acme.example'] } }, 'alerts need a section "mail"'],
  [{ mail, alerts: { to: ['jonas'] } }, 'alerts.to.0: expected a mail address'],
  [{ mail, alerts: { to: ['jonas@acme.example'], timezone: 'Berlin' } }, 'alerts.timezone: expected a time zone such as Europe/Berlin'],
  [{ mail, alerts: { to: ['jonas@acme.example'], digest_at: '7:30' } }, 'alerts.digest_at: expected a time in quotes'],
  [{ mail, alerts: { to: ['jonas@acme.example'], url: 'javascript:alert(1)' } }, 'alerts.url: expected an http or https address'],
])('%j stops the start', (wrong, message) => {
  expect(() => Alerts.open(settingsOf(wrong))).toThrow(message);
});

describe('a budget', () => {
  const thrifty = (more: object = {}) => settings({ budget: 2, digest_at: '07:30', ...more });
  const dear = (sku: string, amount: string, more: object = {}) =>
    found(sku, { value: { amount, currency: 'EUR' }, cause: null as never, ...more });
  const mails = async (): Promise<string[][]> =>
    (await outbox()).map((o) => ['A', 'B', 'C', 'D', 'E', 'F'].filter((s) => o.payload.text.includes(`${s} @ HAM`)));

  test('the dearest to wait with are told at once; the others wait for the digest, which says so; then it begins anew', async () => {
    await evaluate(thrifty(), [], '17 07:30');
    await evaluate(thrifty(), [dear('A', '10'), dear('B', '30'), dear('C', '20')], '17 08:00');
    await evaluate(thrifty(), [dear('D', '99')], '17 09:00');
    expect(await mails()).toEqual([['B', 'C']]);
    await evaluate(thrifty(), [], '18 00:30'); // another day is no new budget: at night nothing that waited comes
    expect(await mails()).toEqual([['B', 'C']]);
    await evaluate(thrifty(), [], '18 07:30');
    expect(await mails()).toEqual([
      ['B', 'C'],
      ['A', 'D'],
    ]);
    const { payload } = (await outbox())[1]!;
    for (const text of [payload.text, payload.html])
      expect(text).toContain('2 of these waited for this mail: more than the 2 that come at once from one digest to the next');
    await evaluate(thrifty(), [dear('E', '1')], '18 08:00');
    expect(await mails()).toEqual([['B', 'C'], ['A', 'D'], ['E']]);
  });

  test('what is critical never waits, and is counted', async () => {
    await evaluate(thrifty(), [], '17 07:30');
    await evaluate(
      thrifty({ budget: 1 }),
      [dear('A', '10'), dear('B', '1', { severity: 'critical' }), dear('C', '2', { severity: 'critical' })],
      '17 08:00',
    );
    expect(await mails()).toEqual([['B', 'C']]);
    await evaluate(thrifty({ budget: 1 }), [dear('D', '1', { severity: 'critical' }), dear('E', '50')], '17 08:30');
    expect(await mails()).toEqual([['B', 'C'], ['D']]);
  });

  test('what runs out before it can come is dearer than what is worth more', async () => {
    await db().pool.query('truncate stock_count, movement, program');
    await db().pool.query(`insert into item (sku, uom) values ('A', 'EA'), ('B', 'EA') on conflict do nothing`);
    const of = `from item i, location l where i.sku in ('A', 'B') and l.code = 'HAM'`;
    await db().pool.query(`insert into stock_count (item_id, location_id, counted_at, quantity, basis, status, owner, imported_at)
select i.id, l.id, '2026-11-16', case i.sku when 'A' then 28 else 280 end, 'physical', 'unrestricted', 'buyer', '2026-11-16' ${of}`);
    await db().pool
      .query(`insert into movement (item_id, location_id, moved_from, moved_to, posted_from, posted_at, key, kind, quantity, signed, owner, imported_at)
select i.id, l.id, '2026-11-10', '2026-11-10', '2026-11-10', '2026-11-10', i.sku, 'usage', 280, -280, 'buyer', '2026-11-10' ${of}`);
    await db().pool.query(`insert into program (id, supplier_id, sku, location, valid_from, terms, imported_at)
select gen_random_uuid(), id, '*', '*', '2026-01-01', '{"lead_time_days": 5}', '2026-01-01' from supplier where code = 'NORD'`);
    await evaluate(thrifty(), [], '17 07:30');
    await evaluate(thrifty({ budget: 1 }), [dear('A', '1'), dear('B', '9999')], '17 08:00');
    expect(await mails()).toEqual([['A']]); // 28 at 10 a day last 2.8 days, 280 last 28
    await db().pool.query('truncate stock_count, movement, program');
  });

  test('of a route it is its people’s', async () => {
    const routed = thrifty({ budget: 5, routes: [{ suppliers: ['NORD'], to: ['anna@acme.example'], budget: 1 }] });
    await evaluate(routed, [], '17 07:30');
    await evaluate(
      routed,
      [dear('A', '10'), dear('B', '30'), dear('C', '1', { supplier: 'HELIOS' }), dear('D', '2', { supplier: 'HELIOS' })],
      '17 08:00',
    );
    expect((await outbox()).map((o) => o.target.split('@')[0]).sort()).toEqual(['anna', 'jonas']);
    expect((await mails()).sort()).toEqual([['B'], ['C', 'D']]);
  });

  test('what a pause holds back does not count as waiting for the digest', async () => {
    const paused = thrifty({ pause_minutes: 60 });
    await evaluate(paused, [], '17 07:30');
    await evaluate(paused, [dear('A', '10')], '18 07:00');
    await evaluate(paused, [dear('B', '10')], '18 07:30');
    expect((await outbox()).at(-1)!.payload.text).not.toContain('waited for this mail');
  });
});
