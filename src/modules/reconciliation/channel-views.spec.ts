import { useDatabase } from '../../../test/support/database';
import { EVERYTHING } from '../access/sees';
import { COMPANY, useFeed } from '../../../test/support/feed';
import { noteExpiries } from '../channels/expiries.store';
import { reportExceptions } from '../exceptions/exceptions.store';
import { reconcile } from './reconcile';

const { db } = useDatabase();
const { load } = useFeed(db);
beforeAll(async () => {
  await load(COMPANY, '2026-11-01T00:00:00Z');
});
const silent = async (): Promise<string[]> =>
  (await reportExceptions(db().pool, EVERYTHING, ['all']))
    .filter((e) => e.type === 'CHANNEL_SILENT')
    .map((e) => `${e.status} ${e.message}`);

test('a channel that fails is raised under the clock of now alone, and closed when it has worked twice', async () => {
  await db().pool.query(`insert into channel_health (channel, kind, since, completed_at, failures, failing_since, error, advice)
values ('imap vmi', 'imap', '2026-11-16T00:00Z', '2026-11-17T11:50Z', 3, '2026-11-17T11:51Z', 'connect ECONNREFUSED', 'Check the port.')`);
  await reconcile(db(), 'all', '2026-11-17T12:00:00.000Z');
  expect(await silent()).toEqual([]);
  await reconcile(db(), 'live', '2026-11-17T12:00:00.000Z');
  expect(await silent()).toEqual(['open imap vmi: 3 looks in a row have failed: connect ECONNREFUSED. Check the port.']);
  for (const successes of [1, 2]) {
    await db().pool.query(`update channel_health set failures = 0, successes = $1, completed_at = '2026-11-17T12:04Z'`, [successes]);
    await reconcile(db(), 'live', `2026-11-17T12:0${4 + successes}:00.000Z`);
    expect((await silent())[0]).toMatch(successes === 2 ? /^resolved/ : /^open/);
  }
});

test('a certificate that the last look has seen is told two weeks before it ends, until it is renewed', async () => {
  await db().pool.query(`insert into channel_health (channel, kind, since, completed_at, failures, successes)
values ('imap ends', 'imap', '2026-11-16T00:00Z', '2026-11-20T11:59Z', 0, 9)`);
  const seen = (to: string, from = '2026-09-01T00:00:00Z'): Promise<void> =>
    noteExpiries(db().pool, 'imap ends', [{ what: 'the certificate of mail', from: Date.parse(from), to: Date.parse(to) }]);
  const told = async (): Promise<string[]> => {
    await reconcile(db(), 'live', '2026-11-20T12:00:00.000Z');
    return (await silent()).filter((e) => e.includes('imap ends'));
  };
  await seen('2026-12-05T00:00:00Z');
  expect(await told()).toEqual([]);
  await seen('2026-12-02T00:00:00Z');
  expect(await told()).toEqual(['open imap ends: the certificate of mail expires 2026-12-02T00:00:00.000Z, in 11 days']);
  await seen('2027-03-01T00:00:00Z', '2026-12-01T00:00:00Z');
  expect(await told()).toEqual(['resolved imap ends: the certificate of mail expires 2026-12-02T00:00:00.000Z, in 11 days']);
  await noteExpiries(db().pool, 'imap ends', []);
  const { rows } = await db().pool.query('select * from channel_expiry');
  expect(rows).toEqual([]);
});
