import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { wallClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, useBrowser } from '../support/browser';
import { useFeed } from '../support/feed';

const DAY = 86_400_000;
const day = (back: number): string => new Date(Date.now() - back * DAY).toISOString().slice(0, 10);
const german = (iso: string): string => iso.split('-').reverse().join('.');
const SKUS = Array.from({ length: 14 }, (_, i) => `BRK-${2210 + i}`);
/** A layout that nobody knows; `1.204` may be two numbers, and a KAR is nobody's unit. */
const list = (on: string): string =>
  [
    'Nordwall GmbH;;;;',
    `Woche;${on.slice(0, 4)};;;`,
    'Zeug;Davon da;Wo;Packung;Tag',
    ...SKUS.map((s, i) => `${s};${i === 1 ? '1.204' : 40 + i};${i % 2 ? 'HH1' : 'HAM'};${i === 2 ? 'KAR' : 'ST'};${german(on)}`),
  ].join('\n');

inBrowser('the mapping studio in a browser', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  const { file, rows } = useFeed(() => served.gateway().db);
  const csv = (kind: string, ...lines: string[]): string => file(`${kind}.csv`, lines.join('\n'));
  beforeAll(async () => {
    const g = served.gateway();
    await importFeed(
      g.db,
      [
        csv('suppliers', 'supplier,name', 'NORD,Nordwall', 'ACME,Acme'),
        csv('locations', 'location,name,timezone', 'HAM,Hamburg,Europe/Berlin', 'BRE,Bremen,Europe/Berlin'),
        csv('items', 'sku,uom', ...SKUS.map((s) => `${s},EA`)),
        csv('item_units', 'sku,uom,factor', ...SKUS.map((s) => `${s},CS,6`)),
        csv('programs', 'supplier,sku,location,managed_by,owned_by', 'NORD,*,HAM,supplier,buyer', 'ACME,*,BRE,supplier,buyer'),
        csv('counts', 'sku,location,counted_at,quantity,uom', ...SKUS.map((s, i) => `${s},HAM,${day(2)}T06:00:00Z,${40 + i},EA`)),
        csv('feeds', 'location,complete_through', `HAM,${day(0)}T00:00:00Z`),
      ],
      { clock: wallClock },
    );
    await ingest(g, [file('KW45.csv', list(day(2)))], { receivedAt: wallClock.now(), supplier: 'NORD' });
    await evaluate(g, 'all', wallClock.now());
  }, 60_000);

  const sample = { name: 'KW46.csv', mimeType: 'text/csv', buffer: Buffer.from(`${list(day(1))}\n`) };
  /** Nobody works off the queue here: what was kept is read by the test. */
  const readKept = async (): Promise<void> => {
    for (const { id } of await rows(`select id from receipt where state = 'kept'`)) await processDocument(served.gateway(), id as string);
    await evaluate(served.gateway(), 'touched', wallClock.now());
  };

  test('from a sample of an unknown layout to its first exception, and hardly with a mouse', async () => {
    const { page, troubles } = await open('/mappings', { role: 'admin', name: 'Ina' });
    await page.getByRole('link', { name: /Nordwall: say how KW45\.csv is read/ }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('A new one for').selectOption('NORD');
    await page.getByRole('button', { name: 'New mapping …' }).click();
    await page.locator('input[type=file]').setInputFiles(sample);
    await page.getByRole('gridcell', { name: german(day(1)) }).first().waitFor();
    await page.getByLabel('Sample').getByText('KW46.csv (not kept)').waitFor({ state: 'attached' });
    await shoot(page, 'studio-proposed');

    // What nobody can know is asked, and answered by a choice.
    await page.getByText('Is "1.204" in column "Davon da" a thousand and more, or a fraction?').first().waitFor();
    await page.keyboard.press('p');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('a thousand and more: 1204');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const lines = page.getByRole('region', { name: 'Lines as understood' });
    await lines.getByText('14 read').waitFor();
    // The place and the unit that are proposed are taken, and what their words mean is said.
    await page.getByRole('button', { name: 'Take C Wo' }).click();
    await lines.getByText('7 wait', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Take D Packung' }).click();
    await page.getByLabel('HH1 means').fill('HAM');
    await page.getByLabel('ST means').fill('EA');
    await lines.getByText(/no factor is known from KAR to EA/).first().waitFor();
    await shoot(page, 'studio-words');
    await page.getByLabel('KAR means').fill('CS');
    await lines.getByText('14 read').waitFor();
    await lines.getByText('nothing is left to say').waitFor();
    expect(await rows('select count(*)::int n from mapping_version')).toEqual([{ n: 0 }]);

    await page.keyboard.press('Control+s');
    await page.getByText('Saved as version 1; nothing is read by it before it is published').waitFor();
    expect(page.url()).toContain('/mappings/nord-stock-report');
    const [saved] = (await rows('select text, author from mapping_version')) as [{ text: string; author: string }];
    expect([saved.author, saved.text]).toEqual(['Ina', expect.stringMatching(/decimal: ",?"?|decimal: ,/)]);
    expect(await rows('select count(*)::int n from mapping_head')).toEqual([{ n: 0 }]);

    await page.getByRole('button', { name: 'Publish …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('14 newly accepted', { exact: true }).waitFor({ timeout: 15_000 });
    await shoot(page, 'studio-publish');
    expect(await faults(page)).toEqual([]);
    await dialog.getByLabel('Why').fill('their new weekly list');
    await dialog.getByRole('button', { name: 'Publish version 1' }).click();
    await page.getByText(/Version 1 counts now; 1 document that waited was read; .*opened; KW46\.csv is handed over/).waitFor({ timeout: 20_000 });
    expect(await rows('select version, author, note from mapping_head')).toEqual([{ version: 1, author: 'Ina', note: 'their new weekly list' }]);
    await readKept();
    expect(await rows(`select file, status, lines, parked, mapping->>'name' as by from document where current order by received_at`)).toEqual([
      { file: 'KW45.csv', status: 'accepted', lines: 14, parked: 0, by: 'nord-stock-report' },
      { file: 'KW46.csv', status: 'accepted', lines: 14, parked: 0, by: 'nord-stock-report' },
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByText(/BRK-2211/).first().waitFor();
    await shoot(page, 'studio-exception');
    expect(troubles).toEqual([]);
  }, 90_000); // prettier-ignore
});
