'use strict';
// Builds dist/ when a source is newer than the last build; one builder at a time, the others wait for it.
const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { cutOut } = require('./failpoints.cjs');
const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist');
const built = path.join(dist, '.built');
const lock = path.join(dist, '.lock');
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const newest = (dir) =>
  fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && !e.name.endsWith('.spec.ts'))
    .reduce((m, e) => Math.max(m, fs.statSync(path.join(e.parentPath, e.name)).mtimeMs), 0);
const tools = [__filename, path.join(__dirname, 'failpoints.cjs')].map((file) => fs.statSync(file).mtimeMs);
const stale = () => !fs.existsSync(built) || fs.statSync(built).mtimeMs < Math.max(newest(path.join(root, 'src')), ...tools);

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
    const started = new Date();
    execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', path.join(root, 'tsconfig.build.json')], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    });
    cutOut(dist);
    fs.writeFileSync(built, started.toISOString());
    fs.utimesSync(built, started, started);
  } finally {
    fs.rmSync(lock, { force: true });
  }
}
module.exports = build;
if (require.main === module) build({ always: process.argv.includes('--always') });
