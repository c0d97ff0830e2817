import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, LOOKS, tooWide, useBrowser } from '../support/browser';
import { COMPANY, NOW } from '../support/feed';
import { CSV, MAIL, X12 } from '../support/papers';

inBrowser('one document in a browser', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'one-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const ids: Record<string, string> = {};
  const LONG = `Item,Location,On hand\n${Array.from({ length: 900 }, (_, n) => `BRK-2210,HAM,${n === 699 ? 'many' : n}`).join('\n')}\n`;

  beforeAll(async () => {
    await importFeed(served.gateway().db, [COMPANY], { clock: fixedClock(NOW) });
    const workbook = fs.readFileSync(path.join(__dirname, '../../samples/stock-sheet/matrix-of-places-under-one-heading-xlsx/in.xlsx'));
    const ubl = fs.readFileSync(path.join(__dirname, '../../samples/ubl-inventory-report/plain/in.xml'));
    const papers: Readonly<Record<string, string | Buffer>> = { 'KW46.csv': CSV, 'week.852': `${X12}~\n`, 'mail.eml': MAIL, 'book.xlsx': workbook, 'report.xml': ubl, 'long.csv': LONG, 'offer.pdf': '%PDF-1.4\n' }; // prettier-ignore
    for (const [n, [name, content]] of Object.entries(papers).entries()) {
      const file = path.join(folder, name);
      fs.writeFileSync(file, content);
      const receivedAt = new Date(Date.parse(NOW) + n * 1000).toISOString();
      const [{ documents }] = (await ingest(served.gateway(), [file], { receivedAt, supplier: 'NORD' })) as unknown as [
        { documents: { id: string }[] },
      ];
      ids[name] = documents[0]!.id;
    }
    await evaluate(served.gateway(), 'all', new Date(Date.parse(NOW) + 60_000).toISOString());
  }, 120_000); // prettier-ignore

  const at = (name: string, query = ''): string => `/documents/${ids[name]!}${query}`;
  const pane = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const active = (page: Page, name: string) => pane(page, name).locator('tr[aria-selected=true]');

  test('in a list an arrow moves all three panes, and a problem is reached by n, with its cell marked', async () => {
    const { page, troubles } = await open(at('KW46.csv'));
    await active(page, 'As sent').waitFor();
    await page.keyboard.press('n');
    await pane(page, 'As sent').locator('td.here').waitFor();
    expect(await active(page, 'As sent').textContent()).toContain('NONE-1');
    await page.keyboard.press('n');
    expect(await pane(page, 'As sent').locator('td.here').textContent()).toContain('many');
    expect(await active(page, 'In plain words').textContent()).toContain('many');
    expect(await active(page, 'As understood').textContent()).toContain('✕ not taken');
    await page.waitForURL(/at=row\+5%2C\+column\+On\+hand/);
    await pane(page, 'As sent').getByRole('grid').focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowLeft']) await page.keyboard.press(key);
    expect(await active(page, 'As understood').textContent()).toContain('BRK-2210');
    expect(await active(page, 'In plain words').textContent()).toContain('Item BRK-2210, HAM: 400 EA on hand');
    await pane(page, 'In plain words').getByRole('grid').focus();
    await page.keyboard.press('End');
    expect(await active(page, 'As sent').textContent()).toContain('many');
    await page.keyboard.press('p');
    expect(await active(page, 'As sent').textContent()).toContain('NONE-1');
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('EDI: tree, segments and sentences; an element says what it is and what its code means', async () => {
    const { page, troubles } = await open(at('week.852', '?at=segment+7+ZA01'));
    await active(page, 'Segments').waitFor();
    expect(await active(page, 'Segments').textContent()).toContain('ZA*QA*12*EA');
    const foot = page.locator('.filefoot');
    await foot.getByText('available').waitFor();
    expect(await foot.textContent()).toMatch(/ZA01 says which activity.*line 7, column 1, bytes/s);
    expect(await active(page, 'Tree').textContent()).toContain('Item 1 BRK-2210');
    expect(await active(page, 'In plain words').textContent()).toContain('12 EA available');
    await pane(page, 'Tree').getByRole('grid').focus();
    await page.keyboard.press('Home');
    expect(await active(page, 'Segments').textContent()).toContain('ISA');
    await pane(page, 'In plain words').locator('tr', { hasText: '12 EA' }).click();
    expect(await active(page, 'Segments').textContent()).toContain('ZA');
    await pane(page, 'Segments').getByText('BRK-2210').click();
    await foot.getByText("the buyer's number", { exact: false }).first().waitFor({ timeout: 2_000 }).catch(() => undefined); // prettier-ignore
    expect(await foot.textContent()).toContain('LIN03 says the item number');
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('a link to a place far down leads there, and panes are pushed together', async () => {
    const { page, troubles } = await open(at('long.csv', '?at=row+701%2C+column+On+hand'));
    await pane(page, 'As sent').locator('td.here').waitFor();
    expect(await pane(page, 'As sent').locator('td.here').textContent()).toContain('many');
    const words = pane(page, 'In plain words');
    await words.locator('.filescroll').hover();
    await page.mouse.wheel(0, -100_000);
    await pane(page, 'As sent').getByText('Item', { exact: true }).waitFor({ timeout: 10_000 });
    await page.goto(at('long.csv', '?line=850'));
    await active(page, 'As sent').getByText('850').first().waitFor({ timeout: 15_000 });
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('by the keys 1 to 8: lines, problems, the mail as text, what left, how it was read, and who did what', async () => {
    const { page, troubles } = await open(at('mail.eml'));
    await active(page, 'As sent').waitFor();
    await page.keyboard.press('2');
    await page.getByRole('link', { name: 'mail.eml/list.csv, row 2, column On hand' }).waitFor();
    await page.keyboard.press('3');
    await page.getByText('Nothing was found wrong').waitFor();
    await page.keyboard.press('4');
    await page.getByRole('heading', { name: 'Bestände <img src=x>' }).waitFor();
    expect(await page.locator('pre.letter').textContent()).toBe('Dear all,\n5 < 6');
    expect(await page.locator('.mail img, .mail script, .mail iframe').count()).toBe(0);
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'list.csv' }).click();
    expect((await coming).suggestedFilename()).toBe('list.csv');
    await page.keyboard.press('5');
    await page.waitForURL(/tab=reply/);
    await page.goto(at('week.852', '?tab=acknowledgement'));
    await page.getByText(/AK1\*PD\*7/).waitFor();
    await page.keyboard.press('7');
    await page.getByText('it counts', { exact: true }).waitFor();
    await page.keyboard.press('8');
    await page.getByText(/^It came by command line/).waitFor();
    await page.goto(at('offer.pdf'));
    await page.getByText(/Nothing of it is shown: a PDF is a picture/).waitFor();
    await page.goto(at('report.xml'));
    await pane(page, 'As sent').getByText(/<Quantity/).first().waitFor(); // prettier-ignore
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test('read anew it stands under its new id, and the earlier reading can be held against it', async () => {
    const { page, troubles } = await open(at('book.xlsx'));
    await active(page, 'As sent').waitFor();
    await page.keyboard.press('Shift+R');
    await page.getByText(/1 document → .* 0 newly accepted, 0 lost, .* suppliers are not mailed again/).waitFor({ timeout: 20_000 });
    await page.getByLabel('Why').fill('to see');
    await page.getByRole('button', { name: 'Read it anew', exact: true }).click();
    await page.locator('.toast', { hasText: 'Read anew' }).waitFor({ timeout: 20_000 });
    await active(page, 'As sent').waitFor();
    expect(page.url()).toMatch(/\/documents\/doc_/);
    expect(page.url()).not.toContain(ids['book.xlsx']!);
    await page.keyboard.press('7');
    await page.getByRole('link', { name: /^What changed since/ }).click();
    await page.getByText(/say the same, and nothing else changed/).waitFor();
    await page.keyboard.press('8');
    await page.getByText('to see').waitFor();
    expect(troubles).toEqual([]);
    await page.goto(at('book.xlsx')); // a link that was made before
    await page.getByRole('link', { name: 'Show it as it counts now' }).click();
    await active(page, 'As sent').waitFor();
    expect(troubles.filter((t) => !/status of 404/.test(t))).toEqual([]);
  }, 60_000); // prettier-ignore

  test('by problem: a group leads to its documents, and is read anew as one, its effect shown first', async () => {
    const { page, troubles } = await open('/documents');
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('b');
    const group = page.locator('tr[data-row]', { hasText: 'nobody knows which item is meant' });
    await group.first().waitFor();
    await shoot(page, 'by-problem');
    await group.first().getByRole('link').first().click();
    await page.getByText('Those with:').waitFor();
    await page.getByRole('link', { name: 'KW46.csv' }).focus();
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Shift+R');
    await page.getByText(/^1 document → /).waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Leave it' }).click();
    await page.goBack();
    await group.first().getByRole('button').click();
    await page.getByText(/documents? → .*suppliers are not mailed again/).waitFor({ timeout: 20_000 });
    await page.getByLabel('Why').fill('the names are known now');
    await page.getByRole('button', { name: 'Read it anew', exact: true }).click();
    await page.locator('.toast', { hasText: 'Read anew' }).waitFor({ timeout: 20_000 });
    const { rows } = await served.gateway().db.pool.query<{ reason: string }>('select reason from replay order by at desc limit 1');
    expect(rows[0]!.reason).toBe('the names are known now');
    ids['KW46.csv'] = (await served.gateway().db.pool.query<{ id: string }>(`select 'doc_' || id id from document where file = 'KW46.csv' and current`)).rows[0]!.id; // prettier-ignore
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing in any tab, and none is too wide: %s, %i px', async (scheme, width) => {
    const { page, troubles } = await open(at('KW46.csv'), { scheme, width });
    const look = async (name: string): Promise<void> => {
      await shoot(page, `${name}-${scheme}-${width}`);
      expect([name, await faults(page)]).toEqual([name, []]);
      expect([name, await tooWide(page)]).toEqual([name, 0]);
    };
    await active(page, 'As sent').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await look('list');
    await page.goto(at('week.852', '?at=segment+7+ZA01'));
    await active(page, 'Segments').waitFor();
    await look('edi');
    for (const [tab, waits] of [['lines', 'As sent'], ['mail', 'Headers'], ['acknowledgement', 'The file as it leaves'], ['runs', 'What became of it'], ['audit', 'Why']] as const) {
      await page.goto(at(tab === 'mail' ? 'mail.eml' : 'week.852', `?tab=${tab}`));
      await page.getByText(waits).first().waitFor();
      await look(tab);
    }
    await page.goto('/documents?by=problem');
    await page.locator('tr[data-row]').first().waitFor();
    await look('problems');
    expect(troubles).toEqual([]);
  }, 90_000); // prettier-ignore
});
