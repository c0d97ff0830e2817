import fs from 'node:fs';
import { EVERYTHING } from '../../src/modules/access/sees';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { type DocumentReport, reportDocuments } from '../../src/modules/documents/document-report.store';
import { Delivery, type Doc } from '../../src/modules/pipeline/delivery';
import { ingest } from '../../src/modules/pipeline/ingest';
import { refuseBroken } from '../../src/modules/pipeline/refuse-broken';
import { ediOf } from '../../src/modules/suppliers/edi';
import { fixedClock } from '../../src/platform/clock';
import { uuidv7 } from '../../src/platform/ids';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { settingsOf } from '../support/settings';

/** X12 from a file to what is posted of it: what stands in a file twice, what takes back, what is held. */
const { gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'x12-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

let n = 0;
type Set = readonly [type: string, ...body: string[]];
const enclosed = ([type, ...body]: Set, i: number): string[] => [`ST*${type}*000${i + 1}`, ...body, `SE*${body.length + 2}*000${i + 1}`];
interface How {
  readonly change?: (text: string) => string | Buffer;
  readonly edi?: object; // section of the settings
  readonly supplier?: string; // as the channel says
}
async function send(sets: readonly Set[], { change = (text) => text, edi = {}, supplier }: How = {}): Promise<readonly DocumentReport[]> {
  n += 1;
  const control = String(n).padStart(9, '0');
  const kind = { 856: 'SH', 846: 'IB' }[sets[0]?.[0] ?? ''] ?? 'PD';
  const groups = sets.length === 0 ? [] : [`GS*${kind}*A*B*20261116*0600*1*X*004010`, ...sets.flatMap(enclosed), `GE*${sets.length}*1`];
  const parties = `ZZ*${'NORDBREMS'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${parties}*261116*0600*U*00401*${control}*0*P*>`;
  const text = [isa, ...groups, `IEA*${groups.length === 0 ? 0 : 1}*${control}`].map((s) => `${s}~\n`).join('');
  const file = path.join(folder, `${n}.edi`);
  fs.writeFileSync(file, change(text));
  const receivedAt = new Date(Date.parse(NOW) + n * 1000).toISOString();
  const [sent] = await ingest({ ...gateway(), edi: ediOf(settingsOf({ edi })) }, [file], {
    receivedAt,
    withLines: true,
    ...(supplier ? { supplier } : {}),
  });
  return sent!.documents;
}
const told = (d: DocumentReport): string =>
  [d.status, ...d.lines.map((l) => `${l.sku ?? '?'} ${l.quantity ?? '?'}`), ...d.issues.map((i) => i.code)].join(', ');

const sold = (quantity: string, day = '20261115'): Set => ['852', `XQ*H*${day}`, 'LIN**IN*BRK-2210', `ZA*QS*${quantity}*EA`];
const notice = (purpose: string, id: string, ...lines: string[]): Set => ['856', `BSN*${purpose}*${id}*20261116*0600`, 'HL*1**I', ...lines];

test('what stands in a file twice counts once', async () => {
  const [first, second] = await send([sold('3'), sold('3')]);
  expect(told(second!)).toBe('quarantined, document.suspect-repeat');
  expect(told(first!)).toContain('BRK-2210 3');
});

test('two notices of one number in a file contradict each other', async () => {
  const [first, second] = await send([
    notice('00', 'S-1', 'LIN**IN*BRK-2210', 'SN1**5*EA'),
    notice('00', 'S-1', 'LIN**IN*BRK-2210', 'SN1**6*EA'),
  ]);
  expect([first!.status, told(second!)]).toEqual(['accepted', 'quarantined, document.conflict']);
});

test('a notice that says nothing that can be used leaves the shipment as it was', async () => {
  await send([notice('00', 'S-2', 'LIN**IN*BRK-2210', 'SN1**5*EA')]);
  const [nothing] = await send([notice('05', 'S-2')]);
  expect(told(nothing!)).toBe('rejected, x12.no-lines');
  const current = `select count(l.*)::int lines, s.version from shipment s left join shipment_line l on l.shipment_id = s.id
where s.reference = 'S-2' and s.current group by s.version`;
  const of = async (): Promise<unknown> => (await gateway().db.pool.query(current)).rows;
  expect(await of()).toEqual([{ lines: 1, version: 1 }]);
  await send([notice('05', 'S-2', 'LIN**IN*BRK-2210', 'SN1**7*EA')]);
  expect(await of()).toEqual([{ lines: 1, version: 2 }]);
  await send([notice('01', 'S-2')]);
  expect(await of()).toEqual([{ lines: 0, version: 3 }]);
});

describe('a change that names one line of two', () => {
  const lines = (sku: string, quantity: string): string[] => [`LIN**IN*${sku}`, `SN1**${quantity}*EA`];
  const standing = `select i.sku || ' ' || l.quantity line from shipment s join shipment_line l on l.shipment_id = s.id join item i on i.id = l.item_id
where s.reference = $1 and s.current order by 1`;
  test.each([
    ['is a question', {}, 'quarantined, shipment.change-unsure', ['BRK-2210 5', 'FST-1 8']],
    ['is the whole', { changes: 'whole' }, 'accepted, BRK-2210 7', ['BRK-2210 7']],
    ['is that line', { suppliers: { NORD: { changes: 'lines' } } }, 'accepted, BRK-2210 7', ['BRK-2210 7', 'FST-1 8']],
  ])('%s', async (what, edi, became, stands) => {
    const first = await send([notice('00', what, ...lines('BRK-2210', '5'), 'HL*2**I', ...lines('FST-1', '8'))], { edi });
    const [change] = await send([notice('04', what, ...lines('BRK-2210', '7'))], { edi });
    expect(told(change!)).toBe(became);
    expect((await gateway().db.pool.query<{ line: string }>(standing, [what])).rows.map((r) => r.line)).toEqual(stands);
    expect((await reportDocuments(gateway().db.pool, EVERYTHING, { id: first[0]!.id }, true))[0]!.lines).toHaveLength(2);
  });
  test.each([
    ['leaves out one that waits', lines('BRK-2210', '7'), 'quarantined, shipment.change-unsure'],
    ['names it', [...lines('BRK-2210', '7'), 'HL*2**I', ...lines('NONE-9', '2')], 'accepted_with_issues, BRK-2210 7, ? ?'],
  ])('%s', async (what, changed, expected) => {
    await send([notice('00', what, ...lines('BRK-2210', '5'), 'HL*2**I', ...lines('NONE-9', '8'))]);
    expect(told((await send([notice('04', what, ...changed)]))[0]!)).toBe(expected);
  });
  test('also where both come in one file', async () => {
    const both = [
      notice('00', 'S-9', ...lines('BRK-2210', '5'), 'HL*2**I', ...lines('FST-1', '8')),
      notice('04', 'S-9', ...lines('FST-1', '9')),
    ];
    await send(both, { edi: { changes: 'lines' } });
    expect((await gateway().db.pool.query<{ line: string }>(standing, ['S-9'])).rows.map((r) => r.line)).toEqual(['BRK-2210 5', 'FST-1 9']);
  });
});

describe('two balances of one item, place and moment', () => {
  const stock = (day: string, ...lines: string[]): Set => ['846', `BIA*00*DD*T${day}*${day}`, ...lines.flatMap((l) => l.split('|'))];
  const twice = (day: string): Set =>
    stock(day, 'LIN**IN*BRK-2210|QTY*17*40*EA', 'LIN**IN*FST-1|QTY*17*7*EA', 'LIN**UK*04006381333931|QTY*17*45*EA');
  test('are a doubt with both places; neither is taken, and what stands beside them is', async () => {
    const [report] = await send([twice('20261101')]);
    expect(told(report!)).toBe('accepted_with_issues, FST-1 7, report.two-balances');
    expect(report!.issues[0]).toMatchObject({
      detail: 'on hand of BRK-2210 at HAM is said to be 40 (segment 6 QTY02) and 45 (segment 10 QTY02); neither was used',
      place: 'segment 10 QTY02',
    });
  });
  test.each([
    ['add up where that is settled', { balances_twice: 'sum' }, 'accepted, BRK-2210 40, FST-1 7, BRK-2210 45'],
    ['are the last one where that is', { suppliers: { NORD: { balances_twice: 'last' } } }, 'accepted, FST-1 7, BRK-2210 45'],
  ])('%s', async (what, edi, expected) =>
    expect(told((await send([twice(what.includes('add') ? '20261102' : '20261103')], { edi }))[0]!)).toBe(expected),
  );
  test.each([
    ['are none where both say the same', ['LIN**IN*BRK-2210|QTY*17*40*EA', 'LIN**IN*BRK-2210|QTY*17*40*EA']],
    ['are none of two lots', ['LIN**IN*BRK-2210*LT*A|QTY*17*40*EA', 'LIN**IN*BRK-2210*LT*B|QTY*17*45*EA']],
    ['are none of two measures', ['LIN**IN*BRK-2210|QTY*17*40*EA|QTY*33*35*EA']],
  ])('%s', async (what, lines) => {
    const [report] = await send([stock(`202611${String(4 + (what.length % 20)).padStart(2, '0')}`, ...lines)]);
    expect([report!.status, report!.lines.length]).toEqual(['accepted', 2]);
  });
  test('of an 852, too', async () => {
    const [report] = await send([['852', 'XQ*H*20261029', 'LIN**IN*BRK-2210', 'ZA*OH*40*EA', 'LIN**IN*BRK-2210', 'ZA*OH*41*EA']]);
    expect(told(report!)).toBe('rejected, report.two-balances');
  });
});

test('answers to interchanges come alone, and are told', async () => {
  const [answer] = await send([], { change: (text) => text.replace('IEA', 'TA1*000000007*261115*0600*R*006~\nIEA') });
  expect([answer!.kind, answer!.format, told(answer!)]).toEqual(['acknowledgement', 'x12-ta1', 'ignored, ack.rejected']);
  const [empty] = await send([]);
  expect(told(empty!)).toBe('rejected, x12.nothing-in-it');
});

test('what is said of one document is not said of its neighbours', async () => {
  const [good, bad] = await send([sold('11'), sold('12', '20261333')]);
  expect([told(good!), told(bad!)]).toEqual(['accepted, BRK-2210 11', 'accepted, BRK-2210 12, x12.not-a-date']);
});

describe('segments that run into each other refuse their document whole', () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `ZA*QS*${(i % 90) + 1}*EA`);
  test.each([
    ['seen by the count', sold('21'), (text: string) => text.replace('BRK-2210~\n', 'BRK-2210')],
    ['seen by a unit', ['852', 'XQ*H*20261115', 'LIN**IN*BRK-2210', 'ZA*QS*22*EA', 'ZA*QS*3*EAZA*QR*1*EA'] as Set, (text: string) => text],
    ['far behind its beginning', ['852', 'XQ*H*20261115', 'LIN**IN*BRK-2210', ...lines, 'ZA*QS*3*EAZA*QR*1*EA'] as Set, (t: string) => t],
  ])('%s', async (_, set, change) => {
    const [document] = await send([set], { change });
    expect(told(document!)).toMatch(/^rejected, .*x12.fused-segments/);
    const posted = `select (select count(*) from observation where document_id = $1) + (select count(*) from parked_line where document_id = $1) n`;
    expect((await gateway().db.pool.query(posted, [document!.id.slice('doc_'.length)])).rows).toEqual([{ n: '0' }]);
  });
});

describe('what is refused of a supplier', () => {
  const counted = (quantity: string): Set => ['852', 'XQ*H*20261115', 'LIN**IN*BRK-2210', `ZA*QS*${quantity}*EA`, 'CTT*7'];
  const wrongEnd = (text: string): string => text.replace('IEA*1*', 'IEA*4*');
  test.each([
    ['nothing by default', counted('31'), {}, 'accepted, BRK-2210 31, x12.line-count'],
    ['counts of lines', counted('32'), { counts: 'refuse' }, 'rejected, x12.line-count, edi.refused-counts'],
    ['of nobody else', counted('33'), { suppliers: { ACME: { counts: 'refuse' } } }, 'accepted, BRK-2210 33, x12.line-count'],
    ['of this one', counted('34'), { suppliers: { NORD: { counts: 'refuse' } } }, 'rejected, x12.line-count, edi.refused-counts'],
    [
      'of all but this one',
      counted('35'),
      { counts: 'refuse', suppliers: { NORD: { counts: 'note' } } },
      'accepted, BRK-2210 35, x12.line-count',
    ],
    ['another thing', counted('36'), { totals: 'refuse', form: 'refuse' }, 'accepted, BRK-2210 36, x12.line-count'],
  ])('%s', async (_, set, edi, expected) => expect(told((await send([set], { edi }))[0]!)).toBe(expected));

  test('of an interchange, in each of its documents', async () => {
    const sent = await send([sold('41'), sold('42')], { change: wrongEnd, edi: { counts: 'refuse' } });
    expect(sent.map(told)).toEqual(Array(2).fill('rejected, x12.control-count, edi.refused-counts'));
  });

  test('also in those that are read when others have been posted', async () => {
    const delivery = new Delivery();
    delivery.parts.push({ tell: 'part', part: 1, within: null, supplierId: null, hold: null });
    delivery.issues.push({
      part: 1,
      document: null,
      issue: { code: 'x12.control-count', severity: 'warning', detail: 'IEA counts 4 groups' },
    });
    const client = await gateway().db.pool.connect();
    const batches = [1, 2].map((document): Doc => ({ tell: 'document', document, part: 1, kind: 'stock_report', header: null, format: 'x12-852', control: '1', id: uuidv7(), hold: null })); // prettier-ignore
    for (const doc of batches) {
      delivery.documents.push(doc);
      await refuseBroken(client, delivery, { parts: [], documents: [doc], names: { firstSet: 1, refs: [], locations: [], units: [], asOfs: [] } }, ediOf(settingsOf({ edi: { counts: 'refuse' } }))); // prettier-ignore
    }
    client.release();
    expect(batches.map((d) => d.hold)).toEqual(['rejected', 'rejected']);
  });
});

test('a report of many items that nobody knows yet waits, without looking at all of them for each', async () => {
  const items = Array.from({ length: 20_000 }, (_, i) => [`LIN**VN*NEW-${i}`, 'ZA*QS*1*EA']).flat();
  const [report] = await send([['852', 'XQ*H*20261113', ...items]]); // took minutes, which the time for a test is not
  expect(report!.lines).toHaveLength(20_000);
  expect(new Set(report!.lines.map((l) => l.sku))).toEqual(new Set([null]));
});

describe('characters that X12 does not say', () => {
  const named = (day: string): Set => ['852', `XQ*H*${day}**NAME`, 'LIN**IN*BRK-2210', 'ZA*QS*1*EA'];
  const bytes = (name: Buffer) => (text: string): Buffer => Buffer.concat(text.split('NAME').flatMap((t, i) => [...(i === 0 ? [] : [name]), Buffer.from(t)])); // prettier-ignore
  const polish = Buffer.from([0xa3, 0xf3, 0x64, 0x9f]); // windows-1250
  test.each([
    ['are Western where nothing is settled', named('20261101'), polish, {}, '£ódŸ'],
    ['are those of the sender', named('20261102'), polish, { charsets: { 'ZZ:NORDBREMS': 'windows-1250' } }, 'Łódź'],
    ['are UTF-8 where they are that', named('20261103'), Buffer.from('Łódź'), { charsets: { 'ZZ:NORDBREMS': 'windows-1250' } }, 'Łódź'],
    ['are not those of another', named('20261104'), polish, { charsets: { 'ZZ:ACME': 'windows-1250' } }, '£ódŸ'],
  ])('%s', async (_, set, name, edi, expected) =>
    expect((await send([set], { change: bytes(name), edi }))[0]).toMatchObject({ reference: expected, status: 'accepted' }),
  );
  test('have a name that there is', () =>
    expect(() => ediOf(settingsOf({ edi: { charsets: { 'ZZ:A': 'polish' } } }))).toThrow('expected a character set'));
});

describe('a document without an envelope', () => {
  const bare = (text: string): string => text.slice(text.indexOf('ST*'), text.indexOf('GE*'));
  test('waits when nobody says whose it is', async () => {
    expect(told((await send([sold('51')], { change: bare }))[0]!)).toBe('quarantined, x12.no-envelope, sender.unknown');
  });
  test.each([
    ['counts when the channel knows', sold('52'), {}, 'accepted, BRK-2210 52, x12.no-envelope'],
    ['unless that is refused', sold('53'), { envelope: 'refuse' }, 'rejected, x12.no-envelope, edi.refused-envelope'],
  ])('%s', async (_, set, edi, expected) => expect(told((await send([set], { change: bare, edi, supplier: 'NORD' }))[0]!)).toBe(expected));
});
