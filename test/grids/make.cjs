'use strict';
// Workbooks of other people's writers, and what LibreOffice shows and holds in each of their cells, for test/grids.spec.ts:
//   node test/grids/make.cjs [SEED]
// It needs Debian's libreoffice-calc and python3-openpyxl, and installs exceljs for itself. A grid has its formats in the first row
// and its values in the first column, both as text, so that the test can say of every cell what it was.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { gzipSync } = require('node:zlib');
const xlsx = require('xlsx');
const { cellsOf } = require('./flat.cjs');
const { dates, DATES, lists, NUMBERS, numbers, random } = require('./values.cjs');

const seed = Number(process.argv[2] ?? 1);
const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-grids-'));
execFileSync('npm', ['install', '--prefix', tmp, '--no-audit', '--no-fund', 'exceljs@4.4.0'], { stdio: 'ignore' });
const ExcelJs = require(path.join(tmp, 'node_modules/exceljs'));
const at = (name) => path.join(__dirname, name);
const rng = (n) => random(seed * 1000 + n);

/** Of the same formats other values for each writer, so that none of them only repeats another. */
const grids = (n) => ({ numbers: [NUMBERS, numbers(rng(n))], dates: [DATES, dates(rng(n + 1))] });

function bySheetJs(name, bookType, n, from1904 = false) {
  const book = xlsx.utils.book_new();
  for (const [title, [formats, values]] of Object.entries(grids(n))) {
    const rows = values.map((v) => [{ t: 's', v: String(v) }, ...formats.map((z) => ({ t: 'n', v, z }))]);
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([[title, ...formats].map((v) => ({ t: 's', v })), ...rows]), title);
  }
  book.Workbook = { WBProps: { date1904: from1904 } };
  xlsx.writeFile(book, at(name), { bookType, compression: true, bookSST: bookType === 'xlsx' });
}

async function byExcelJs(name, n) {
  const book = new ExcelJs.Workbook();
  for (const [title, [formats, values]] of Object.entries(grids(n))) {
    const sheet = book.addWorksheet(title);
    sheet.addRow([title, ...formats]);
    for (const v of values) sheet.addRow([String(v), ...formats.map(() => v)]);
    formats.forEach((z, c) => values.forEach((_, r) => (sheet.getCell(r + 2, c + 2).numFmt = z)));
  }
  lists(book, rng(n + 2));
  await book.xlsx.writeFile(at(name));
}

function byOpenpyxl(name, n) {
  const file = path.join(tmp, 'grids.json');
  fs.writeFileSync(file, JSON.stringify({ grids: grids(n), name: at(name), from1904: n % 2 === 0 }));
  execFileSync('/usr/bin/python3', [at('make.py'), file], { stdio: 'inherit' });
}

/** LibreOffice itself as a writer. */
function byLibreOffice(name, from) {
  const kind = path.extname(name).slice(1);
  const to = kind === 'xlsx' ? 'xlsx:Calc MS Excel 2007 XML' : kind;
  const copy = path.join(tmp, `${path.parse(name).name}${path.extname(from)}`);
  fs.copyFileSync(at(from), copy);
  const out = path.join(tmp, 'out');
  execFileSync('soffice', ['--headless', '--convert-to', to, '--outdir', out, copy], { stdio: 'ignore' });
  fs.copyFileSync(path.join(out, name), at(name));
}

function shownByLibreOffice(names) {
  const flat = path.join(tmp, 'flat');
  const copies = names.map((name, i) => path.join(tmp, `${i}${path.extname(name)}`));
  names.forEach((name, i) => fs.copyFileSync(at(name), copies[i]));
  execFileSync('soffice', ['--headless', '--convert-to', 'fods', '--outdir', flat, ...copies], { stdio: 'ignore' });
  return Object.fromEntries(names.map((name, i) => [name, cellsOf(fs.readFileSync(path.join(flat, `${i}.fods`), 'utf8'))]));
}

async function main() {
  bySheetJs('sheetjs.xlsx', 'xlsx', 1);
  bySheetJs('sheetjs-1904.xlsx', 'xlsx', 11, true);
  bySheetJs('sheetjs.xls', 'biff8', 21);
  bySheetJs('sheetjs.xlsb', 'xlsb', 31);
  await byExcelJs('exceljs.xlsx', 41);
  byOpenpyxl('openpyxl.xlsx', 51);
  byOpenpyxl('openpyxl-1904.xlsx', 62);
  byLibreOffice('libreoffice.xls', 'openpyxl.xlsx');
  byLibreOffice('libreoffice.ods', 'exceljs.xlsx');
  byLibreOffice('libreoffice-office.xlsx', 'exceljs.xlsx');
  const names = fs.readdirSync(__dirname).filter((f) => /\.(xlsx|xls|xlsb|ods)$/.test(f)).sort(); // prettier-ignore
  const version = execFileSync('soffice', ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
  fs.writeFileSync(at('shown.json.gz'), gzipSync(JSON.stringify({ version, files: shownByLibreOffice(names) }), { level: 9 }));
  fs.rmSync(tmp, { recursive: true });
}
void main();
