import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Cell } from '../src/domain/canonical/vocabulary';
import { openDelivery } from '../src/domain/syntax';

// Every cell of the workbooks in test/grids/, by several writers, against LibreOffice: what it shows, and what it holds. What LibreOffice
// makes of them was written down by test/grids/make.cjs, so that nobody needs it to run the tests.
type Theirs = readonly [row: number, column: number, shown: string, type: string, value?: string];
const GRIDS = path.join(__dirname, 'grids');
const { version, files } = JSON.parse(gunzipSync(fs.readFileSync(path.join(GRIDS, 'shown.json.gz'))).toString()) as {
  version: string;
  files: Record<string, Record<string, readonly Theirs[]>>;
};

interface Compared {
  readonly file: string;
  readonly ours: Cell | undefined;
  readonly theirs: { readonly shown: string; readonly type: string; readonly value: string } | undefined;
  readonly format: string; // of a grid, else ''
  readonly serial: number; // likewise: what was put into the cell
}

const fifteen = (n: number): number => Number(n.toPrecision(15)); // LibreOffice writes no more digits
function sameValue({ raw, shown }: Cell, theirs: NonNullable<Compared['theirs']>): boolean {
  const { type, value } = theirs;
  if (typeof raw === 'number') return fifteen(Number(value)) === fifteen(raw);
  if (typeof raw === 'boolean') return ['true', '1'].includes(value) === raw && value !== '';
  if (raw === null) return type === 'error';
  return type === 'date' ? nearestSecond(value) === raw : type === 'string' && raw === shown;
}
/** To the nearest second, as we read it: 23:59:59.91 is the float's midnight. */
function nearestSecond(value: string): string {
  const at = new Date(Math.round(Date.parse(value.includes('T') ? `${value}Z` : `${value}T00:00:00Z`) / 1000) * 1000).toISOString();
  return at.endsWith('T00:00:00.000Z') ? at.slice(0, 10) : at.slice(0, 19);
}
const sameShown = (a: string, b: string): boolean => a.trim() === b.trim(); // a format puts blanks around a number, for columns of them
const valueOf = ({ theirs }: Compared): number => Number(theirs?.value);
const isNumber = ({ ours }: Compared): boolean => typeof ours?.raw === 'number';

/** Every difference has one of these reasons; one that no longer occurs has to go. */
const REASONS: readonly [why: string, holds: (c: Compared) => boolean][] = [
  [
    'a result that contradicts its formula is no number for us, whatever it shows',
    ({ ours, theirs }) => ours?.stale !== undefined && sameShown(ours.shown, theirs?.shown ?? ''),
  ],
  ['it calculates a formula that was saved without its result, or by a program that it does not trust, which we do not', ({ ours, theirs, file }) => (ours?.shown.startsWith('=') ?? false) || (file === 'libreoffice.ods' && ours?.raw === -1 && theirs?.type === 'float')],
  ['it shows all digits of a long number without a format, and Excel eleven characters', (c) => isNumber(c) && /^(General|@|)$/.test(c.format) && fifteen(Number(c.theirs?.shown)) === fifteen(valueOf(c)) && c.ours!.shown.length < c.theirs!.shown.length + 1],
  ['Excel shows the point of 0.## also where nothing follows it', ({ format, ours, theirs }) => format === '0.##' && ours?.shown === `${theirs?.shown}.`],
  ['before March of 1900 it counts days by the calendar, and Excel one more; nobody lists anything of that year', ({ serial, theirs }) => theirs?.type === 'date' && serial < 367],
  ['a time of the clock is no day for it; for us it is whatever its format shows, and the same moment', ({ ours, theirs }) => theirs?.type === 'time' && (sameShown(ours?.shown ?? '', theirs.shown) || theirs.shown === '#FMT')],
  ['under a format without seconds it cuts a second that is not over, and we round what a float made of midnight', ({ serial, ours, theirs }) => serial % 1 > 0.99999 && (theirs?.type === 'time' ? /^(0?0:00|00:00:00|12:00 AM|00:00)$/.test(ours!.shown) : theirs?.type === 'date' && sameValue(ours!, theirs))],
  ['it takes a cell of text that is marked as an error for the error that it knows', ({ ours, theirs, file }) => file === 'libreoffice.xls' && ours?.shown === '#REF!' && theirs?.shown === '#N/A'],
  ['it keeps truths as numbers in xls', ({ ours, theirs, file }) => file === 'libreoffice.xls' && typeof ours?.raw === 'boolean' && Number(ours.raw) === Number(theirs?.shown)],
  ['it does not know _x0041_ for A', ({ ours, theirs }) => ours?.raw === 'A' && theirs?.shown === '_x0041_'],
  ['SheetJS looks for a fraction less well, and puts the exponent of ##0.0E+0 and the sign of #\\ ##0 elsewhere; the number is the same', (c) => ['# ?/?', '##0.0E+0', '0.00E+00', '#\\ ##0'].includes(c.format) && sameValue(c.ours!, c.theirs!)],
  ['the format m/d/yy is that of the country by its number, and its country writes the year with four digits', ({ format, ours, theirs }) => format === 'm/d/yy' && ours?.shown === theirs?.shown.replace(/\d\d(?=\d\d$)/, '')],
  ['a percentage is a float for it, and 1.005 a little less than what is written', ({ format, serial }) => format === '0%' && serial === 1.005],
  ['beyond fifteen digits a cell does not know its own number, and SheetJS shows the last places of a code only', (c) => c.serial >= 1e15 && /^0+-0+$/.test(c.format) && sameValue(c.ours!, c.theirs!)],
  ['it loses the tabs of its own files', ({ file, ours, theirs }) => file === 'libreoffice.ods' && ours?.shown.replace('\t', '') === theirs?.shown],
]; // prettier-ignore

const occurred = new Map<string, number>();
let same = 0;

test.each(Object.entries(files))(`%s is read as by ${version}`, async (file, sheets) => {
  const [part] = await openDelivery(fs.readFileSync(path.join(GRIDS, file)), file);
  const tables = part?.content.kind === 'tables' ? part.content.tables : [];
  expect(tables.map((t) => t.sheet)).toEqual(Object.keys(sheets));
  const unexplained: string[] = [];
  for (const table of tables) {
    const ours = new Map<string, Cell>([...table.rows()].flat().flatMap((r) => r.cells.flatMap((c, i): [string, Cell][] => (c.shown.trim() === '' ? [] : [[`${r.number},${i + 1}`, c]])))); // prettier-ignore
    const theirs = new Map<string, NonNullable<Compared["theirs"]>>(sheets[table.sheet]!.flatMap(([r, c, shown, type, value = '']) => (shown.trim() === '' ? [] : [[`${r},${c}`, { shown, type, value }] as const]))); // prettier-ignore
    const isGrid = /^(numbers|dates|codes)$/.test(table.sheet);
    for (const at of new Set([...ours.keys(), ...theirs.keys()])) {
      const [mine, other] = [ours.get(at), theirs.get(at)];
      if (mine && other && sameShown(mine.shown, other.shown) && sameValue(mine, other)) {
        same += 1;
        continue;
      }
      const [row, column] = at.split(',');
      const format = isGrid ? (ours.get(`1,${column}`)?.shown ?? '') : '';
      const compared: Compared = {
        file,
        ours: mine,
        theirs: other,
        format,
        serial: Number((isGrid && ours.get(`${row},1`)?.shown) || NaN),
      };
      const reason = REASONS.find(([, holds]) => holds(compared));
      if (reason) occurred.set(reason[0], (occurred.get(reason[0]) ?? 0) + 1);
      else unexplained.push(`${table.sheet}!${at} ${JSON.stringify([format, compared.serial])}: ${JSON.stringify(mine)}, by LibreOffice ${JSON.stringify(other)}`); // prettier-ignore
    }
  }
  expect(unexplained).toEqual([]);
});

test('most cells are read alike, and every reason is that of a difference', () => {
  expect(same).toBeGreaterThan(17_000);
  if (process.env.SHOW) console.log(same, [...occurred]);
  expect([...occurred.keys()].sort()).toEqual(REASONS.map(([why]) => why).sort());
});
