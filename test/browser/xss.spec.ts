import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { MARKUPS } from '../security/xss';
import { useApi } from '../support/api';
import { inBrowser, useBrowser } from '../support/browser';
import { COMPANY, NOW } from '../support/feed';

/** What a supplier writes where names belong, in a real browser: all of it is seen as text, none of it runs or asks anything. */
inBrowser('markup of suppliers in a browser', () => {
  const served = useApi({ settings: () => JSON.stringify({ web: { requests_per_minute: 1_000_000 } }) });
  const { open, at } = useBrowser(served);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'markup-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  /** waitForFunction would be refused: the page runs no text as a program. */
  const holds = async (page: Page, condition: string): Promise<void> => {
    for (const end = Date.now() + 15_000; Date.now() < end; await pause(25)) if (await page.evaluate(condition)) return;
    throw new Error(`it did not come to hold: ${condition}`);
  };
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const ids: string[] = [];
  const mails: string[] = [];
  /** A mail whose subject, text, page and attachment's name are the same markup. */
  const mailOf = (text: string): string =>
    [
      'From: k.lind@nordluft.example',
      `Subject: =?utf-8?B?${Buffer.from(text).toString('base64')}?=`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=part',
      '',
      '--part',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(`<p>Hello ${text}</p>`).toString('base64'),
      '--part',
      `Content-Type: text/csv; name*=utf-8''${encodeURIComponent(`${text.replace(/[/\0]/g, '∕').slice(0, 60)}.csv`).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
      '',
      'Item,Location,On hand',
      'BRK-2210,HAM,5',
      '--part--',
      '',
    ].join('\r\n');
  beforeAll(async () => {
    await importFeed(served.gateway().db, [COMPANY], { clock: fixedClock(NOW) });
    const [{ code }] = (await served.gateway().db.pool.query<{ code: string }>('select code from supplier order by code')).rows as [
      { code: string },
    ];
    for (const [n, { text }] of MARKUPS.entries()) {
      const file = path.join(folder, `${n} ${text.replace(/[/\0]/g, '∕').slice(0, 60)}.csv`);
      const rows = [`Item,Location,On hand,Remark ${quoted(text)}`, ...[[text, 'HAM', '5'], ['BRK-2210', text, '5'], ['BRK-2210', 'HAM', text]].map((r) => [...r, text].map(quoted).join())]; // prettier-ignore
      fs.writeFileSync(file, `${rows.join('\n')}\n`);
      const [{ documents }] = (await ingest(served.gateway(), [file], { receivedAt: new Date(Date.parse(NOW) + n * 1000).toISOString(), supplier: code })) as unknown as [{ documents: { id: string }[] }]; // prettier-ignore
      ids.push(...documents.map((d) => d.id));
      const mail = path.join(folder, `${n}.eml`);
      fs.writeFileSync(mail, mailOf(text));
      const [mailed] = (await ingest(served.gateway(), [mail], { receivedAt: new Date(Date.parse(NOW) + n * 1000 + 500).toISOString(), supplier: code })) as unknown as [{ documents: { id: string }[] }]; // prettier-ignore
      mails.push(mailed.documents[0]!.id);
    }
    await evaluate(served.gateway(), 'all', new Date(Date.parse(NOW) + 3_600_000).toISOString());
  }, 240_000);

  test(`of ${MARKUPS.length} payloads none runs, asks, or becomes an element`, async () => {
    const { page, troubles, asked } = await open('/exceptions', { role: 'admin' });
    await page.evaluate('window.alert = () => { document.title = "ran"; }');
    const strange = async (): Promise<string> =>
      (await page.evaluate(
        `[...document.querySelectorAll('#root script, #root img, #root iframe, #root object, #root embed, #root base, #root meta, #root link, #root video, #root marquee, #root math, #root details, #root form[action], #root a[href^="javascript"], #root a[href*="evil"], #root [onerror], #root [onload], #root [onmouseover], #root [onfocus]')].map((e) => e.outerHTML).join()`,
      )) as string;
    await page.locator('tr[data-row]').first().waitFor();
    const seen = new Set<string>();
    const openOnes = await served.get('/api/v1/exceptions?limit=500');
    const about = (openOnes.json.data as { id: string; message: string }[]).filter((e) => MARKUPS.some((m) => e.message.includes(m.text)));
    expect(about.length).toBeGreaterThan(50);
    for (const { id, message } of about) {
      await page.evaluate(`history.pushState(null, '', '/exceptions/${id}'); window.dispatchEvent(new Event('popstate'))`);
      await page.locator('aside .facts').waitFor();
      await holds(page, `document.querySelector('aside')?.textContent.includes(${JSON.stringify(message.slice(0, 30))})`);
      expect(await strange()).toBe('');
      seen.add(id);
    }
    for (const id of ids) {
      await page.evaluate(`history.pushState(null, '', '/documents/${id}'); window.dispatchEvent(new Event('popstate'))`);
      await holds(page, `Boolean(document.querySelector('a[href*="${id}"]') && document.querySelector('.filepane tr[aria-selected=true]'))`);
      await holds(page, `(document.querySelector('[aria-label="As sent"]')?.textContent.match(/BRK-2210/g) ?? []).length >= 2`);
      expect(await strange()).toBe('');
    }
    for (const [n, id] of mails.entries()) {
      await page.evaluate(`history.pushState(null, '', '/documents/${id}?tab=mail'); window.dispatchEvent(new Event('popstate'))`);
      await holds(page, `Boolean(document.querySelector('.mail a[download][href*="${id}"], .mail li'))`);
      expect([MARKUPS[n]!.text, await strange()]).toEqual([MARKUPS[n]!.text, '']);
    }
    await page.evaluate(`history.pushState(null, '', '/documents?by=problem'); window.dispatchEvent(new Event('popstate'))`);
    await page.locator('tr[data-row]').first().waitFor();
    expect(await strange()).toBe('');
    await page.evaluate(`history.pushState(null, '', '/documents'); window.dispatchEvent(new Event('popstate'))`);
    await page.locator('tr[data-row]').nth(MARKUPS.length - 2).waitFor(); // prettier-ignore
    expect(await strange()).toBe('');
    expect(await page.title()).not.toBe('ran');
    expect(asked.filter((a) => !a.startsWith(at()))).toEqual([]);
    expect(troubles).toEqual([]);
    expect(seen.size).toBe(about.length);
  }, 240_000); // prettier-ignore

  test('the same check sees markup that is not escaped', async () => {
    const { page } = await open('/exceptions', { role: 'admin' });
    await page.locator('tr[data-row]').first().waitFor();
    // The page itself refuses it: no text becomes markup there, whoever tries.
    await expect(page.evaluate(`document.querySelector('#root').innerHTML = '<img src=x onerror=alert(1)>'`)).rejects.toThrow(/TrustedHTML/);
    await page.evaluate(`document.querySelector('main').append(Object.assign(document.createElement('img'), { src: 'http://evil.example/x' }))`);
    expect(await page.locator('#root img').count()).toBe(1);
  }, 60_000); // prettier-ignore
});
