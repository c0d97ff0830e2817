import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EVERYTHING } from '../../src/modules/access/sees';
import { type AnswerReport, answerBytes, countNotWritten, reportAnswers } from '../../src/modules/acks/answers-list.store';
import type { Arrival } from '../../src/modules/documents/arrival';
import { keep } from '../../src/modules/documents/keep';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { check } from '../../src/modules/pipeline/ingest';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { applyReplay, previewReplay } from '../../src/modules/pipeline/replay';
import { ediOf } from '../../src/modules/suppliers/edi';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { smtpReceiver } from '../support/receivers';
import { settingsOf } from '../support/settings';

/** What interchanges are answered, from the delivery to the file, the mail or the reply that leaves, with a real mail server. */
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
const { gateway, get } = useApi({
  settings: async () => {
    smtp = await smtpReceiver();
    return JSON.stringify({ mail: { host: '127.0.0.1', port: smtp.port, from: 'vmi@buyer.example' }, outgoing: { allow: ['127.0.0.1'] } });
  },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'acknowledgements-'));
afterAll(async () => {
  await smtp.close();
  fs.rmSync(folder, { recursive: true });
});
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

let n = 0;
let control = 500;
const SEND = { acknowledge: { leave: 'send' } };
const x12 = (number: number, quantity: number | string = 412, asks = '0', count = 5): string => {
  const nine = String(number).padStart(9, '0');
  const parties = `ZZ*${'NORDBREMS'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  return [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${parties}*261116*0600*U*00401*${nine}*${asks}*P*>`,
    `GS*IB*A2*B2*20261116*0600*${number}*X*004010`,
    ...['ST*846*0001', `BIA*00*DD*I${number}*20261116`, 'LIN**IN*BRK-2210', `QTY*17*${quantity}*EA`, `SE*${count}*0001`],
    ...['GE*1*' + number, `IEA*1*${nine}`],
  ]
    .map((s) => `${s}~`)
    .join('');
};

interface Came {
  readonly edi?: object;
  readonly arrival?: Partial<Arrival>;
}
const later = (): string => new Date(Date.parse(NOW) + ++n * 1000).toISOString();
const drop = (supplier?: string): Partial<Arrival> => {
  const at = path.join(folder, 'drop', supplier ?? '');
  fs.mkdirSync(at, { recursive: true });
  return { channel: 'drop-folder test', origin: { path: path.join(at, `${n}.edi`) }, ...(supplier ? { supplier } : {}) };
};
async function arrives(bytes: string, { edi = SEND, arrival = drop('NORD') }: Came = {}): Promise<AnswerReport[]> {
  const receivedAt = later();
  const whole = { arrivalKey: `key ${n}`, name: `${n}.edi`, receivedAt, bytes: Buffer.from(bytes), channel: 'api', origin: {}, ...arrival };
  const { receiptId } = await keep(gateway(), whole);
  await processDocument({ ...gateway(), edi: ediOf(settingsOf({ edi })) }, receiptId);
  return reportAnswers(gateway().db.pool, EVERYTHING, { receiptId, limit: 10 });
}
const bytesOf = async (a: AnswerReport): Promise<string> => (await answerBytes(gateway().db.pool, EVERYTHING, a.id))!.bytes.toString();
const outFiles = (supplier = 'NORD'): string[] => {
  const out = path.join(folder, 'drop', supplier, 'out');
  return fs.existsSync(out) ? fs.readdirSync(out).sort() : [];
};
async function relay(): Promise<void> {
  const g = gateway();
  await new Relay(g.db.pool, openWriters(g.config.settings), fixedClock('2027-01-01T00:00:00.000Z'), g.log).drain();
}

test('until it is switched on it is made and shown, and nothing leaves', async () => {
  const [ack] = await arrives(x12(++control), { edi: {} });
  expect(ack).toMatchObject({
    kind: '997',
    supplier: 'NORD',
    verdict: 'accepted',
    state: 'preview',
    leaves: [],
    control: `000000${control}`,
  });
  await relay();
  expect(outFiles()).toEqual([]);
});

test('into the folder out of the supplier, whole and once; the same file again gets the very same bytes', async () => {
  const sent = x12(++control, 413, '1');
  const acks = await arrives(sent);
  expect(acks.map((a) => `${a.kind} ${a.verdict} ${a.state}`).sort()).toEqual(['997 accepted leaves', 'TA1 accepted leaves']);
  await relay();
  const files = outFiles();
  expect(files).toHaveLength(2);
  const out = path.join(folder, 'drop', 'NORD', 'out');
  const written = (): Buffer[] => outFiles().map((f) => fs.readFileSync(path.join(out, f)));
  const before = written();
  expect(before.map(String)).toEqual(expect.arrayContaining(await Promise.all(acks.map(bytesOf))));
  for (const f of files) fs.rmSync(path.join(out, f)); // the partner took them
  for (let i = 0; i < 2; i++) expect(await arrives(sent)).toEqual([]); // no new number, no other words
  await relay();
  expect([outFiles(), written()]).toEqual([files, before]);
});

test('who sends the same for ever is answered three times more in a day', async () => {
  const sent = x12(++control);
  const [ack] = await arrives(sent);
  for (let i = 0; i < 5; i++) await arrives(sent);
  const [{ leaves }] = (await reportAnswers(gateway().db.pool, EVERYTHING, { id: ack!.id, limit: 1 })) as [AnswerReport];
  expect(leaves).toHaveLength(4);
});

test('each answer has the next number of its partner', async () => {
  const numbers: number[] = [];
  for (let i = 0; i < 3; i++) numbers.push(Number((await arrives(x12(++control)))[0]!.own_control));
  expect(numbers.map((x) => x - numbers[0]!)).toEqual([0, 1, 2]);
});

test('a number that is rolled back is of nothing that left, and is given again', async () => {
  const before = Number((await arrives(x12(++control)))[0]!.own_control);
  const g = { ...gateway(), edi: ediOf(settingsOf({ edi: SEND })) };
  const { receiptId } = await keep(g, {
    channel: 'api',
    arrivalKey: 'broken',
    name: 'b.edi',
    receivedAt: later(),
    bytes: Buffer.from(x12(++control)),
    origin: {},
  });
  await g.db.pool.query(`create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create trigger no before update on receipt for each row when (new.state = 'done') execute function no()`);
  await expect(processDocument(g, receiptId)).rejects.toThrow('no');
  await g.db.pool.query('drop trigger no on receipt; drop function no');
  expect(await reportAnswers(g.db.pool, EVERYTHING, { receiptId, limit: 5 })).toEqual([]);
  await processDocument(g, receiptId);
  const [ack] = await reportAnswers(g.db.pool, EVERYTHING, { receiptId, limit: 5 });
  expect(Number(ack!.own_control)).toBe(before + 1);
});

test('the verdict is what became of it: with errors, rejected by the setting of the supplier, and taken when it comes again', async () => {
  expect((await arrives(x12(++control, 414, '0', 6)))[0]).toMatchObject({ verdict: 'with_errors' });
  const wrong = x12(++control, 415, '0', 6);
  const [refused] = await arrives(wrong, { edi: { ...SEND, counts: 'refuse' } });
  expect([refused!.verdict, await bytesOf(refused!)]).toEqual(['rejected', expect.stringContaining('AK2*846*0001~AK5*R*4~AK9*R*1*1*0~')]);
  const [taken] = await arrives(wrong);
  expect(taken!.verdict).toBe('with_errors'); // a new one: it is read anew
  expect((await arrives(x12(++control, 'many')))[0]).toMatchObject({ verdict: 'rejected', says: expect.stringContaining('R (0 of 1)') });
});

test('a number that came before with other content gets a TA1, and no 997 that takes back the first', async () => {
  await arrives(x12(++control, 416));
  const [ack, ...more] = await arrives(x12(control, 417));
  expect([ack!.kind, ack!.says, more]).toEqual(['TA1', 'TA1 R 025', []]);
});

test('a sender that nobody knows is not answered, nor is an answer', async () => {
  expect(await arrives(x12(++control).replace('NORDBREMS', 'STRANGERS'), { arrival: {} })).toEqual([]);
  const fa = x12(++control)
    .replace(/GS\*IB/, 'GS*FA')
    .replace(/ST\*846.*SE\*5/, 'ST*997*0001~AK1*IB*1~AK9*A*1*1*1~SE*4');
  expect(await arrives(fa)).toEqual([]);
});

test('who was unknown is answered once its sender is known, and once however often it is read again', async () => {
  const g = { ...gateway(), edi: ediOf(settingsOf({ edi: SEND })) };
  const receivedAt = later();
  const bytes = Buffer.from(x12(++control).replace('NORDBREMS', 'NEWCOMERS'));
  const { receiptId } = await keep(g, { channel: 'api', arrivalKey: 'newcomer', name: 'n.edi', receivedAt, bytes, origin: {} });
  const read = async (): Promise<string[]> => {
    await g.db.pool.query(`update receipt set state = 'kept' where id = $1`, [receiptId]);
    await processDocument(g, receiptId);
    return (await reportAnswers(g.db.pool, EVERYTHING, { receiptId, limit: 5 })).map((a) => `${a.kind} ${a.verdict}`);
  };
  expect(await read()).toEqual([]);
  await g.db.pool.query(`update supplier set edi_id = edi_id || ';ZZ:NEWCOMERS' where code = 'NORD'`);
  expect(await read()).toEqual(['997 accepted']);
  expect(await read()).toEqual(['997 accepted']);
});

test('what cannot be written in the form of the partner does not leave, and is told', async () => {
  const [ack] = await arrives(x12(++control).replace('NORDBREMS      ', 'A-MUCH-TOO-LONG-SENDER'));
  expect(ack).toMatchObject({ state: 'not_written', leaves: [], trouble: expect.stringContaining('exceeds maximum of 15') });
  expect(await countNotWritten(gateway().db.pool)).toBe(1);
});

test('a replay answers nobody', async () => {
  const [ack] = await arrives(x12(++control, 418));
  const [{ id }] = (await gateway().db.pool.query<{ id: string }>('select id from document where receipt_id = $1', [ack!.receipt.slice(4)]))
    .rows as [{ id: string }];
  const asked = { documents: [`doc_${id}`] };
  const { hash } = await previewReplay(gateway(), asked, NOW);
  await applyReplay(gateway(), asked, { hash, author: 'anna', reason: 'to see' }, NOW);
  const after = await reportAnswers(gateway().db.pool, EVERYTHING, { receiptId: ack!.receipt, limit: 5 });
  expect(after).toEqual([ack]);
});

test('history is recorded as withheld', async () => {
  const [ack] = await arrives(x12(++control), { arrival: { ...drop('NORD'), withheld: true } });
  expect([ack!.state, ack!.leaves.map((l) => l.state)]).toEqual(['withheld', ['withheld']]);
});

test('a file beside the folders of suppliers is answered in the folder of its sender', async () => {
  const before = outFiles().length;
  await arrives(x12(++control), { arrival: drop() });
  await relay();
  expect(outFiles().length).toBeGreaterThan(before);
});

describe('a mail', () => {
  const mail = (edi: string): string =>
    `From: edi@nord.example\r\nTo: vmi@buyer.example\r\nSubject: stock\r\nMessage-ID: <m${n}@nordbrems.example>\r\nContent-Type: application/EDI-X12; name="s.846"\r\nContent-Disposition: attachment; filename="s.846"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(edi).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`;
  const byMail = (from: string, verdict: 'pass' | 'fail' = 'pass'): Partial<Arrival> => ({
    channel: 'imap test',
    name: 'stock.eml',
    sender: { verdict, said: '', signed: [], againAt: null },
    origin: { from, message_id: `<m${n}@nordbrems.example>`, subject: 'stock' },
  });

  test('is answered in its thread, with headers that no machine answers', async () => {
    const [ack] = await arrives(mail(x12(++control)), { arrival: byMail('edi@nord.example') });
    expect(ack!.leaves).toMatchObject([{ by: 'mail', to: 'edi@nord.example', state: 'waiting' }]);
    await relay();
    const { mail: got, from } = smtp.got.at(-1)!;
    expect([from, got.subject, got.inReplyTo, got.headers.get('auto-submitted')]).toEqual([
      '',
      'Re: stock',
      `<m${n - 1}@nordbrems.example>`,
      'auto-replied',
    ]);
    expect(got.attachments[0]!.content.toString()).toBe(await bytesOf(ack!));
  });

  test('whose sender is forged is answered to the address of the masters only', async () => {
    const [ack] = await arrives(mail(x12(++control)), { arrival: byMail('edi@nord.example', 'fail') });
    expect(ack!.leaves.map((l) => l.to)).toEqual(['stock@nord.example']);
  });
});

test('an upload: the receipt names the answer, and the API hands it out', async () => {
  const [ack] = await arrives(x12(++control), { arrival: {} });
  expect([ack!.state, ack!.leaves]).toEqual(['to_fetch', []]);
  const receipt = await get(`/api/v1/uploads/${ack!.receipt}`);
  expect(receipt.json.acknowledgements).toEqual([ack]);
  const raw = await get(`/api/v1/acknowledgements/${ack!.id}/raw`);
  expect(raw.bytes.toString()).toBe(await bytesOf(ack!));
  const list = await get('/api/v1/acknowledgements?state=to_fetch&supplier=NORD&limit=1');
  expect(list.json.data).toEqual([ack]);
});

test('EDIFACT that asks for it gets a CONTRL', async () => {
  const sent = `UNB+UNOC:3+4012345000009:14+5098765000019:14+261116:0615+${++control}++++1'UNH+1+INVRPT:D:96A:UN'BGM+35+I${control}+9'DTM+366:20261116:102'NAD+WH+4012345000009::9'LIN+1++4006381333931:EN'QTY+145:7:PCE'UNT+7+1'UNZ+1+${control}'`;
  const [ack] = await arrives(sent);
  expect([ack!.kind, ack!.verdict, await bytesOf(ack!)]).toEqual([
    'CONTRL',
    'accepted',
    expect.stringContaining(`UCI+${control}+4012345000009:14+5098765000019:14+7'`),
  ]);
});

test('doc check shows the answer that would leave, and neither stores it nor takes a number for it', async () => {
  const file = path.join(folder, 'checked.edi');
  const tables = async (): Promise<unknown> =>
    (await gateway().db.pool.query(`select (select count(*) from acknowledgement) answers, (select json_agg(c order by c.partner) from control_number c) numbers`)).rows; // prettier-ignore
  fs.writeFileSync(file, x12(++control, 412, '0', 6));
  const before = await tables();
  const { acknowledgements } = await check(gateway(), file, { receivedAt: later() });
  expect(acknowledgements.map((a) => [a.kind, a.verdict, /AK5\*E\*4/.test(a.content!)])).toEqual([['997', 'with_errors', true]]);
  expect(await tables()).toEqual(before);
});

test('content: an 824 beside the 997 where it was agreed, for what nobody could match', async () => {
  const edi = { acknowledge: { leave: 'send', content: 'faults' } };
  const good = await arrives(x12(++control), { edi });
  expect(good.map((a) => a.kind)).toEqual(['997']);
  const [advice, plain] = await arrives(x12(++control).replace('BRK-2210', 'NOPE-1'), { edi });
  expect([plain!.kind, plain!.verdict, advice!.kind, advice!.verdict]).toEqual(['997', 'accepted', '824', 'rejected']);
  expect(await bytesOf(advice!)).toContain(`~OTI*TR*TN*I${control}*****${control}*0001*846~TED*011*`);
  expect(await bytesOf(advice!)).toMatch(/TED\*011\*[^~]+\*LIN\*3\*\d*\*\*NOPE-1~|TED\*011\*[^~]+\*QTY\*4\*\d*\*\*NOPE-1~/);
});
