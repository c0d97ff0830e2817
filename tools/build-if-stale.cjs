'use strict';
// Builds dist/ when a source is newer than the last build; one builder at a time, the others wait for it.
const fs = require('node:fs');
const path = require('node:path');
const { changed, compile, filesOf } = require('./compile.cjs');
const { cutOut } = require('./failpoints.cjs');
const web = require('./build-web.cjs');
const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist');
const built = path.join(dist, '.built');
const lock = path.join(dist, '.lock');
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const newest = (dir) =>
  filesOf(dir, '')
    .filter((f) => !f.endsWith('.spec.ts'))
    .reduce((m, f) => Math.max(m, fs.statSync(f).mtimeMs), 0);
const stale = () =>
  web.stale() ||
  !fs.existsSync(built) ||
  fs.statSync(built).mtimeMs < Math.max(newest(path.join(root, 'src')), fs.statSync(__filename).mtimeMs, changed);

function build({ always = false } = {}) {
  if (always) fs.rmSync(built, { force: true });
  if (!stale()) return;
  fs.mkdirSync(dist, { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8') : 0);
      let alive = true;
      try {
        if (holder) process.kill(holder, 0);
      } catch {
        alive = false;
      }
      if (!alive) fs.rmSync(lock, { force: true });
      else sleep(100);
    }
  }
  try {
    if (!stale()) return;
    if (always || web.stale()) web.build();
    const started = new Date();
    compile(dist, { sourceMaps: true });
    cutOut(dist);
    fs.writeFileSync(built, started.toISOString());
    fs.utimesSync(built, started, started);
  } finally {
    fs.rmSync(lock, { force: true });
  }
}
module.exports = build;
if (require.main === module) build({ always: process.argv.includes('--always') });
