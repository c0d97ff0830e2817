'use strict';
// What LibreOffice shows in every workbook of the samples, cell by cell, written to libreoffice.json for test/libreoffice.spec.ts:
// node samples/show-by-libreoffice.cjs, with Debian's libreoffice-calc. Files that it cannot open are not in the list.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parse } = require('csv-parse/sync');

const KINDS = ['stock-sheet', 'ship-sheet'];
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-shown-'));
const files = KINDS.flatMap((kind) =>
  fs.readdirSync(path.join(__dirname, kind)).flatMap((name) =>
    fs
      .readdirSync(path.join(__dirname, kind, name))
      .filter((f) => /^in\.(xlsx|xlsm|xls|xlsb|ods)$/.test(f) && !/^(a-cell-without-an-end|zeros-called-xls)$/.test(name)) // refused, and shown as pages of nothing
      .map((f) => `${kind}/${name}/${f}`),
  ),
);
const copies = files.map((f, i) => path.join(folder, `${i}${path.extname(f)}`));
files.forEach((f, i) => fs.copyFileSync(path.join(__dirname, f), copies[i]));
const said = execFileSync('soffice', ['--headless', '--convert-to', AS_SHOWN, '--outdir', folder, ...copies], { encoding: 'utf8' });

const shown = {};
for (const [, sheet, out] of said.matchAll(/^Writing sheet (.*) -> (.*)$/gm)) {
  const [, i] = /^(\d+)-/.exec(path.basename(out));
  const rows = parse(fs.readFileSync(out), { relax_column_count: true, bom: true });
  const filled = rows.flatMap((row, r) => row.flatMap((text, c) => (text === '' ? [] : [[r + 1, c + 1, text]])));
  (shown[files[i]] ??= {})[sheet] = filled;
}
const version = execFileSync('soffice', ['--version'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
const lines = Object.entries(shown).map(([file, sheets]) => `  ${JSON.stringify(file)}: ${JSON.stringify(sheets)}`);
fs.writeFileSync(path.join(__dirname, 'libreoffice.json'), `{\n  "version": ${JSON.stringify(version)},\n${lines.join(',\n')}\n}\n`);
fs.rmSync(folder, { recursive: true });
