import { useCommands } from '../support/commands';

/** What suppliers are written, as people look at it and send it. */
const { run, file, sql, withEnv } = useCommands();
const RECEIPT = '00000000-0000-7000-8000-000000000001';
const REPLY = '00000000-0000-7000-8000-00000000000a';
beforeAll(async () => {
  await run('import', file('suppliers.csv', 'supplier,name,email_from\nNORD,Nord,@nord.example\n'));
  const message = { from: '', to: 'lager@nord.example', subject: 'Re: KW46 – to fix', text: 'Hello,\nrow 3', headers: {}, attachments: [{ filename: 'a.xlsx', contentType: 'x', base64: 'AAAA' }] }; // prettier-ignore
  await sql(`insert into receipt (id, channel, arrival_key, sha256, name, received_at, state) values ('${RECEIPT}', 'imap', 'k', 's', 'KW46.eml', '2026-11-16', 'done');
insert into reply (id, receipt_id, supplier_id, outcome, state, address, language, subject, message, made_at)
  select '${REPLY}', '${RECEIPT}', id, 'partly', 'preview', 'lager@nord.example', 'en', '${message.subject}', '${JSON.stringify(message)}', '2026-11-16' from supplier`);
});

test('replies lists and shows what waits', async () => {
  expect((await run('replies', '--state', 'preview')).stdout).toMatch(
    /rpl_\S+ +NORD +lager@nord\.example +partly +preview +Re: KW46 – to fix/,
  );
  expect((await run('replies', '--supplier', 'NORD', '--json')).json).toMatchObject({
    replies: [{ id: `rpl_${REPLY}`, state: 'preview', file: 'KW46.eml' }],
  });
  expect((await run('replies', '--state', 'leaves')).stdout).toContain('nobody was written to');
  expect((await run('replies', 'show', REPLY)).stdout.split('\n')).toEqual(
    expect.arrayContaining(['attached: a.xlsx (3 bytes)', '  Hello,', '  row 3']),
  );
});

test('replies send: not without a mail server, not while all is stopped, and then once', async () => {
  expect(await run('replies', 'send', REPLY)).toMatchObject({ code: 6, stderr: expect.stringContaining('no section mail') });
  const mail = 'mail: { host: 127.0.0.1, port: 1, from: vmi@buyer.example }\n';
  const by = (settings: string, name: string): Promise<Awaited<ReturnType<typeof run>>> => withEnv({ CROSSCOUNT_SETTINGS: file('g.yaml', settings) }, 'replies', 'send', `rpl_${REPLY}`, '--by', name); // prettier-ignore
  expect(await by(`${mail}replies: { stop: true }\n`, 'anna')).toMatchObject({ code: 6, stderr: expect.stringContaining('stopped') });
  expect((await by(mail, 'anna')).stdout).toContain('leaves, to lager@nord.example');
  expect((await by(mail, 'otto')).code).toBe(0);
  expect(await sql(`select event_key, target, payload->>'from' "from" from outbox`)).toEqual([{ event_key: `reply ${RECEIPT}`, target: 'lager@nord.example', from: 'vmi@buyer.example' }]); // prettier-ignore
  expect(await sql(`select entry->>'by' who, entry->>'what' what from audit_entry where entry->>'what' like 'reply%'`)).toEqual([{ who: 'anna', what: 'reply_decision insert' }]); // prettier-ignore
  expect((await run('replies', 'show', REPLY, '--json')).json).toMatchObject({ state: 'leaves', sent_by: 'anna' });
});

test.each([
  [['replies', '--state', 'gone'], 'expected preview, leaves'],
  [['replies', '--supplier', 'NOPE'], 'there is no supplier NOPE'],
  [['replies', 'show', 'rpl_1'], 'is no id of a reply'],
  [['replies', 'send', '00000000-0000-7000-8000-000000000000'], 'there is no reply'],
])('%j is wrong usage', async (words, says) => {
  expect(await run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});
