import fs from 'node:fs';
import { EVERYTHING } from '../../src/modules/access/sees';
import os from 'node:os';
import path from 'node:path';
import { ANSWERS } from '../../src/modules/console/answers';
import type { DocumentReport } from '../../src/modules/documents/document-report.store';
import { reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { release } from '../../src/modules/pipeline/release';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';

/** What is held counts after all, because a person says so. */
const { ask, gateway, keys } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

let n = 0;
const at = (): string => new Date(Date.parse(NOW) + n * 1000).toISOString();
type Set = readonly [type: string, ...body: string[]];
/** Sets of one file, under a control number of their own where none is given. */
async function send(sets: readonly Set[], how: { control?: number; sender?: string } = {}): Promise<readonly DocumentReport[]> {
  n += 1;
  const control = String(how.control ?? n).padStart(9, '0');
  const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${(how.sender ?? 'NORDBREMS').padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}*261116*0600*U*00401*${control}*0*P*>`;
  const enclosed = sets.flatMap(([type, ...body], i) => [`ST*${type}*000${i + 1}`, ...body, `SE*${body.length + 2}*000${i + 1}`]);
  const kind = sets[0]![0] === '856' ? 'SH' : 'PD';
  const text = [isa, `GS*${kind}*A*B*20261116*0600*1*X*004010`, ...enclosed, `GE*${sets.length}*1`, `IEA*1*${control}`].map(
    (s) => `${s}~\n`,
  );
  const file = path.join(folder, `${n}.edi`);
  fs.writeFileSync(file, text.join(''));
  const [sent] = await ingest(gateway(), [file], { receivedAt: at(), withLines: true });
  await evaluate(gateway(), 'touched', at());
  return sent!.documents;
}
const sold = (quantity: string): Set => ['852', 'XQ*H*20261115', 'LIN**IN*BRK-2210', `ZA*QS*${quantity}*EA`];
const notice = (purpose: string, id: string, written: string, quantity: string): Set => ['856', `BSN*${purpose}*${id}*${written}*0600`, 'HL*1**I', 'LIN**IN*BRK-2210', `SN1**${quantity}*EA`]; // prettier-ignore
const say = { author: 'anna', reason: 'they confirmed it on the phone' };
const observed = async (): Promise<string[]> => {
  const sql = `select o.quantity::text q from observation o join document d on d.id = o.document_id where d.current order by o.id`;
  return (await gateway().db.pool.query<{ q: string }>(sql)).rows.map((r) => r.q);
};
const standing = async (reference: string): Promise<string[]> => {
  const sql = `select l.quantity::text q from shipment s join shipment_line l on l.shipment_id = s.id where s.reference = $1 and s.current`;
  return (await gateway().db.pool.query<{ q: string }>(sql, [reference])).rows.map((r) => r.q);
};
const open = async (): Promise<string[]> =>
  (await reportExceptions(gateway().db.pool, EVERYTHING, [])).map((e) => e.type).filter((t) => t !== 'RECEIPT_WITHOUT_ASN'); // of the company's own

test('a repeat that is none is posted once, beside what came with it', async () => {
  await send([sold('3')]);
  const [again, beside] = await send([sold('3'), sold('4')]);
  expect([again!.status, beside!.status, await observed()]).toEqual(['quarantined', 'accepted', ['3', '4']]);
  const first = await release(gateway(), again!.id, say, at());
  expect(first.again).toBe(false);
  expect(await observed()).toEqual(['3', '4', '3']);
  expect(await release(gateway(), again!.id, { ...say, author: 'bert' }, at())).toEqual({ document: first.document, again: true });
  expect(await observed()).toEqual(['3', '4', '3']);
  const kept = await gateway().db.pool.query('select author, reason from document_release');
  expect(kept.rows).toEqual([say]);
});

test('by the API, with who and why among its issues; the same again changes nothing', async () => {
  await send([sold('5')]);
  const [held] = await send([sold('5')]);
  const post = (body: object, id = held!.id) =>
    ask('POST', `/api/v1/documents/${id}/release`, {
      key: keys.write,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  expect((await post({})).status).toBe(400);
  const got = await post({ reason: 'two trucks', by: 'anna' });
  const answer = ANSWERS.Released.parse(got.json);
  expect([answer.released, answer.document.status, answer.document.issues.map((i) => i.detail)]).toEqual([
    true,
    'accepted',
    ['released by anna: two trucks'],
  ]);
  const count = (await observed()).length;
  expect(ANSWERS.Released.parse((await post({ reason: 'two trucks' })).json).released).toBe(false);
  expect((await observed()).length).toBe(count);
  expect((await post({ reason: 'again' }, answer.document.id)).status).toBe(409); // it is not held
});

test('other bytes under a used control number', async () => {
  await send([sold('6')], { control: 900 });
  const [held] = await send([sold('7')], { control: 900 });
  expect([held!.status, await open()]).toEqual(['quarantined', ['DOC_CONFLICT']]);
  await release(gateway(), held!.id, say, at());
  await evaluate(gateway(), 'touched', at());
  expect([(await observed()).slice(-1), await open()]).toEqual([['7'], []]);
});

test('a replacement of what was cancelled stands once somebody says so', async () => {
  await send([notice('00', 'R-1', '20261114', '5')]);
  await send([['856', 'BSN*01*R-1*20261115*0600']]);
  const [held] = await send([notice('05', 'R-1', '20261116', '6')]);
  expect([held!.status, await standing('R-1'), await open()]).toEqual(['quarantined', [], ['ASN_CHANGED_OR_INVALID']]);
  await release(gateway(), held!.id, say, at());
  await evaluate(gateway(), 'touched', at());
  expect([await standing('R-1'), await open()]).toEqual([['6'], []]);
});

test('a change that came before its original is judged anew when that comes', async () => {
  const [change] = await send([notice('04', 'R-2', '20261116', '8')]);
  expect([change!.status, await open()]).toEqual(['quarantined', ['ASN_CHANGED_OR_INVALID']]);
  await send([notice('00', 'R-2', '20261115', '9')]);
  expect([await standing('R-2'), await open()]).toEqual([['8'], []]);
});

test('whose it is has to be said where nobody could tell', async () => {
  const [held] = await send([sold('11')], { sender: 'STRANGER' });
  await expect(release(gateway(), held!.id, say, at())).rejects.toThrow('whose it is nobody could tell');
  await expect(release(gateway(), held!.id, { ...say, supplier: 'NOBODY' }, at())).rejects.toThrow('no supplier is called NOBODY');
  await release(gateway(), held!.id, { ...say, supplier: 'NORD' }, at());
  expect((await observed()).slice(-1)).toEqual(['11']);
});

test('what is not held, or not there, is refused', async () => {
  const [accepted] = await send([sold('12')]);
  await expect(release(gateway(), accepted!.id, say, at())).rejects.toThrow('it is accepted, and not held');
  await expect(release(gateway(), accepted!.id, { ...say, reason: ' ' }, at())).rejects.toThrow('expected a reason');
  await expect(release(gateway(), 'doc_00000000-0000-7000-8000-000000000000', say, at())).rejects.toThrow('there is no document');
});

test('two persons at once release it once', async () => {
  await send([sold('13')]);
  const [held] = await send([sold('13')]);
  const both = await Promise.all([release(gateway(), held!.id, say, at()), release(gateway(), held!.id, say, at())]);
  expect(both.map((r) => r.again).sort()).toEqual([false, true]);
  expect((await observed()).filter((q) => q === '13')).toHaveLength(2);
});
