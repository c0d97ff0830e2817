import { outboundViews } from '../../src/modules/reconciliation/outbound-views.store';
import { noteSent } from '../../src/modules/acks/sent.store';
import { putInOutbox } from '../../src/modules/outbox/outbox.store';
import { reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { importFeed } from '../../src/modules/feed/import-feed';
import { keep } from '../../src/modules/documents/keep';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { reconcile } from '../../src/modules/reconciliation/reconcile';
import { inTransaction } from '../../src/database/transaction';
import { fixedClock } from '../../src/platform/clock';
import { ediOf } from '../../src/modules/suppliers/edi';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { settingsOf } from '../support/settings';

/** What we sent and what partners say became of it, until it is acknowledged. */
const { gateway } = useApi({ settings: () => Promise.resolve('{}') });
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

const hours = (h: number): string => new Date(Date.parse(NOW) + h * 3_600_000).toISOString();
let n = 0;

/** An order under interchange and group `number`, which left at NOW. */
async function sent(number: number, more: { kind?: string; left?: boolean; within?: number; message?: string } = {}): Promise<void> {
  const { kind = 'x12-850', left = true, within = null, message = '0001' } = more;
  await inTransaction(gateway().db.pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(`select id from supplier where code = 'NORD'`);
    const message1 = { eventKey: `sent ${number}`, target: 'x', kind: 'folder', payload: { name: 'o.edi', base64: '' } } as const;
    const [outboxId] = await putInOutbox(client, [message1], NOW);
    if (left) await client.query(`update outbox set state = 'sent', sent_at = $2 where id = $1`, [outboxId, NOW]);
    await noteSent(client, {
      ...{ supplierId: rows[0]!.id, kind, own: 'ZZ:BUYER', partner: 'ZZ:NORDBREMS', interchange: String(number), group: String(number) },
      ...{ message, reference: `PO-${number}`, bytes: Buffer.from('-'), outboxId: outboxId!, at: NOW, withinHours: within },
    });
  });
}
const x12 = (segments: readonly string[], type = '997', gs = 'FA'): string => {
  const nine = String(900 + ++n).padStart(9, '0');
  const body = [`ST*${type}*0001`, ...segments, `SE*${segments.length + 2}*0001`];
  const parties = `ZZ*${'NORDBREMS'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  return [`ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${parties}*261116*0600*U*00401*${nine}*0*P*>`, `GS*${gs}*A2*B2*20261116*0600*${n}*X*004010`, ...body, `GE*1*${n}`, `IEA*1*${nine}`].map((s) => `${s}~`).join(''); // prettier-ignore
};
const edifact = (segments: readonly string[], type = 'CONTRL:D:3:UN'): string => {
  const body = [`UNH+1+${type}`, ...segments, `UNT+${segments.length + 2}+1`];
  return [`UNB+UNOC:3+NORDBREMS:ZZ+BUYER:ZZ+261116:0600+${900 + ++n}`, ...body, `UNZ+1+${900 + n}`].map((s) => `${s}'`).join('');
};

async function comes(text: string, at: string): Promise<void> {
  const { receiptId } = await keep(gateway(), { arrivalKey: `k ${++n}`, name: `${n}.edi`, receivedAt: at, bytes: Buffer.from(text), channel: 'api', origin: {}, supplier: 'NORD' }); // prettier-ignore
  await processDocument({ ...gateway(), edi: ediOf(settingsOf({})) }, receiptId);
  await reconcile(gateway().db, 'touched', at);
}
const told = async (): Promise<string[]> =>
  (await reportExceptions(gateway().db.pool, EVERYTHING, ['open', 'resolved']))
    .filter((e) => e.type === 'ACK_OVERDUE')
    .map((e) => `${e.key.split('|').slice(2).join(' ')} ${e.status} ${e.severity} ${e.documents.map((d) => d.place).join()}`)
    .sort();
/** What is still the matter with the message under a number: no answer, or one that is no plain yes, and where that stands. */
async function answerTo(number: number): Promise<string | undefined> {
  const views = await inTransaction(gateway().db.pool, (client) => outboundViews(client, Date.parse(hours(1)), false));
  const view = views.find((v) => v.control.split('/')[0] === String(number));
  const said = view?.acknowledged;
  if (!view || said?.answer === 'accepted') return undefined;
  return said ? `${said.answer} ${said.detail ?? '-'} ${said.document.place}` : 'none';
}

test('silence is raised after a day or what was agreed, not before, and not for what never left', async () => {
  await sent(11);
  await sent(12, { within: 2 });
  await sent(13, { left: false });
  await reconcile(gateway().db, 'all', hours(1.9));
  expect(await told()).toEqual([]);
  await reconcile(gateway().db, 'all', hours(2.1));
  expect(await told()).toEqual(['x12-850 12 open medium ']);
  await reconcile(gateway().db, 'all', hours(24.1));
  expect(await told()).toEqual(['x12-850 11 open medium ', 'x12-850 12 open medium ']);
});

test('a late yes ends it, a no is raised at once with its segment, and a yes for another one changes nothing', async () => {
  await comes(x12(['AK1*PO*11', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']), hours(25));
  expect(await told()).toEqual(['x12-850 11 resolved medium ', 'x12-850 12 open medium ']);
  await comes(x12(['AK1*PO*12', 'AK2*850*0001', 'AK3*PO1*4**8', 'AK5*R*5', 'AK9*R*1*1*0']), hours(26));
  expect((await told())[1]).toMatch(/^x12-850 12 open high segment \d+ AK501$/);
  await comes(x12(['AK1*PO*12', 'AK2*850*0009', 'AK5*A', 'AK9*P*2*2*1']), hours(27));
  expect((await told())[1]).toMatch(/^x12-850 12 open (high|medium)/);
  await comes(x12(['AK1*PO*0012', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']), hours(28));
  expect((await told())[1]).toMatch(/^x12-850 12 resolved/);
});

test.each<[string, string, string | undefined]>([
  ['997 A', x12(['AK1*PO*#', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']), undefined],
  ['997 of the group alone, A', x12(['AK1*PO*#', 'AK9*A*1*1*1']), undefined],
  ['997 E', x12(['AK1*PO*#', 'AK2*850*0001', 'AK5*E*5', 'AK9*E*1*1*1']), 'with_errors 5 segment 6 AK501'],
  ['997 whose group contradicts its set', x12(['AK1*PO*#', 'AK2*850*0001', 'AK5*A', 'AK9*R*1*1*1']), undefined],
  ['997 of the group alone, R', x12(['AK1*PO*#', 'AK9*R*1*1*0*2']), 'rejected 2 segment 5 AK901'],
  ['999 R', x12(['AK1*PO*#*005010', 'AK2*850*0001*005010', 'IK5*R*I5', 'AK9*R*1*1*0'], '999'), 'rejected I5 segment 6 IK501'],
  ['997 of another group', x12(['AK1*PO*1#', 'AK2*850*0001', 'AK5*R*5', 'AK9*R*1*1*0']), 'none'],
  ['997 with a word that nobody knows', x12(['AK1*PO*#', 'AK2*850*0001', 'AK5*Q', 'AK9*Q*1*1*0']), 'none'],
  ['824 by the number of the order', x12(['BGN*00*1*20261116', 'OTI*TR*PO*PO-#', 'TED*012*no such item'], '824', 'AG'), 'rejected - segment 5 OTI01'], // prettier-ignore
  ['824 by the control numbers', x12(['BGN*00*1*20261116', 'OTI*TE*PO*X*****#*0001*850'], '824', 'AG'), 'with_errors - segment 5 OTI01'],
  ['CONTRL 7', edifact(['UCI+#+BUYER:ZZ+NORDBREMS:ZZ+7']), undefined],
  ['CONTRL 8, received', edifact(['UCI+#+BUYER:ZZ+NORDBREMS:ZZ+8']), undefined],
  ['CONTRL 4', edifact(['UCI+#+BUYER:ZZ+NORDBREMS:ZZ+4+12']), 'rejected 12 segment 3 UCI'],
  ['CONTRL 7, of the message 4', edifact(['UCI+#+BUYER:ZZ+NORDBREMS:ZZ+7', 'UCM+0001+ORDERS:D:96A:UN+4+18']), 'rejected 18 segment 4 UCM'],
  ['CONTRL 4, of the message 7', edifact(['UCI+#+BUYER:ZZ+NORDBREMS:ZZ+4', 'UCM+0001+ORDERS:D:96A:UN+7']), 'rejected - segment 3 UCI'],
  ['APERAK 313', edifact(['BGM+313+A1+9', 'RFF+ON:PO-#', 'ERC+41'], 'APERAK:D:96A:UN'), 'rejected 41 segment 5 ERC01'],
  ['APERAK 312', edifact(['BGM+312+A1+9', 'RFF+ON:PO-#'], 'APERAK:D:96A:UN'), undefined],
])('%s', async (_, text, holds) => {
  const number = 100 + ++n;
  await sent(number);
  await comes(text.replaceAll('#', String(number)), hours(0.5));
  expect(await answerTo(number)).toBe(holds);
});

test('a no about the content outranks a later yes about the form; TA1 that refuses the frame is a no', async () => {
  await sent(801);
  await comes(x12(['BGN*00*1*20261116', 'OTI*TR*PO*PO-801'], '824', 'AG'), hours(0.5));
  await comes(x12(['AK1*PO*801', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']), hours(0.6));
  expect(await answerTo(801)).toMatch(/^rejected/);
  await sent(802);
  const ta1 = x12(['AK1*PO*7', 'AK9*A*1*1*1']).replace('~GS', '~TA1*000000802*261116*0600*R*006~GS');
  await comes(ta1, hours(0.7));
  expect(await answerTo(802)).toBe('rejected 006 segment 2 TA104');
});
