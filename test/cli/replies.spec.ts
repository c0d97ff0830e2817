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

test('suggestions: what was said in words is accepted by a person, and what waited is taken up', async () => {
  for (const [name, rows] of Object.entries({
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,description,uom\nOIL-5,Oil,L\n',
    item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,O5,OIL-5\n',
  }))
    await run('import', file(`${name}.csv`, rows));
  await run(
    'ingest',
    file('s.csv', 'Artikel;Werk;Bestand;ME;Stand\nO5;HAM;7;KAR;15.11.2026\n'),
    '--supplier',
    'NORD',
    '--received-at',
    '2026-11-16T07:00:00Z',
  );
  const [one, two] = ['00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000b2'];
  await sql(`insert into suggestion (id, receipt_id, reply_id, supplier_id, name, meaning, line, at)
  select x.id::uuid, '${RECEIPT}', '${REPLY}', s.id, x.name, x.meaning, x.name || ' = ' || x.meaning, '2026-11-16' from supplier s, (values ('${one}', 'KAR', '12'), ('${two}', 'PAL', '480')) x (id, name, meaning)`);
  expect((await run('suggestions')).stdout).toMatch(/sug_\S+ +NORD +KAR +12 +KAR = 12/);
  expect(await run('suggestions', 'accept', one)).toMatchObject({ code: 2, stderr: expect.stringContaining('expected --sku') });
  expect((await run('suggestions', 'accept', one, '--sku', 'OIL-5', '--by', 'anna')).stdout).toContain('KAR means 12; 1 line taken up');
  expect(await sql('select factor_n::text n from item_unit')).toEqual([{ n: '12' }]);
  expect(await run('suggestions', 'accept', two, '--sku', 'OIL-5')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nothing waits for PAL'),
  });
  expect((await run('suggestions', 'dismiss', two, '--by', 'otto')).code).toBe(0);
  expect(await run('suggestions', 'dismiss', two)).toMatchObject({ code: 6, stderr: expect.stringContaining('before') });
  expect((await run('suggestions', '--state', 'accepted', '--json')).json).toMatchObject({
    suggestions: [{ id: `sug_${one}`, author: 'anna' }],
  });
  expect(await sql(`select entry->>'by' who from audit_entry where entry->>'what' = 'suggestion update' order by n`)).toEqual([{ who: 'anna' }, { who: 'otto' }]); // prettier-ignore
});

test.each([
  [['suggestions', '--state', 'gone'], 'expected open, accepted'],
  [['replies', '--state', 'gone'], 'expected preview, leaves'],
  [['replies', '--supplier', 'NOPE'], 'there is no supplier NOPE'],
  [['replies', 'show', 'rpl_1'], 'is no id of a reply'],
  [['replies', 'send', '00000000-0000-7000-8000-000000000000'], 'there is no reply'],
])('%j is wrong usage', async (words, says) => {
  expect(await run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});
