'use strict';
// web/ to dist/web: the console, bundled, and each file beside itself compressed, so that serving it costs nothing.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const root = path.resolve(__dirname, '..');
const out = path.join(root, 'dist/web');
const built = path.join(out, '.built');
const time = (file) => (fs.existsSync(file) ? fs.statSync(file).mtimeMs : Infinity);

/** What it was made of stands in the file that says that it was made; a new file is imported by one that changed. */
function stale() {
  if (!fs.existsSync(path.join(root, 'web/index.html'))) return false;
  if (!fs.existsSync(built)) return true;
  const inputs = [
    __filename,
    ...fs
      .readFileSync(built, 'utf8')
      .trim()
      .split('\n')
      .map((f) => path.join(root, f)),
  ];
  return Math.max(...inputs.map(time)) > fs.statSync(built).mtimeMs;
}

function build() {
  if (!fs.existsSync(path.join(root, 'web/index.html'))) return; // the image of the product has no sources
  const started = new Date();
  // Of its own process, and of its own Node: the bundler brings a native part that this one need not keep.
  execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: path.join(root, 'web'),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const name of fs.readdirSync(path.join(out, 'assets'))) {
    const file = path.join(out, 'assets', name);
    const bytes = fs.readFileSync(file);
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
  fs.utimesSync(built, started, started);
}
module.exports = { stale, build, out };
