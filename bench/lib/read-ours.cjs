'use strict';
// Our readers: in the thread of the process, for the comparison with libraries that have no other; and as the gateway runs them,
// in a reading thread, for what its event loop feels of it.
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const dist = path.join(__dirname, '../../dist');

/** Lines as they go to the database: document, number, set, location, unit, as-of, measure, amount. */
function counting() {
  const truth = { lines: 0, sum: 0 };
  return {
    truth,
    take(told) {
      if (told.tell === 'failed') throw new Error(told.message);
      if (told.tell !== 'lines') return;
      for (const line of Buffer.from(told.copy).toString('latin1').split('\n')) {
        if (line === '') continue;
        truth.lines += 1;
        truth.sum += Number(line.split('\t')[7]);
      }
    },
  };
}
const RECEIVED_AT = '2026-11-17T06:00:00Z';
const LAYOUT = { supplier: 'NORD', locale: null, files: [] };

/** Lines as the formats hand them over, in the thread of the process. */
const ours = {
  prepare: () => ({
    ...require(`${dist}/domain/syntax/index.js`),
    ...require(`${dist}/domain/syntax/x12.js`),
    ...require(`${dist}/domain/syntax/edifact.js`),
    ...require(`${dist}/domain/syntax/edi-message.js`),
    ...require(`${dist}/domain/mapping/read-table.js`),
    ...require(`${dist}/modules/pipeline/file-source.js`),
    ...require('./line-count.cjs'),
  }),
  async run(file, { openSource, openFile, readX12, readEdifact, messagesOf, sourceOf, plan, readTable, LineCount }) {
    const count = new LineCount();
    const source = openFile(file);
    const context = {
      fileName: path.basename(file),
      subject: '',
      within: null,
      receivedAt: RECEIVED_AT,
      supplier: 'NORD',
      locale: null,
      mappings: [],
    };
    for (const { content } of await openSource(source, context.fileName)) {
      if (content.kind === 'tables') for (const t of content.tables) readTable(t, plan(t, context).layout, context, count.sink);
      else
        for (const i of (content.kind === 'x12' ? readX12 : readEdifact)(content.source).interchanges)
          for (const m of messagesOf(i)) count.message(sourceOf(m));
    }
    return count.told();
  },
};
/** A sheet's rows as the libraries hand them over, before anybody has asked what a column means. */
const rows = {
  prepare: () => require(`${dist}/domain/syntax/index.js`),
  async run(file, { openDelivery }) {
    let [lines, sum] = [-1, 0];
    for (const { content } of await openDelivery(fs.readFileSync(file), path.basename(file)))
      for (const table of content.tables)
        for (const batch of table.rows()) for (const row of batch) if (lines++ >= 0) sum += Number(row.cells[3].raw);
    return { lines, sum };
  },
};

function newlines(bytes) {
  let n = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) n += 1;
  return n;
}

/** The same through the reading thread, checked line by line. */
const threaded = {
  async prepare() {
    const { Readers } = require(`${dist}/modules/pipeline/reader.js`);
    const readers = new Readers();
    readers.warm();
    await new Promise((resolve) => setTimeout(resolve, 800));
    return readers;
  },
  async run(file, readers) {
    let lines = 0;
    const task = { path: file, name: path.basename(file), receivedAt: RECEIVED_AT };
    for await (const told of readers.read(task, async () => LAYOUT)) {
      if (told.tell === 'failed') throw new Error(told.message);
      if (told.tell === 'lines') lines += newlines(told.copy);
    }
    return { lines };
  },
  close: (readers) => readers.close(),
};

const checked = {
  ...threaded,
  async run(file, readers) {
    const counted = counting();
    const task = { path: file, name: path.basename(file), receivedAt: RECEIVED_AT };
    for await (const told of readers.read(task, async () => LAYOUT)) counted.take(told);
    return counted.truth;
  },
};

/** The least that a text file can cost: every byte looked at once. */
const bytePass = {
  async run(file) {
    const bytes = fs.readFileSync(file);
    let n = 0;
    for (let i = 0; i < bytes.length; i++) if (bytes[i] === 42 || bytes[i] === 43 || bytes[i] === 44) n += 1;
    return { lines: n };
  },
};

/** What every program begins with, and a measure of the machine that makes strings as a reader does; a byte pass makes none. */
const split = {
  async run(file) {
    const text = fs.readFileSync(file, 'latin1');
    let n = 0;
    for (const segment of text.split('~')) n += segment.split('*').length;
    return { lines: n };
  },
};

/** The least that a workbook can cost: its sheet inflated, and nothing looked at. */
const inflate = {
  prepare: () => require(`${dist}/domain/syntax/zip.js`),
  async run(file) {
    const bytes = fs.readFileSync(file);
    let size = 0;
    for (const at of sheets(bytes)) size += zlib.inflateRawSync(at).length;
    return { lines: size };
  },
};
function* sheets(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [name, extra, comment] = [28, 30, 32].map((o) => bytes.readUInt16LE(at + o));
    const [packed, from] = [20, 42].map((o) => bytes.readUInt32LE(at + o));
    const data = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    if (bytes.readUInt16LE(at + 10) === 8) yield bytes.subarray(data, data + packed);
    at += 46 + name + extra + comment;
  }
}

module.exports = { ours, 'ours, rows': rows, threaded, checked, 'byte pass': bytePass, split, inflate };
