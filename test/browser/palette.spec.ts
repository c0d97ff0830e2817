import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, LOOKS, tooWide, useBrowser } from '../support/browser';

inBrowser('going somewhere by name, in a browser', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  beforeAll(async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'palette-'));
    const feed = { suppliers: 'supplier,name\nNORD,Nordluft Components', items: 'sku,uom,description\nBRK-2210,EA,Brake disc\nFLT-7,EA,' };
    const files = Object.entries(feed).map(([kind, rows]) => {
      fs.writeFileSync(path.join(folder, `${kind}.csv`), `${rows}\n`);
      return path.join(folder, `${kind}.csv`);
    });
    await importFeed(served.gateway().db, files, { clock: fixedClock('2026-11-16T09:00:00Z') });
    fs.rmSync(folder, { recursive: true });
  }, 60_000);

  test('by keys alone: a section, a supplier, an item, an id, a verb of the screen', async () => {
    const { page, troubles } = await open('/health', { role: 'admin' });
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: 'Screen, section, supplier, item or id' });
    const to = async (text: string, option: string, address: RegExp): Promise<void> => {
      await page.keyboard.press('Control+k');
      await field.waitFor();
      await page.keyboard.type(text);
      await dialog.locator('[data-combobox-selected]', { hasText: option }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
      await dialog.waitFor({ state: 'detached' });
    };
    await to('holidays', 'Calendars', /\/settings\/calendars$/);
    await to('luft', 'Nordluft Components NORD', /\/suppliers\/NORD$/);
    await to('brk', 'BRK-2210 Brake disc', /\/item\?sku=BRK-2210$/);
    const id = 'doc_01a22883-e253-7000-8c27-436082b27677';
    await to(id, id, new RegExp(`/documents/${id}$`));
    await page.goto('/settings/people');
    await page.getByRole('button', { name: 'Invite somebody' }).waitFor();
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('invite');
    await dialog.locator('[data-combobox-selected]', { hasText: 'Invite somebody' }).waitFor();
    await page.keyboard.press('Enter');
    const invite = page.getByRole('dialog', { name: 'Invite somebody' });
    await invite.getByRole('button', { name: 'Close' }).click();
    await invite.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('no such thing');
    await dialog.getByText('Nothing is called so.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  }, 60_000);

  test('who may not set anything is offered nothing of that', async () => {
    const { page } = await open('/', { role: 'viewer' });
    await page.getByRole('button', { name: /^Go to/ }).click();
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    const options = await page.getByRole('dialog').getByRole('option').allTextContents();
    expect(options.some((o) => o.startsWith('Exceptions'))).toBe(true);
    expect(options.filter((o) => /Mailboxes|API keys|Audit log/.test(o))).toEqual([]);
  }, 60_000);

  test.each(LOOKS)('axe finds nothing, and nothing is too wide: %s, %i px', async (scheme, width) => {
    const { page, troubles } = await open('/health', { scheme, width, role: 'admin' });
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    await shoot(page, `palette-${scheme}-${width}`);
    expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore
});
