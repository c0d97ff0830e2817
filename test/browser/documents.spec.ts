import { setTimeout as pause } from 'node:timers/promises';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { useApi } from '../support/api';
import { faults, inBrowser, liveTheDemo, LOOKS, tooWide, useBrowser } from '../support/browser';

inBrowser('documents, suppliers and health in a browser', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  const pool = () => served.gateway().db.pool;
  beforeAll(() => liveTheDemo(served.gateway()), 240_000);

  /** Nobody works off the queue here: what was kept is read by the test. */
  const readKept = async (): Promise<void> => {
    for (const end = Date.now() + 10_000; Date.now() < end; await pause(100)) {
      const { rows } = await pool().query<{ id: string }>(`select id from receipt where state = 'kept'`);
      for (const { id } of rows) await processDocument(served.gateway(), id);
      if (rows.length > 0) return;
    }
    throw new Error('nothing was kept');
  };

  test('a file is handed over, held for want of a supplier, and let count with a reason', async () => {
    const { page, troubles } = await open('/documents');
    await page.locator('tr[data-row]').first().waitFor();
    const bytes = Buffer.from('Item,Location,On hand\nFST-0440,RNO,1786\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'whose is it.csv', mimeType: 'text/csv', buffer: bytes });
    await page.getByText('is kept, and waits to be read').waitFor();
    await readKept();
    const link = page.getByRole('link', { name: /whose is it\.csv: held/ });
    await link.waitFor({ timeout: 10_000 });
    await link.click();
    await page.getByText(/Stock report of a sender nobody knows/).waitFor();
    expect(await faults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Let it count …' }).click();
    const form = page.getByRole('form', { name: 'Let it count' });
    await form.getByLabel('Whose it is').selectOption({ index: 1 });
    await form.getByLabel('Why').fill('the warehouse asked by telephone');
    await form.getByRole('button', { name: 'Let it count' }).click();
    await page.getByText(/It counts now/).waitFor({ timeout: 15_000 });
    const { rows } = await pool().query<{ status: string }>(`select status from document where file = 'whose is it.csv' and current`);
    expect(rows.map((r) => r.status)).not.toContain('quarantined');
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('what reading anew would change is shown, and nothing is changed before one says why', async () => {
    const { page, troubles } = await open('/documents?kind=stock_report');
    await page.locator('tr[data-row] a').first().click();
    await page.getByRole('link', { name: /^Lines/ }).waitFor();
    const runs = async (): Promise<string> => (await pool().query<{ n: string }>('select count(*) n from document')).rows[0]!.n;
    const before = await runs();
    await page.getByRole('button', { name: 'Read it anew …' }).click();
    await page.getByText(/1 document → .* suppliers are not mailed again/).waitFor({ timeout: 20_000 });
    expect(await runs()).toBe(before);
    await page.getByLabel('Why').fill('to see');
    await page.getByRole('button', { name: 'Read it anew', exact: true }).click();
    await page.getByText('Read anew', { exact: true }).waitFor({ timeout: 20_000 });
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('the original comes byte for byte, as a file', async () => {
    const { page } = await open('/documents');
    await page.locator('tr[data-row] a').first().click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Original file' }).click();
    expect((await coming).suggestedFilename()).not.toBe('');
  }, 60_000); // prettier-ignore

  test('a viewer hands nothing over and lets nothing count', async () => {
    const { page } = await open('/documents', { role: 'viewer' });
    await page.locator('tr[data-row] a').first().click();
    await page.getByRole('link', { name: 'Original file' }).waitFor();
    expect(await page.getByRole('button', { name: /anew|count/ }).count()).toBe(0);
    await page.goto('/documents');
    await page.locator('tr[data-row]').first().waitFor();
    expect(await page.locator('input[type=file]').count()).toBe(0);
  }, 60_000); // prettier-ignore

  test('a card, and the cases behind a figure', async () => {
    const { page, troubles } = await open('/suppliers');
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('j'); // without a mouse
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'We ourselves' }).waitFor();
    await page.getByRole('link', { name: /^The cases/ }).first().click(); // prettier-ignore
    await page.getByRole('heading', { name: /: the cases$/ }).waitFor();
    await page.locator('[aria-label=Cases] tbody tr').first().waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing in the list, the account and the keys, and none is too wide: %s, %i px', async (scheme, width) => {
    await pool().query(`insert into channel_health (channel, kind, since, started_at, completed_at, failures, error, advice)
values ('imap vmi', 'imap', now(), now(), now() - interval '3 hours', 4, 'the server does not answer', 'ask who runs it') on conflict do nothing`);
    const { page, troubles } = await open('/documents', { scheme, width, role: 'admin' });
    const look = async (name: string): Promise<void> => {
      await shoot(page, `${name}-${scheme}-${width}`);
      expect([name, await faults(page)]).toEqual([name, []]);
      expect([name, await tooWide(page)]).toEqual([name, 0]);
    };
    await page.locator('tr[data-row]').first().waitFor();
    await look('documents');
    await page.goto('/account');
    await page.getByText('Where you are signed in').first().waitFor();
    await look('account');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look('keys');
    expect(troubles).toEqual([]);
  }, 90_000); // prettier-ignore
});
