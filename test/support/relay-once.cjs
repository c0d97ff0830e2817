'use strict';
// Sends what is due, as a process of its own that a failpoint may kill. Arguments: database, settings file, lease in ms.
const path = require('node:path');
const { Pool } = require('pg');
const dist = path.join(__dirname, '../../.failpoints');
const { Relay } = require(`${dist}/modules/outbox/relay.js`);
const { openWriters } = require(`${dist}/modules/outbox/writers/index.js`);
const { SettingsFile } = require(`${dist}/platform/settings-file.js`);
const { createLogger } = require(`${dist}/platform/logger.js`);
const { wallClock } = require(`${dist}/platform/clock.js`);

const [url, settings, lease] = process.argv.slice(2);
const pool = new Pool({ connectionString: url });
const relay = new Relay(pool, openWriters(SettingsFile.read(settings, process.env)), wallClock, createLogger('silent'), Number(lease));
void relay.drain().then(() => pool.end());
