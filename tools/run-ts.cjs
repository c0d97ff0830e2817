'use strict';
// Runs a TypeScript file of bench/ or test/ as it stands, without a build: node tools/run-ts.cjs FILE [ARGUMENT …]
const path = require('node:path');
const swc = require('@swc/core');
require('reflect-metadata');
require.extensions['.ts'] = (module, file) => {
  const { code } = swc.transformFileSync(file, { cwd: path.join(__dirname, '..'), sourceMaps: 'inline' });
  module._compile(code, file);
};
const file = path.resolve(process.argv[2]);
process.argv.splice(1, 2, file);
require(file);
