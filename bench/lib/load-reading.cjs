'use strict';
// The reading stage alone (open and read, no database): the same mails by one worker process, and by two that halve them, all of
// them warm. A process that has just begun spends as long on compiling as on reading, and two of them would spend it twice.
const fs = require('node:fs');
const path = require('node:path');
const { fork } = require('node:child_process');
const company = require('./load-company.cjs');
const { median } = require('./figures.cjs');

const MAILS = 200; // ten of each supplier
const TIMES = 5; // that each is read: some ten seconds of work, beside which what V8 still compiles weighs little
const WARM_UP = 2; // times that every mail is read before the clock starts
const ROUNDS = 3;

async function writeMails(folder) {
  const MailComposer = require('nodemailer/lib/mail-composer');
  fs.mkdirSync(folder, { recursive: true });
  const files = [];
  for (let n = 0; n < MAILS; n++) {
    const file = path.join(folder, `${n}.eml`);
    fs.writeFileSync(file, await new MailComposer(company.mail(n, '2026-11-24T06:00:00Z')).compile().build());
    files.push(file);
  }
  return files;
}

/** A worker process that is warm before the clock starts: it reads mails of every kind, says so, and reads its share when told to. */
function worker(files, warmUp) {
  const child = fork(__filename, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const said = (what) => new Promise((resolve) => child.once('message', (m) => m === what && resolve()));
  const warm = said('warm');
  child.send({ warm: warmUp });
  return {
    warm,
    go: () => {
      const done = said('done');
      child.send({ files });
      return done;
    },
    end: () => child.kill(),
  };
}

const times = (n, files) => Array.from({ length: n }, () => files).flat();

async function time(shares, all) {
  const workers = shares.map((files) => worker(times(TIMES, files), times(WARM_UP, all)));
  await Promise.all(workers.map((w) => w.warm));
  const begun = performance.now();
  await Promise.all(workers.map((w) => w.go()));
  const ms = performance.now() - begun;
  for (const w of workers) w.end();
  return ms;
}

exports.readingSpeedUp = async (home) => {
  const files = await writeMails(path.join(home, 'mails'));
  const halves = [files.filter((_, i) => i % 2 === 0), files.filter((_, i) => i % 2 === 1)];
  const ratios = [];
  for (let i = 0; i < ROUNDS; i++) {
    const one = await time([files], files);
    ratios.push(one / (await time(halves, files)));
  }
  return median(ratios);
};

if (process.send && require.main === module) {
  const { Readers } = require('../../dist/modules/pipeline/reader.js');
  const readers = new Readers();
  const read = async (file) => {
    const task = { path: file, name: path.basename(file), receivedAt: '2026-11-24T06:10:00Z' };
    for await (const told of readers.read(task, async () => ({ supplier: 'SUP0', locale: null, files: [] })))
      if (told.tell === 'failed') throw new Error(told.message);
  };
  process.on('message', async (message) => {
    for (const file of message.warm ?? message.files) await read(file);
    process.send(message.warm ? 'warm' : 'done');
  });
}
