'use strict';
// Places at which a test kills the process (src/platform/failpoints.ts). What ships has none of them: they are cut out of
// dist/ after every build. The tests kill a build of their own in .failpoints/, which never stands where dist/ does.
const fs = require('node:fs');
const path = require('node:path');
const root = path.resolve(__dirname, '..');
const CALL = /\(0, failpoints_1\.failpoint\)\([^()]*\)/g;
const IMPORT = /^const failpoints_1 = require\("[^"]*"\);$/m;

const files = (dir, ending) =>
  fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && e.name.endsWith(ending))
    .map((e) => path.join(e.parentPath, e.name));

/** Throws rather than leave one: a setting that kills the gateway has no place in production. */
function cutOut(dist) {
  for (const ending of ['.js', '.js.map']) fs.rmSync(path.join(dist, 'platform', `failpoints${ending}`), { force: true });
  for (const file of files(dist, '.js')) {
    const code = fs.readFileSync(file, 'utf8');
    if (!code.includes('failpoints_1')) continue;
    const cut = code.replace(IMPORT, '').replace(CALL, 'void 0');
    if (cut.includes('failpoints_1'))
      throw new Error(`${file} still has a failpoint; tools/failpoints.cjs does not know how to cut it out`);
    fs.writeFileSync(file, cut);
  }
}

/** The same program with its failpoints, file by file and unchecked: the type check has been done by the build. */
function buildWith() {
  const ts = require('typescript');
  const src = path.join(root, 'src');
  const out = path.join(root, '.failpoints');
  const { options } = ts.convertCompilerOptionsFromJson(
    JSON.parse(fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8')).compilerOptions,
    root,
  );
  const compilerOptions = { ...options, module: ts.ModuleKind.CommonJS, moduleResolution: undefined, sourceMap: false, incremental: false };
  const wanted = new Set();
  for (const file of files(src, '.ts').filter((f) => !f.endsWith('.spec.ts'))) {
    const to = path.join(out, path.relative(src, file).replace(/\.ts$/, '.js'));
    wanted.add(to);
    if (fs.existsSync(to) && fs.statSync(to).mtimeMs > fs.statSync(file).mtimeMs) continue;
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, ts.transpileModule(fs.readFileSync(file, 'utf8'), { compilerOptions, fileName: file }).outputText);
  }
  for (const old of files(out, '.js')) if (!wanted.has(old)) fs.rmSync(old);
}
module.exports = { cutOut, buildWith };
if (require.main === module) buildWith();
