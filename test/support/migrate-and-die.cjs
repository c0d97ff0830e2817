// Brings a database up to date, and is killed inside the migration that is named: node migrate-and-die.cjs URL NAME begin|end
const { MIGRATIONS } = require('../../dist/database/migrations/index.js');
const { openDatabase } = require('../../dist/database/open.js');

const [url, name, when] = process.argv.slice(2);
const one = MIGRATIONS.find((m) => m.name === name).prototype;
const { up } = one;
one.up = async function (q) {
  const query = q.query.bind(q);
  // the server has done what was asked of it when we die, and nothing is committed
  if (when === 'begin')
    q.query = async (...asked) => (await query(...asked), process.kill(process.pid, 'SIGKILL'), new Promise(() => undefined));
  await up.call(this, q);
  process.kill(process.pid, 'SIGKILL');
};
void openDatabase({ home: '', databaseUrl: url }).then(() => process.exit(0));
