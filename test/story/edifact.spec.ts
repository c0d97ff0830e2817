import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import type { DocumentReport } from '../../src/modules/documents/document-report.store';
import { ingest } from '../../src/modules/pipeline/ingest';
import { ediOf } from '../../src/modules/suppliers/edi';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { settingsOf } from '../support/settings';

/** EDIFACT from a file to posted lines: senders, control references, places and units, as for any other document. */
const { gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edifact-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

let n = 0;
const send = (type: string, control: string, ...body: string[]): Promise<DocumentReport> => sendAs({}, type, control, ...body);
interface How {
  readonly edi?: object; // section of the settings
  readonly encode?: (text: string) => Buffer;
}
async function sendAs({ edi = {}, encode = Buffer.from }: How, type: string, control: string, ...body: string[]): Promise<DocumentReport> {
  const message = [`UNH+1+${type}`, ...body, `UNT+${body.length + 2}+1`];
  const all = [`UNB+UNOC:3+4012345000009:14+5098765000019:14+261116:0615+${control}`, ...message, `UNZ+1+${control}`];
  n += 1;
  const file = path.join(folder, `${n}.edi`);
  fs.writeFileSync(file, encode(all.map((s) => `${s}'`).join('')));
  const [sent] = await ingest({ ...gateway(), edi: ediOf(settingsOf({ edi })) }, [file], {
    receivedAt: new Date(Date.parse(NOW) + n * 1000).toISOString(),
    withLines: true,
  });
  return sent!.documents[0]!;
}
const lines = (d: DocumentReport): string[] =>
  d.lines.map(
    (l) =>
      `${l.sku ?? '?'} ${l.location ?? '?'} ${l.measure} ${l.quantity ?? '?'} ${l.uom ?? '?'} ${l.parked?.split(':')[0] ?? ''} ${l.place}`,
  );
const codes = (d: DocumentReport): string[] => d.issues.map((i) => i.code);

const INVRPT = ['BGM+35+INV-1+9', 'DTM+366:20261115:102', 'NAD+WH+4012345000009::9', 'LIN+1++4006381333931:EN'];

test('lines are posted in our items, places and base units, each unit by its own list', async () => {
  const read = await send('INVRPT:D:96A:UN', '1', ...INVRPT, 'QTY+145:40', 'QTY+66:2:CS', 'QTY+198:3:CA', 'QTY+124:1:NAR');
  expect(lines(read)).toEqual([
    'BRK-2210 HAM on_hand 40 EA  segment 7 QTY01',
    'BRK-2210 HAM committed 24 EA  segment 8 QTY01',
    '? ? in_transit ? ? unit.unknown segment 9 QTY01', // a can here, and no case
    'BRK-2210 HAM damaged 1 EA  segment 10 QTY01',
  ]);
  expect(read).toMatchObject({
    kind: 'stock_report',
    supplier: 'NORD',
    status: 'accepted_with_issues',
    format: 'edifact-invrpt',
    reference: 'INV-1',
  });
});

test('two balances of one item, place and moment are a doubt; packs of it are not', async () => {
  const head = ['BGM+35+TWICE+9', 'DTM+366:20261029:102', ...INVRPT.slice(2)];
  const twice = await send('INVRPT:D:96A:UN', 't1', ...head, 'QTY+145:40', 'LIN+2++4006381333931:EN', 'QTY+145:41');
  expect([twice.status, codes(twice), twice.lines]).toEqual(['rejected', ['report.two-balances'], []]);
  const packs = ['QTY+145:40', 'GIN+BX+A', 'LIN+2++4006381333931:EN', 'QTY+145:41', 'GIN+BX+B'];
  const parts = await send('INVRPT:D:96A:UN', 't2', ...head.map((h) => h.replace('TWICE', 'PACKS')), ...packs);
  expect([parts.status, parts.lines.map((l) => l.quantity)]).toEqual(['accepted', ['40', '41']]);
});

describe('letters of the sender', () => {
  const polish = (text: string): Buffer => Buffer.from(text.replace('ŁÓDŹ', '\xa3\xd3D\x8f'), 'latin1'); // windows-1250
  const named = (day: string): string[] => ['BGM+35+ŁÓDŹ+9', `DTM+366:${day}:102`, ...INVRPT.slice(2), 'QTY+145:40'];
  const settled = { charsets: { '14:4012345000009': 'windows-1250' } };
  test.each([
    ['are as UNB declares', '20261101', polish, {}, '£ÓD\x8f', []],
    ['are as they are settled', '20261102', polish, settled, 'ŁÓDŹ', []],
    ['are UTF-8 where they are that', '20261103', Buffer.from, settled, 'ŁÓDŹ', []],
    ['are UTF-8 against UNB, which is told', '20261104', Buffer.from, {}, 'ŁÓDŹ', ['edifact.charset']],
  ] as const)('%s', async (_, day, encode, edi, reference, issues) => {
    const read = await sendAs({ edi, encode }, 'INVRPT:D:96A:UN', `c${day}`, ...named(day));
    expect([read.reference, codes(read)]).toEqual([reference, issues]);
    const kept = await gateway().db.pool.query(`select header->'envelope'->>'charset' charset from document where id = $1`, [
      read.id.slice(4),
    ]);
    expect(kept.rows).toEqual([{ charset: edi === settled ? 'windows-1250' : null }]);
  });
});

test('a reference that was used: the same bytes are a duplicate, others a conflict; a snapshot may say the same again', async () => {
  const body = INVRPT.map((s) => s.replace('INV-1', 'INV-2'));
  const first = await send('INVRPT:D:96A:UN', '2', ...body, 'QTY+145:41');
  expect(first.status).toBe('accepted');
  expect((await send('INVRPT:D:96A:UN', '2', ...body, 'QTY+145:41')).status).toBe('duplicate');
  const other = await send('INVRPT:D:96A:UN', '2', ...body, 'QTY+145:42');
  expect([other.status, codes(other), other.lines]).toEqual(['quarantined', ['edi.control-reused'], []]);
  expect((await send('INVRPT:D:96A:UN', '3', ...body, 'QTY+145:41')).status).toBe('accepted');
});

test('a shipment is posted once', async () => {
  const body = ['BGM+351+DES-1+9', 'DTM+11:20261116:102', 'NAD+DP+4012345000009::9', 'CPS+1', 'LIN+1++4006381333931:EN', 'QTY+12:20'];
  const first = await send('DESADV:D:96A:UN', '10', ...body);
  expect([first.kind, first.status, lines(first)]).toEqual(['ship_notice', 'accepted', ['BRK-2210 HAM shipped 20 EA  segment 8 QTY01']]);
  const again = await send('DESADV:D:96A:UN', '11', ...body);
  expect([again.status, codes(again)]).toEqual(['quarantined', ['document.suspect-repeat']]);
});

test('an answer is kept and never posted, and a broken interchange is refused whole', async () => {
  const answer = await send('CONTRL:D:3:UN', '20', 'UCI+542+5098765000019:14+4012345000009:14+7', 'UCM+1+ORDERS:D:96A:UN+4+12');
  expect([answer.kind, answer.status, codes(answer)]).toEqual(['acknowledgement', 'ignored', ['ack.rejected']]);
  const broken = await send('INVRPT:D:96A:UN', '21', ...INVRPT, "QTY+145:40\nLIN+2++X:IN'QTY+145:7");
  expect([broken.status, codes(broken), broken.lines]).toEqual(['rejected', ['edifact.fused-segments', 'edifact.control-count'], []]);
  expect(broken.issues[0]!.place).toBe('segment 7 QTY');
});
