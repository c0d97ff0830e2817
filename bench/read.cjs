'use strict';
// How fast suppliers' files are read, to canonical lines as they go to the database, against the floor (one byte pass; inflate
// only) and the libraries that people would use. MB changes the 50 MB of the text files, ROWS the 100,000 of the workbook.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
require('../tools/build-if-stale.cjs')();
const { median, publish, round } = require('./lib/figures.cjs');
const files = require('./lib/read-files.cjs');

const MB = Number(process.env.MB ?? 50);
const ROWS = Number(process.env.ROWS ?? 100_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-read-'));
const peers = path.join(__dirname, 'peers');

/**
 * Each format: its files, the readers in the order of a round, and what is asked of ours. What is asked is judged where both sides
 * end at the same lines, by the same builder; against a library's bare segments or rows it is shown. A workbook is judged by rows.
 */
const FORMATS = [
  { name: 'X12 852', write: files.write852, peers: ['node-x12, segments', 'x12-parser, segments', 'x12-parser, lines'], right: ['x12-parser, lines'], mbs: 60, times: 4 }, // prettier-ignore
  { name: 'X12 856', write: files.write856, peers: ['node-x12, segments', 'x12-parser, segments', 'x12-parser, lines'], right: ['x12-parser, lines'], mbs: 60, times: 4 }, // prettier-ignore
  { name: 'EDIFACT INVRPT', write: files.writeInvrpt, peers: ['edifact, segments', 'edifact, lines'], right: ['edifact, lines'], times: 2 },
  { name: 'CSV', write: files.writeCsv, peers: ['csv-parse', 'csv-parse, lines'], right: ['csv-parse, lines'], times: 2 },
  { name: 'xlsx', write: (file, mb) => files.writeXlsx(file, Math.round((ROWS * mb) / MB)), floor: 'inflate', peers: ["exceljs' stream", 'SheetJS', 'read-excel-file'], right: ["exceljs' stream"], against: 'ours, rows', times: 3, overFloor: 8 }, // prettier-ignore
];
/** The 60 MB/s were asked for on a machine where `split('~')` and `split('*')` make 66; that share of it means the same on any. */
const SHARE_OF_SPLIT = 0.91;
const EXTENSION = { 'X12 852': 'edi', 'X12 856': 'edi', 'EDIFACT INVRPT': 'edi', CSV: 'csv', xlsx: 'xlsx' };

/** With the memory for what is made and left at once that the gateway gives its reading threads; all are quicker with it. */
function run(reader, file) {
  const args = ['--max-old-space-size=8192', '--max-semi-space-size=16', path.join(__dirname, 'lib/read-case.cjs'), reader, file];
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(out.trim().split('\n').at(-1));
}

function measure(format) {
  const at = (name) => path.join(folder, `${name}.${EXTENSION[format.name]}`);
  const [small, large] = [at('small'), at('large')];
  format.write(small, MB / 10);
  const truth = format.write(large, MB);
  const megabytes = fs.statSync(large).size / 2 ** 20;
  const floor = format.floor ?? 'byte pass';
  const told = run('checked', large);
  if (told.lines !== truth.lines || told.sum !== truth.sum)
    throw new Error(`${format.name}: ${told.lines} lines that add up to ${told.sum}, and not ${truth.lines} and ${truth.sum}`);
  const { against = 'ours' } = format;
  const readers = [
    floor,
    ...(format.mbs ? ['split'] : []),
    'ours',
    'threaded',
    ...(format.name === 'CSV' || against !== 'ours' ? ['ours, rows'] : []),
    ...format.peers,
  ];
  const rounds = Array.from({ length: ROUNDS }, () => Object.fromEntries(readers.map((r) => [r, run(r, large)])));
  const little = Array.from({ length: ROUNDS }, () => run('ours', small));
  for (const reader of readers.filter((r) => r.startsWith('ours') || format.right.includes(r)))
    for (const r of rounds)
      if (r[reader].sum !== undefined && (r[reader].lines !== truth.lines || r[reader].sum !== truth.sum))
        throw new Error(`${format.name}: ${reader} read ${r[reader].lines} lines that add up to ${r[reader].sum}`);
  const of = (reader, field = 'ms') => median(rounds.map((r) => r[reader][field]));
  const ratio = (a, b) => median(rounds.map((r) => r[a].ms / r[b].ms));
  const fastest = format.right.reduce((a, b) => (of(a) < of(b) ? a : b));
  const { name } = format;
  const figures = [
    { name: `${name}: file, MB`, value: round(megabytes, 1) },
    { name: `${name}: lines read, each as it was written`, value: told.lines, target: String(truth.lines), ok: true },
    { name: `${name}: MB/s`, value: round((megabytes * 1000) / of('ours'), 1), ...(format.mbs ? least((megabytes * 1000) / of('ours'), format.mbs) : {}) }, // prettier-ignore
    ...(format.mbs ? [{ name: `${name}: of the speed of split('~') and split('*')`, value: round(ratio('split', 'ours')), ...least(ratio('split', 'ours'), SHARE_OF_SPLIT) }] : []), // prettier-ignore
    { name: `${name}: lines/s`, value: round((told.lines * 1000) / of('ours'), 0) },
    { name: `${name}: times the floor (${floor})`, value: round(ratio(against, floor)), ...(format.overFloor ? most(ratio(against, floor), format.overFloor) : {}) }, // prettier-ignore
  ];
  for (const side of readers.filter((r) => r.startsWith('ours')))
    for (const peer of format.peers)
      figures.push({
        name: `${name}: ${peer}, ms over ${side}`,
        value: round(ratio(peer, side)),
        ...(peer === fastest && side === against ? least(ratio(peer, side), format.times) : {}),
      });
  const [rss, tenth] = [of('ours', 'rssMb'), median(little.map((r) => r.rssMb))];
  figures.push(
    { name: `${name}: peak RSS, MB`, value: round(rss, 0) },
    { name: `${name}: that over a tenth of the file`, value: round(rss / tenth), ...most(rss / tenth, 1.2) },
    {
      name: `${name}: peak RSS with the lines written for the database, in a reading thread, MB`,
      value: round(of('threaded', 'rssMb'), 0),
    },
    { name: `${name}: longest stall of the event loop, ms`, value: round(of('threaded', 'stallMs'), 0), ...most(of('threaded', 'stallMs'), 100, '<') }, // prettier-ignore
  );
  for (const peer of format.peers) figures.push({ name: `${name}: ${peer}: peak RSS, MB`, value: round(of(peer, 'rssMb'), 0) });
  fs.rmSync(small);
  fs.rmSync(large);
  return figures;
}
const least = (value, target) => ({ target: `>= ${target}`, ok: value >= target });
const most = (value, target, sign = '<=') => ({ target: `${sign} ${target}`, ok: sign === '<' ? value < target : value <= target });

function main() {
  if (!fs.existsSync(path.join(peers, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: peers, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const only = process.env.ONLY;
    publish('read', FORMATS.filter((f) => only === undefined || f.name.includes(only)).flatMap(measure));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
main();
