import fs from 'node:fs';
import path from 'node:path';

/**
 * Who uses the server of this home. A holder is a file named by process id and start time; a process that was killed leaves
 * its file behind, and is told from a living one by both, since ids are used again.
 */
export function startTime(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
  } catch {
    return '';
  }
}

export function alive(pid: number, started = ''): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (isZombie(pid)) return false;
  return started === '' || startTime(pid) === started;
}

function isZombie(pid: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z';
  } catch {
    return false;
  }
}

const tag = (pid: number): string => `${pid}-${startTime(pid)}`;
const living = (name: string): boolean => {
  const [pid, started] = name.split('-');
  return alive(Number(pid), started);
};

let count = 0;
/** Registers this process; several uses in one process count separately. Returns the holder's file. */
export function hold(folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${tag(process.pid)}-${++count}`);
  fs.writeFileSync(file, '');
  return file;
}

/** Forgets the dead and says how many are left. */
export function holders(folder: string): number {
  let left = 0;
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    if (living(name)) left++;
    else fs.rmSync(path.join(folder, name), { force: true });
  }
  return left;
}

/** One process at a time starts, joins or stops the server. The lock of a process that was killed is taken over. */
export async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      fs.writeFileSync(file, tag(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = read(file);
      // An empty lock is one that is just being written.
      if (owner !== '' && !living(owner)) stealFrom(file, owner);
      else if (Date.now() > deadline)
        throw new Error(`${file} is held by process ${owner.split('-')[0]} for more than a minute`, { cause: error });
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

const read = (file: string): string => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Renaming is atomic: of several that find the same dead owner, one moves its lock away. */
function stealFrom(file: string, owner: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) === owner) fs.rmSync(aside, { force: true });
  else fs.renameSync(aside, file); // a living one had taken it in between
}
