'use strict';
// One reader on one file, in a process of its own: node read-case.cjs READER FILE. Prints milliseconds, peak RSS, the longest
// stall of its event loop, and what it read, so that speed at a wrong answer is seen.
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const path = require('node:path');
const [reader, file] = process.argv.slice(2);
const read = { ...require('./read-ours.cjs'), ...require('./read-peers.cjs') }[reader];

async function main() {
  const prepared = await read.prepare?.();
  const base = process.resourceUsage().maxRSS / 1024;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  const told = await read.run(path.resolve(file), prepared);
  const ms = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 20)); // a stall is noted when it is over
  delay.disable();
  await read.close?.(prepared);
  console.log(JSON.stringify({ ms, stallMs: delay.max / 1e6, rssMb: process.resourceUsage().maxRSS / 1024, baseMb: base, ...told }));
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
