#!/usr/bin/env node
'use strict';
// `npx crosscount …`: the built command, built first when stale.
if (Number(process.versions.node.split('.')[0]) < 22) {
  const path = require('node:path');
  const { spawn } = require('node:child_process');
  const own = path.join(__dirname, '..', 'node_modules', '.bin', 'node');
  const child = spawn(own, [__filename, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Whoever stops this process means the one that works; ended alone, it would leave that one behind. Ctrl-C reaches both.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`crosscount: Node 22.19 or later is needed, and the bundled one does not start: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  const { enableCompileCache } = require('node:module');
  const { join } = require('node:path');
  // What was compiled once is kept: a start takes a quarter less. Where the folder cannot be written, it takes what it took.
  process.env.NODE_COMPILE_CACHE ??= join(__dirname, '../node_modules/.cache/crosscount'); // the reading threads look here
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  require('./build-if-stale.cjs')();
  require('../dist/cli.js');
}
