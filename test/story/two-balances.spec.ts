import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importObjects } from '../../src/modules/feed/import-feed';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';

/** Whether a balance stands twice is asked of every report: it must cost little where none does, and where some do. */
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
