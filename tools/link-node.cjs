'use strict';
// Makes node_modules/.bin/node the pinned Node 24, so that npm scripts and npx run on it.
// npm 11 makes this link itself; npm 10 drops it when several optional platform packages share the bin name.
const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const root = path.resolve(__dirname, '..');
const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const bin = path.join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const link = path.join(root, 'node_modules', '.bin', 'node');
if (fs.existsSync(bin) && process.platform !== 'win32') {
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.relative(path.dirname(link), bin), link);
}
let version = process.version;
try {
  version = execFileSync(fs.existsSync(link) ? link : process.execPath, ['-v'], { encoding: 'utf8' }).trim();
} catch (error) {
  console.error(`the bundled Node does not run here (${error.message}); a musl system such as Alpine needs its own Node >= 22.19`);
}
if (Number(version.slice(1).split('.')[0]) < 22) {
  console.error(`scripts will run on Node ${version}, and need >= 22.19: install without --omit=optional, or use Node 24`);
}
