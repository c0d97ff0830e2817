'use strict';
// From a supplier's mail to the reply in its mailbox, through a running gateway and real mail servers: MAILS mails (120) of 500 rows, two
// a second, of which one row in fifty cannot be used, so that each is answered with its file, the wrong cells coloured.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync, spawn } = require('node:child_process');
const { setTimeout: sleep } = require('node:timers/promises');
require('../tools/build-if-stale.cjs')();
const { simpleParser } = require('mailparser');
const nodemailer = require('nodemailer');
const { SMTPServer } = require('smtp-server');
const company = require('./lib/load-company.cjs');
const { publish, quantile, round } = require('./lib/figures.cjs');
const { answers, freePort } = require('./lib/ports.cjs');

const MAILS = Number(process.env.MAILS ?? 120); // 6 in an hour to one address leave by themselves, and there are twenty suppliers
const ROWS = 500;
const PAUSE_MS = 500;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-replies-'));
fs.chmodSync(home, 0o755);
const cli = path.join(__dirname, '../dist/cli.js');
const env = { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: '', CROSSCOUNT_LOG: 'warn', CROSSCOUNT_PORT: '0' };

/** When each mail was answered, by the Message-ID of what it answers, and how often. */
function mailbox() {
  const came = new Map();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _, done) {
      simpleParser(stream).then((mail) => {
        const known = came.get(mail.inReplyTo) ?? { at: Date.now(), times: 0, attached: mail.attachments.map((a) => a.filename) };
        came.set(mail.inReplyTo, { ...known, times: known.times + 1 });
        done();
      }, done);
    },
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ came, port: server.server.address().port, server })));
}

function mail(n) {
  const s = n % 20;
  const rows = Array.from({ length: ROWS }, (_, r) => {
    const wrong = (n + r) % 50 === 7;
    return `P${s}-${r % 100},S${(Math.floor(r / 100) % 5) + 1},${wrong ? 'about 300' : 200 + ((r * 7 + n) % 300)}`;
  });
  return {
    envelope: { from: `stock@sup${s}.example`, to: 'vmi@buyer.example' },
    ...{ from: `stock@sup${s}.example`, to: 'vmi@buyer.example', subject: `Stock ${n}`, messageId: `<${n}@sup${s}.example>` },
    headers: { 'Authentication-Results': `mx.test; dkim=pass header.d=sup${s}.example; dmarc=pass header.from=sup${s}.example` },
    ...{ text: 'Attached.', attachments: [{ filename: `stock-${n}.csv`, content: `Item,Location,On hand\n${rows.join('\n')}\n` }] },
  };
}

async function main() {
  company.writeFeed(path.join(home, 'feed'), new Date(Date.now() - 3_600_000).toISOString());
  const box = await mailbox();
  const port = await freePort();
  fs.mkdirSync(path.join(home, 'config'));
  const settings = {
    channels: [{ kind: 'smtp-inlet', name: 'inlet', port, recipients: ['vmi@buyer.example'] }],
    mail: { host: '127.0.0.1', port: box.port, from: 'vmi@buyer.example', tls: 'if_offered' },
    outgoing: { allow: ['127.0.0.1'] },
    replies: { leave: 'send', accepted: 'always' },
    trust: { authserv_ids: ['mx.test'] },
  };
  fs.writeFileSync(path.join(home, 'config', 'gateway.yaml'), JSON.stringify(settings));
  execFileSync(process.execPath, [cli, 'import', path.join(home, 'feed')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const gateway = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    for (let i = 0; i < 1800 && !(await answers(port)); i++) await sleep(100);
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, pool: true });
    const taken = new Map();
    for (let n = 0; n < MAILS; n++) {
      const m = mail(n);
      await transport.sendMail(m);
      taken.set(m.messageId, Date.now());
      await sleep(PAUSE_MS);
    }
    for (let i = 0; i < 600 && box.came.size < MAILS; i++) await sleep(500);
    await sleep(3000); // for what would come twice
    transport.close();
    const seconds = [...box.came].map(([id, { at }]) => (at - taken.get(id)) / 1000);
    const of = (q) => round(quantile(seconds, q), 1);
    const all = [...box.came.values()];
    const twice = all.filter((c) => c.times > 1).length;
    const whole = all.filter((c) => c.attached.some((name) => name.endsWith('.xlsx'))).length;
    publish('replies', [
      { name: `mails of ${ROWS} rows answered, of ${MAILS}`, value: box.came.size, target: String(MAILS), ok: box.came.size === MAILS },
      { name: 'with their file, the cells coloured', value: whole, target: String(MAILS), ok: whole === MAILS },
      { name: 'answered twice', value: twice, target: '0', ok: twice === 0 },
      { name: 'mail taken to reply received, p50 s', value: of(0.5) },
      { name: 'mail taken to reply received, p95 s', value: of(0.95), target: '<= 60', ok: of(0.95) <= 60 },
      { name: 'mail taken to reply received, worst s', value: round(Math.max(...seconds), 1) },
    ]);
  } finally {
    const ended = new Promise((resolve) => gateway.once('exit', resolve));
    gateway.kill('SIGTERM');
    await ended;
    box.server.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
