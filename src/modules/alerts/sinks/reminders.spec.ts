import { useDatabase } from '../../../../test/support/database';
import { found, iso, over, useDesk } from '../../../../test/support/desk';
import type { Action } from '../../../domain/exceptions/actions';
import { inTransaction } from '../../../database/transaction';
import { insertPerson } from '../../access/people/people.store';
import { EVERYTHING } from '../../access/sees';
import { actOn } from '../../exceptions/act';
import { putInOutbox } from '../../outbox/outbox.store';

/** What stands and nobody takes up is named again; what was sent and nobody took is told. */
const { db } = useDatabase();
const { evaluate, outbox } = useDesk(db);
const settings = (more: object = {}) => ({
  mail: { host: '127.0.0.1', port: 25, from: 'vmi@acme.example' },
  alerts: { to: ['jonas@acme.example'], timezone: 'Europe/Berlin', pause_minutes: 0, digest_at: '07:30', calendar: 'DE', ...more },
});
const subjects = async (): Promise<string[]> => (await outbox()).map((o) => o.payload.subject);
/** Mornings at which a digest came, and what it says. */
async function mornings(from: number, to: number, more: object = {}): Promise<string[]> {
  const before = (await outbox()).length;
  for (let day = from; day <= to; day++)
    for (const at of ['07:29', '07:30', '12:00']) await evaluate(settings(more), [], `${String(day).padStart(2, '0')} ${at}`);
  return (await subjects()).slice(before);
}
const holiday = (day: string): Promise<unknown> => db().pool.query(`insert into calendar_day values ('DE', '2026-11-${day}', false)`);
const does = async (action: Action, at: string): Promise<void> => {
  const { rows } = await db().pool.query<{ id: string }>('select id from supply_exception');
  const [done] = await actOn(db(), EVERYTHING, [{ id: rows[0]!.id }], { action, by: 'anna', reason: 'x' }, iso(at));
  expect(done).toMatchObject({ done: true });
};
const one = found('A');

test.each([
  ['on a Monday', '09 12:00', [10, 16], ['VMI Tue 10 Nov – 1 reminder', 'VMI Thu 12 Nov – 1 reminder']],
  ['on a Friday', '13 12:00', [14, 20], ['VMI Mon 16 Nov – 1 reminder', 'VMI Wed 18 Nov – 1 reminder']],
  ['on a Saturday', '14 12:00', [15, 20], ['VMI Mon 16 Nov – 1 reminder', 'VMI Wed 18 Nov – 1 reminder']],
  [
    'late on a Thursday, by the clock of who was told',
    '12 23:59',
    [13, 18],
    ['VMI Fri 13 Nov – 1 reminder', 'VMI Tue 17 Nov – 1 reminder'],
  ],
] as const)('told %s', async (_, told, [from, to], expected) => {
  await mornings(from - 1, from - 1);
  await evaluate(settings(), [one], told);
  expect(await mornings(from, to)).toEqual(expected);
});

test('a day off of the calendar is none', async () => {
  for (const day of ['17', '19']) await holiday(day);
  await mornings(16, 16);
  await evaluate(settings(), [one], '16 12:30');
  expect(await mornings(17, 27)).toEqual(['VMI Wed 18 Nov – 1 reminder', 'VMI Mon 23 Nov – 1 reminder']);
});

test('it names the thing with its numbers and its link, and says why it comes', async () => {
  await mornings(16, 16);
  await evaluate(settings(), [one], '16 12:30');
  await mornings(17, 17);
  const { text, html } = (await outbox()).at(-1)!.payload;
  expect(text).toContain('ONCE MORE: OPEN, AND NOBODY HAS ACKNOWLEDGED IT (1)');
  expect(text).toMatch(/A @ HAM {2}−96\sEA {2}since Mon 16 Nov, 12:30 \(19 h\)/);
  expect(text).not.toContain('TOLD BEFORE AND STILL OPEN');
  expect(text).toContain('hears of everything that no route takes');
  expect(html).toContain('A @ HAM');
});

test.each([
  ['acknowledged', { do: 'acknowledge' }],
  ['waited for', { do: 'wait' }],
  ['put aside', { do: 'snooze', until: 'report' }],
] as [string, Action][])('not of what was %s', async (_, action) => {
  await mornings(16, 16);
  await evaluate(settings(), [one], '16 12:30');
  await does(action, '16 15:00');
  expect(await mornings(17, 24)).toEqual([]);
});

test('what is over is told as closed, and is no reminder; what comes back begins anew', async () => {
  await mornings(9, 9);
  await evaluate(settings(), [one], '09 12:30');
  await evaluate(settings(), [over(one)], '09 13:00');
  await evaluate(settings(), [found('A')], '10 12:30');
  expect((await mornings(11, 16)).map((s) => s.replace(/.*– /, ''))).toEqual(['1 reminder', '1 reminder']);
});

test.each([
  [[], []],
  [[2], ['VMI Wed 11 Nov – 1 reminder']],
])('after %j working days', async (remind_after, expected) => {
  await mornings(9, 9, { remind_after });
  await evaluate(settings({ remind_after }), [one], '09 12:30');
  expect(await mornings(10, 16, { remind_after })).toEqual(expected);
});

test('after a standstill one comes, not one for each day that was missed', async () => {
  await mornings(9, 9);
  await evaluate(settings(), [one], '09 12:30');
  expect(await mornings(23, 27)).toEqual(['VMI Mon 23 Nov – 1 reminder']);
});

describe('what was given up', () => {
  const givenUp = async (target: string, about: object = {}, at = '16 09:00'): Promise<string> => {
    const payload = { from: 'vmi@acme.example', to: target, subject: `Re: stock <b>of week 46</b>`, text: '' };
    const [id] = await inTransaction(db().pool, (client) =>
      putInOutbox(
        client,
        [{ kind: 'mail', eventKey: `${target} ${at} ${JSON.stringify(about)}`, target, payload, about: { ...about } }],
        iso(at),
      ),
    );
    await db().pool.query(`update outbox set state = 'given_up' where id = $1`, [id]);
    await db().pool.query(
      `insert into outbox_delivery (outbox_id, lease, at, outcome, detail) values ($1, $1, $2, 'refused', '550 no such user')`,
      [id, iso(at)],
    );
    return id!;
  };
  const mails = async (): Promise<string[]> =>
    (await outbox()).filter((o) => o.state === 'waiting').map((o) => `${o.target.split('@')[0]} ${o.payload.subject}`);
  beforeEach(() => mornings(16, 16));

  test('is told at once and once, with the answer and what to do', async () => {
    await givenUp('k.lind@nordluft.example');
    await evaluate(settings(), [], '16 13:00');
    await evaluate(settings(), [], '16 14:00');
    expect(await mails()).toEqual(['jonas VMI: 1 message could not be delivered']);
    const { text, html } = (await outbox()).at(-1)!.payload;
    expect(text).toContain('mail to k.lind@nordluft.example: Re: stock <b>of week 46</b> – 550 no such user, Mon 16 Nov, 09:00');
    expect(text).toContain('crosscount outbox resend');
    expect(html).toContain('&lt;b&gt;of week 46');
  });
  test('what did not reach somebody is told to the others, and no such mail is ever told of', async () => {
    const two = { to: ['jonas@acme.example', 'mia@acme.example'] };
    await givenUp('jonas@acme.example', { what: 'digest' });
    await givenUp('mia@acme.example', { what: 'lost' });
    await evaluate(settings(two), [], '16 13:00');
    expect(await mails()).toEqual(['mia VMI: 1 message could not be delivered']);
  });
  test('where that was all who hear of the rest, those of the routes are told; who may not see everything is not', async () => {
    await insertPerson(
      db().pool,
      { name: 'Mia', email: 'mia@acme.example', role: 'planner', suppliers: ['NORD'], locations: null },
      'test',
      iso('01 08:00'),
    );
    await givenUp('jonas@acme.example', { what: 'at once' });
    await evaluate(settings({ routes: [{ suppliers: ['NORD'], to: ['anna@acme.example'], people: ['Mia'] }] }), [], '16 13:00');
    expect(await mails()).toEqual(['anna VMI: 1 message could not be delivered']);
    await db().pool.query('delete from person');
  });
  test('in quiet hours it waits; where nothing comes at once the digest says it', async () => {
    await givenUp('k.lind@nordluft.example');
    const night = { quiet: { from: '12:30', to: '14:00' } };
    await evaluate(settings(night), [], '16 13:00');
    expect(await mails()).toEqual([]);
    expect(await mornings(17, 18, { at_once: 'never' })).toEqual(['VMI Tue 17 Nov – 1 not delivered']);
    expect((await outbox()).at(-1)!.payload.text).toContain('550 no such user');
  });
  test('what was given up long ago is no news', async () => {
    await givenUp('k.lind@nordluft.example', {}, '01 09:00');
    await evaluate(settings(), [], '16 13:00');
    expect(await mails()).toEqual([]);
  });
});
