import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { canEnter, give, serverAccount } from './embedded/account';
import { ownFolder, serverBinaries, sharedFolder } from './embedded/binaries';
import { alive, hold, holders, locked, startTime } from './embedded/holders';
import { type Cluster, running, start, stop } from './embedded/server';

export interface EmbeddedServer {
  readonly url: string;
  readonly folder: string; // where the data lie
  /** Starts it again where it was, when it has died; true when it had. The address stays, so that every pool finds it. */
  readonly revive: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** Tuned for whole reports at a time; what is committed is on disk. */
const SETTINGS = [
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'max_connections=100',
  'work_mem=64MB',
  'temp_buffers=64MB',
  'jit=off',
  'log_min_messages=fatal',
];

/** The data folder of a home: inside it, or where its pointer says when the server's account cannot get there. */
export function dataFolder(home: string): { readonly folder: string; readonly elsewhere: boolean } {
  const inside = path.join(home, 'postgres');
  const pointer = path.join(home, 'postgres.elsewhere');
  if (fs.existsSync(pointer)) return { folder: fs.readFileSync(pointer, 'utf8').trim(), elsewhere: true };
  return { folder: inside, elsewhere: false };
}

function prepare(home: string, settings: readonly string[]): Cluster {
  const account = serverAccount();
  const bin = serverBinaries(account);
  fs.mkdirSync(home, { recursive: true });
  let { folder } = dataFolder(home);
  if (!fs.existsSync(folder) && !canEnter(home, account)) {
    ownFolder(sharedFolder(account));
    folder = path.join(sharedFolder(account), `data-${createHash('sha256').update(fs.realpathSync(home)).digest('hex').slice(0, 16)}`);
    fs.writeFileSync(path.join(home, 'postgres.elsewhere'), `${folder}\n`);
  }
  fs.mkdirSync(folder, { recursive: true, mode: 0o750 });
  give(folder, account);
  return { bin, folder, account, settings };
}

/**
 * Joins the server of this home, or starts it. Every process that uses it is a holder; the last one to leave stops it, and a
 * keeper does so when the last one was killed. Safe to call from several processes at once.
 */
export async function startEmbedded(home: string, settings: readonly string[] = SETTINGS): Promise<EmbeddedServer> {
  const lock = path.join(home, 'postgres.lock');
  const folder = path.join(home, 'postgres.holders');
  fs.mkdirSync(home, { recursive: true });
  return locked(lock, async () => {
    const cluster = prepare(home, settings);
    const holder = hold(folder);
    try {
      let server = await running(cluster);
      server ??= await start(cluster);
      keep(home, folder, lock, server.pid, cluster);
      let { pid } = server;
      const { url } = server;
      const revive = async (): Promise<boolean> => {
        if (alive(pid)) return false;
        return locked(lock, async () => {
          const found = await running(cluster); // by another process of this home
          const { pid: now } = found ?? (await start(cluster, url));
          keep(home, folder, lock, now, cluster);
          pid = now;
          return found === undefined;
        });
      };
      return { url, folder: cluster.folder, revive, close: () => leave(lock, folder, holder, cluster, pid) };
    } catch (error) {
      fs.rmSync(holder, { force: true });
      throw error;
    }
  });
}

/** Takes away the server of this home and all that it holds; refused while anybody uses it. */
export async function removeEmbedded(home: string): Promise<void> {
  const holding = path.join(home, 'postgres.holders');
  await locked(path.join(home, 'postgres.lock'), async () => {
    if (holders(holding) > 0) throw new Error(`the database of ${home} is in use`);
    const { folder } = dataFolder(home);
    if (fs.existsSync(path.join(folder, 'pgdata'))) {
      const cluster = prepare(home, []);
      const server = await running(cluster);
      if (server) await stop(cluster, server.pid);
    }
    fs.rmSync(folder, { recursive: true, force: true });
    for (const name of ['postgres.elsewhere', 'postgres.keeper']) fs.rmSync(path.join(home, name), { force: true });
    fs.rmSync(holding, { recursive: true, force: true });
  });
}

async function leave(lock: string, folder: string, holder: string, cluster: Cluster, pid: number): Promise<void> {
  if (!fs.existsSync(holder)) return;
  await locked(lock, async () => {
    fs.rmSync(holder, { force: true });
    if (holders(folder) === 0) await stop(cluster, pid);
  });
}

/** One keeper for each server; it may have been killed with the rest. Built JavaScript in the tests as well: it outlives us. */
function keep(home: string, folder: string, lock: string, pid: number, cluster: Cluster): void {
  const note = path.join(home, 'postgres.keeper');
  if (fs.existsSync(note)) {
    const [keeperPid, started, serverPid] = fs.readFileSync(note, 'utf8').split(' ');
    if (Number(serverPid) === pid && alive(Number(keeperPid), started)) return;
  }
  const built = __filename.endsWith('.ts') ? path.resolve(__dirname, '../../dist/database') : __dirname;
  const script = path.join(built, 'embedded/keeper.js');
  const keeper = spawn(process.execPath, [script, folder, lock, String(pid), path.join(cluster.folder, 'endpoint.json')], {
    cwd: '/',
    stdio: 'ignore',
    detached: true,
  });
  keeper.unref();
  fs.writeFileSync(note, `${keeper.pid} ${startTime(keeper.pid!)} ${pid}`);
}
