import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { insertPerson } from '../../src/modules/access/people/people.store';
import { startSession } from '../../src/modules/access/people/sessions.store';
import type { Role } from '../../src/modules/access/rights';
import { EVERYTHING } from '../../src/modules/access/sees';
import { writeCompany } from '../../src/demo/company';
import { importFeed } from '../../src/modules/feed/import-feed';
import { backfill } from '../../src/modules/pipeline/backfill';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import type { Gateway } from '../../src/modules/pipeline/gateway';
import { ingest } from '../../src/modules/pipeline/ingest';
import { wallClock } from '../../src/platform/clock';

/** Debian's browser, the one without a desktop before the other: it takes two thirds of the time. tools/test-services.sh installs it. */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((at) => fs.existsSync(at));
/** Where none can be had, its specs are skipped by name. */
export const inBrowser = CHROMIUM === undefined ? describe.skip : describe;
const SHOTS = process.env.CROSSCOUNT_SHOTS; // a folder for screenshots, to be looked at

export interface Opened {
  readonly page: Page;
  readonly troubles: string[]; // what the browser complained of: a script that failed, what the policy refused
  readonly asked: string[]; // every address it asked
}
export interface Looks {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly role?: Role;
  readonly name?: string;
}

/** As a screen is looked at: on a desk, on one at 200 % zoom (640), on a telephone. How wide it is changes no colour. */
export const LOOKS = [
  ['light', 1280],
  ['dark', 640],
  ['dark', 360],
] as const;

/** One browser for the file; each page of its own person, signed in. */
export function useBrowser(served: { readonly gateway: () => Gateway; readonly port: () => number }) {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(
    async () => void (browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox', '--disable-gpu'] })),
    60_000,
  );
  afterAll(async () => browser?.close());
  afterEach(async () => {
    for (const c of contexts.splice(0)) await c.close();
  });
  const at = (): string => `http://localhost:${served.port()}`;
  const open = async (
    address: string,
    { scheme = 'light', width = 1280, role = 'planner', name }: Looks = {},
    signedIn = true,
  ): Promise<Opened> => {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      baseURL: at(),
      reducedMotion: 'reduce',
    });
    contexts.push(context);
    if (signedIn) {
      const { pool } = served.gateway().db;
      const meant = { name: name ?? `Anna ${Math.random().toString(36).slice(2, 8)}`, email: null, role, ...EVERYTHING };
      const id = (await insertPerson(pool, meant, 'test', wallClock.now()))!;
      const token = await startSession(pool, { ...meant, id }, 'password', { address: '::1', agent: null }, wallClock.now());
      await context.addCookies([
        { name: '__Host-crosscount', value: token, url: at().replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' },
      ]);
    }
    const page = await context.newPage();
    const [troubles, asked]: [string[], string[]] = [[], []];
    page.on('pageerror', (e) => troubles.push(e.message));
    page.on('console', (m) => m.type() === 'error' && troubles.push(m.text()));
    page.on('dialog', (d) => (troubles.push(`a dialog: ${d.message()}`), void d.dismiss()));
    page.on('request', (r) => asked.push(r.url()));
    await page.goto(address);
    return { page, troubles, asked };
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  };
  return { open, shoot, at };
}

/** The invented company of the demo: ninety days, and what came today. */
export async function liveTheDemo(gateway: Gateway): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  try {
    const company = writeCompany(folder, wallClock.now());
    await backfill(gateway, company.timeline);
    for (const paper of company.today) await ingest(gateway, [paper.file], { receivedAt: wallClock.now(), supplier: paper.supplier.code });
    await importFeed(gateway.db, [company.lateBooking], { clock: wallClock });
    await evaluate(gateway, 'touched', wallClock.now());
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}
/** What axe finds, the least of it too, each with where; it stands beside the screenshots as well. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations: found } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as { violations: Violation[] };
  if (SHOTS) {
    const { pathname, search } = new URL(page.url());
    const looked = {
      at: pathname + search,
      width: page.viewportSize()?.width,
      found: found.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.length })),
    };
    fs.appendFileSync(path.join(SHOTS, 'axe.ndjson'), `${JSON.stringify(looked)}\n`);
  }
  return found.flatMap((v) =>
    v.nodes.map((n) => `${v.impact} ${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary.split('\n').slice(1, 3).join(' ')}`),
  );
}
/** Whether one has to push the page sideways to read it. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;
