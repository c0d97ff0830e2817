import { startImap, type TestImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';
import { useMailbox } from './mailbox';

// The mailbox is a real Dovecot where there is one, else hoodiecrow-imap, which is said aloud.
const { box, db, log } = useMailbox();
let server: TestImap;
beforeAll(async () => void (server = await startImap()));
afterAll(() => server.stop());
afterEach(() =>
  server.person(async (c) => {
    for (const f of ['INBOX', 'Junk', 'Done']) {
      if (!(await c.list()).some((x) => x.path === f)) continue;
      const lock = await c.getMailboxLock(f);
      await c.messageDelete('1:*', { uid: true });
      lock.release();
    }
  }),
);
const folder = (name: string): Promise<{ uid: number; flags: Set<string> | undefined; subject: string | undefined }[]> =>
  server.person(async (c) => {
    const lock = await c.getMailboxLock(name, { readOnly: true });
    const all = await c.fetchAll('1:*', { uid: true, flags: true, envelope: true });
    lock.release();
    return all.map((m) => ({ uid: m.uid, flags: m.flags, subject: m.envelope?.subject }));
  });

test('takes what is there, byte for byte, seen or not, junk as well, and marks nothing', async () => {
  const raw = mailOf({ csv: CSV, subject: 'KW 47/2' });
  await server.append(raw);
  await server.append(mailOf({ csv: CSV, subject: 'read already' }), 'INBOX', ['\\Seen']);
  await server.append(mailOf({ csv: CSV, subject: 'in junk' }), 'Junk');
  const b = await box(server);
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  const kept = await b.receipts();
  expect(kept.map((r) => r.name).sort()).toEqual(['KW 47-2.eml', 'in junk.eml', 'read already.eml']);
  const first = kept.find((r) => r.name.startsWith('KW'))!;
  expect(await b.raw(first.sha256)).toBe(raw);
  expect(first.origin).toMatchObject({ from: 'lager@nord.example', subject: 'KW 47/2', folder: 'INBOX' });
  expect((await folder('INBOX')).map((m) => [...m.flags!].filter((f) => f !== '\\Recent'))).toEqual([[], ['\\Seen']]);
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  expect(await b.receipts()).toHaveLength(3);
  expect(b.proxy.trace.filter((l) => / (STORE|EXPUNGE|MOVE|COPY|SELECT)/i.test(l))).toEqual([]);
});

test('what nobody wrote, what the rules leave out, and what is only decoration: each with its reason', async () => {
  const logo = [
    '',
    '--b1',
    'Content-Type: image/png; name="logo.png"',
    'Content-Disposition: inline; filename="logo.png"',
    'Content-ID: <l>',
    '',
    'x',
  ];
  const mail = mailOf({ csv: CSV }).replace('\r\n--b1--', `${logo.join('\r\n')}\r\n--b1--`);
  await server.append(mail);
  await server.append(mailOf({ headers: ['Auto-Submitted: auto-replied'], subject: 'Abwesend' }));
  await server.append(
    mailOf({ text: 'gone' })
      .replace(/Content-Type: text.plain[^\r]*/, 'Content-Type: multipart/report; report-type=delivery-status; boundary="r"')
      .replace(
        'gone',
        '--r\r\nContent-Type: text/plain\r\n\r\ngone\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n\r\n--r--',
      ),
  );
  await server.append(mailOf({ subject: 'Lunch' }));
  await server.append(mailOf({ csv: CSV, file: 'preise.csv' }));
  const b = await box(server, { rules: [{ skip: { attachment: 'preise*' } }, { take: { attachment: '*.csv' } }, { skip: {} }] });
  expect(await b.look()).toEqual({ listed: 5, received: 1, explained: 4 });
  expect((await b.seen()).map((m) => [m.state, m.reason])).toEqual([
    ['kept', 'taken'],
    ['skipped', 'auto-reply: nobody wrote it'],
    ['skipped', 'bounce: a notice about the delivery of another mail'],
    ['skipped', 'rule 3: skip everything else'],
    ['skipped', 'rule 1: skip attachment preise*'],
  ]);
  expect((await b.seen())[0]!.left_out).toEqual({ picture: 1 });
  expect(b.proxy.trace.filter((l) => /BODY\.PEEK\[\]/.test(l))).toHaveLength(1);
});

test('after success: moved by MOVE, only what was taken, and a mail moved back is the same mail', async () => {
  await server.append(mailOf({ csv: CSV, subject: 'one' }));
  await server.append(mailOf({ subject: 'two' }));
  const b = await box(server, { after: { move: 'Done' }, rules: [{ skip: { subject: 'two' } }] });
  await b.look();
  expect((await folder('INBOX')).map((m) => m.subject)).toEqual(['two']);
  expect((await folder('Done')).map((m) => m.subject)).toEqual(['one']);
  await server.person(async (c) => {
    await c.mailboxOpen('Done');
    await c.messageMove('1:*', 'INBOX', { uid: true });
  });
  await b.look();
  expect((await b.seen()).map((m) => [m.state, m.settled])).toEqual([
    ['kept', 'moved'],
    ['skipped', null],
    ['duplicate', 'moved'],
  ]);
  expect(await b.receipts()).toHaveLength(1);
  expect((await folder('Done')).map((m) => m.subject)).toEqual(['one']);
});

test('after success: a flag', async () => {
  const uid = await server.append(mailOf({ csv: CSV }));
  const other = await server.append(mailOf({}), 'INBOX', ['\\Flagged']);
  const b = await box(server, { after: { flag: '$Crosscount' }, rules: [{ take: { attachment: '*' } }, { skip: {} }] });
  await b.look();
  const stores = b.proxy.trace.filter((l) => / STORE /.test(l));
  expect(stores).toHaveLength(1);
  expect(stores[0]).toMatch(/UID STORE \d+ \+FLAGS\.SILENT \(\$Crosscount\)$/);
  const flags = new Map((await folder('INBOX')).map((m) => [m.uid, [...m.flags!].filter((f) => f !== '\\Recent')]));
  expect(flags.get(uid)).toEqual(['$Crosscount']);
  expect(flags.get(other)).toEqual(['\\Flagged']);
});

test('a person reads, moves and deletes while the channel is at work', async () => {
  const first = await server.append(mailOf({ csv: CSV, subject: 'taken away' }));
  await server.append(mailOf({ csv: CSV, subject: 'read' }));
  const b = await box(server);
  let done: Promise<unknown> | undefined;
  b.proxy.line = (line) => {
    // Between the list of numbers and the first body, somebody else is at the mailbox.
    if (/BODY\.PEEK\[HEADER/.test(line))
      done ??= server.person(async (c) => {
        await c.mailboxOpen('INBOX');
        await c.messageFlagsAdd('1:*', ['\\Seen'], { uid: true });
        await c.messageDelete(String(first), { uid: true });
      });
    return line;
  };
  await b.look();
  await done;
  b.proxy.line = undefined;
  await b.look();
  const states = new Map((await b.seen()).map((m) => [m.uid, m.state]));
  expect(['gone', 'kept']).toContain(states.get(first)!);
  expect([...states.values()].filter((s) => s === 'kept').length).toBeGreaterThanOrEqual(1);
  expect((await b.receipts()).some((r) => r.name === 'read.eml')).toBe(true);
  expect(await b.look()).toMatchObject({ listed: 1, received: 1 });
});

test('the same Message-ID with other content is another mail; without one it is taken as well', async () => {
  await server.append(mailOf({ id: '<same@dhl.example>', csv: CSV }));
  await server.append(mailOf({ id: '<same@dhl.example>', csv: `${CSV}BRK-9;HAM;1;2026-11-15\n` }));
  await server.append(mailOf({ csv: CSV }).replace(/Message-ID: [^\r]*\r\n/, ''));
  const b = await box(server);
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  expect(await b.receipts()).toHaveLength(3);
  expect((await b.seen()).map((m) => m.reason)).toEqual([
    'taken',
    'taken; another mail bore its Message-ID before (MSGID_REUSED)',
    'taken',
  ]);
  expect((await b.receipts()).map((r) => r.origin.message_id_reused)).toEqual([undefined, 'yes', undefined]);
  expect(log.filter((l) => l.endsWith('another mail bore its Message-ID <same@dhl.example> before'))).toHaveLength(1);
});

test('the same mail in two mailboxes, with the lines of the servers that it came through, is one delivery', async () => {
  const mail = { id: '<once@nord.example>', csv: CSV };
  const ways = [
    ['Received: from a.example by mx1.buyer.example', 'Delivered-To: vmi@buyer.example'],
    ['Received: from b.example by mx2.buyer.example'],
  ];
  await server.append(mailOf({ ...mail, headers: ways[0]! }));
  await server.append(mailOf({ ...mail, headers: ways[1]! }), 'Junk');
  const [one, other] = [await box(server, { junk: false }), await box(server, { folders: ['Junk'], junk: false })];
  expect(await one.look()).toEqual({ listed: 1, received: 1, explained: 0 });
  expect(await other.look()).toEqual({ listed: 1, received: 1, explained: 0 });
  expect([await one.states(), await other.states()]).toEqual([['kept'], ['duplicate']]);
  expect([await one.receipts(), await other.receipts()].map((r) => r.length)).toEqual([1, 0]);
  expect((await other.seen())[0]!.receipt_id).toBe((await one.seen())[0]!.receipt_id);
});

test('a folder that is not there is an error that says so, and the others are looked into', async () => {
  await server.append(mailOf({ csv: CSV }), 'Junk');
  const b = await box(server, { folders: ['INBOX', 'Lieferanten'] });
  await expect(b.look()).rejects.toThrow(/Lieferanten/);
  expect(await b.states()).toEqual(['kept']);
});

test('a password that is refused is not tried at every look', async () => {
  const b = await box(server, { password: 'wrong' });
  await expect(b.look()).rejects.toThrow(/sign-in: /);
  await expect(b.look()).rejects.toThrow(/next try in \d+ s/);
  expect(b.proxy.connections).toBe(1);
});

test('a test mail a day, recognised when it arrives, and no mail of a supplier', async () => {
  const b = await box(server, { canary: 'vmi@buyer.example' });
  await b.look();
  await b.look();
  const { rows } = await db().pool.query(`select payload from outbox where event_key like 'canary %'`);
  expect(rows).toHaveLength(1);
  const [[header, token]] = Object.entries((rows[0] as { payload: { headers: Record<string, string> } }).payload.headers) as [
    [string, string],
  ];
  await server.append(mailOf({ headers: [`${header}: ${token}`] }));
  expect(await b.look()).toEqual({ listed: 1, received: 1, explained: 0 });
  expect(await b.states()).toEqual(['canary']);
  expect(await b.receipts()).toEqual([]);
  expect((await db().pool.query('select 1 from canary where seen_at is not null')).rowCount).toBe(1);
  b.clock.hours = 25;
  await b.look();
  expect((await db().pool.query('select 1 from canary')).rowCount).toBe(2);
});
