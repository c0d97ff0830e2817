import { useApi } from '../support/api';
import { faults, inBrowser, liveTheDemo, tooWide, useBrowser } from '../support/browser';

inBrowser('how suppliers look, on the demo', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  beforeAll(() => liveTheDemo(served.gateway()), 120_000);

  // Each of them at both widths and in both colours, though not in every pairing: what they are made of is the same.
  const FIRST = ['Overview', 'Programs', 'Names'];
  const REST = ['Tolerances', 'Levels', 'Senders', 'Replies', 'Sharing'];
  test.each([
    ['light', 1280, [...FIRST, ...REST]],
    ['dark', 640, FIRST],
    ['dark', 360, [...FIRST, ...REST]],
  ] as const)(
    'axe finds nothing, and nothing is too wide: %s, %i px',
    async (scheme, width, tabs) => {
      const { page, troubles } = await open('/suppliers', { scheme, width, role: 'admin' });
      await page.locator('tr[data-row]').first().waitFor();
      await shoot(page, `suppliers-${scheme}-${width}`);
      expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
      await page.getByRole('link', { name: 'Nordwall Filtertechnik GmbH', exact: true }).click();
      await page.getByText('rows accepted', { exact: true }).waitFor();
      for (const tab of tabs) {
        await page
          .getByRole('navigation', { name: /^About/ })
          .getByRole('link', { name: tab })
          .click();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined); // the news never end
        await shoot(page, `supplier-${tab.toLowerCase()}-${scheme}-${width}`);
        expect([tab, await faults(page), await tooWide(page)]).toEqual([tab, [], 0]);
      }
      expect(troubles).toEqual([]);
    },
    120_000,
  );
});
