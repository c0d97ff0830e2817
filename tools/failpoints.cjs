'use strict';
// Places at which a test kills the process (src/platform/failpoints.ts). What ships has none of them: they are cut out of
// dist/ after every build. The tests kill a build of their own in .failpoints/, which never stands where dist/ does.
const fs = require('node:fs');
const path = require('node:path');
const { compile, filesOf } = require('./compile.cjs');
const CALL = /\(0, _failpoints\.failpoint\)\([^()]*\)/g;
const IMPORT = /^const _failpoints = require\("[^"]*"\);$/m;

/** Throws rather than leave one: a setting that kills the gateway has no place in production. */
function cutOut(dist) {
  for (const ending of ['.js', '.js.map']) fs.rmSync(path.join(dist, 'platform', `failpoints${ending}`), { force: true });
  for (const file of filesOf(dist, '.js')) {
    const code = fs.readFileSync(file, 'utf8');
    if (!code.includes('_failpoints')) continue;
    const cut = code.replace(IMPORT, '').replace(CALL, 'void 0');
    if (cut.includes('_failpoints')) throw new Error(`${file} still has a failpoint; tools/failpoints.cjs does not know how to cut it out`);
    fs.writeFileSync(file, cut);
  }
}

/** The same program with its failpoints. */
const buildWith = () => compile(path.join(__dirname, '../.failpoints'), { sourceMaps: false });
module.exports = { cutOut, buildWith };
if (require.main === module) buildWith();
