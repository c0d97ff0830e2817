import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runDemo } from './demo';
import type { DemoDocument, DemoException, DemoServices } from './services';

// The gateway is played here: what is tested is what a person gets to read, not what the engine decides.
const exception = (e: Partial<DemoException>): DemoException => ({
  id: 'exc_1',
  type: 'COUNT_DIVERGENCE',
  severity: 'medium',
  status: 'open',
  suppressed_by: null,
  supplier: 'CASCADE',
  sku: 'FST-0440',
  location: 'RNO',
  reported: '2649',
  expected: { low: '2049', high: '2049' },
  difference: '600',
  uom: 'EA',
  value: { amount: '288.00', currency: 'USD' },
  cause: { code: 'IN_TRANSIT_COUNTED', text: 'ship notice CF-77120 has 600 on the way' },
  documents: [{ file: 'drop/852_4100.edi', place: 'segment 11 ZA02' }],
  opened_at: '2026-11-24T18:30:05Z',
  resolved_at: null,
  resolution: null,
  ...e,
});

async function told(options: { fresh?: boolean; tty?: boolean } = {}): Promise<string> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-demo-'));
  const dropFolder = path.join(home, 'drop');
  const old = exception({ id: 'exc_0', sku: 'MTR-1140', type: 'REPLENISHMENT_MISSING', opened_at: '2026-11-20T13:30:00Z' });
  const desk: DemoException[] = [old];
  const services: DemoServices = {
    home,
    dropFolder,
    clock: () => '2026-11-24T18:30:00Z',
    isEmpty: () => Promise.resolve(options.fresh ?? true),
    backfill: () => Promise.resolve(),
    importFeed: () => Promise.resolve(),
    mail: (_, __, file) => {
      fs.mkdirSync(path.join(dropFolder, 'NORDWALL'), { recursive: true });
      fs.copyFileSync(file, path.join(dropFolder, 'NORDWALL', path.basename(file)));
      return Promise.resolve('vmi@alder-finch.example');
    },
    outbox: () => [
      { to: 'stock@nordwall.example', file: path.join(home, 'outbox', '1.eml') },
      { to: 'planning@alder-finch.example', file: path.join(home, 'outbox', '2.eml') },
    ],
    console: 'http://127.0.0.1:8460/welcome#cci_x',
    document: (file) => Promise.resolve(judge(file)),
    exceptions: () => Promise.resolve([...desk]),
  };
  const judge = (file: string): DemoDocument | undefined => {
    const supplier = fs.readdirSync(dropFolder).find((s) => fs.existsSync(path.join(dropFolder, s, file)));
    if (!supplier) return undefined;
    if (file.startsWith('852')) desk.push(exception({}), exception({ id: 'exc_2', suppressed_by: 'exc_1', sku: 'FOLDED' }));
    if (file.startsWith('856')) desk[0] = { ...old, status: 'resolved', resolved_at: '2026-11-24T18:31:00Z' };
    const lines = [
      { sku: 'FST-0440', place: 'segment 11 ZA02', parked: null },
      { sku: null, place: 'segment 12 LIN', parked: 'item unknown' },
    ];
    return {
      id: 'doc_1',
      file,
      kind: 'stock_report',
      supplier,
      status: 'accepted',
      as_of: '2026-11-23',
      lines,
      issues: [],
      evaluated: true,
    };
  };
  let text = '';
  await runDemo(services, { write: (t) => (text += t), isTTY: options.tty ?? false });
  fs.rmSync(home, { recursive: true });
  return text;
}

test('it tells what was raised, why, where it is written and what to do, and what closed by itself', async () => {
  const text = await told();
  expect(text).toContain('FST-0440 @ RNO: counts differ; they say 2 649, our book 2 049 EA (+600), 288.00 USD');
  expect(text).toMatch(/why +ship notice CF-77120 has 600 on the way/);
  expect(text).toMatch(/where +852_4100\.edi, segment 11 ZA02/);
  expect(text).toMatch(/next +wait for the truck/);
  expect(text).toMatch(/closed +MTR-1140 @ RNO: below minimum.*open since 2026-11-20/);
  expect(text).toContain('1 of 2 lines to our items; 1 kept aside');
  expect(text).not.toContain('FOLDED');
});

test('it tells which file came by mail, and who was told', async () => {
  const text = await told();
  expect(text).toMatch(/mailed +Bestand KW\d+\.xlsx, stock@nordwall\.example to vmi@alder-finch\.example/);
  expect(text).toMatch(/answered +stock@nordwall\.example: .*outbox\/1\.eml/);
  expect(text).toMatch(/told +planning@alder-finch\.example: .*outbox\/2\.eml/);
  expect(text).not.toMatch(/told +stock@nordwall/);
});

test('it fits a screen, and keeps its colours to terminals', async () => {
  const text = await told();
  expect(text.split('\n').length).toBeLessThanOrEqual(60);
  expect(text).not.toContain('\u001b');
  const watched = await told({ tty: true });
  expect(watched).toContain('\u001b[');
  expect(watched).toContain('http://127.0.0.1:8460/welcome#cci_x');
});

test('on a home that was used before it changes nothing and says how to begin again', async () => {
  const text = await told({ fresh: false });
  expect(text).toContain('run here before');
  expect(text).not.toContain('sends');
});
