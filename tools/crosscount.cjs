#!/usr/bin/env node
'use strict';
// `npx crosscount …`: the built command, built first when stale.
if (Number(process.versions.node.split('.')[0]) < 22) {
  const path = require('node:path');
  const { spawnSync } = require('node:child_process');
  const own = path.join(__dirname, '..', 'node_modules', '.bin', 'node');
  const r = spawnSync(own, [__filename, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(r.status ?? 1);
}
require('./build-if-stale.cjs')();
require('../dist/cli.js');
