import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock, wallClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, useBrowser } from '../support/browser';

const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

inBrowser('a supplier, in a browser', () => {
  const served = useApi();
  const { open, shoot } = useBrowser(served);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suppliers-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): string => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const sql = async (text: string): Promise<unknown[][]> =>
    (await served.gateway().db.pool.query({ text, rowMode: 'array' })).rows as unknown[][];

  beforeAll(async () => {
    const feed = {
      suppliers:
        'supplier,name,email_from,edi_id,contact_email,locale,timezone\nNORD,Nord Bremsen GmbH,@nord.example,ZZ:NORD,k.lind@nord.example,de-DE,Europe/Berlin\nPIKE,Pike Motion,,,,,\nSUED,Südwerk,@sued.example,,,,',
      locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nBRE,Bremen,Europe/Berlin',
      items:
        'sku,description,uom,class,unit_cost,currency\nBRK-2210,Brake disc 280,EA,A,40,EUR\nBRK-2211,Brake disc 300,EA,A,44,EUR\nLIN-7,Brake lining,EA,C,9,EUR',
      programs:
        'supplier,sku,location,managed_by,owned_by,min,max,tolerance_pct,lead_time_days\nNORD,*,*,supplier,buyer,,,5,4\nNORD,BRK-2210,HAM,supplier,buyer,100,800,,\nSUED,*,*,buyer,supplier,,,,',
      report_schedules:
        'supplier,document,location,cron,timezone,grace_minutes\nNORD,stock_report,*,0 10 * * 1,Europe/Berlin,120\nSUED,stock_report,*,0 6 * * *,Europe/Berlin,0',
      item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,N-2210,BRK-2210\nNORD,VN,N-2211,BRK-2211',
      location_crossrefs: 'supplier,qualifier,value,location\nNORD,ZZ,HH1,HAM',
      counts: `sku,location,counted_at,quantity,uom\nBRK-2210,HAM,${ago(30)},500,EA\nBRK-2211,HAM,${ago(30)},300,EA\nLIN-7,HAM,${ago(30)},90,EA`,
      movements: `id,sku,location,moved_at,kind,quantity,uom\n${[28, 24, 20, 16, 12, 8, 4].map((d) => `u${d},BRK-2210,HAM,${ago(d)},usage,10,EA`).join('\n')}`,
    };
    const files = Object.entries(feed).map(([kind, text]) => write(`${kind}.csv`, `${text}\n`));
    await importFeed(served.gateway().db, files, { clock: fixedClock(ago(29)) });
    await importFeed(served.gateway().db, [write('feeds.csv', `location,complete_through\n*,${ago(0.1)}\n`)], {
      clock: fixedClock(ago(0.1)),
    });
    const send = (name: string, day: number, rows: string): Promise<unknown> =>
      ingest(served.gateway(), [write(name, `Vendor item,Location,On hand,UOM\n${rows}\n`)], { receivedAt: ago(day), supplier: 'NORD' });
    await send('stock-a.csv', 9, 'N-2210,HH1,480,EA\nN-2211,HH1,300,EA');
    await evaluate(served.gateway(), 'all', ago(8.5));
    await send('stock-b.csv', 2, 'N-2210,HH1,405,EA\nN2211,HH1,250,EA\nLINING,HH1,91,EA');
    await evaluate(served.gateway(), 'all', wallClock.now());
  }, 60_000);

  test('what is worst stands first; by keys into one of them, through what there is about it, and to the next', async () => {
    const { page, troubles } = await open('/suppliers');
    await page.locator('tr[data-row]').first().waitFor();
    const codes = (): Promise<string[]> => page.locator('tr[data-row]').evaluateAll((rows) => rows.map((r) => r.getAttribute('data-row')!));
    expect(await codes()).toEqual(['SUED', 'NORD', 'PIKE']); // late, something open, nothing came yet
    await page.getByLabel('First').selectOption('name');
    await page.waitForURL(/sort=name/);
    expect(await codes()).toEqual(['NORD', 'PIKE', 'SUED']);
    await page.getByLabel('Name or code').fill('brem');
    await page.waitForURL(/find=brem/);
    expect(await codes()).toEqual(['NORD']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Nord Bremsen GmbH' }).waitFor();
    await page.getByText('rows accepted', { exact: true }).waitFor();
    for (const [key, tab, heading] of [
      ['2', 'programs', 'When reports are due'],
      ['3', 'tolerances', 'What if numbers'],
      ['4', 'thresholds', 'Between which levels'],
      ['5', 'senders', 'Who may mail'],
      ['6', 'names', 'Names that nobody knows'],
      ['7', 'replies', 'Preview a reply'],
      ['8', 'sharing', 'What they are told of their stock'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForURL(`**/suppliers/NORD?tab=${tab}`);
      await page.getByRole('heading', { name: heading }).waitFor();
    }
    await page.keyboard.press(']');
    await page.waitForURL('**/suppliers/PIKE?tab=sharing');
    await page.getByRole('link', { name: /^\[/ }).waitFor(); // which one is before it is known by then
    await page.keyboard.press('[');
    await page.waitForURL('**/suppliers/NORD?tab=sharing');
    await page.keyboard.press('Escape');
    await page.waitForURL('**/suppliers');
    expect(troubles).toEqual([]);
  }, 60_000);

  test('a cadence: the next five times in words while one writes, then what it changes, then it is so', async () => {
    const { page, troubles } = await open('/suppliers/NORD', { role: 'admin' });
    await page.getByRole('heading', { name: 'Nord Bremsen GmbH' }).waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'When it is due' });
    const next = dialog.getByRole('region', { name: 'The next five times' });
    await next.getByText('Mondays at 10:00').waitFor();
    expect(await next.getByRole('listitem').count()).toBe(5);
    await dialog.getByLabel('Thu').check();
    await dialog.getByLabel('By when').fill('08:30');
    await dialog.getByLabel('Minutes that it is waited for').fill('90');
    await next.getByText('Mondays and Thursdays at 08:30').waitFor();
    await next
      .getByText(/alert 10:00/)
      .first()
      .waitFor();
    const times = await next.getByRole('listitem').allTextContents();
    expect(times).toHaveLength(5);
    for (const t of times) expect(t).toMatch(/^(Mon|Thu) \d+ \w{3} (\d{4} )?08:30 CES?T, alert 10:00$/);
    expect(await faults(page)).toEqual([]);
    await shoot(page, 'supplier-cadence');
    expect(await sql('select cron from report_schedule where timezone is not null order by 1')).toEqual([['0 10 * * 1'], ['0 6 * * *']]); // looked at, and nothing more
    await dialog.getByRole('button', { name: 'Show what that changes' }).click();
    const agree = page.getByRole('dialog', { name: 'Agree this cadence?' });
    await agree.getByText('stock_report * cron: 0 10 * * 1 → 30 8 * * 1,4').waitFor();
    await agree.getByText('stock_report * grace_minutes: 120 → 90').waitFor();
    await agree.getByLabel('Why').fill('they send twice a week now');
    expect(await faults(page)).toEqual([]);
    await agree.getByRole('button', { name: 'Agree it' }).click();
    await page.getByText(/^Agreed\./).waitFor();
    await page.getByText('Mondays and Thursdays at 08:30').waitFor();
    expect(
      await sql(`select cron, grace_minutes from report_schedule r join supplier s on s.id = r.supplier_id where s.code = 'NORD'`),
    ).toEqual([['30 8 * * 1,4', 90]]);
    expect(await sql(`select reason from decision where about = 'agreement'`)).toEqual([['they send twice a week now']]);
    expect(troubles).toEqual([]);
  }, 60_000);

  test('a name that nobody knows, decided by keyboard, taken back, decided again; and the exception that follows', async () => {
    const { page, troubles } = await open('/suppliers/NORD?tab=names');
    const questions = page.locator('[data-question]');
    await questions.nth(1).waitFor();
    const known = page.getByRole('group', { name: 'Names', exact: true });
    expect(await known.getByText('N2211').count()).toBe(0);
    const at = (): Promise<string> => page.evaluate('document.activeElement.getAttribute("aria-label") ?? ""') as Promise<string>;
    await page.keyboard.press('j');
    if ((await at()) !== 'item N2211') await page.keyboard.press('j');
    expect(await at()).toBe('item N2211');
    expect(await faults(page)).toEqual([]);
    await shoot(page, 'supplier-names');
    await page.keyboard.press('1');
    await page.getByText(/^N2211 is BRK-2211: 1 line …/).waitFor();
    expect(await questions.count()).toBe(1);
    await page.keyboard.press('z');
    await page.getByText('Undone: nothing was changed').waitFor();
    expect([await questions.count(), await sql("select 1 from decision where about = 'item'")]).toEqual([2, []]);
    await page.locator('[data-question][aria-label="item N2211"]').focus();
    await page.keyboard.press('1');
    await page.getByText(/^1 line taken up: 1 exception opened/).waitFor({ timeout: 20_000 });
    await known.getByText('N2211').waitFor();
    expect(await questions.count()).toBe(1);
    expect(page.url()).toContain('tab=names'); // the number was of the question, and of no tab
    await page.goto('/exceptions?supplier=NORD&sku=BRK-2211');
    await page.getByText('BRK-2211').first().waitFor();
    expect(
      await sql(`select type, sku, status from supply_exception where sku = 'BRK-2211' and status <> 'resolved' and suppressed_by is null`),
    ).toEqual([['COUNT_DIVERGENCE', 'BRK-2211', 'open']]);
    expect(troubles).toEqual([]);
  }, 60_000);

  test('other tolerances are tried on what was, and agreed as they were tried', async () => {
    const { page, troubles } = await open('/suppliers/NORD', { role: 'admin' });
    await page.getByRole('heading', { name: 'Nord Bremsen GmbH' }).waitFor();
    await page.keyboard.press('t');
    await page.getByLabel('Percent', { exact: true }).fill('25');
    expect(await page.getByRole('slider').inputValue()).toBe('25');
    await page.getByLabel('Over the last').selectOption('7');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText(/is taken over|moments/).waitFor();
    const tried = page.getByRole('group', { name: 'What was tried' });
    const row = tried.getByRole('row', { name: /25 %, 7 days/ });
    await row.waitFor({ timeout: 45_000 });
    expect(await row.getByRole('cell').first().textContent()).toMatch(/^[1-9]\d* → 0$/);
    await page.getByRole('group', { name: 'What would not have been raised' }).getByText('counts differ').first().waitFor();
    await shoot(page, 'supplier-sandbox');
    expect(await faults(page)).toEqual([]);
    await row.getByRole('button', { name: 'Agree this …' }).click();
    const agree = page.getByRole('dialog', { name: 'Agree these tolerances?' });
    await agree.getByText('* * tolerance_pct: 5 → 25').waitFor();
    await agree.getByRole('button', { name: 'Agree it' }).click();
    await page.getByText(/^Agreed\./).waitFor();
    expect(
      await sql(
        `select distinct terms->>'tolerance_pct' from program p join supplier s on s.id = p.supplier_id where s.code = 'NORD' and valid_to is null`,
      ),
    ).toEqual([['25']]);
    expect(troubles).toEqual([]);
  }, 90_000);

  test('who may mail, levels that usage speaks for, a link, a reply tried: each is shown, and then it is so', async () => {
    const { page, troubles } = await open('/suppliers/NORD?tab=senders', { role: 'admin' });
    await page.getByLabel('Address or @domain').fill('@sued.example');
    await page.getByRole('region', { name: 'Who may mail' }).getByRole('button', { name: 'Add …' }).click();
    await page.getByText('⚠ SUED has @sued.example, too').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Levels' }).click();
    await page
      .getByRole('row', { name: /BRK-2210/ })
      .getByRole('button', { name: /^Accept/ })
      .click();
    await page
      .getByRole('dialog')
      .getByText(/^BRK-2210 HAM min: 100 → \d+$/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Sharing' }).click();
    await page.getByLabel('For whom').fill('K. Lind');
    await page.getByRole('button', { name: 'Make a link' }).click();
    await page.getByText(/\/share\//).waitFor();
    await page.getByRole('button', { name: 'Withdraw the link for K. Lind' }).click();
    await page.getByText('No link is open.').waitFor();
    await page.getByRole('link', { name: 'Replies' }).click();
    await page.getByLabel('A file to try').setInputFiles(write('try.csv', 'Vendor item,Location,On hand,UOM\nN-2210,HH1,ca. 300,EA\n'));
    await page
      .getByRole('region', { name: 'What would be told' })
      .getByText(/ca\. 300/)
      .first()
      .waitFor();
    await shoot(page, 'supplier-reply');
    expect(await faults(page)).toEqual([]);
    expect(await sql(`select email_from from supplier where code = 'NORD'`)).toEqual([['@nord.example']]);
    expect(troubles).toEqual([]);
  }, 60_000);

  test('who only looks finds nothing to press that is not for them', async () => {
    const { page, troubles } = await open('/suppliers/NORD?tab=programs', { role: 'viewer' });
    for (const [key, tab] of [
      ['2', 'programs'],
      ['3', 'tolerances'],
      ['4', 'thresholds'],
      ['5', 'senders'],
      ['6', 'names'],
      ['7', 'replies'],
      ['8', 'sharing'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForURL(`**/suppliers/NORD?tab=${tab}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      const offered = await page.locator('#main button:visible').allTextContents();
      expect([tab, offered.filter((t) => !/^(More|Try again|Read)/.test(t))]).toEqual([tab, []]);
    }
    await page.keyboard.press('c');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(troubles).toEqual([]);
  }, 60_000);
});
