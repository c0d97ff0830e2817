import fs from 'node:fs/promises';
import path from 'node:path';
import { failpoint } from '../../../platform/failpoints';

export interface Moved {
  readonly file: string;
  readonly on: (to: 'done' | 'error') => Promise<Moved>;
  readonly explain: (reason: string) => Promise<void>;
}
const OURS = ['done', 'error'];

/** One version of a file; the same name with another stamp is another file. */
export async function stampOf(file: string): Promise<string> {
  const stat = await fs.lstat(file, { bigint: true });
  return `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

/**
 * Moves a file into `done` or `error` beside it; never over another, and never another version than the stamp says: a supplier
 * may write a new one over the name at any moment, and one that was moved unread is lost. Undefined when that has happened.
 */
export async function moveAside(file: string, to: 'done' | 'error', stamp?: string): Promise<Moved | undefined> {
  const inlet = path.dirname(file);
  const folder = path.join(OURS.includes(path.basename(inlet)) ? path.dirname(inlet) : inlet, to);
  await fs.mkdir(folder, { recursive: true });
  const { name, ext } = path.parse(file);
  const target = await place(file, (n) => path.join(folder, n === 1 ? `${name}${ext}` : `${name}.${n}${ext}`), stamp);
  return target === undefined ? undefined : movedTo(target);
}

const movedTo = (file: string): Moved => ({
  file,
  on: async (next) => (path.basename(path.dirname(file)) === next ? movedTo(file) : (await moveAside(file, next))!),
  explain: async (reason) => {
    await fs.writeFile(`${file}.reason.part`, `${reason}\n`); // half a reason would be taken for the whole
    await fs.rename(`${file}.reason.part`, `${file}${REASON}`);
  },
});
const REASON = '.reason.txt';

/** What lies in `done` and `error`, listed once for all the files that are looked for. */
export class MovedFiles {
  private readonly listed = new Map<string, Promise<readonly string[]>>();

  /** A file of this size and time of writing that was moved under its name, or under the next free one, and waits for its reason. */
  async before(file: string, size: string, mtimeNs: string): Promise<Moved | undefined> {
    const { dir, name, ext } = path.parse(file);
    for (const folder of OURS.map((o) => path.join(dir, o))) {
      const names = await this.namesIn(folder);
      for (const n of names) {
        if (!n.startsWith(name) || !n.endsWith(ext) || !/^(\.\d+)?$/.test(n.slice(name.length, n.length - ext.length))) continue;
        const stamp = await stampOf(path.join(folder, n)).catch(() => '');
        if (stamp.endsWith(` ${size} ${mtimeNs}`)) return names.includes(`${n}${REASON}`) ? undefined : movedTo(path.join(folder, n));
      }
    }
    return undefined;
  }

  private namesIn(folder: string): Promise<readonly string[]> {
    const known = this.listed.get(folder) ?? fs.readdir(folder).catch(() => []);
    this.listed.set(folder, known);
    return known;
  }
}

/** What came into `done` and `error` of an inlet since then, in one of these names or the other. */
export async function movedSince(inlet: string, since: number): Promise<string[]> {
  const found: string[] = [];
  for (const folder of OURS.map((o) => path.join(inlet, o)))
    for (const entry of await fs.readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const file = path.join(folder, entry.name);
      if (!entry.isFile() || entry.name.endsWith(REASON) || (await fs.lstat(file)).ctimeMs < since) continue;
      found.push(file);
    }
  return found.sort();
}

/**
 * A second name first, then the first one goes. A link never replaces anything, and a crash between the two leaves one file
 * under two names, which the next call sees, and not two files.
 */
async function place(file: string, named: (n: number) => string, stamp?: string): Promise<string | undefined> {
  const { ino, dev } = await fs.lstat(file);
  for (let n = 1; ; n++) {
    const target = named(n);
    try {
      await fs.link(file, target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EXDEV' || code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP') return replaceInto(file, n, named, stamp);
      if (code !== 'EEXIST') throw error;
      const there = await fs.lstat(target);
      if (there.ino !== ino || there.dev !== dev) continue;
    }
    if (stamp !== undefined && (await stampOf(target)) !== stamp) {
      await fs.rm(target);
      return undefined;
    }
    failpoint('drop.between-names');
    try {
      await takeName(file, target);
    } catch (error) {
      await fs.rm(target, { force: true }); // it stays where it was
      throw error;
    }
    return target;
  }
}

/** Takes the old name away, unless it means another file by now. Renaming is the only step that a writer cannot come between. */
async function takeName(file: string, target: string): Promise<void> {
  const aside = path.join(path.dirname(file), `${TAKEN}${path.basename(file).slice(-60)}`);
  await fs.rename(file, aside);
  failpoint('drop.name-taken');
  const [ours, here] = [await fs.lstat(target), await fs.lstat(aside)];
  if (ours.ino === here.ino) await fs.rm(aside);
  else await giveBack(aside, file);
}

const TAKEN = '.taken-';
/** What a crash left in between: it lies in done/ already, or it is a version that nobody has read. */
export async function finishMoves(inlet: string, names: readonly string[]): Promise<void> {
  for (const name of names.filter((n) => n.startsWith(TAKEN))) {
    const aside = path.join(inlet, name);
    if ((await fs.lstat(aside)).nlink > 1) await fs.rm(aside);
    else await giveBack(aside, path.join(inlet, name.slice(TAKEN.length)));
  }
}

/** Under its old name, or beside a still newer version. */
async function giveBack(from: string, to: string): Promise<void> {
  const { dir, name, ext } = path.parse(to);
  const free = await fs.lstat(to).then(
    () => path.join(dir, `${name}.${Date.now().toString(36)}${ext}`),
    () => to,
  );
  await fs.rename(from, free);
}

/** Where there are no second names (another disk, some network shares): an empty file claims the name, then it is replaced. */
async function replaceInto(file: string, from: number, named: (n: number) => string, stamp?: string): Promise<string | undefined> {
  for (let n = from; ; n++) {
    const target = named(n);
    try {
      await fs.writeFile(target, '', { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    try {
      await fs.rename(file, target).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EXDEV') throw error;
        await fs.copyFile(file, target);
        await fs.rm(file);
        stamp = undefined; // a copy bears another
      });
      if (stamp === undefined || (await stampOf(target)) === stamp) return target;
      await giveBack(target, file);
      return undefined;
    } catch (error) {
      await fs.rm(target, { force: true });
      throw error;
    }
  }
}
