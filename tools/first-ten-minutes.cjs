'use strict';
// How long from `git clone` to the first exception on the screen? Clones this project's last commit into a folder of its own, once
// with an empty npm cache (cold) and once with the cache that filled (warm). What is not committed is not measured.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync, spawn } = require('node:child_process');

const root = path.resolve(__dirname, '..');
const TARGETS = { cold: 180, warm: 60 };
const LIMIT_S = 900; // then it has failed, not merely been slow
const FIRST_EXCEPTION = /^\s*(?:\d\d:\d\d:\d\d\s+)?raised\s+\S/m;

const since = (t) => (performance.now() - t) / 1000;
const machine = () => `${os.cpus()[0]?.model ?? os.arch()} x${os.cpus().length}, ${Math.round(os.totalmem() / 2 ** 30)} GB`;

/** The caller's own runtime and settings must not help: a newcomer's shell has neither node_modules/.bin nor npm's variables. */
const OURS =
  /^(npm_(lifecycle|package|command|execpath|node_execpath|config_(cache|local_prefix))|CROSSCOUNT_|DATABASE_URL|NODE_OPTIONS|INIT_CWD)/i;
function newcomer(extra) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  const own = `node_modules${path.sep}.bin`;
  env.PATH = (env.PATH ?? '')
    .split(path.delimiter)
    .filter((p) => !p.includes(own))
    .join(path.delimiter);
  return { ...env, ...extra };
}

/** Runs `npm run demo` in a process group of its own, until the first exception is on the screen. */
function demo(cwd, env) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn('npm', ['run', 'demo'], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let settled = false;
    const stop = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // it has ended by itself
      }
    };
    const timer = setTimeout(() => finish(new Error(`no exception on the screen within ${LIMIT_S} s:\n${text}`)), LIMIT_S * 1000);
    function finish(error) {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      const seconds = since(begun);
      stop('SIGTERM');
      const exited = child.exitCode !== null ? Promise.resolve() : new Promise((done) => child.once('exit', done));
      const patience = new Promise((done) => setTimeout(done, 15_000).unref());
      void Promise.race([exited, patience]).then(() => {
        stop('SIGKILL');
        if (error) reject(error);
        else resolve(seconds);
      });
    }
    const look = (chunk) => {
      text += chunk;
      if (FIRST_EXCEPTION.test(text)) finish();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', (chunk) => (text += chunk));
    child.once('error', finish);
    child.once('exit', (code) => finish(new Error(`the demo ended (${code}) before it raised anything:\n${text}`)));
  });
}

async function measure(name, folder, cache) {
  const cwd = path.join(folder, name);
  const env = newcomer({ npm_config_cache: cache });
  const begun = performance.now();
  execFileSync('git', ['clone', '--quiet', '--no-local', root, cwd], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const clone = since(begun);
  const installing = performance.now();
  execFileSync('npm', ['ci'], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const install = since(installing);
  const raised = await demo(cwd, env);
  const total = since(begun);
  fs.rmSync(cwd, { recursive: true, force: true, maxRetries: 5 });
  return { name, clone, install, raised, total };
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-first-'));
  fs.chmodSync(folder, 0o755); // as root, the embedded database runs as an ordinary user and must get in
  const cache = path.join(folder, 'npm-cache');
  const figures = [];
  try {
    console.log('            clone   npm ci   demo to first exception   together   target');
    for (const name of ['cold', 'warm']) {
      const figure = { name: `clone to first exception, ${name}, s`, target: `≤ ${TARGETS[name]}` };
      try {
        const m = await measure(name, folder, cache);
        const cell = (n, width) => `${n.toFixed(1)} s`.padStart(width);
        console.log(`  ${name}  ${cell(m.clone, 11)}${cell(m.install, 9)}${cell(m.raised, 26)}${cell(m.total, 11)}   ≤ ${TARGETS[name]} s`);
        figures.push({ ...figure, value: Number(m.total.toFixed(1)), ok: m.total <= TARGETS[name] });
      } catch (error) {
        console.log(`  ${name}  failed: ${error.message}`);
        figures.push({ ...figure, value: null, ok: false });
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(JSON.stringify({ bench: 'first-ten-minutes', machine: machine(), figures }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
