import { useApi } from '../support/api';
import { faults, inBrowser, liveTheDemo, tooWide, useBrowser } from '../support/browser';

inBrowser('how suppliers look, on the demo', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  beforeAll(() => liveTheDemo(served.gateway()), 120_000);

  const LOOKS = (['light', 'dark'] as const).flatMap((scheme) => [1280, 360].map((width) => [scheme, width] as const));
  test.each(LOOKS)(
    'axe finds nothing serious, and nothing is too wide: %s, %i px',
    async (scheme, width) => {
      const { page, troubles } = await open('/suppliers', { scheme, width, role: 'admin' });
      await page.locator('tr[data-row]').first().waitFor();
      await shoot(page, `suppliers-${scheme}-${width}`);
      expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
      await page.getByRole('link', { name: 'Nordwall Filtertechnik GmbH', exact: true }).click();
      await page.getByText('rows accepted', { exact: true }).waitFor();
      for (const tab of ['overview', 'programs', 'tolerances', 'thresholds', 'senders', 'names', 'replies', 'sharing']) {
        await page
          .getByRole('navigation', { name: /^About/ })
          .getByRole('link')
          .nth(['overview', 'programs', 'tolerances', 'thresholds', 'senders', 'names', 'replies', 'sharing'].indexOf(tab))
          .click();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        await page.waitForTimeout(300);
        await shoot(page, `supplier-${tab}-${scheme}-${width}`);
        expect([tab, await faults(page), await tooWide(page)]).toEqual([tab, [], 0]);
      }
      expect(troubles).toEqual([]);
    },
    90_000,
  );
});
