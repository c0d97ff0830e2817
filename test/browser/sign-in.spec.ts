import { inviteFirst } from '../../src/modules/access/people/sign-in';
import { codeAt, stepOf } from '../../src/modules/access/people/totp';
import { useApi } from '../support/api';
import { faults, inBrowser, useBrowser } from '../support/browser';
import { type Account, signInBy, startProvider } from '../support/provider';

const PASSWORD = 'several words are good';
const bytesOf = (base32: string): Buffer => {
  const bits = [...base32].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)!.map((b) => parseInt(b, 2)));
};

inBrowser('where the house wants a second factor', () => {
  const served = useApi({ key: true, settings: () => 'sign_in: { second_factor: required }\n' });
  const { open, shoot } = useBrowser(served);
  const pool = () => served.gateway().db.pool;

  test('who was invited sets it up before anything is shown, signs in with it, and takes it off', async () => {
    const token = (await inviteFirst(pool(), new Date().toISOString()))!;
    const { page, troubles } = await open(`/welcome#${token}`, {}, false);
    await page.getByLabel('Your name').fill('Anna Schmidt');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Here a second factor is needed').waitFor();

    await page.getByRole('textbox', { name: 'Your password, once more' }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    const secret = bytesOf((await page.locator('code').textContent())!);
    expect(await page.getByRole('link', { name: 'Open the authenticator of this device' }).getAttribute('href')).toMatch(/^otpauth:/);
    await shoot(page, 'second-factor');
    expect(await faults(page)).toEqual([]);
    /** Each is good once: the next is that of a half minute that nobody used yet. */
    const code = async (): Promise<string> => {
      const now = stepOf(new Date().toISOString());
      await pool().query('update second_factor set used_step = $1', [now - 2]);
      return codeAt(secret, now);
    };
    await page.getByLabel('The six digits that it shows').fill(codeAt(secret, stepOf(new Date().toISOString())));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Exceptions' }).waitFor(); // where one had wanted to go
    expect(troubles.filter((t) => !/40[13]/.test(t))).toEqual([]); // what was not shown before the factor

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Name').fill('Anna Schmidt');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    const asked = page.getByLabel('Code of your second factor');
    await asked.fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText('Name, password or code is not right. Check them and try again.').waitFor();
    await asked.fill(await code());
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Anna Schmidt' }).click();
    await page.getByLabel('A code of it, to take it off').fill(await code());
    await page.keyboard.press('Enter');
    await page.getByText('Here a second factor is needed').waitFor(); // the house wants one still
    expect((await pool().query('select sealed from second_factor')).rows).toEqual([{ sealed: null }]);
  }, 60_000); // prettier-ignore
});

inBrowser('where one signs in at a provider', () => {
  const accounts = new Map<string, Account>([['u1', { preferred_username: 'Berta Nord', groups: ['vmi-viewers'] }]]);
  let provider: Awaited<ReturnType<typeof startProvider>>;
  const served = useApi({
    settings: async (port) => {
      provider = await startProvider(accounts);
      provider.serve(`http://localhost:${port}/api/v1/session/provider/callback`);
      return signInBy(provider.issuer, `http://localhost:${port}`, ['{ group: vmi-viewers, role: viewer }']);
    },
  });
  afterAll(() => provider.close());
  const { open, at } = useBrowser(served);

  test('one goes there, comes back signed in, and may what the group may', async () => {
    const { page } = await open('/exceptions', {}, false);
    expect(await page.getByLabel('Name').count()).toBe(0);
    await page.getByRole('link', { name: 'Sign in with Acme' }).click();
    await page.locator('input[name=login]').fill('u1');
    await page.locator('input[name=password]').fill('x');
    await page.keyboard.press('Enter');
    await page.locator('button[type=submit]').click(); // that the gateway may know the name
    await page.getByRole('link', { name: 'Berta Nord' }).waitFor();
    expect(page.url()).toBe(`${at()}/`);
    expect((await served.gateway().db.pool.query('select name, role from person')).rows).toEqual([{ name: 'Berta Nord', role: 'viewer' }]);
  }, 60_000); // prettier-ignore
});
