'use strict';
// What people use today. EDI: «segments» takes what the library gives and counts it; «lines» hands it, message by message, to the
// very formats that read ours, so that both sides end at the same lines. Sheets and text: every row, the quantity added up.
const fs = require('node:fs');
const path = require('node:path');
const peer = require('node:module').createRequire(path.join(__dirname, '../peers/package.json'));
const ON_HAND = 3;

const { LineCount } = require('./line-count.cjs');

const x12Parser = (each) => ({
  prepare: () => peer('x12-parser').X12parser,
  run: (file, X12parser) =>
    new Promise((resolve, reject) => {
      const to = each();
      fs.createReadStream(file)
        .pipe(new X12parser())
        .on('data', to.segment)
        .on('error', reject)
        .on('end', () => resolve(to.end()));
    }),
});
const nodeX12 = {
  prepare: () => require('node-x12').X12Parser,
  run: (file, X12Parser) =>
    new Promise((resolve, reject) => {
      let lines = 0;
      fs.createReadStream(file)
        .pipe(new X12Parser())
        .on('data', () => (lines += 1))
        .on('error', reject)
        .on('end', () => resolve({ lines }));
    }),
};
const counted = () => {
  let lines = 0;
  return { segment: () => (lines += 1), end: () => ({ lines }) };
};
const built = () => {
  const build = new LineCount();
  let [segments, number, type, control] = [[], 0, '', ''];
  return {
    segment(s) {
      number += 1;
      const elements = [s.name];
      for (const key in s) if (key !== 'name') elements[Number(key)] = s[key];
      for (let i = 1; i < elements.length; i++) elements[i] ??= '';
      if (s.name === 'ST') [segments, type, control] = [[], elements[1], elements[2]];
      segments.push({ tag: s.name, number, bytes: [0, 0], elements });
      if (s.name === 'SE') build.message({ syntax: 'x12', type, control, segments: [segments] });
    },
    end: () => build.told(),
  };
};

const edifact = (lines) => ({
  prepare: () => ({ Parser: peer('edifact/parser.js') }),
  async run(file, { Parser }) {
    const build = lines ? new LineCount() : undefined;
    let [segments, number, tag, elements, components, count] = [[], 0, '', [], [], 0];
    const parser = new Parser();
    parser.on('opensegment', (name) => [tag, elements] = [name, [[name]]]); // prettier-ignore
    parser.on('element', () => elements.push((components = [])));
    parser.on('component', (value) => components.push(value));
    parser.on('closesegment', () => {
      number += 1;
      count += 1;
      if (!build) return;
      if (tag === 'UNH') segments = [];
      segments.push(new Composite(tag, number, elements));
      if (tag !== 'UNT') return;
      const [, , control, kind] = segments[0].composites.flatMap((e, i) => (i === 0 ? [e[0], ''] : i === 1 ? [e[0]] : [e]));
      build.message({ syntax: 'edifact', type: kind[0], directory: `${kind[1]}.${kind[2]}`, control, segments: [segments] });
    });
    parser.encoding('UNOC');
    for await (const chunk of fs.createReadStream(file, { encoding: 'latin1' })) parser.write(chunk);
    parser.end();
    return build ? build.told() : { lines: count };
  },
});
/** As our formats ask for it: element and component, counted from 1. */
class Composite {
  constructor(tag, number, composites) {
    Object.assign(this, { tag, number, composites, bytes: [0, 0] });
  }
  get elements() {
    return this.composites.map((c) => c[0] ?? '');
  }
  at(element, component = 1) {
    return this.composites[element]?.[component - 1] ?? '';
  }
}

/** Rows of csv-parse, twenty thousand at a time, to the reader of stock lists that reads ours. */
const csvParseLines = {
  prepare: () => ({ parse: require('csv-parse').parse, ...require('./line-count.cjs').sheets() }),
  async run(file, { parse, plan, readTable }) {
    const build = new LineCount();
    const context = { fileName: path.basename(file), subject: '', within: null, receivedAt: RECEIVED_AT, supplier: 'NORD', mappings: [] };
    let [rows, number, layout] = [[], 0, undefined];
    const flush = () => {
      const batch = rows;
      const table = { sheet: '', text: true, hidden: false, rows: () => [batch] };
      layout ??= plan(table, context).layout;
      readTable(table, layout, context, build.sink);
      rows = [];
    };
    const stream = fs.createReadStream(file).pipe(parse());
    stream.on('data', (row) => {
      if (rows.push({ number: ++number, cells: row.map(cell) }) === 20_000) flush();
    });
    await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
    if (rows.length > 0) flush();
    return build.told();
  },
};
const RECEIVED_AT = '2026-11-17T06:00:00Z';
const EMPTY = { shown: '', raw: null };
const cell = (text) => (text === '' ? EMPTY : { shown: text, raw: text });

const csvParse = {
  prepare: () => require('csv-parse').parse,
  async run(file, parse) {
    let [lines, sum] = [-1, 0];
    const stream = fs.createReadStream(file).pipe(parse());
    stream.on('data', (row) => {
      if (lines++ >= 0) sum += Number(row[ON_HAND]);
    });
    await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
    return { lines, sum };
  },
};
const exceljs = {
  prepare: () => peer('exceljs'),
  async run(file, ExcelJS) {
    let [lines, sum] = [-1, 0];
    const book = new ExcelJS.stream.xlsx.WorkbookReader(file, { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit' });
    for await (const sheet of book) for await (const row of sheet) if (lines++ >= 0) sum += Number(row.getCell(ON_HAND + 1).value);
    return { lines, sum };
  },
};
const rowsOf = (rows) => ({ lines: rows.length - 1, sum: rows.slice(1).reduce((n, r) => n + Number(r[ON_HAND]), 0) });
const sheetjs = {
  prepare: () => require('xlsx'),
  async run(file, xlsx) {
    const book = xlsx.read(fs.readFileSync(file), { dense: true });
    return rowsOf(xlsx.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }));
  },
};
const readExcelFile = {
  prepare: () => peer('read-excel-file/node'),
  async run(file, { default: read }) {
    const sheets = await read(file);
    return rowsOf(sheets[0]?.data ?? sheets);
  },
};

module.exports = {
  'x12-parser, segments': x12Parser(counted),
  'x12-parser, lines': x12Parser(built),
  'node-x12, segments': nodeX12,
  'edifact, segments': edifact(false),
  'edifact, lines': edifact(true),
  'csv-parse': csvParse,
  'csv-parse, lines': csvParseLines,
  "exceljs' stream": exceljs,
  SheetJS: sheetjs,
  'read-excel-file': readExcelFile,
};
