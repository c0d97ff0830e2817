'use strict';
// src/ to JavaScript, file by file and unchecked (`npm run typecheck` checks): a newcomer waits a second for it and not fifteen.
const fs = require('node:fs');
const path = require('node:path');
const swc = require('@swc/core');
const root = path.resolve(__dirname, '..');
const src = path.join(root, 'src');

/** When this way of compiling was last changed: what is older was made another way. */
const changed = Math.max(
  ...[__filename, path.join(__dirname, 'failpoints.cjs'), path.join(root, '.swcrc')].map((f) => fs.statSync(f).mtimeMs),
);

const filesOf = (dir, ending) =>
  fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && e.name.endsWith(ending))
    .map((e) => path.join(e.parentPath, e.name));

/** Compiles what is newer than what was made of it, and takes away what no source is left of. `sourceMaps`: beside each file. */
function compile(out, { sourceMaps }) {
  const wanted = new Set();
  for (const file of filesOf(src, '.ts').filter((f) => !f.endsWith('.spec.ts'))) {
    const to = path.join(out, path.relative(src, file).replace(/\.ts$/, '.js'));
    wanted.add(to);
    if (fs.existsSync(to) && fs.statSync(to).mtimeMs > Math.max(changed, fs.statSync(file).mtimeMs)) continue;
    const sourceFileName = path.relative(path.dirname(to), file);
    const { code, map } = swc.transformFileSync(file, { cwd: root, sourceMaps, sourceFileName });
    fs.mkdirSync(path.dirname(to), { recursive: true });
    if (sourceMaps) fs.writeFileSync(`${to}.map`, map);
    fs.writeFileSync(to, sourceMaps ? `${code}//# sourceMappingURL=${path.basename(to)}.map\n` : code);
  }
  const web = path.join(out, 'web') + path.sep; // the console, which build-web.cjs makes
  for (const old of filesOf(out, '.js').filter((f) => !wanted.has(f) && !f.startsWith(web)))
    for (const f of [old, `${old}.map`]) fs.rmSync(f, { force: true });
}
module.exports = { changed, compile, filesOf };
