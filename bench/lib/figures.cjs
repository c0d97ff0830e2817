'use strict';
const os = require('node:os');

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

/** Prints the table for people and, as the last line, the same figures for machines (contract section 5). */
function publish(bench, figures) {
  const wide = Math.max(...figures.map((f) => f.name.length));
  for (const f of figures) {
    const verdict = f.ok === undefined ? '' : f.ok ? 'ok' : 'MISSED';
    console.log(`${f.name.padEnd(wide)}  ${String(f.value).padStart(10)}  ${(f.target ?? '').padEnd(8)}  ${verdict}`);
  }
  const machine = `${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(JSON.stringify({ bench, machine, figures }));
}
const round = (value, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;
module.exports = { median, publish, quantile, round };
