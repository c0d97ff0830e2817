import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { useDatabase } from '../../../../test/support/database';
import { found, over, useDesk } from '../../../../test/support/desk';
import { settingsOf } from '../../../../test/support/settings';
import { wallClock } from '../../../platform/clock';
import { createLogger } from '../../../platform/logger';
import { Relay } from '../../outbox/relay';
import { openWriters } from '../../outbox/writers';
import { Alerts } from '../alerts';

const { db } = useDatabase();
const { evaluate } = useDesk(db);
let folder: string;
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'events-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('what is wanted is put there as files, which sort as it happened; a place without events gets none', async () => {
  const place = { kind: 'folder', folder };
  const settings = { files: [{ name: 'erp', ...place, events: ['exception.*'] }, { name: 'acks', ...place }] }; // prettier-ignore
  const first = found('BRK-2210');
  await evaluate(settings, [first], '17 08:00');
  await evaluate(settings, [over(first)], '17 08:01');
  await evaluate(settings, [found('BRK-2210')], '17 08:02');
  const at = '2026-11-17T08:03:00.000Z';
  const received = { id: 'r1', name: 'stock.csv', channel: 'sftp nord', receivedAt: at, withheld: false };
  const client = await db().pool.connect();
  await Alerts.open(settingsOf(settings)).kept(client, received);
  client.release();
  await new Relay(db().pool, openWriters(settingsOf(settings)), wallClock, createLogger('silent')).drain();
  const names = fs.readdirSync(folder).sort();
  expect(names.map((n) => /^\d{8}T\d{9}Z-(exception\.\w+)-[0-9a-f-]{36}\.json$/.exec(n)?.[1])).toEqual([
    'exception.opened',
    'exception.resolved',
    'exception.reopened',
  ]);
  expect(JSON.parse(fs.readFileSync(path.join(folder, names[0]!), 'utf8'))).toMatchObject({
    type: 'exception.opened',
    data: { sku: 'BRK-2210', status: 'open' },
  });
});
