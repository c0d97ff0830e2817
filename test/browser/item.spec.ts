import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, LOOKS, tooWide, useBrowser } from '../support/browser';

const DAY = 86_400_000;
/** Days before today at an hour: what is looked at ends now. */
const ago = (days: number, hour = 8): string => {
  const d = new Date(Date.now() - days * DAY);
  d.setUTCHours(hour, 0, 0, 0);
  return d.toISOString();
};
const date = (days: number): string => ago(days).slice(0, 10);

inBrowser('an item at a location over time, in a browser', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'item-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const write = (name: string, content: string): string => {
    fs.writeFileSync(path.join(folder, name), `${content}\n`);
    return path.join(folder, name);
  };
  beforeAll(async () => {
    const feed = {
      suppliers: 'supplier,name\nNORD,Nordluft',
      locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nBER,Berlin,Europe/Berlin',
      items: 'sku,description,uom,unit_cost,currency\nBRK-2210,Brake disc 280,EA,85,EUR\nFLT-0007,Filter,EA,2,EUR',
      item_units: 'sku,uom,factor\nBRK-2210,CS,12',
      programs: `supplier,sku,location,managed_by,owned_by,min,max,tolerance_pct,lead_time_days,valid_from\nNORD,*,HAM,buyer,buyer,420,800,5,5,${ago(200)}\nNORD,BRK-2210,HAM,buyer,buyer,520,900,5,5,${ago(20)}\nNORD,FLT-0007,HAM,buyer,buyer,420,800,5,5,${ago(200)}\nNORD,FLT-0007,BER,buyer,buyer,,,5,5,${ago(200)}`,
      counts: `sku,location,counted_at,quantity,uom\nBRK-2210,HAM,${ago(60)},600,EA\nBRK-2210,HAM,${ago(15)},508,EA\nFLT-0007,HAM,${ago(9)},40,EA`,
      movements: `id,sku,location,moved_at,kind,quantity,uom\n${Array.from({ length: 28 }, (_, i) => `U-${i},BRK-2210,HAM,${ago(58 - i * 2, 10)},usage,12,EA`).join('\n')}\nGR-4711,BRK-2210,HAM,${ago(31)},receipt,200,EA`,
      feeds: `location,complete_through\nHAM,${ago(0, 0)}`,
    };
    const files = Object.entries(feed).map(([kind, rows]) => write(`${kind}.csv`, rows));
    await importFeed(served.gateway().db, files, { clock: fixedClock(ago(100)) });
    const report = (days: number, sku: string, quantity: number, received = days, hour = 14): Promise<unknown> =>
      ingest(served.gateway(), [write(`week-${days}-${quantity}.csv`, `Item,Location,On hand,As of\n${sku},HAM,${quantity},${ago(days, 12)}`)], { receivedAt: ago(received, hour), supplier: 'NORD' }); // prettier-ignore
    const book = (days: number): number => (days > 15 ? 600 - 12 * Math.floor((58 - days) / 2 + 1) + (days < 31 ? 200 : 0) : 508 - 12 * Math.floor((15 - days) / 2 + 0.5)); // prettier-ignore
    for (const days of [56, 49, 42, 35]) await report(days, 'BRK-2210', book(days), days === 42 ? 38 : days);
    await report(28, 'BRK-2210', 111, 28, 13);
    for (const days of [28, 21]) await report(days, 'BRK-2210', book(days) - 200);
    await report(7, 'BRK-2210', book(7) - 96);
    await report(7, 'BRK2210X', 9);
    await ingest(served.gateway(), [write('ship.csv', `Shipment,Ship date,ETA,Item,Location,Quantity\nASN-884,${date(5)},${date(-3)},BRK-2210,HAM,96`)], { receivedAt: ago(5, 9), supplier: 'NORD' }); // prettier-ignore
    await evaluate(served.gateway(), 'all', ago(0, 1));
  }, 90_000);
  const AT = '/item?supplier=NORD&sku=BRK-2210&location=HAM';

  test('both numbers, the picture, the words, and every number one click from where it was said', async () => {
    const { page, troubles } = await open(AT);
    await page.getByRole('heading', { name: /BRK-2210 Brake disc 280 @ Hamburg/ }).waitFor();
    await page.locator('.plot svg text').first().waitFor();
    await page.getByText(/Since .* Nordluft reports another number than our book/).waitFor();
    const report = page.locator('tr.report').first();
    expect(await report.innerText()).toMatch(/Supplier report.*⚑ −96/s);
    await report.getByRole('link').click();
    await page.waitForURL(/\/documents\/doc_.*\?at=/);
    await page.getByText('week-7-').first().waitFor();
    await page.goBack();
    await page.locator('tr.report').first().waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('without a mouse: step by step, told to who listens; the gap is walked to where the two separate', async () => {
    const { page, troubles } = await open(AT);
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const second = (await page.locator('tr[data-row]').nth(1).getAttribute('data-row'))!;
    await page.locator(`tr[data-row="${second}"]:focus`).waitFor(); // the frame after it was chosen
    expect(new URL(page.url()).searchParams.get('at')).toBe(second);
    await page.locator('[role=status]', { hasText: 'theirs' }).first().waitFor();
    await page.locator('.cursor').waitFor();
    await page.keyboard.press('w');
    await page.locator('.walk').getByText(/They agreed on .* and separate on/).waitFor();
    await page.locator('.walk').getByText(/This makes it up by itself: Receipt of .* \(\+200\): they may not have it/).waitFor();
    expect(await page.locator('tr.separates').innerText()).toContain('here the two separate');
    expect(await page.locator('tr.alone').innerText()).toContain('GR-4711');
    expect(await faults(page)).toEqual([]);
    await shoot(page, 'item-walk');
    await page.keyboard.press('Escape');
    await page.locator('.walk').waitFor({ state: 'detached' });
    await page.keyboard.press('1');
    await page.waitForURL(/days=30/);
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('what is shown stands in the address: series, unit, days; a link to it shows the same', async () => {
    const { page, troubles } = await open(AT);
    await page.locator('tr.usage').first().waitFor();
    await page.getByLabel('Usage').uncheck();
    await page.locator('tr.usage').first().waitFor({ state: 'detached' });
    expect(await page.locator('tr.ghost').count()).toBe(1);
    await page.getByLabel('Superseded').uncheck();
    await page.locator('tr.ghost').waitFor({ state: 'detached' });
    await page.getByLabel('Unit').selectOption('CS');
    await page.locator('tr.report').first().getByText('⚑ −8', { exact: true }).waitFor();
    await page.reload();
    await page.locator('tr.report').first().getByText('⚑ −8', { exact: true }).waitFor();
    expect(await page.locator('tr.usage, tr.ghost').count()).toBe(0);
    await page.getByText('Quantities in CS of 12 EA').waitFor();
    expect(await page.locator('.late').count()).toBe(1);
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('the ledger as a file; the deeds of what stands open; from the exceptions by one key', async () => {
    const { page, troubles } = await open('/exceptions');
    await page.getByRole('link', { name: 'counts differ' }).first().click();
    await page.getByRole('link', { name: 'Both sides over time' }).waitFor();
    const mini = page.getByRole('region', { name: 'Both sides over time' }).locator('tbody tr');
    await mini.first().waitFor();
    expect([await mini.count(), await faults(page)]).toEqual([8, []]);
    await shoot(page, 'item-drawer');
    await page.keyboard.press('w');
    await page.waitForURL(/\/item\?supplier=NORD&sku=BRK-2210&location=HAM/);
    await page.locator('tr[data-row]').first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    const csv = fs.readFileSync((await file.path())!, 'utf8').split('\r\n');
    expect([file.suggestedFilename(), csv[0]!.split(',').slice(0, 4)]).toEqual(['BRK-2210-HAM.csv', ['at', 'event', 'quantity', 'ours']]);
    expect(csv.length).toBe((await page.locator('tr[data-row]').count()) + 2);
    await page.keyboard.press('t');
    await page.getByText('Taking up').waitFor();
    await page.keyboard.press('z');
    await page.getByText('Undone: nothing was changed').waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('no report yet: it says so, and which part number may be meant', async () => {
    const { page, troubles } = await open('/item?supplier=NORD&sku=FLT-0007&location=HAM');
    await page.getByText('No report from Nordluft yet for this item here.').waitFor();
    await page.getByText('Nordluft has reported no number for it in this time.').waitFor();
    await page.locator('.plot svg text').first().waitFor();
    await page.getByRole('link', { name: /^Draft of / }).waitFor();
    expect(await faults(page)).toEqual([]);
    await shoot(page, 'item-no-report');
    const drafts = await open('/reorders');
    await drafts.page.locator('tr[data-row]').first().waitFor();
    await drafts.page.keyboard.press('j');
    await drafts.page.keyboard.press('w');
    await drafts.page.waitForURL(/\/item\?supplier=NORD&sku=FLT-0007&location=HAM/);
    const other = await open('/item?supplier=NORD&sku=NOPE&location=HAM');
    await other.page.getByRole('alert').waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('where the picture cannot be loaded the ledger is there', async () => {
    const { page } = await open('/exceptions');
    await page.route(/chart-.*\.js/, (route) => route.abort());
    await page.goto(AT);
    await page.getByText('The picture could not be drawn').waitFor();
    expect(await page.locator('tr.report').count()).toBeGreaterThan(4);
  }, 60_000); // prettier-ignore

  test('of an item alone: where it is compared, and at once there where that is one place', async () => {
    const { page, troubles } = await open('/item?sku=FLT-0007', { scheme: 'dark', width: 640 });
    const where = page.getByRole('group', { name: 'Where FLT-0007 is compared' });
    await where.getByRole('row', { name: /^HAM NORD – .* cannot be compared/ }).waitFor();
    expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
    await shoot(page, 'item-where');
    await where.getByRole('link', { name: 'BER' }).click();
    await page.waitForURL(/\/item\?supplier=NORD&sku=FLT-0007&location=BER/);
    await page.getByText('No report from Nordluft yet for this item here.').waitFor();
    await page.keyboard.press(']');
    await page.waitForURL(/location=HAM/);
    await page.goto('/item?sku=BRK-2210');
    await page.waitForURL(/\/item\?supplier=NORD&sku=BRK-2210&location=HAM/);
    await page.goto('/item?sku=NOPE');
    await page.getByText('No supplier’s number stands beside ours for this item yet').waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing, and nothing is too wide: %s, %i px', async (scheme, width) => {
    const { page, troubles } = await open(AT, { scheme, width });
    await page.locator('.plot svg text').first().waitFor();
    await shoot(page, `item-top-${scheme}-${width}`);
    await page.locator('tr[data-row]').nth(4).click();
    await page.locator('.cursor').waitFor();
    await shoot(page, `item-${scheme}-${width}`);
    expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
    await page.getByRole('heading', { name: /BRK/ }).waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore
});
