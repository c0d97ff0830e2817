'use strict';
// npm run openapi: writes docs/openapi.json from the routes as they are built; test/api/openapi.spec.ts fails when it was forgotten.
const fs = require('node:fs');
const path = require('node:path');
require('./build-if-stale.cjs')();
require('reflect-metadata');
const root = path.resolve(__dirname, '..');
const { AppModule } = require('../dist/app.module.js');
const { CONTROLLERS } = require('../dist/modules/console/controllers.js');
const { createHttp, descriptionOf } = require('../dist/modules/console/http.js');
const { loadConfig } = require('../dist/platform/config.js');

async function main() {
  const config = loadConfig({ CROSSCOUNT_HOME: path.join(root, 'nowhere') });
  const nothing = { config, db: { pool: {} }, log: console, close: async () => undefined }; // described, never asked
  const app = await createHttp(AppModule.of(nothing, ['web'], CONTROLLERS), nothing);
  fs.writeFileSync(path.join(root, 'docs/openapi.json'), descriptionOf(app));
}
main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
