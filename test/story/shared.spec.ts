import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { reportDocuments } from '../../src/modules/documents/document-report.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { importFeed } from '../../src/modules/feed/import-feed';
import { ingest } from '../../src/modules/pipeline/ingest';
import { share } from '../../src/modules/sharing/share';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { proposalOf } from '../support/proposal';

/** What a supplier does after it was told something is tied to what it had been told, and to nothing later. */
const { gateway } = useApi({
  settings: () => 'mail: { host: 127.0.0.1, port: 1, from: vmi@buyer.example }\noutgoing: { allow: [127.0.0.1] }\n',
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shared-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Told, and left at that instant. */
async function told(slot: string, at: string): Promise<string> {
  const done = (await share(gateway(), 'NORD', { cause: 'asked', slot, now: at, author: null, withheld: false }))!;
  await gateway().db.pool.query(`update outbox set state = 'sent', sent_at = $2 where about->>'snapshot' = $1`, [done.snapshot.id, at]);
  return done.snapshot.id;
}
let n = 0;
async function proposal(receivedAt: string): Promise<string | null> {
  const file = path.join(folder, `p${++n}.855`);
  fs.writeFileSync(file, proposalOf('NORDBREMS').replaceAll('000000001', String(100_000_000 + n)));
  await ingest(gateway(), [file], { receivedAt, supplier: 'NORD' });
  const [document] = await reportDocuments(gateway().db.pool, EVERYTHING, { kind: ['proposal'], limit: 1 }, false);
  expect(document).toMatchObject({ kind: 'proposal', supplier: 'NORD', received_at: receivedAt });
  return document!.snapshot_id;
}

test('to the newest that had left by then; what waits in the outbox nobody has read', async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  expect(await proposal('2026-11-17T13:00:00.000Z')).toBeNull();
  const first = await told('one', '2026-11-17T14:00:00.000Z');
  expect(await proposal('2026-11-17T15:00:00.000Z')).toBe(first);
  const second = await told('two', '2026-11-17T16:00:00.000Z');
  await share(gateway(), 'NORD', { cause: 'asked', slot: 'waits', now: '2026-11-17T16:30:00.000Z', author: null, withheld: false });
  expect(await proposal('2026-11-17T17:00:00.000Z')).toBe(second);
});
