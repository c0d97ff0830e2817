import { useApi } from '../support/api';
import { faults, inBrowser, liveTheDemo, LOOKS, tooWide, useBrowser } from '../support/browser';

inBrowser('claims and requests, in a browser', () => {
  const served = useApi({ settings: () => JSON.stringify({ mail: { from: 'gateway@acme.example', host: '127.0.0.1', port: 2525 } }) });
  const { open, shoot } = useBrowser(served);
  beforeAll(() => liveTheDemo(served.gateway()), 240_000);
  const one = async (sql: string): Promise<unknown> => (await served.gateway().db.pool.query<Record<string, unknown>>(sql)).rows[0];

  test('from a receipt that is short to a claim that left once, and is settled', async () => {
    const { page, troubles } = await open('/exceptions?type=RECEIPT_VARIANCE');
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary', { name: 'The exception' });
    await pane.getByRole('button', { name: 'Claim it of the supplier …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Claim it of the supplier' }).click();
    const claim = page.getByRole('complementary', { name: 'The claim' });
    await claim.getByText('What it stands on').waitFor();
    expect(page.url()).toContain('/claims/clm_');
    await shoot(page, 'claim');
    expect(await faults(page)).toEqual([]);
    await claim.getByRole('button', { name: 'Send …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await claim.getByText(/✉ sent, .* by mail to /).waitFor();
    expect(await one(`select count(*)::int n from outbox where event_key like 'claim %'`)).toEqual({ n: 1 });
    await claim.getByRole('button', { name: 'Settle …' }).click();
    await page.getByRole('dialog').getByLabel('How it ended').selectOption('replaced');
    await page.getByRole('dialog').getByRole('button', { name: 'Settle' }).click();
    await page.getByText('None is here.').waitFor();
    await page.getByRole('link', { name: 'Settled and withdrawn' }).click();
    await page.getByText('✓ settled: replaced').first().waitFor();
    await page.goBack();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('our own systems are asked for a count, which may be withdrawn', async () => {
    const { page, troubles } = await open('/exceptions?type=COUNT_DIVERGENCE');
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary', { name: 'The exception' });
    await pane.getByRole('button', { name: 'Ask for a count …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('both numbers cannot be');
    await dialog.getByRole('button', { name: 'Ask for a count' }).click();
    await pane.getByText(/a count was asked for by .*: “both numbers cannot be”/).waitFor();
    await page.goto('/claims?view=requests');
    await page.getByRole('button', { name: 'Withdraw …' }).click();
    await dialog.getByLabel('Why').fill('counted by hand');
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('withdrawn', { exact: true }).waitFor();
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('who may only look is offered neither', async () => {
    const { page } = await open('/exceptions?type=COUNT_DIVERGENCE', { role: 'viewer' });
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'The exception' }).getByText('What happened').waitFor();
    expect(await page.getByRole('button', { name: /Ask for a count|Claim it/ }).count()).toBe(0);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing, and nothing is too wide: %s, %i px', async (scheme, width) => {
    for (const view of ['live', 'requests']) {
      const { page, troubles } = await open(`/claims?view=${view}`, { scheme, width });
      await page.getByRole('heading', { name: 'Claims' }).waitFor();
      await page.locator('tr[data-row], .empty').first().waitFor();
      await shoot(page, `claims-${view}-${scheme}-${width}`);
      expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
      expect(troubles).toEqual([]);
    }
  }, 60_000); // prettier-ignore
});
