import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import * as xlsx from 'xlsx';
import { Budget } from '../src/domain/syntax/limits';
import { generalText, isDateFormat } from '../src/domain/syntax/number-text';
import { oldWorkbookTables } from '../src/domain/syntax/old-workbook';
import { openPackage } from '../src/domain/syntax/package';
import type { Table } from '../src/domain/syntax/table';
import { workbookTables } from '../src/domain/syntax/workbook';

// Our reader against SheetJS, cell by cell, on what SheetJS writes and on every xlsx that lies in the samples.

type Shown = [where: string, shown: string, raw: unknown];
const cellsOf = (tables: readonly Table[]): Shown[] =>
  tables.flatMap((t) =>
    [...t.rows()]
      .flat()
      .flatMap((r) =>
        r.cells.flatMap((c, i): Shown[] =>
          c.shown === '' && c.raw === null
            ? []
            : [[`${t.sheet}!${xlsx.utils.encode_col(i)}${r.number}`, c.stale === undefined ? c.shown : `=${c.shown}`, c.raw]],
        ),
      ),
  );
const notes = (tables: readonly Table[]): unknown[] => tables.map((t) => ({ sheet: t.sheet, hidden: t.hidden, merges: t.merges }));
async function both(file: Buffer): Promise<{ ours: Table[]; theirs: Table[]; shown: Map<string, string> }> {
  const opened = await openPackage(file, new Budget());
  return { ours: await workbookTables(file, new Budget()), theirs: oldWorkbookTables(opened), shown: shownBySheetJs(opened) };
}
/** What the library itself shows of numbers that are no days. */
function shownBySheetJs(file: Uint8Array): Map<string, string> {
  const { Sheets } = xlsx.read(file, { type: 'buffer', dense: true, cellNF: true });
  return new Map(
    Object.entries(Sheets).flatMap(([sheet, { '!data': data = [] }]) =>
      data.flatMap((row, r) =>
        (row ?? []).flatMap((c, i): [string, string][] => {
          return c?.t === 'n' && c.w !== undefined ? [[`${sheet}!${xlsx.utils.encode_cell({ r, c: i })}`, c.w]] : [];
        }),
      ),
    ),
  );
}

const FORMATS = [
  'General', '0', '0.0', '0.00', '0.000', '00', '0000', '000000000000', '#,##0', '#,##0.00', '0%', '0.00%', '@',
  '#', '#,###', '0.0#', '#,##0.00 "€"', '[Red]0.00;(0.00)', '#,##0;-#,##0', '0.00E+00', '##0.0E+0', '# ?/?', '# ??/??', '0 "Stk"', '"PC-"0000', '0,', '000-000', '_-* #,##0.00_-', '#,##0.00 [$€-407]', '[>100]0;0.0', '"',
  'dd.mm.yyyy', 'd.m.yy', 'm/d/yy', 'yyyy-mm-dd', 'dd/mm/yyyy hh:mm', '[$-407]dd. mmmm yyyy', 'd-mmm-yy', 'h:mm AM/PM', 'mm:ss', '[h]:mm', '[mm]:ss', 'hh:mm:ss.000', 'yyyy"年"m"月"d"日"',
]; // prettier-ignore
const VALUES = [
  0, 1, -1, 5, 12, 100, 417, 999.5, 1204.5, -12.25, 0.5, 1.5, 2.5, -2.5, 0.125, 0.255, 1.005, 2.675, -1.005, 0.1 + 0.2, 1 / 3, -0.001, -0.4, 0.0001234, 1e-7, 1e-12,
  123456789, 1234567890.5, 99999999999, 1e11, 123456789012, 4006381333931, 1e15, 123456789012345680, 1e21, 46342, 46342.75, 46342.999999, 44880.5, 60, 61, 366, 367, 109574, 109575, 2958465, 2958466, -46342,
]; // prettier-ignore
const grid = (from1904: boolean): Buffer => {
  const sheet = xlsx.utils.aoa_to_sheet(VALUES.map((v) => FORMATS.map((z) => ({ t: 'n', v, z }))));
  const book = xlsx.utils.book_new(sheet, 'S');
  book.Workbook = { WBProps: { date1904: from1904 } };
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};

/** What is written, rounded half away from zero: the arithmetic of people, without a float. */
function asWritten(value: number, decimals: number): string {
  const [, whole, part = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(Math.abs(value) < 1e-6 ? '0' : String(value)) ?? [];
  if (whole === undefined) return '';
  const digits = BigInt(whole + part.padEnd(decimals + 1, '0').slice(0, decimals));
  const up = (part[decimals] ?? '0') >= '5' ? 1n : 0n;
  return String(digits + up).padStart(decimals + 1, '0');
}
const placesOf = (format: string): number =>
  (/\.([0#]+)/.exec(format.replace(/"[^"]*"|\[[^\]]*\]/g, ''))?.[1]!.length ?? 0) + (format.endsWith('%') ? 2 : 0);
const digitsOf = (shown: string): string => shown.replace(/[^\d]/g, '').replace(/^0+(?=\d)/, '');
/** Digits as they are written, but for those of the format itself, and for zeros behind a point that a # leaves out. */
const isWritten = (shown: string, format: string, value: number): boolean => [digitsOf(shown), `${digitsOf(shown)}0`].includes(digitsOf(asWritten(value, placesOf(format)))); // prettier-ignore

/** Every difference has one of these reasons; one that no longer occurs has to go. */
const REASONS: readonly [why: string, holds: (format: string, value: number, ours: string, theirs: string) => boolean][] = [
  [
    'a half goes away from zero, and what counts is what is written (1.005 shows 1.01, -2.5 shows -3), as in Excel; SheetJS rounds the float, and halves upwards',
    (format, value, ours, theirs) => isWritten(ours, format, value) && digitsOf(theirs) !== digitsOf(ours) && format !== '000-000',
  ],
  [
    'what is rounded to zero has no sign; SheetJS shows -0 under some formats and 0.00 under others',
    (_, value, ours, theirs) => value < 0 && theirs.replace('-', '').trim() === ours.replace(/^-(?=PC)/, '').trim() && !/[1-9]/.test(ours),
  ],
  [
    'digits that a format has no place for stand in front of it, as its sign does, as in Excel; SheetJS leaves both out',
    (format, value, ours, theirs) => format === '000-000' && isWritten(ours, format, value) && digitsOf(ours).endsWith(digitsOf(theirs)) && /^-/.test(ours) === (value < 0 && /[1-9]/.test(ours)), // prettier-ignore
  ],
];

async function unexplained(
  file: Buffer,
  used: Set<string>,
  what: (where: string) => { z: string; v: number } | undefined,
): Promise<string[]> {
  const { ours, theirs, shown: byLibrary } = await both(file);
  expect(notes(ours)).toEqual(notes(theirs));
  // A formula that nobody calculated is told; asked for values, SheetJS leaves its cell out, or takes an empty result for a value.
  const told = ([, shown, raw]: Shown): boolean => raw === null && shown.startsWith('=');
  const open = new Set(cellsOf(ours).filter(told).map(([where]) => where)); // prettier-ignore
  const [a, b] = [ours, theirs].map((tables) => cellsOf(tables).filter(([where]) => !open.has(where))) as [Shown[], Shown[]];
  expect(a.map(([where]) => where)).toEqual(b.map(([where]) => where));
  return a.flatMap(([where, shown, raw], i) => {
    const [, readAlike, theirRaw] = b[i]!;
    const theirShown = (typeof raw === 'number' && what(where) ? byLibrary.get(where) : undefined) ?? readAlike;
    if (shown === theirShown && Object.is(raw, theirRaw)) return [];
    const cell = what(where);
    const reason = cell && Object.is(raw, theirRaw) ? REASONS.find(([, holds]) => holds(cell.z, cell.v, shown, theirShown)) : undefined;
    if (reason) used.add(reason[0]);
    return reason
      ? []
      : [`${where} ${JSON.stringify(cell)}: ${JSON.stringify([shown, raw])}, and SheetJS ${JSON.stringify([theirShown, theirRaw])}`];
  });
}

test('every value under every format shows what SheetJS shows, but for the reasons given', async () => {
  const used = new Set<string>();
  const what = (where: string): { z: string; v: number } => {
    const { r, c } = xlsx.utils.decode_cell(where.split('!')[1]!);
    return { z: FORMATS[c]!, v: VALUES[r]! };
  };
  for (const from1904 of [false, true]) expect(await unexplained(grid(from1904), used, what)).toEqual([]);
  expect([...used].sort()).toEqual(REASONS.map(([why]) => why).sort());
});

const text = fc.string({
  unit: fc.constantFrom('a', 'Ä', '東', '😀', '0', '1', '.', ',', ' ', '&', '<', '"', "'", '\n', '\t', '_', '-'),
  maxLength: 12,
});
const cell: fc.Arbitrary<xlsx.CellObject | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  text.map((v): xlsx.CellObject => ({ t: 's', v })),
  fc.integer({ min: -100_000, max: 100_000 }).map((v): xlsx.CellObject => ({ t: 'n', v })),
  fc
    .record({ v: fc.double({ noNaN: true, noDefaultInfinity: true }), z: fc.constantFrom('General', ...FORMATS.slice(13)) })
    .map(({ v, z }): xlsx.CellObject => ({ t: 'n', v, z })),
  fc
    .record({ v: fc.integer({ min: 367, max: 109_000 }), z: fc.constantFrom('dd.mm.yyyy', 'm/d/yy', '0000000') })
    .map(({ v, z }): xlsx.CellObject => ({ t: 'n', v, z })),
  fc.boolean().map((v): xlsx.CellObject => ({ t: 'b', v })),
  fc.constantFrom(0, 7, 15, 23, 29, 36, 42).map((v): xlsx.CellObject => ({ t: 'e', v })),
);
const someSheet = fc.record({
  cells: fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
  merges: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(3), fc.nat(3)), { maxLength: 2 }),
  hidden: fc.boolean(),
});

test('any workbook that SheetJS writes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someSheet, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      async (sheets, bookSST, compression) => {
        const book = xlsx.utils.book_new();
        sheets.forEach(({ cells, merges }, i) => {
          const sheet = xlsx.utils.aoa_to_sheet(cells);
          sheet['!merges'] = merges.map(([r, c, h, w]) => ({ s: { r, c }, e: { r: r + h, c: c + w + 1 } }));
          xlsx.utils.book_append_sheet(book, sheet, `S ${i} & Co`);
        });
        book.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
        const file = xlsx.write(book, { type: 'buffer', bookType: 'xlsx', bookSST, compression }) as Buffer;
        const what = (where: string): { z: string; v: number } | undefined => {
          const { r, c } = xlsx.utils.decode_cell(where.split('!')[1]!);
          const at = sheets[Number(/^S (\d+)/.exec(where)![1])]!.cells[r]?.[c];
          return at?.t === 'n' && at.z !== undefined ? { z: String(at.z), v: at.v as number } : undefined;
        };
        expect(await unexplained(file, new Set(), what)).toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
}, 60_000); // beside other suites it waits for its turn

const FOLDERS = ['../samples', '../../shared/corpus'].map((f) => path.join(__dirname, f)).filter((f) => fs.existsSync(f));
const files = FOLDERS.flatMap((f) => fs.readdirSync(f, { recursive: true, encoding: 'utf8' }).map((name) => path.join(f, name))).filter(
  (f) => /\.xls[xm]$/i.test(f),
);
const whyNot = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );
test.each(files.map((f) => [path.relative(path.join(__dirname, '..'), f), f]))('%s', async (_, file) => {
  const bytes = fs.readFileSync(file);
  if (file.includes('a-cell-without-an-end')) expect(await whyNot(workbookTables(bytes, new Budget()))).toBe('file.too-big');
  else if (/broken|breaks-off|damaged/.test(file)) expect(await whyNot(workbookTables(bytes, new Budget()))).toBe('file.corrupt');
  else expect(await unexplained(bytes, new Set(), () => undefined)).toEqual([]);
});

test('numbers without a format, and which formats are of dates', () => {
  const ssf = xlsx.SSF as unknown as { format: (f: string, v: number) => string; is_date: (f: string) => boolean };
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (v) => expect(generalText(v)).toBe(ssf.format('General', v))),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -12, max: 8 }), (n, e) =>
      expect(generalText(n * 10 ** e)).toBe(ssf.format('General', n * 10 ** e)),
    ),
    { numRuns: 3000 },
  );
  for (const format of [
    ...FORMATS,
    'General "d"',
    '\\d0',
    '_d0',
    '0.00E+00',
    '[Blue]0',
    '[s]',
    'A/P',
    '0 "h"',
    '#,##0.00\\ [$DKK]',
    'yyyy',
    '"m"',
  ])
    expect([format, isDateFormat(format)]).toEqual([format, ssf.is_date(format)]);
});
