import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, LOOKS, tooWide, useBrowser } from '../support/browser';
import { proposalOf } from '../support/proposal';

const NOW = '2026-11-16T09:00:00Z';
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

inBrowser('what is to be ordered, in a browser', () => {
  const served = useApi({
    settings: () => `webhooks: [{ name: erp, url: "https://erp.acme.example/hook", secret: ${SECRET}, events: [reorder.approved] }]\n`,
  });
  const { open, shoot } = useBrowser(served);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reorders-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const skus = ['A', 'B', 'C', 'D', 'E', 'F'];
  beforeAll(async () => {
    const feed = {
      suppliers: 'supplier,name\nNORD,Nord',
      locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin',
      items: `sku,uom,unit_cost,currency\n${skus.map((s) => `${s},EA,2,EUR`).join('\n')}`,
      programs: 'supplier,sku,location,managed_by,owned_by,min,max\nNORD,*,HAM,buyer,buyer,40,100',
      item_crossrefs: `supplier,qualifier,value,sku\n${skus.map((s) => `NORD,VN,V${s},${s}`).join('\n')}`,
      counts: `sku,location,counted_at,quantity,uom\n${skus.map((s) => `${s},HAM,2026-11-16T08:00:00Z,10,EA`).join('\n')}`,
    };
    const files = Object.entries(feed).map(([kind, rows]) => {
      fs.writeFileSync(path.join(folder, `${kind}.csv`), `${rows}\n`);
      return path.join(folder, `${kind}.csv`);
    });
    await importFeed(served.gateway().db, files, { clock: fixedClock(NOW) });
    await evaluate(served.gateway(), 'touched', NOW);
  }, 60_000);
  const states = async (): Promise<Record<string, string>> => {
    const all = (await served.get('/api/v1/reorders?state=open,deferred,declined,approved,closed')).json.data as {
      sku: string;
      state: string;
    }[];
    return Object.fromEntries(all.map((d) => [d.sku, d.state]));
  };

  test('approved without a mouse, with what was seen, after one more question; what moved meanwhile is not', async () => {
    const { page, troubles } = await open('/reorders', { role: 'approver' });
    await page.locator('tr[data-row]').nth(3).waitFor();
    await page.getByText('90 = max 100 − on hand 10').first().waitFor();
    const sku = (): Promise<string> => page.evaluate('document.activeElement.textContent') as Promise<string>;
    await page.keyboard.press('j');
    const first = await sku();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    const second = await sku();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+A');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Together 360 EUR.').waitFor();
    expect(await faults(page)).toEqual([]);
    // Before the eyes of the approver stands the number as it was; the second one is changed by a colleague.
    const [moved] = (await served.get(`/api/v1/reorders?sku=${second}`)).json.data as { id: string }[];
    const change = await served.ask('POST', `/api/v1/reorders/${moved!.id}/actions`, { key: served.keys.both, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ do: 'change', quantity: '95', reason: 'promo' }) }); // prettier-ignore
    expect(change.status).toBe(200);
    await page.keyboard.press('Enter');
    await page.getByText('1 approved').waitFor();
    await page.getByText(new RegExp(`^${second} @ HAM was not approved`)).waitFor();
    expect(await states()).toMatchObject({ [first]: 'approved', [second]: 'open' });
    await page.getByText('changed by hand; 90 was suggested').waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('declined with a reason, and taken up again', async () => {
    const { page, troubles } = await open('/reorders');
    await page.locator('tr[data-row]').first().waitFor();
    expect(await page.locator('tr[data-row] input').count()).toBe(0); // a planner approves nothing
    await page.keyboard.press('j');
    const sku = (await page.evaluate('document.activeElement.textContent')) as string;
    await page.keyboard.press('d');
    await page.getByRole('dialog').getByLabel('Why').fill('phased out');
    await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Done', { exact: true }).waitFor();
    expect((await states())[sku]).toBe('declined');
    await page.getByRole('link', { name: 'Declined' }).click();
    await page.getByRole('link', { name: sku, exact: true }).click();
    await page.getByRole('complementary', { name: 'The draft' }).getByText('“phased out”').waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('what a supplier proposes stands beside our draft, and is ordered with its quantity or not taken', async () => {
    const file = path.join(folder, 'po.edi');
    const lines = ['N1*ST*X*92*HAM', 'PO1*1*80*EA***VN*VE', 'PO1*2*10*EA***VN*VF', 'PO1*3*12*EA***VN*NONE'];
    fs.writeFileSync(file, proposalOf('NORD', lines));
    await ingest(served.gateway(), [file], { receivedAt: NOW, supplier: 'NORD' });
    const { page, troubles } = await open('/reorders?state=proposals', { role: 'approver' });
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary', { name: 'The proposal' });
    await pane.getByText('no item is known').waitFor();
    await shoot(page, 'proposals');
    expect(await faults(page)).toEqual([]);
    await pane.getByLabel('Tick E @ HAM').check();
    await page.keyboard.press('Shift+A');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('E @ HAM: 80 EA (our draft: 90)').waitFor();
    expect(await dialog.getByText('F @ HAM').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Order it' }).click();
    await page.getByText('1 ordered').waitFor();
    await pane.getByLabel('Tick F @ HAM').check();
    await page.keyboard.press('d');
    await dialog.getByLabel('Why').fill('too few');
    await dialog.getByRole('button', { name: 'Do not take it' }).click();
    await page.getByText('1 not taken').waitFor();
    await pane.getByText('“too few”').waitFor();
    const { json } = await served.get('/api/v1/reorders?sku=E&state=approved');
    expect(json.data.map((d: { quantity: string }) => d.quantity)).toEqual(['80']);
    expect(await states()).toMatchObject({ E: 'approved', F: 'open' });
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing, and nothing is too wide: %s, %i px', async (scheme, width) => {
    const { page, troubles } = await open('/reorders', { scheme, width, role: 'approver' });
    await page.locator('tr[data-row]').first().waitFor();
    await shoot(page, `reorders-${scheme}-${width}`);
    expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
    await page.locator('tr[data-row] a').first().click();
    await page.getByRole('complementary', { name: 'The draft' }).getByText('What happened').waitFor();
    await shoot(page, `reorders-detail-${scheme}-${width}`);
    expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore
});
