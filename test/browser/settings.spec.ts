import { setTimeout as pause } from 'node:timers/promises';
import fs from 'node:fs';
import path from 'node:path';
import { faults, inBrowser, LOOKS, tooWide, useBrowser } from '../support/browser';
import { useApi } from '../support/api';
import { startImap, type TestImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';

const FILE = `# kept by IT, ext. 12
outgoing: { allow: [127.0.0.1] }
retention:
  messages: 1y # the auditor said so
`;

/** What is wrong is refused, which the browser notes as well. */
const isTrouble = (said: string): boolean => !/status of (400|409|412)/.test(said);

inBrowser('what IT sets, in a browser', () => {
  const served = useApi({ settings: () => FILE, key: true, roles: ['web', 'poll', 'work'] });
  const { open, shoot } = useBrowser(served);
  const file = (): string => fs.readFileSync(path.join(served.gateway().config.home, 'config', 'gateway.yaml'), 'utf8');
  const pool = () => served.gateway().db.pool;
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; Date.now() < end; await pause(100)) if (await holds()) return;
    throw new Error('it did not come to hold');
  };
  let imap: TestImap;
  beforeAll(async () => {
    imap = await startImap();
    await imap.person((c) => c.mailboxCreate('Stock'));
    await imap.append(mailOf({ subject: 'KW46', csv: CSV }), 'Stock');
    await imap.append('From: a@b.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nback on Monday\r\n', 'Stock');
    await imap.append(mailOf({ subject: 'Special offer', csv: CSV }), 'Stock');
  }, 60_000);
  afterAll(() => imap?.stop());

  test('a mailbox: from its server to the first mail, and the file keeps its remarks', async () => {
    const { page, troubles } = await open('/settings/mailboxes', { role: 'admin', name: 'Ida IT' });
    await page.getByText('No mailbox is looked into').waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Called').fill('vmi');
    await page.getByLabel('Server').fill('127.0.0.1');
    await page.getByLabel('Port').fill(String(imap.port));
    await page.getByLabel('Encryption').selectOption('none');
    await page.getByLabel('User').fill(imap.user);
    await page.getByLabel(/^Password/).fill('wrong');
    await page.getByRole('button', { name: 'Look for its folders' }).click();
    await page.getByText('The server does not accept user and password').waitFor();
    await page.getByLabel(/^Password/).fill(imap.pass);
    await page.keyboard.press('Enter');
    await page.getByLabel(/^Stock, 3 mails/).check();
    await page.getByLabel(/^INBOX/).uncheck();
    await page.getByLabel('Leave alone mails whose subject is like').fill('*offer*');
    await page.getByRole('button', { name: 'Try it on the last 20 mails' }).click();
    await page.getByText('1 would be taken, 1 automatic, ignored, 1 left alone by a rule').waitFor();
    await page.getByText('rule 1: skip subject *offer*').waitFor();
    await shoot(page, 'settings-wizard');
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('A mail that was taken').selectOption('move');
    await page.getByRole('button', { name: 'Save and look into it' }).click();
    await page.getByRole('row', { name: /vmi/ }).waitFor();
    expect(file()).toContain('# kept by IT, ext. 12');
    expect(file()).toContain('password: ${secret:imap-vmi-password}');
    expect(file()).not.toContain('password: secret');
    const states = async (): Promise<string[]> =>
      (await pool().query<{ state: string }>(`select state from mail_seen where channel = 'imap vmi' order by uid`)).rows.map((r) => r.state);
    await until(async () => (await states()).join() === 'kept,skipped,skipped');
    const done = await imap.person(async (c) => (await c.list({ statusQuery: { messages: true } })).find((f) => f.path === 'Done')?.status?.messages); // prettier-ignore
    expect(done).toBe(1);
    expect(troubles.filter(isTrouble)).toEqual([]);
  }, 90_000); // prettier-ignore

  test('a source is tested, paused and taken up again by keys, and what it says stands beside it', async () => {
    const { page, troubles } = await open('/health', { role: 'admin' });
    const row = page.getByRole('row', { name: /imap vmi/ });
    await row.waitFor();
    while ((await page.locator('tr.at').getAttribute('data-row').catch(() => null)) !== 'imap vmi') await page.keyboard.press('j'); // prettier-ignore
    await page.keyboard.press('t');
    await row.getByText(/signed in as edi; Stock holds/).waitFor();
    await page.keyboard.press('p');
    await row.getByText('‖ paused').waitFor();
    await page.getByText('⚠ imap vmi is paused').waitFor();
    await page.keyboard.press('p');
    await row.getByText('● works').waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Run the checks' }).click();
    await page.getByRole('rowheader', { name: 'imap vmi: server' }).waitFor();
    expect(troubles).toEqual([]);
  }, 90_000); // prettier-ignore

  test('somebody is invited and a key is made: each shown once', async () => {
    const { page, troubles } = await open('/settings/people', { role: 'admin', name: 'Uwe Admin' });
    await page.getByRole('row', { name: /Uwe Admin/ }).waitFor();
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Bert Nord');
    await page.getByRole('dialog').getByLabel('Sees places').fill('HAM');
    await page.getByRole('dialog').getByRole('button', { name: 'Make the invitation' }).click();
    // Nobody is called HAM: what is wrong is told, and what was entered stays.
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.getByRole('dialog').getByLabel('Sees places').fill('');
    await page.keyboard.press('Enter');
    const link = page.getByRole('group', { name: 'Invitation for Bert Nord' });
    expect(await link.locator('code').textContent()).toMatch(/\/welcome#cci_/);
    await page.reload();
    await page.getByRole('row', { name: /Bert Nord/ }).getByText('not yet').waitFor();
    expect(await page.getByText(/cci_/).count()).toBe(0);
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.keyboard.press('n');
    await page.getByRole('dialog').getByLabel('Name').fill('erp');
    await page.getByRole('dialog').getByLabel(/^feed/).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Make it' }).click();
    const key = await page.getByRole('group', { name: 'Key erp' }).locator('code').textContent();
    expect((await served.ask('GET', '/api/v1/session', { key: key! })).json).toMatchObject({ name: 'erp', rights: ['read', 'feed'] });
    await page.getByRole('button', { name: 'Revoke erp' }).click();
    await page.getByText('erp is not taken any longer').waitFor();
    expect((await served.ask('GET', '/api/v1/session', { key: key! })).status).toBe(401);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByLabel('By', { exact: true }).fill('Uwe Admin');
    const changes = page.getByRole('list', { name: 'Changes' });
    await changes.locator('li', { hasNot: page.getByText('Uwe Admin', { exact: true }) }).first().waitFor({ state: 'detached' }); // prettier-ignore
    await changes.getByText('api key insert').waitFor();
    expect(troubles.filter(isTrouble)).toEqual([]);
  }, 90_000); // prettier-ignore

  test('a section is written and checked; who else changed it meanwhile is not overwritten', async () => {
    const { page, troubles } = await open('/settings/retention', { role: 'admin' });
    const text = page.getByLabel('Section retention');
    await text.fill('retention:\n  messages: 3d # too short\n');
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText(/retention.messages: expected at least 90d/i).waitFor();
    await text.fill('retention:\n  messages: 3y # the auditor said so\n');
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText('in force after the next start').first().waitFor();
    await page.getByRole('cell', { name: '3 years' }).waitFor();
    expect(file()).toContain('messages: 3y # the auditor said so');
    fs.appendFileSync(path.join(served.gateway().config.home, 'config', 'gateway.yaml'), 'trust: { dkim: off }\n');
    await text.fill('retention:\n  messages: 4y\n');
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText('It changed since it was seen').waitFor();
    expect(await text.inputValue()).toBe('retention:\n  messages: 4y\n');
    expect(file()).toContain('3y');
    expect(troubles.filter(isTrouble)).toEqual([]);
  }, 60_000); // prettier-ignore

  test.each(LOOKS)('axe finds nothing, and nothing is too wide: %s, %i px', async (scheme, width) => {
    const { page, troubles } = await open('/health', { scheme, width, role: 'admin' });
    await page.getByRole('heading', { name: 'Checks' }).waitFor();
    await shoot(page, `health-${scheme}-${width}`);
    expect([await faults(page), await tooWide(page)]).toEqual([[], 0]);
    // All of them in both colours; what they are made of is the same.
    const rest = ['drops', 'keys', 'webhooks', 'templates', 'calendars', 'retention', 'alerts', 'other', 'about'];
    for (const section of ['mailboxes', 'people', 'audit', ...(width === 640 ? [] : rest)]) {
      await page.evaluate(`history.pushState(null, '', '/settings/${section}'); dispatchEvent(new Event('popstate'))`);
      await page.locator('.settings h1').waitFor();
      await page.locator('.settings .screen').locator('table, textarea, ol, .empty').first().waitFor();
      await shoot(page, `settings-${section}-${scheme}-${width}`);
      expect([section, await faults(page), await tooWide(page)]).toEqual([section, [], 0]);
    }
    expect(troubles).toEqual([]);
  }, 120_000); // prettier-ignore

  test('who may not set anything is shown what is for them, and no more', async () => {
    const { page, asked } = await open('/settings', { role: 'planner' });
    await page.getByText(/^Crosscount .* on Node/).waitFor();
    expect(await page.getByRole('navigation', { name: 'Sections' }).getByRole('link').allTextContents()).toEqual(['About']);
    expect(await page.getByRole('navigation', { name: 'Screens' }).getByText('Settings').count()).toBe(0);
    expect(asked.some((a) => a.includes('/api/v1/settings'))).toBe(false);
  }, 60_000); // prettier-ignore
});
