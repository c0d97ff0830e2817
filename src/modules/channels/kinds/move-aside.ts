import fs from 'node:fs/promises';
import path from 'node:path';

export interface Moved {
  readonly file: string;
  readonly on: (to: 'done' | 'error') => Promise<Moved>;
  readonly explain: (reason: string) => Promise<void>;
}

/** Moves a file into `done` or `error` beside it; never over another, and across disks where it must. */
export async function moveAside(file: string, to: 'done' | 'error'): Promise<Moved> {
  const inlet = path.dirname(file);
  const folder = path.join(['done', 'error'].includes(path.basename(inlet)) ? path.dirname(inlet) : inlet, to);
  await fs.mkdir(folder, { recursive: true });
  const { name, ext } = path.parse(file);
  for (let n = 1; ; n++) {
    const target = path.join(folder, n === 1 ? `${name}${ext}` : `${name}.${n}${ext}`);
    if (await claim(target)) {
      await replace(file, target);
      return {
        file: target,
        on: (next) => moveAside(target, next),
        explain: (reason) => fs.writeFile(`${target}.reason.txt`, `${reason}\n`),
      };
    }
  }
}

/** An empty file of that name is ours from here on; two movers cannot both make it. */
async function claim(target: string): Promise<boolean> {
  try {
    await fs.writeFile(target, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function replace(from: string, to: string): Promise<void> {
  try {
    await fs.rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') {
      await fs.rm(to, { force: true });
      throw error;
    }
    await fs.copyFile(from, to);
    await fs.rm(from);
  }
}
