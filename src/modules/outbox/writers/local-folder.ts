import fs from 'node:fs/promises';
import path from 'node:path';
import { failpoint } from '../../../platform/failpoints';
import { syncFolder } from '../../../platform/storage';
import type { Folder } from './file';

/** A folder of this machine: of a transfer program, or of one that speaks AS2. */
export class LocalFolder implements Folder {
  constructor(private readonly folder: string) {}

  async holds(name: string, bytes: Buffer): Promise<'nothing' | 'the same' | 'another'> {
    const file = path.join(this.folder, name);
    const there = await fs.lstat(file).catch(unlessMissing);
    if (!there) return 'nothing';
    return there.isFile() && there.size === bytes.length && bytes.equals(await fs.readFile(file)) ? 'the same' : 'another';
  }

  async place(name: string, temporary: string, bytes: Buffer): Promise<boolean> {
    const [to, from] = [path.join(this.folder, name), path.join(this.folder, temporary)];
    await writeWhole(from, bytes);
    failpoint('outbox.O7');
    try {
      await fs.link(from, to).catch(async (error: NodeJS.ErrnoException) => {
        if (!NO_LINKS.includes(error.code ?? '')) throw error;
        if (await fs.lstat(to).catch(unlessMissing)) throw Object.assign(error, { code: 'EEXIST' });
        await fs.rename(from, to);
      });
      await syncFolder(this.folder);
      failpoint('outbox.O8');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      await fs.rm(from, { force: true });
    }
  }

  async probe(): Promise<string> {
    await fs.access(this.folder, fs.constants.W_OK | fs.constants.X_OK);
    return `${this.folder} can be written`;
  }
}

/** A second name never replaces anything, unlike a renaming; some network shares know none. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const handle = await fs.open(file, 'w', 0o660);
  try {
    await handle.chmod(0o660); // it is the program's that waits for it, whose account shares a group with ours
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
