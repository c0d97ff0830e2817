import fs from 'node:fs';
import path from 'node:path';
import { openDelivery } from '../src/domain/syntax';
import type { Table } from '../src/domain/syntax/table';

// Our readers of workbooks against LibreOffice, cell by cell, as each shows them. What LibreOffice shows was written down by
// samples/show-by-libreoffice.cjs, so that nobody needs it to run the tests.
type Filled = readonly [row: number, column: number, shown: string];
const SAMPLES = path.join(__dirname, '../samples');
const { version, ...files } = JSON.parse(fs.readFileSync(path.join(SAMPLES, 'libreoffice.json'), 'utf8')) as { version: string } & Record<
  string,
  Record<string, readonly Filled[]>
>;

const shownBy = (tables: readonly Table[]): Map<string, string> =>
  new Map(
    tables.flatMap((t) =>
      [...t.rows()].flat().flatMap((r) => r.cells.flatMap((c, i): [string, string][] => (c.shown === '' ? [] : [[`${t.sheet}!${r.number},${i + 1}`, c.shown]]))),
    ),
  ); // prettier-ignore

/** Every difference has one of these reasons; one that no longer occurs has to go. */
const REASONS: readonly [why: string, holds: (ours: string | undefined, theirs: string | undefined, at: string) => boolean][] = [
  ['it calculates a formula that was saved without its result, which we do not', (ours, _, at) => (ours?.startsWith('=') ?? false) || at.startsWith('stock-sheet/formula-results-')],
  ['it shows all digits of a long number without a format, and Excel eleven characters', (ours, theirs) => /^\d\.\d+E\+\d+$/.test(ours ?? '') && Number(ours).toPrecision(3) === Number(theirs).toPrecision(3)],
  ['it passes over texts in a cell whose names have a prefix', (ours, theirs, at) => theirs === undefined && ours !== undefined && at.startsWith('stock-sheet/written-with-prefixes/')],
  ['we read a thousand columns, and tell of what stands right of them', (ours, _, at) => ours === undefined && Number(at.split(',').at(-1)) > 1000],
]; // prettier-ignore
/** What it opens in spite of damage, or as a page, and we refuse or read as one. */
const OTHERWISE = /\/(breaks-off|damaged-[^/]*|page-[^/]*|xls-of-[^/]*|xlsb-[^/]*)\//;

const occurred = new Set<string>();
let same = 0;

test.each(Object.entries(files).filter(([file]) => !OTHERWISE.test(file)))(`%s is shown as by ${version}`, async (file, sheets) => {
  const [part] = await openDelivery(fs.readFileSync(path.join(SAMPLES, file)), path.basename(file));
  const ours = shownBy(part?.content.kind === 'tables' ? part.content.tables : []);
  const theirs = new Map(Object.entries(sheets).flatMap(([sheet, cells]) => cells.map(([r, c, text]): [string, string] => [`${sheet}!${r},${c}`, text]))); // prettier-ignore
  const unexplained = [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((at) => {
    const [mine, other] = [ours.get(at), theirs.get(at)];
    if (mine === other) return ((same += 1), []);
    const reason = REASONS.find(([, holds]) => holds(mine, other, `${file}!${at}`));
    if (reason) occurred.add(reason[0]);
    return reason ? [] : [`${at}: ${JSON.stringify(mine)}, by LibreOffice ${JSON.stringify(other)}`];
  });
  expect(unexplained).toEqual([]);
});

test('most cells are shown alike, and every reason is that of a difference', () => {
  expect(same).toBeGreaterThan(1400);
  expect([...occurred].sort()).toEqual(REASONS.map(([why]) => why).sort());
});

test.each(Object.keys(files).filter((file) => OTHERWISE.test(file)))('%s is refused, or a page', async (file) => {
  const [part] = await openDelivery(fs.readFileSync(path.join(SAMPLES, file)), path.basename(file));
  const page = part?.content.kind === 'tables' && part.content.tables.every((t) => t.sheet.startsWith('table '));
  expect(page || part?.content.kind === 'unreadable').toBe(true);
});
