import fs from 'node:fs';
import path from 'node:path';
import * as xlsx from 'xlsx';
import { useCommands } from '../support/commands';
import { COMPANY } from '../support/feed';

/** Sharing as people work it: now, looked up, by a link, and with a template that comes back. */
const { run, file, folder, sql } = useCommands();
const NOW = '2026-11-17T12:00:00Z';
interface Now {
  readonly snapshot: { readonly id: string; readonly lines: readonly unknown[] };
}

beforeAll(async () => void (await run('import', COMPANY)));

test('share now tells what was made and what did not leave; list and show look it up', async () => {
  expect((await run('share', 'list')).stdout).toContain('nothing was shared');
  const done = await run('share', 'now', 'NORD', '--now', NOW, '--json');
  expect(done).toMatchObject({
    code: 3,
    json: { left: [], troubles: [{ form: 'mail', detail: expect.stringContaining('no mail server') }] },
  });
  const { id } = (done.json as Now).snapshot;
  expect((await run('share', 'list', 'NORD')).stdout).toMatch(new RegExp(`NORD +asked +\\d+ +nowhere +${id}`));
  expect((await run('share', 'show', id)).stdout).toMatch(/BRK-2210 +HAM +EA +\S+ +541 /);
  expect((await run('share', 'show', id, '--csv')).stdout).toMatch(new RegExp(`^snapshot,.*\\n${id},,BRK-2210`));
  expect((await run('share', 'show', id, '--json')).json).toEqual((done.json as Now).snapshot);
});

test('a link is printed once, listed without itself, and withdrawn', async () => {
  const made = (await run('share', 'link', 'NORD', '--days', '7', '--for', 'K. Lind', '--json')).json as { id: string; url: string };
  expect(made.url).toMatch(/^\/share\/[\w-]{43}$/);
  const { stdout } = await run('share', 'list', 'NORD');
  expect(stdout).toContain(made.id);
  expect(stdout).not.toContain(made.url.slice(7));
  expect((await run('share', 'revoke', made.id)).stdout).toContain('1 link withdrawn');
  expect((await run('share', 'revoke', made.id)).code).toBe(2);
  expect(await sql('select count(*)::int n from share_link where ended_at is null')).toEqual([{ n: 0 }]);
});

test('the template comes back filled in and is read whole, with no question', async () => {
  const at = path.join(folder(), 'stock.xlsx');
  expect((await run('share', 'template', 'NORD', '--to', at)).code).toBe(0);
  const book = xlsx.read(fs.readFileSync(at));
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  const rows = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false });
  expect(rows[0]).toEqual([
    'Ihre Artikelnummer',
    'Unsere Artikelnummer',
    'Bezeichnung',
    'Lagerort',
    'Mengeneinheit',
    'Stichtag',
    'Bestand',
  ]);
  rows.slice(1).forEach((_, i) => {
    sheet[`F${i + 2}`] = { t: 's', v: '16.11.2026' };
    sheet[`G${i + 2}`] = { t: 'n', v: 500 + i };
  });
  const back = file('back.xlsx', xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  const { json, code } = await run('ingest', back, '--supplier', 'NORD', '--received-at', NOW, '--json');
  const [document] = (json as { documents: { status: string; lines: { sku: string; quantity: string }[]; issues: { code: string }[] }[] })
    .documents;
  expect({ code, status: document!.status, issues: document!.issues.map((i) => i.code) }).toEqual({
    code: 0,
    status: 'accepted',
    issues: ['sheet.not-a-list', 'sheet.hidden-not-read'],
  }); // the instructions, and what the lists choose from
  expect(document!.lines.map((l) => [l.sku, l.quantity])).toEqual(rows.slice(1).map((r, i) => [r[0], String(500 + i)]));
});

test.each([
  [['share', 'now', 'NOPE'], 'there is no supplier NOPE'],
  [['share', 'show', 'x'], 'is no id of a snapshot'],
  [['share', 'link', 'NORD', '--days', '0'], 'expected a whole number'],
  [['share', 'revoke'], 'name links by their ids'],
  [['share', 'template', 'NOPE'], 'there is no supplier NOPE'],
])('%j is wrong usage', async (words, says) => {
  expect(await run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});
