/** Jest on swc; one PostgreSQL for the run, one database clone per file (test/support). */
const fs = require('node:fs');

const swc = { ...JSON.parse(fs.readFileSync(`${__dirname}/.swcrc`, 'utf8')), sourceMaps: 'inline' };
module.exports = {
  testEnvironment: '<rootDir>/test/support/runner/environment.cjs',
  runtime: '<rootDir>/test/support/runner/runtime.cjs',
  testSequencer: '<rootDir>/test/support/runner/sequencer.cjs',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  // What is imported late is named by the file that the build makes of it.
  moduleNameMapper: { '^(\\.{1,2}/.*(?:workbook-rows|old-workbook|mime|any-mapping|people/provider))\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  maxWorkers: 3, // on two cores: a spec that waits for a program, a poll or a mail server leaves one of them to another
  workerIdleMemoryLimit: '1GB',
  testTimeout: 20000,
};
