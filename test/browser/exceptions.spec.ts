import type { Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import { accept } from '../../src/modules/access/people/sign-in';
import { inviteFirst } from '../../src/modules/access/people/sign-in';
import { faults, inBrowser, liveTheDemo, LOOKS, tooWide, useBrowser } from '../support/browser';
import { useApi } from '../support/api';
import { wallClock } from '../../src/platform/clock';

const HELD_MS = 5_000;
inBrowser('the console in a browser', () => {
  const served = useApi({ key: true });
  const { open, shoot, at } = useBrowser(served);
  const pool = () => served.gateway().db.pool;
  const PASSWORD = 'several words are good';
  beforeAll(async () => {
    await liveTheDemo(served.gateway());
    const token = (await inviteFirst(pool(), wallClock.now()))!;
    await accept(
      pool(),
      served.gateway().vault,
      { token, name: 'Anna Schmidt', password: PASSWORD },
      { address: '::1', agent: null },
      wallClock.now(),
    );
  }, 240_000);

  const rows = (page: Page) => page.locator('tr[data-row]');
  const idAt = (page: Page): Promise<string> => page.locator('tr.at').getAttribute('data-row') as Promise<string>;
  const status = async (id: string): Promise<string> =>
    (await pool().query<{ status: string }>('select status from supply_exception where id = $1', [id.slice(4)])).rows[0]!.status;
  const deeds = async (id: string): Promise<string[]> =>
    (await pool().query<{ what: string }>('select what from exception_event where exception_id = $1 and author is not null order by id', [id.slice(4)])).rows.map((r) => r.what); // prettier-ignore
  const until = async (holds: () => Promise<boolean>, ms = 15_000): Promise<void> => {
    for (const end = Date.now() + ms; Date.now() < end; await pause(100)) if (await holds()) return;
    throw new Error('it did not come to hold');
  };

  test('one signs in, is told what is wrong with a password, and out again', async () => {
    const { page, troubles } = await open('/', {}, false);
    await page.getByLabel('Name').fill('Anna Schmidt');
    await page.getByRole('textbox', { name: 'Password' }).fill('another one');
    await shoot(page, 'sign-in');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Name, password or code is not right. Check them and try again.').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(troubles.filter((t) => !/401/.test(t))).toEqual([]);
  }, 60_000); // prettier-ignore

  test('who has an invitation comes in by its link', async () => {
    const { rows: none } = await pool().query(`select 1 from person where name = 'Bert Nord'`);
    expect(none).toEqual([]);
    const { json } = await served.ask('POST', '/api/v1/people', {
      body: JSON.stringify({ name: 'Bert Nord', role: 'planner' }),
      headers: { 'content-type': 'application/json', cookie: await adminCookie(), 'sec-fetch-site': 'same-origin' },
    });
    const { page, asked } = await open(`/welcome#${json.invitation as string}`, {}, false);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await shoot(page, 'welcome');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Bert Nord' }).waitFor();
    expect(asked.join()).not.toContain('cci_'); // the secret of the link stays in the browser
    expect(page.url()).toBe(`${at()}/exceptions`);
  }, 60_000); // prettier-ignore
  const adminCookie = async (): Promise<string> => {
    const { headers } = await served.ask('POST', '/api/v1/session', {
      body: JSON.stringify({ name: 'Anna Schmidt', password: PASSWORD }),
      headers: { 'content-type': 'application/json' },
    });
    return headers['set-cookie']![0]!.split(';')[0]!;
  };

  test('a session that ends leads back to the sign-in, and then to where one was', async () => {
    const { page } = await open('/exceptions?view=mine', { name: 'Who goes' });
    await page.getByText('Nothing is mine.').waitFor();
    await pool().query(`delete from person_session where person_id = (select id from person where name = 'Who goes')`);
    await page.getByRole('link', { name: 'Health' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(page.url()).toBe(`${at()}/health`);
  }, 60_000); // prettier-ignore

  test('the morning without a mouse: look, take up, undo, snooze, several at once, close with a reason', async () => {
    const { page, troubles } = await open('/', { name: 'Keys Only' });
    await rows(page).first().waitFor();
    const first = await idAt(page);
    expect(await rows(page).first().getAttribute('data-row')).toBe(first); // impact first
    await page.keyboard.press('j');
    const second = await idAt(page);
    expect(second).not.toBe(first);
    await page.keyboard.press('k');
    expect(await idAt(page)).toBe(first);
    await page.keyboard.press('Enter'); // opens it beside the list, under an address of its own
    await page.getByRole('complementary', { name: 'The exception' }).getByText('What happened').waitFor();
    expect(page.url()).toContain(`/exceptions/${first}`);
    await shoot(page, 'exceptions-detail-light');
    await page.keyboard.press('Escape');
    expect(page.url()).not.toContain(first);

    await page.keyboard.press('1');
    await page.getByText(/^Taking up/).waitFor();
    expect(await page.locator(`tr[data-row="${first}"]`).count()).toBe(0);
    expect(await idAt(page)).toBe(second); // the next one, and the focus is on it
    expect(await page.evaluate('document.activeElement.closest("tr")?.dataset.row')).toBe(second);
    await page.keyboard.press('z');
    await page.locator(`tr[data-row="${first}"]`).waitFor();
    expect([await status(first), await deeds(first)]).toEqual(['open', []]);

    await page.keyboard.press('k');
    await page.keyboard.press('1');
    await until(async () => (await status(first)) === 'acknowledged', HELD_MS + 10_000);
    expect(await deeds(first)).toEqual(['acknowledge']);

    expect(await idAt(page)).toBe(second);
    await page.keyboard.press('h');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter'); // until it grows by a quarter
    await page.getByText(/^Snoozing/).waitFor();

    // The next deed sends the one before at once.
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.getByText('2 selected:').waitFor();
    const both = await page.locator('tr[data-row]:has(input:checked)').evaluateAll((all) => all.map((r) => r.getAttribute('data-row')!));
    await page.keyboard.press('2');
    await until(async () => (await status(second)) === 'snoozed');
    for (const id of both) await until(async () => (await status(id)) === 'waiting', HELD_MS + 10_000);
    await page.getByText('2 waits for the supplier').waitFor();

    await page.goto('/exceptions?view=waiting');
    await rows(page).first().waitFor();
    const third = await idAt(page);
    await page.keyboard.press('3');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('How it ended').selectOption('false_alarm');
    await dialog.getByLabel('Why').fill('it was <b>counted</b> twice');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // Leaving the page sends what is held.
    await page.getByText(/^Closing/).waitFor();
    await page.goto('/health');
    await until(async () => (await status(third)) === 'resolved');
    expect(troubles).toEqual([]);
  }, 120_000); // prettier-ignore

  test('what changed meanwhile is not overwritten, and it is said', async () => {
    const { page } = await open('/', { name: 'Late' });
    await rows(page).first().waitFor();
    const id = await idAt(page);
    await page.keyboard.press('2');
    await page.getByText(/^Waiting for the supplier about/).waitFor();
    await served.ask('POST', `/api/v1/exceptions/${id}/actions`, { key: served.keys.both, body: JSON.stringify({ do: 'comment', reason: 'mine' }), headers: { 'content-type': 'application/json' } }); // prettier-ignore
    await page.locator('.toast.bad').waitFor({ timeout: 15_000 });
    expect(await status(id)).toBe('open');
    await page.locator(`tr[data-row="${id}"]`).waitFor();
  }, 60_000); // prettier-ignore

  test('what is new says so, and does not move what one looks at', async () => {
    const { page } = await open('/exceptions', { name: 'Looks' });
    await rows(page).first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await pause(1_500); // the stream has told where it begins
    const before = await rows(page).evaluateAll((all) => all.map((r) => r.getAttribute('data-row')));
    await pool().query(`insert into supply_exception (id, key, type, severity, status, message, opened_at, last_seen_at, raised_at)
values ('01999999-0000-7000-8000-000000000001', 'browser', 'DOC_UNREADABLE', 'critical', 'open', 'nothing in it', now(), now(), array[now()])`); // prettier-ignore
    await pool().query(`insert into exception_event (exception_id, at, what) values ('01999999-0000-7000-8000-000000000001', now(), 'open')`);
    await page.getByText('1 new', { exact: true }).waitFor({ timeout: 15_000 });
    expect(await rows(page).evaluateAll((all) => all.map((r) => r.getAttribute('data-row')))).toEqual(before);
    await page.keyboard.press('u');
    await page.locator('tr[data-row="exc_01999999-0000-7000-8000-000000000001"]').waitFor();
  }, 60_000); // prettier-ignore

  test('a screen that fails says so in its place, and the others work', async () => {
    const { page, troubles } = await open('/exceptions');
    await rows(page).first().waitFor();
    await page.route('**/assets/health-*.js', (route) => route.abort());
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('region', { name: 'This screen failed' }).getByRole('button', { name: 'Load anew' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(troubles.length).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Exceptions' }).click();
    await rows(page).first().waitFor();
    await page.unroute('**/assets/health-*.js');
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('button', { name: 'Load anew' }).click();
    await page.getByRole('heading', { name: 'Health' }).waitFor();
  }, 60_000); // prettier-ignore

  test('who may only look is offered nothing to do', async () => {
    const { page } = await open('/', { role: 'viewer' });
    await rows(page).first().waitFor();
    const id = await idAt(page);
    await page.keyboard.press('1');
    expect(await page.getByRole('toolbar').count()).toBe(0);
    expect(await page.locator(`tr[data-row="${id}"]`).count()).toBe(1);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing, and nothing is too wide: %s, %i px', async (scheme, width) => {
    const { page, troubles } = await open('/exceptions', { scheme, width });
    await rows(page).first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await shoot(page, `exceptions-${scheme}-${width}`);
    expect(await faults(page)).toEqual([]);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await rows(page).first().locator('td.what a').click();
    await page.getByText('What happened').waitFor();
    await shoot(page, `exceptions-detail-${scheme}-${width}`);
    expect(await faults(page)).toEqual([]);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    expect(troubles).toEqual([]);
  }, 60_000); // prettier-ignore
});
