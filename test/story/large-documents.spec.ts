import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importObjects } from '../../src/modules/feed/import-feed';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';

/** Whether a balance stands twice is asked of every report: it must cost little where none does, and where some do. In the 20 s of a test. */
const { gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'balances-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const AT = '2026-11-17T08:00:00Z';
const ITEMS = 12_000;

function x12(control: number, items: readonly (readonly [item: number, quantity: number])[]): string {
  const nine = String(control).padStart(9, '0');
  const body = items.flatMap(([i, q]) => [`LIN**IN*ITEM-${i}`, `ZA*OH*${q}*EA`]);
  const segments = [
    `ISA*00*          *00*          *ZZ*${'NORD'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}*261117*0600*U*00401*${nine}*0*P*>`,
    ...[`GS*PD*NORD*BUYER*20261117*0600*${control}*X*004010`, 'ST*852*0001', 'XQ*H*20261116', 'N1*ST**92*HAM', ...body],
    ...[`CTT*${items.length}`, `SE*${body.length + 5}*0001`, `GE*1*${control}`, `IEA*1*${nine}`],
  ];
  const file = path.join(folder, `${control}.edi`);
  fs.writeFileSync(file, segments.map((s) => `${s}~\n`).join(''));
  return file;
}

beforeAll(async () => {
  const clock = fixedClock(AT);
  const load = (kind: string, objects: object[]) => importObjects(gateway().db, kind, objects, { clock });
  await load('suppliers', [{ supplier: 'NORD', name: 'Nord', edi_id: 'ZZ:NORD' }]);
  await load('locations', [{ location: 'HAM', name: 'Hamburg', timezone: 'Europe/Berlin' }]);
  await load(
    'items',
    Array.from({ length: ITEMS }, (_, i) => ({ sku: `ITEM-${i}`, uom: 'EA' })),
  );
}, 60_000);

test.each([
  ['none', 1, 0],
  ['one', 2, 1],
  ['a few hundred', 3, 300],
])('%s stands twice, and otherwise', async (_, control, twice) => {
  const all = Array.from({ length: ITEMS }, (_, i) => [i, 100] as const);
  const again = Array.from({ length: twice }, (_, i) => [i * 7, 99] as const);
  const [done] = await ingest(gateway(), [x12(control, [...all, ...again])], { receivedAt: AT });
  const [document] = done!.documents;
  expect(document!.counts).toMatchObject({ lines: ITEMS - twice, parked: 0 });
  expect(document!.issues.filter((i) => i.code === 'report.two-balances')).toHaveLength(twice);
});

/** Likewise whether a word about a shipment leaves something out of it. */
function notice(control: number, purpose: string, items: number): string {
  const nine = String(control).padStart(9, '0');
  const body = Array.from({ length: items }, (_, i) => [`HL*${i + 2}*1*I`, `LIN**IN*ITEM-${i}`, 'SN1**5*EA']).flat();
  const segments = [
    `ISA*00*          *00*          *ZZ*${'NORD'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}*261117*0600*U*00401*${nine}*0*P*>`,
    ...[`GS*SH*NORD*BUYER*20261117*0600*${control}*X*004010`, 'ST*856*0001', `BSN*${purpose}*SHIP-1*20261116*06${control}0*0001`],
    ...['HL*1**S', 'DTM*011*20261116', 'N1*ST**92*HAM', ...body, `SE*${body.length + 6}*0001`, `GE*1*${control}`, `IEA*1*${nine}`],
  ];
  const file = path.join(folder, `${control}.edi`);
  fs.writeFileSync(file, segments.map((s) => `${s}~\n`).join(''));
  return file;
}

test.each([
  ['original', 11, '00', ITEMS, 'accepted'],
  ['replacement', 12, '05', ITEMS, 'accepted'],
  ['change that names every line', 13, '04', ITEMS, 'accepted'],
  ['change that leaves most of them out', 14, '04', 100, 'quarantined'],
  ['cancellation', 15, '01', ITEMS, 'accepted'],
])('a shipment of many lines: its %s', async (_, control, purpose, items, status) => {
  const [done] = await ingest(gateway(), [notice(control, purpose, items)], { receivedAt: AT });
  expect(done!.documents.map((d) => d.status)).toEqual([status]);
});
