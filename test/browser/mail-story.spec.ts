import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { freePort } from '../../src/platform/free-port';
import { wallClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { faults, inBrowser, useBrowser } from '../support/browser';
import { smtpReceiver } from '../support/receivers';

const US = 'vmi@acme.example';
const THEM = 'lager@nord.example';

/** A supplier mails a list with a mistake; the buyer sees it come, and what the supplier was written; the correction heals it. */
inBrowser('a mail and its reply, in a browser', () => {
  let inlet: number;
  let relay: Awaited<ReturnType<typeof smtpReceiver>>;
  const served = useApi({
    roles: ['web', 'work', 'poll'],
    settings: async () => {
      [inlet, relay] = [await freePort(), await smtpReceiver()];
      return JSON.stringify({
        channels: [{ kind: 'smtp-inlet', name: 'inlet', port: inlet, recipients: [US] }],
        trust: { policy: 'off' },
        outgoing: { allow: ['127.0.0.1'] },
        mail: { host: '127.0.0.1', port: relay.port, tls: 'if_offered', from: US },
        replies: { leave: 'send' },
      });
    },
  });
  const { open, shoot } = useBrowser(served);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-story-'));
  const today = wallClock.now().slice(0, 10);
  beforeAll(async () => {
    const feed = {
      suppliers: `supplier,name,email_from,locale\nNORD,Nord,${THEM},en`,
      locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin',
      items: 'sku,uom\nBRK-1,EA\nBRK-2,EA\nBRK-3,EA',
      programs: 'supplier,sku,location,managed_by,owned_by,min,max\nNORD,*,HAM,supplier,buyer,10,900',
      item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,N-1,BRK-1\nNORD,VN,N-2,BRK-2\nNORD,VN,N-3,BRK-3',
      counts: `sku,location,counted_at,quantity,uom\nBRK-1,HAM,${today}T00:05:00Z,100,EA\nBRK-2,HAM,${today}T00:05:00Z,300,EA\nBRK-3,HAM,${today}T00:05:00Z,70,EA`,
    };
    const files = Object.entries(feed).map(([kind, rows]) => {
      fs.writeFileSync(path.join(folder, `${kind}.csv`), `${rows}\n`);
      return path.join(folder, `${kind}.csv`);
    });
    await importFeed(served.gateway().db, files, { clock: wallClock });
    await evaluate(served.gateway(), 'touched', wallClock.now());
  }, 60_000);
  afterAll(async () => {
    await relay.close();
    fs.rmSync(folder, { recursive: true });
  });
  const mailed = async (subject: string, csv: string): Promise<void> => {
    const transport = createTransport({ host: '127.0.0.1', port: inlet, ignoreTLS: true });
    await transport.sendMail({
      from: THEM,
      to: US,
      subject,
      text: 'see attachment',
      attachments: [{ filename: `${subject}.csv`, content: csv }],
    });
    transport.close();
  };

  test('it comes by itself, is answered by itself, and the correction ends what was wrong', async () => {
    const { page, troubles } = await open('/documents');
    await page.getByRole('heading', { name: 'Documents' }).waitFor();
    await mailed('KW48', `Item,Location,On hand,Date\nN-1,HAM,100,${today}\nN-2,HAM,about 300,${today}\nN-3,HAM,?,${today}\n`);
    const row = page.getByRole('link', { name: /KW48/ });
    await row.first().waitFor({ timeout: 40_000 }); // nobody pressed anything
    await row.first().click();
    await page.getByRole('link', { name: 'Reply' }).waitFor();
    await page.keyboard.press('5');
    await page.getByRole('heading', { name: /to fix: 2 of 3 rows/ }).waitFor();
    const letter = await page.locator('pre.letter').textContent();
    expect(letter).toContain('"about 300" is not a number');
    await page.getByText('✓ it was sent').waitFor();
    await shoot(page, 'reply');
    expect(await faults(page)).toEqual([]);
    for (let i = 0; i < 100 && relay.got.length === 0; i++) await pause(100);
    expect(relay.got.map((m) => [m.to, m.mail.subject, m.mail.attachments.length])).toEqual([[[THEM], expect.stringContaining('to fix: 2 of 3 rows'), 1]]);

    await page.goto('/exceptions');
    await page.getByRole('link', { name: 'rows not accepted' }).waitFor();
    await mailed('KW48 corrected', `Item,Location,On hand,Date\nN-1,HAM,100,${today}\nN-2,HAM,300,${today}\nN-3,HAM,70,${today}\n`);
    await page.getByRole('link', { name: 'Closed by themselves 1' }).waitFor({ timeout: 40_000 });
    await page.getByRole('link', { name: 'Closed by themselves 1' }).click();
    await page.getByRole('link', { name: 'rows not accepted' }).waitFor();
    await page.goto('/documents');
    await page.getByRole('row', { name: /KW48\.csv/ }).getByRole('link', { name: '✓ replied' }).click();
    await page.waitForURL(/tab=reply/);
    await page.locator('pre.letter').waitFor();
    expect(troubles).toEqual([]);
  }, 90_000); // prettier-ignore
});
