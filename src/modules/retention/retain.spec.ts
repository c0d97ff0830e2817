import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { settingsOf } from '../../../test/support/settings';
import { useDatabase } from '../../../test/support/database';
import { inTransaction, takenBack } from '../../database/transaction';
import { fixedClock } from '../../platform/clock';
import { createLogger } from '../../platform/logger';
import { Storage } from '../../platform/storage';
import { auditRows } from '../access/audit/audit.store';
import { Verifier } from '../access/audit/verify';
import { unsoundFiles } from '../documents/scrub';
import { insertReceipt } from '../documents/receipts.store';
import { tonight } from './nightly';
import { retain, type Retained, whatWouldGo } from './retain';
import { cutoff, periodsOf } from './settings';

const { db } = useDatabase();
const NOW = '2026-11-29T12:00:00.000Z';
const OLD = '2014-03-01T08:00:00Z';
const YOUNG = '2026-11-20T08:00:00Z';
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'retain-'));
const storage = new Storage(root);
const periods = periodsOf(settingsOf({}));
const over = () => ({ pool: db().pool, storage, now: NOW });
const sql = async <T extends object>(text: string, ...values: unknown[]): Promise<T[]> => (await db().pool.query<T>(text, values)).rows;
const run = (): Promise<Retained[]> => retain(over(), periods, { author: 'anna' });
const of = (all: readonly Retained[], kind: string): Retained => all.find((k) => k.kind === kind)!;
afterAll(() => fs.rmSync(root, { recursive: true }));

const S = '01975b9e-0000-7000-8000-00000000000a';
let n = 0;
interface Given {
  readonly at?: string;
  readonly bytes?: string;
  readonly status?: string;
  readonly current?: boolean;
  readonly state?: string; // of the receipt
  readonly item?: number; // of which it says something
  readonly kind?: string;
}
/** A delivery with its file, one document in it and one line; its document's id. */
async function document(given: Given = {}): Promise<string> {
  const { at = OLD, bytes = `file ${++n}`, status = 'accepted', current = true, state = 'done', item = 1, kind = 'stock_report' } = given;
  const { sha256, size } = await storage.store(Buffer.from(bytes));
  await sql('insert into blob (sha256, bytes, stored_at) values ($1, $2, $3) on conflict do nothing', sha256, size, at);
  const [row] = await sql<{ id: string }>(
    `with r as (insert into receipt (id, channel, arrival_key, sha256, name, received_at, state) values (gen_random_uuid(), 'test', $1, $2, 'x', $3, $4) returning id),
d as (insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, received_at, lines, current, as_of_to)
  select gen_random_uuid(), id, 1, gen_random_uuid(), 'x', 'x12-852', $5, '${S}', $6, $3, 1, $7, $3 from r returning id),
i as (insert into document_issue (document_id, n, code, severity, detail) select id, 1, 'c', 'warning', 'd' from d)
insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select $8, $3, $3, 'date', 1, '${S}', 'on_hand', 5, id, 1, 'p', 'g', $3 from d returning document_id id`,
    ...[`${n++}`, sha256, at, state, kind, status, current, item],
  );
  return row!.id;
}
const exception = async (given: { resolved?: string; document?: string; parent?: string; previous?: string }): Promise<string> => {
  const [row] = await sql<{ id: string }>(
    `with e as (insert into supply_exception (id, key, type, severity, status, supplier, documents, message, opened_at, last_seen_at, resolved_at, raised_at, suppressed_by, previous_id)
  values (gen_random_uuid(), $1, 'COUNT_DIVERGENCE', 'high', $2, 'S', $3, 'm', '${OLD}', '${OLD}', $4, array['${OLD}'::timestamptz], $5, $6) returning id),
v as (insert into exception_event (exception_id, at, what, author) select id, '${OLD}', 'comment', 'anna' from e),
t as (insert into told (target, exception_id, raised, said, digest, withheld, at) select 'a@acme.example', id, 1, 3, false, false, '${OLD}' from e) select id from e`,
    ...[
      `key ${n++}`,
      given.resolved ? 'resolved' : 'open',
      JSON.stringify(given.document ? [{ id: `doc_${given.document}`, file: 'x', place: null }] : []),
    ],
    ...[given.resolved ?? null, given.parent ?? null, given.previous ?? null],
  );
  return row!.id;
};
const there = async (table: string, ids: Readonly<Record<string, string>>): Promise<string[]> => {
  const rows = await sql<{ id: string }>(`select id from ${table} where id = any ($1)`, Object.values(ids));
  return Object.keys(ids)
    .filter((name) => rows.some((r) => r.id === ids[name]))
    .sort();
};
const sound = async (id: string): Promise<string> =>
  storage.look(
    (await sql<{ sha256: string }>('select sha256 from receipt where id = (select receipt_id from document where id = $1)', id))[0]!.sha256,
  );

beforeEach(async () => {
  await sql('truncate document, document_issue, observation, receipt, blob, parked_line, comparison, supply_exception, exception_event, told, outbox, outbox_delivery, mail_seen, mail_folder, mapping_pin, setting'); // prettier-ignore
});
/** The newest three of the supplier, and the last word on items 1 and 2. */
const newest = async (): Promise<void> => {
  for (const item of [1, 2, 3]) await document({ at: YOUNG, item });
};

test('an old document goes with all that it said and its file, and its receipt stays; whatever something leans on stays', async () => {
  await newest();
  const [again, waits, taken, judged] = [await document(), await document(), await document(), await document()];
  await document({ at: '2014-06-01T00:00:00Z', item: 98 });
  const shortly = await document({ at: OLD, item: 98 });
  const ids = {
    plain: await document(),
    'read anew since': await document({ current: false, item: 77 }),
    'taken up': taken,
    young: await document({ at: YOUNG }),
    'the last word on a pair': await document({ item: 99 }),
    'waits for its sender': await document({ status: 'quarantined' }),
    'not read here': await document({ state: 'failed' }),
    'a line of it waits': waits,
    'said shortly before the last word': shortly,
    'compared with': judged,
    'named by what is open': await document(),
    'named by what was resolved': again,
    'one of three notices': await document({ kind: 'ship_notice' }),
  };
  await exception({ document: ids['named by what is open'] });
  await exception({ document: again, resolved: YOUNG });
  for (const [id, at] of [[waits, null], [taken, OLD]]) await sql(`insert into parked_line (document_id, n, reason, refs, measure, amount, unit, said, place, given, taken_up_at) values ($1, 1, 'r', '[]', 'on_hand', 1, 'EA', '{}', 'p', 'g', $2)`, id, at); // prettier-ignore
  await sql(
    `insert into comparison (item_id, location_id, owner, supplier_id, state, document_id, compared_at) values (1, 1, 'buyer', '${S}', 'agreed', $1, now())`,
    judged,
  );
  const files = await Promise.all([ids.plain, ids['compared with']].map((id) => sql<{ sha256: string }>('select r.sha256 from receipt r join document d on d.receipt_id = r.id where d.id = $1', id))); // prettier-ignore
  const before = await sql<{ n: number }>('select count(*)::int n from receipt');
  const would = await whatWouldGo(over(), periods);
  const done = await run();
  expect([of(would, 'documents').count, of(done, 'documents')]).toEqual([
    3,
    expect.objectContaining({ count: 3, before: '2016-11-29T12:00:00.000Z' }),
  ]);
  expect(of(would, 'documents').bytes / of(done, 'documents').bytes).toBeCloseTo(1, 1);
  expect(await there('document', ids)).toEqual(
    Object.keys(ids)
      .filter((k) => !['plain', 'read anew since', 'taken up'].includes(k))
      .sort(),
  );
  for (const table of ['observation', 'document_issue', 'parked_line'])
    expect(await sql(`select 1 from ${table} t where not exists (select 1 from document d where d.id = t.document_id)`)).toEqual([]);
  expect(await sql('select count(*)::int n from receipt')).toEqual(before);
  expect(of(done, 'raw_files').count).toBe(3);
  expect(await Promise.all(files.map((f) => storage.look(f[0]!.sha256)))).toEqual(['missing', 'sound']);
  expect(of(await run(), 'documents').count).toBe(0);
});

test('a file stays while anything was read from it, is pinned, or came again; and one that was only marked goes the next time', async () => {
  await newest();
  const [pinned, twice, marked] = [
    await document({ bytes: 'pinned' }),
    await document({ bytes: 'twice' }),
    await document({ bytes: 'marked' }),
  ];
  await document({ bytes: 'twice', at: YOUNG });
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  await sql(`insert into mapping_pin (name, sha256, file, received_at, version, expected, author, note, pinned_at) values ('m', $1, 'f', now(), 1, '', 'a', '', now())`, hash('pinned')); // prettier-ignore
  await sql('update blob set removed_at = now() where sha256 = $1', hash('marked'));
  expect(of(await run(), 'documents').count).toBe(3);
  expect([pinned, twice, marked]).toHaveLength(3);
  expect(await Promise.all(['pinned', 'twice', 'marked'].map((t) => storage.look(hash(t))))).toEqual(['sound', 'sound', 'missing']);
  expect(await sql('select gone from blob where sha256 = $1', hash('marked'))).toEqual([{ gone: true }]);
});

test('the same file, coming in while it is being taken away, is kept', async () => {
  await newest();
  const bytes = Buffer.from('again');
  await document({ bytes: 'again' });
  await sql(`update blob set removed_at = now() where sha256 = $1`, createHash('sha256').update(bytes).digest('hex'));
  const { sha256 } = await storage.store(bytes);
  let taking: Promise<unknown> = Promise.resolve();
  await inTransaction(db().pool, async (client) => {
    const arrival = { channel: 'test', arrivalKey: 'again', name: 'x', receivedAt: NOW, bytes, origin: {} };
    expect(await insertReceipt(client, arrival, { sha256, size: bytes.length })).toMatchObject({ fresh: true, again: true });
    taking = run(); // it waits for our row
    await new Promise((r) => setTimeout(r, 150));
    await storage.store(bytes);
  });
  await taking;
  expect([await storage.look(sha256), await sql('select removed_at, gone from blob where sha256 = $1', sha256)]).toEqual([
    'sound',
    [{ removed_at: null, gone: false }],
  ]);
});

test('a resolved exception goes with its history, unless it explains another one or is the earlier life of one', async () => {
  const parent = await exception({ resolved: OLD });
  const earlier = await exception({ resolved: OLD });
  const ids = {
    'resolved long ago': await exception({ resolved: OLD }),
    'resolved lately': await exception({ resolved: YOUNG, previous: earlier }),
    'open for long': await exception({ parent }),
    parent,
    earlier,
  };
  await expect(sql('delete from exception_event')).rejects.toThrow('the history of exceptions is append-only');
  const done = await run();
  expect(of(done, 'exceptions')).toMatchObject({ count: 1, oldest: OLD });
  expect(await there('supply_exception', ids)).toEqual(['earlier', 'open for long', 'parent', 'resolved lately']);
  for (const table of ['exception_event', 'told']) expect(await sql(`select count(*)::int n from ${table}`)).toEqual([{ n: 4 }]);
  await expect(sql('update exception_event set what = $1', 'x')).rejects.toThrow('append-only');
});

test('messages go when they are done with, the log of their tries before them, and mails under numbers that nobody speaks of', async () => {
  const [two, one] = ['2024-06-01T00:00:00Z', '2025-06-01T00:00:00Z'];
  let i = 0;
  for (const [state, at] of [
    ['sent', two],
    ['given_up', two],
    ['withheld', two],
    ['dropped', two],
    ['waiting', two],
    ['confirm', two],
    ['sent', one],
  ]) {
    const id = `00000000-0000-7000-8000-00000000000${++i}`;
    await sql(
      `insert into outbox (id, event_key, kind, target, payload, created_at, state, next_at) values ($1::uuid, $1::text, 'webhook', 't', '{}', $2, $3, $2)`,
      id,
      at,
      state,
    );
    await sql(`insert into outbox_delivery (outbox_id, lease, at, outcome) values ($1::uuid, $1::uuid, $2, 'failed')`, id, at);
  }
  for (const [validity, seen] of [
    [1, '2020-01-01'],
    [2, '2021-01-01'],
    [3, '2022-01-01'],
  ]) {
    await sql(`insert into mail_folder values ('imap vmi', 'INBOX', $1, $2)`, validity, seen);
    for (const [uid, state] of [[1, 'kept'], [2, 'waiting']]) await sql(`insert into mail_seen (channel, folder, uidvalidity, uid, state, first_seen_at, changed_at) values ('imap vmi', 'INBOX', $1, $2, $3, $4, $4)`, validity, uid, state, seen); // prettier-ignore
  }
  const done = await run();
  expect(done.map((k) => [k.kind, k.count]).slice(5, 8)).toEqual([['messages', 4], ['tries', 1], ['mails', 1]]); // prettier-ignore
  expect(await sql('select state from outbox order by id')).toEqual(['waiting', 'confirm', 'sent'].map((state) => ({ state })));
  expect(await sql('select count(*)::int n from outbox_delivery')).toEqual([{ n: 2 }]);
  expect(await sql('select uidvalidity::int v, uid::int uid from mail_seen order by 1, 2')).toEqual([{ v: 1, uid: 2 }, ...[2, 3].flatMap((v) => [1, 2].map((uid) => ({ v, uid })))]); // prettier-ignore
});

test('answers and EDI of ours go, unless one of the supplier waits for its answer; control numbers stay', async () => {
  await sql(`insert into control_number values ('ZZ:US', 'ZZ:NORD', 7, 7)`);
  const sent = (at: string, supplier: string): Promise<unknown> =>
    sql(
      `with e as (insert into edi_sent (id, supplier_id, kind, own, partner, interchange, message, reference, bytes, made_at)
  values (gen_random_uuid(), $2::uuid, 'x12-850', 'o', 'p', $3, '1', 'r', 'x', $1) returning id)
insert into edi_answer (sent_id, document_id, n, word, detail, business, place, at) select id, gen_random_uuid(), 1, 'accepted', '', false, 'p', $1 from e`,
      ...[at, supplier, `${n++}`],
    );
  const other = S.replace(/a$/, 'b');
  await sent(OLD, S);
  await sent(YOUNG, S);
  await sent(OLD, other);
  await sql(`insert into acknowledgement (id, receipt_id, part, kind, supplier_id, sender, receiver, control, usage, sha256, verdict, says, groups, state, made_at)
select gen_random_uuid(), gen_random_uuid(), 1, '997', '${S}', 's', 'r', 'c', 'P', 'x', 'accepted', '', 1, 'preview', a::timestamptz from unnest(array['${OLD}', '${YOUNG}']) a`);
  const id = await exception({});
  await sql(`update supply_exception set type = 'ACK_OVERDUE', supplier_id = $1 where id = $2`, other, id);
  expect(of(await whatWouldGo(over(), periods), 'acknowledgements').count).toBe(2);
  expect(of(await run(), 'acknowledgements').count).toBe(2);
  const left = async (table: string): Promise<number> => (await sql<{ n: number }>(`select count(*)::int n from ${table}`))[0]!.n;
  expect([await left('edi_sent'), await left('edi_answer'), await left('acknowledgement'), await left('control_number')]).toEqual([
    2, 2, 1, 1,
  ]);
});

test('of sessions those go in which nobody was seen for long', async () => {
  const id = '01975b9e-0000-7000-8000-0000000000aa';
  await sql(`insert into person (id, name, role, created_at) values ($1, 'anna', 'admin', now())`, id);
  for (const [token, started, seen] of [
    ['old', OLD, OLD],
    ['lives', OLD, YOUNG],
    ['young', YOUNG, YOUNG],
  ])
    await sql(
      `insert into person_session (id, person_id, sha256, way, started_at, seen_at) values (gen_random_uuid(), $1, $2, 'password', $3, $4)`,
      id,
      token,
      started,
      seen,
    );
  expect(of(await run(), 'sessions')).toMatchObject({ count: 1, before: '2025-11-29T12:00:00.000Z', oldest: OLD });
  expect(await sql('select sha256 from person_session order by 1')).toEqual([{ sha256: 'lives' }, { sha256: 'young' }]);
});

test('what went stands in the audit log, whose chain is whole; where nothing goes nothing is written', async () => {
  const head = async (): Promise<number> => (await sql<{ n: number }>('select coalesce(max(n), 0)::int n from audit_entry'))[0]!.n;
  const before = await head();
  await run();
  expect(await head()).toBe(before);
  await exception({ resolved: OLD });
  const commented = await head();
  await run();
  expect(
    await sql(`select entry->>'by' "by", entry->'after'->'said'->'exceptions' said from audit_entry where n = $1`, commented + 1),
  ).toEqual([
    { by: 'anna', said: { keeps: '10y', before: '2016-11-29T12:00:00.000Z', count: 1, bytes: expect.any(Number) as number, oldest: null } },
  ]);
  const verifier = new Verifier([]);
  await takenBack(db().pool, async (client) => {
    for await (const rows of auditRows(client)) verifier.take(rows);
  });
  expect([verifier.end(), verifier.broken]).toEqual([commented + 1, []]);
});

test('once a night, by one process, and a seventh of the raw files is read', async () => {
  const lines: string[] = [];
  const log = {
    ...createLogger('silent'),
    info: (m: unknown) => void lines.push(String(m)),
    error: (m: unknown) => void lines.push(String(m)),
  };
  const at = (clock: string, going = true) => tonight({ pool: db().pool, storage, periods, log: log as never, clock: fixedClock(new Date(clock).toISOString()), going: () => going }); // prettier-ignore
  for (let i = 0; i < 40; i++) await document({ at: YOUNG });
  const bad = await document({ at: YOUNG, bytes: 'flipped' });
  fs.writeFileSync(storage.pathOf(createHash('sha256').update('flipped').digest('hex')), 'flopped');
  expect(await sound(bad)).toBe('changed');
  await exception({ resolved: OLD });
  expect(await at('2026-11-29T01:00')).toBe(false); // not yet, by the clock of the machine
  expect(await at('2026-11-29T02:00', false)).toBe(false); // stopped: the next one does it
  expect(await Promise.all([at('2026-11-29T02:10'), at('2026-11-29T02:10')])).toContainEqual(true);
  expect(await at('2026-11-29T03:00')).toBe(false);
  expect(lines.filter((l) => l.startsWith('retention'))).toEqual([
    'retention: 1 of exceptions of before 2016-11-29T02:10:00.000Z are gone',
  ]);
  for (const night of ['11-30', '12-01', '12-02', '12-03', '12-04', '12-05']) await at(`2026-${night}T02:00`);
  expect(await unsoundFiles(db().pool)).toEqual([{ sha256: createHash('sha256').update('flipped').digest('hex'), why: 'changed' }]);
});

test.each([
  [{ documents: '2y' }, { documents: '2y', raw_files: '2y' }],
  [
    { documents: '12y', raw_files: 'keep' },
    { documents: '12y', raw_files: 'keep', exceptions: '10y' },
  ],
  [{ documents: 'keep' }, { raw_files: 'keep' }],
  [{ documents: '10y', raw_files: '5y' }, /raw_files: expected at least as long as documents/],
  [{ raw_files: '9y' }, /raw_files: expected at least as long as documents/],
  [{ documents: '90d' }, /documents: expected at least 400d/],
  [{ exceptions: 'ten years' }, /exceptions: expected keep, or a period such as 90d, 18m or 10y/],
  [{ messages: 90 }, /messages: expected string/],
  [{ audit: '10y' }, /audit: expected keep: the audit log is only ever added to/],
  [{ movements: '10y' }, /[Uu]nrecognized key.*movements/],
])('retention: %j is %j', (given, says) => {
  const read = (): unknown => periodsOf(settingsOf({ retention: given }));
  if (says instanceof RegExp) expect(read).toThrow(says);
  else expect(read()).toMatchObject(says);
});

test.each([
  ['90d', '2026-08-31T12:00:00.000Z'],
  ['18m', '2025-05-29T12:00:00.000Z'],
  ['10y', '2016-11-29T12:00:00.000Z'],
  ['keep', null],
])('%s before %s', (period, before) => {
  expect(cutoff(period, NOW)).toBe(before);
});

test('snapshots go with their lines, but for the last one of a supplier and what a kept document followed', async () => {
  const snapshot = async (at: string): Promise<string> => {
    const rows = await sql<{ id: string }>(
      `with s as (insert into share_snapshot (id, supplier_id, cause, slot, made_at, columns, usage_days, digest, lines, withheld)
  values (gen_random_uuid(), '${S}', 'asked', $2, $1, '{}', 28, '', 1, false) returning id)
insert into share_line (snapshot_id, n, item_id, location_id, line) select id, 1, 1, 1, '{}' from s returning snapshot_id id`,
      ...[at, `${n++}`],
    );
    return rows[0]!.id;
  };
  await snapshot(OLD);
  const followed = await snapshot(OLD);
  const last = await snapshot(YOUNG);
  await sql(`insert into share_followed values ($1, $2)`, await document(), followed);
  expect(of(await whatWouldGo(over(), periods), 'snapshots').count).toBe(1);
  expect(of(await run(), 'snapshots').count).toBe(1);
  const left = (await sql<{ id: string }>('select snapshot_id id from share_line')).map((r) => r.id).sort();
  expect(left).toEqual([last, followed].sort());
  expect(of(await run(), 'snapshots').count).toBe(0);
});
