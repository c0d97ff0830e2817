'use strict';
// Reads files one after another as the gateway does, each in a reading thread of its own, and prints for each how it ended, how
// long that took, and the most memory that the process held meanwhile: node read.cjs FILE…
const fs = require('node:fs');
const path = require('node:path');
const { Readers } = require('../../dist/modules/pipeline/reader.js');

/** The most since it was last put back; where the system lets nobody do that, since the beginning, which is more. */
const peak = () => Number(/VmHWM:\s*(\d+) kB/.exec(fs.readFileSync('/proc/self/status', 'latin1'))[1]) / 1024;
function putBack() {
  try {
    fs.writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // only what is measured gets more
  }
}

function newlines(bytes) {
  let n = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) n += 1;
  return n;
}

async function read(file) {
  const readers = new Readers();
  const verdicts = new Set();
  const codes = new Set();
  let lines = 0;
  putBack();
  const begun = performance.now();
  const task = { path: file, name: path.basename(file), receivedAt: '2026-11-17T06:00:00Z', charsets: {} };
  for await (const told of readers.read(task, async () => ({ supplier: 'NORD', locale: null, files: [] }))) {
    if (told.tell === 'part') verdicts.add(told.refused ?? 'read');
    else if (told.tell === 'lines') lines += newlines(told.copy);
    else if (told.tell === 'issues') for (const { issue } of told.issues) codes.add(issue.code);
    else if (told.tell === 'failed') verdicts.add(`failed: ${told.message}`);
  }
  const ms = performance.now() - begun;
  await readers.close();
  return {
    name: path.basename(file),
    ending: [...[...verdicts].sort(), ...(lines > 0 ? [`${lines} lines`] : []), ...[...codes].sort()].join(', '),
    seconds: ms / 1000,
    peak: peak(),
  };
}

async function main() {
  for (const file of process.argv.slice(2)) console.log(JSON.stringify(await read(file)));
}
void main();
