import fs from 'node:fs';
import path from 'node:path';
import { inTransaction } from '../../src/database/transaction';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { keepSecret, listSecrets, openSecrets } from '../../src/modules/access/secrets.store';
import { Followed } from '../../src/modules/channels/followed';
import { type Answered, useApi } from '../support/api';
import { startImap, type TestImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';

const FILE = `# kept by IT, ext. 12
outgoing: { allow: [127.0.0.1] } # the test servers

channels:
  # read by the buyers, too
  - kind: imap
    name: old
    host: 127.0.0.1
    port: 9
    tls: none
    user: old@acme.example
    password: hunter2
alerts:
  to: [] # nobody yet
webhooks:
  - { name: erp, url: 'https://erp.acme.example/in', secret: '\${HOOK}' }
`;
const HOOK = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
process.env.HOOK = HOOK;
const { ask, keys, gateway } = useApi({ settings: () => FILE.replace('${HOOK}', HOOK), key: true });
const file = (): string => path.join(gateway().config.home, 'config', 'gateway.yaml');
const text = (): string => fs.readFileSync(file(), 'utf8');
let admin: string;
let imap: TestImap;
beforeAll(async () => {
  admin = newKey();
  await insertKey(gateway().db.pool, admin, { name: 'it', scopes: ['manage', 'audit'], now: '2026-11-01T00:00:00Z' });
  imap = await startImap();
}, 60_000);
afterAll(() => imap.stop());

const json = { 'content-type': 'application/json' };
const get = (at: string): Promise<Answered> => ask('GET', `/api/v1${at}`, { key: admin });
const send = (method: string, at: string, body?: object, version?: string): Promise<Answered> =>
  ask(method, `/api/v1${at}`, {
    key: admin,
    headers: { ...json, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
    body: body && JSON.stringify(body),
  });
const version = async (): Promise<string> => (await get('/settings')).json.version;
const yamlOf = async (section: string): Promise<string> =>
  (await get('/settings')).json.sections.find((s: { section: string }) => s.section === section).yaml;
const put = async (section: string, yaml: string): Promise<Answered> => send('PUT', `/settings/${section}`, { yaml }, await version());

test('only who may manage, and no secret is in what is answered', async () => {
  expect((await ask('GET', '/api/v1/settings', { key: keys.both })).status).toBe(403);
  const answer = await get('/settings');
  expect(answer.status).toBe(200);
  expect(answer.headers.etag).toBe(`"${answer.json.version}"`);
  for (const secret of ['hunter2', HOOK]) expect(answer.bytes.toString()).not.toContain(secret);
  expect(answer.json).toMatchObject({ file: file(), writable: true, broken: null });
  expect(await yamlOf('channels')).toContain('# read by the buyers, too');
});

test('a section is changed alone: the other lines and remarks are as they were, and it is in the audit log without secrets', async () => {
  const done = await put('alerts', 'alerts:\n  to: [] # and nobody tomorrow\n  digest_at: "06:30"\n');
  expect(done.status).toBe(200);
  expect(text()).toBe(
    FILE.replace('${HOOK}', HOOK).replace('  to: [] # nobody yet', '  to: [] # and nobody tomorrow\n  digest_at: "06:30"'),
  );
  expect(done.json.sections.find((s: { section: string }) => s.section === 'alerts')).toMatchObject({
    force: 'after_start',
    editable: true,
  });
  const [entry] = (await get('/audit?what=upkeep')).json.data;
  expect(entry).toMatchObject({ by: 'it', after: { what: 'settings alerts', said: { section: 'alerts' } } });
  expect(entry.after.said.before).toContain('nobody yet');
  expect(entry.after.said.after).toContain('06:30');
});

test('a version that is gone, one that is not named, a section that is not for browsers, and what a start would refuse', async () => {
  const before = text();
  expect((await send('PUT', '/settings/alerts', { yaml: '' }, 'abc')).status).toBe(412);
  expect((await send('PUT', '/settings/alerts', { yaml: '' })).status).toBe(400);
  for (const section of ['outgoing', 'sign_in', 'web', 'files']) expect((await put(section, '')).status).toBe(409);
  const wrong = await put('alerts', 'alerts:\n  to: [nobody]\n');
  expect([wrong.status, wrong.json.detail]).toEqual([400, expect.stringContaining('alerts.to.0: expected a mail address')]);
  expect(wrong.json.detail).toMatch(/line \d+/);
  expect((await put('alerts', 'alerts: {}\noutgoing: { allow: [10.0.0.0/8] }\n')).status).toBe(400); // two at once
  expect((await put('alerts', 'alerts: [')).status).toBe(400);
  expect((await put('nonsense', '')).status).toBe(400);
  expect(text()).toBe(before);
});

test('a secret that is left as it is shown stays, one that is typed in is sealed and not in the file', async () => {
  const shown = await yamlOf('channels');
  expect((await put('channels', shown.replace('port: 9', 'port: 10'))).status).toBe(200);
  expect(text()).toContain('password: hunter2');
  const added = await send('PUT', '/settings/channels/imap/vmi', { settings: { host: '127.0.0.1', port: imap.port, tls: 'none', user: imap.user, password: 'se cret' } }, await version()); // prettier-ignore
  expect(added.status).toBe(200);
  expect(added.bytes.toString()).not.toContain('se cret');
  expect(text()).toContain('password: ${secret:imap-vmi-password}');
  expect(text()).not.toContain('se cret');
  expect(text()).toContain('# read by the buyers, too');
  expect((await openSecrets(gateway().db.pool, gateway().vault)).get('imap-vmi-password')).toBe('se cret');
  expect((await listSecrets(gateway().db.pool)).map((s) => s.author)).toEqual(['it']);
  expect((await get('/audit')).bytes.toString()).not.toContain('se cret');
});

test('another password for a mailbox whose password is sealed already is the one that holds, and is noted and followed', async () => {
  const { config, db, vault } = gateway();
  const followed = new Followed(gateway());
  await followed.changed();
  expect(await followed.changed()).toBeUndefined();
  const before = text();
  const given = { host: '127.0.0.1', port: imap.port, tls: 'none', user: imap.user };
  const set = async (password: string): Promise<number> =>
    (await send('PUT', '/settings/channels/imap/vmi', { settings: { ...given, password } }, await version())).status;
  expect(await set('an other')).toBe(200);
  expect(text()).toBe(before);
  expect((await openSecrets(db.pool, vault)).get('imap-vmi-password')).toBe('an other');
  const now = await followed.changed();
  expect(now!.settings.entries('channels').map((e) => (e.value as { password: string }).password)).toEqual(['hunter2', 'an other']);
  expect(now!.settings.path).toBe(config.settings.path);
  const [entry] = (await get('/audit?what=upkeep')).json.data;
  expect(entry.after).toMatchObject({ what: 'settings channels', said: { secrets: ['imap-vmi-password'] } });
  expect((await get('/audit')).bytes.toString()).not.toContain('an other');
  expect(await set('se cret')).toBe(200);
});

test('a section that stays as it is, but whose secret is another, waits for a start', async () => {
  const forced = async (): Promise<string> =>
    (await get('/settings')).json.sections.find((s: { section: string }) => s.section === 'mail').force;
  const { config, db, vault } = gateway();
  const was = text();
  const secret = (given: string): Promise<void> =>
    keepSecret(db.pool, vault, { name: 'relay', text: given, author: 'it', now: '2026-11-01T00:00:00Z' });
  const held = config.settings;
  try {
    await secret('first');
    fs.writeFileSync(file(), `${was}mail: { host: mail.acme.example, from: vmi@acme.example, user: vmi, password: '\${secret:relay}' }\n`);
    expect(await forced()).toBe('after_start');
    Object.assign(config, { settings: held.anew().knowing(await openSecrets(db.pool, vault)) }); // as after a start
    expect(await forced()).toBe('now');
    await secret('second');
    expect(await forced()).toBe('after_start');
  } finally {
    Object.assign(config, { settings: held });
    fs.writeFileSync(file(), was);
  }
});

test('what is kept leaves for nobody else, and nothing of the environment or of the gateway itself can be brought in', async () => {
  const before = text();
  const shown = await yamlOf('channels');
  for (const yaml of [
    shown.replace('host: 127.0.0.1', 'host: evil.example'),
    shown.replace('•••', '${secret:imap-vmi-password}'),
    `${shown}  - { kind: imap, name: x, host: evil.example, user: x, password: '\${CROSSCOUNT_KEY}' }\n`,
    `${shown}  - { kind: imap, name: x, host: x.example, user: 'a\${secret:imap-vmi-password}', password: p }\n`,
    `${shown}  - { kind: drop-folder, name: x, folder: config }\n`,
    `${shown}  - { kind: drop-folder, name: x, folder: ${path.dirname(gateway().config.home)} }\n`,
  ])
    expect([yaml, (await put('channels', yaml)).status]).toEqual([yaml, 400]);
  const there = { name: 'vmi', host: 'localhost', port: imap.port, tls: 'none', user: imap.user, password: '•••' };
  expect((await send('POST', '/mailboxes/folders', { settings: there })).json.detail).toContain('give it once more');
  expect(text()).toBe(before);
});

test('two who change it at once: one of them is told', async () => {
  const v = await version();
  const both = await Promise.all(['a', 'b'].map((n) => send('PUT', '/settings/replies', { yaml: `replies: { contact: ${n} }\n` }, v)));
  expect(both.map((a) => a.status).sort()).toEqual([200, 412]);
  expect((await put('replies', '')).status).toBe(200);
});

test('a file that cannot be written is said to be so, and stays', async () => {
  const was = text();
  const folder = path.dirname(file());
  fs.renameSync(folder, `${folder}.away`);
  fs.writeFileSync(folder, ''); // also root cannot put a file into that
  try {
    const now = await get('/settings');
    expect([now.status, now.json.exists, now.json.writable]).toEqual([200, false, false]);
    const v = now.json.version as string;
    expect((await send('PUT', '/settings/trust', { yaml: 'trust: { dkim: off }\n' }, v)).json).toMatchObject({ status: 409, detail: expect.stringContaining('cannot be written') }); // prettier-ignore
  } finally {
    fs.rmSync(folder);
    fs.renameSync(`${folder}.away`, folder);
  }
  expect(text()).toBe(was);
});

test('a mailbox before it is saved: its folders, and what would become of its mails; nothing in it is touched', async () => {
  await imap.person((c) => c.mailboxCreate('Stock'));
  await imap.append(mailOf({ subject: 'KW46', csv: CSV }));
  await imap.append('From: a@b.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nback on Monday\r\n');
  await imap.append('From: c@d.example\r\nSubject: Offer\r\n\r\ncheap\r\n');
  const settings = { name: 'vmi', host: '127.0.0.1', port: imap.port, tls: 'none', user: imap.user, password: imap.pass };
  const folders = await send('POST', '/mailboxes/folders', { settings });
  expect(folders.status).toBe(200);
  expect(folders.json.data).toEqual(expect.arrayContaining([expect.objectContaining({ path: 'INBOX', messages: 3 }), expect.objectContaining({ path: 'Stock' })])); // prettier-ignore
  const rules = [{ skip: { subject: '*offer*' } }];
  const run = await send('POST', '/mailboxes/dry-runs', { settings: { ...settings, rules } });
  expect(run.status).toBe(200);
  const fates = Object.fromEntries(run.json.data.map((m: { subject: string; fate: string; reason: string }) => [m.subject, [m.fate, m.reason]]));
  expect(fates).toEqual({
    KW46: ['taken', 'no rule speaks of it'],
    'Out of office': ['automatic', 'auto-reply: nobody wrote it'],
    Offer: ['no_match', 'rule 1: skip subject *offer*'],
  });
  const flags = await imap.person(async (c) => {
    await c.mailboxOpen('INBOX', { readOnly: true });
    return (await c.fetchAll('1:*', { flags: true })).map((m) => [...m.flags!].filter((f) => f !== '\\Recent'));
  });
  expect(flags).toEqual([[], [], []]);
  expect((await gateway().db.pool.query('select count(*)::int n from mail_seen')).rows).toEqual([{ n: 0 }]);
  const wrong = await send('POST', '/mailboxes/folders', { settings: { ...settings, password: 'no' } });
  expect([wrong.status, wrong.json.detail]).toEqual([409, expect.stringContaining('does not accept user and password')]);
  const inside = await send('POST', '/mailboxes/folders', { settings: { ...settings, host: '169.254.169.254', port: 80 } });
  expect([inside.status, inside.json.detail]).toEqual([409, expect.stringContaining('outgoing: { allow')]);
}, 60_000); // prettier-ignore

test('to ask others outside is slowed down', async () => {
  const settings = { name: 'vmi', host: '127.0.0.1', port: 9, tls: 'none', user: 'x', password: 'x' };
  const answers: number[] = [];
  for (let i = 0; i < 14; i++) answers.push((await send('POST', '/mailboxes/folders', { settings })).status);
  expect(answers).toContain(429);
});

test('a source is paused and taken up again by name, and what was given up is read once more', async () => {
  const { pool } = gateway().db;
  await pool.query(`insert into channel_health (channel, kind, since) values ('imap vmi', 'imap', now())`);
  const act = (source: string, deed: string): Promise<Answered> => send('POST', '/sources/actions', { source, do: deed });
  expect((await act('imap vmi', 'pause')).json.source).toMatchObject({ state: 'paused', paused_by: 'it' });
  expect((await act('imap vmi', 'resume')).json.source).toMatchObject({ paused_at: null, paused_by: null });
  expect((await act('imap none', 'pause')).status).toBe(404);
  const said = (await get('/audit?what=upkeep&limit=2')).json.data.map((e: { after: { what: string } }) => e.after.what);
  expect(said).toEqual(['source resume', 'source pause']);

  const kept = await ask('POST', '/api/v1/uploads?name=x.csv', { key: keys.write, headers: { 'content-type': 'application/octet-stream' }, body: 'a' }); // prettier-ignore
  const id = kept.json.receipt as string;
  await pool.query(`update receipt set state = 'failed' where 'rcp_' || id = $1`, [id]);
  await inTransaction(pool, (c) => c.query(`insert into jobs.job (name, data) values ('dead-letter', jsonb_build_object('receiptId', $1::text))`, [id.slice(4)])); // prettier-ignore
  await pool.query(`insert into mail_seen (channel, folder, uidvalidity, uid, state, first_seen_at, changed_at)
select 'imap vmi', 'INBOX', 1, n, case n when 1 then 'listed' else 'quarantined' end, now(), now() - n * interval '9 hours' from generate_series(1, 3) n`);
  const health = (await get('/health')).json;
  expect(health.given_up).toMatchObject([{ id, name: 'x.csv' }]);
  expect(health.sources).toMatchObject([{ source: 'imap vmi', waiting: 1, troubles: 1 }]);
  expect((await send('POST', '/health/retries', { id })).json).toEqual({ data: [] });
  expect((await send('POST', '/health/retries', { id })).status).toBe(404);
  const { rows } = await pool.query(`select name, count(*)::int n from jobs.job where data->>'receiptId' = $1 group by 1`, [id.slice(4)]);
  expect(rows).toEqual([{ name: 'process-document', n: 2 }]);
});

test('how what leaves stands: mails as one, and each receiver with its last trouble', async () => {
  const { pool } = gateway().db;
  await pool.query('delete from outbox'); // the webhook was told of what was uploaded
  const row = (n: number, kind: string, target: string, state: string, sent: string): string =>
    `('00000000-0000-7000-8000-00000000000${n}', 'e${n}', '${kind}', '${target}', '{}', now(), '${state}', now(), ${sent})`;
  const rows = [row(1, 'mail', 'a@x.example', 'sent', 'now()'), row(2, 'mail', 'b@x.example', 'given_up', 'null'), row(3, 'webhook', 'old', 'sent', `now() - interval '2 days'`), row(4, 'webhook', 'old', 'waiting', 'null'), row(5, 'chat', 'ops', 'sent', 'now()')]; // prettier-ignore
  await pool.query(
    `insert into outbox (id, event_key, kind, target, payload, created_at, state, next_at, sent_at) values ${rows.join(', ')}`,
  );
  await pool.query(`insert into outbox_delivery (outbox_id, lease, at, outcome, detail) values
('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000004', now(), 'again', 'it says 503')`);
  const { mail, receivers, outbox } = (await get('/health')).json;
  expect(mail).toMatchObject({ sent_day: 1, waiting: 0, given_up: 1, last_sent_at: expect.any(String), set_up: false });
  expect(receivers).toMatchObject([
    { kind: 'chat', target: 'ops', sent_day: 1, waiting: 0, last_trouble: null, closed: false },
    { kind: 'webhook', target: 'old', sent_day: 0, waiting: 1, last_trouble: 'it says 503', closed: false },
  ]);
  expect(outbox).toMatchObject({ sent: 3, waiting: 1, given_up: 1 });
  await pool.query('delete from outbox_delivery; delete from outbox');
});

test('what is copied to who helps names nobody', async () => {
  const { pool } = gateway().db;
  await pool.query(`update channel_health set error = 'sign-in: no answer from imap.acme.example for old@acme.example', failures = 1, stopped_at = null where channel = 'imap vmi'`); // prettier-ignore
  const answer = await send('POST', '/health/diagnostics');
  expect(answer.status).toBe(200);
  const said = answer.bytes.toString();
  for (const name of ['acme', 'hunter2', 'se cret', HOOK, 'imap vmi', '127.0.0.1', gateway().config.home]) expect([name, said.includes(name)]).toEqual([name, false]);
  expect(answer.json.sources[0]).toMatchObject({ kind: 'imap', state: 'failing', error: expect.stringMatching(/^sign-in: no answer from <host \d+> for <address \d+>$/) }); // prettier-ignore
  expect(answer.json.checks.some((c: { what: string }) => c.what === 'database')).toBe(true);
}, 60_000); // prettier-ignore
