import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { failpoint } from './failpoints';

async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Raw bytes by their SHA-256: written once, whole or not at all, on disk before store() returns, never changed. */
export class Storage {
  constructor(private readonly root: string) {}

  pathOf(sha256: string): string {
    return path.join(this.root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async store(bytes: Buffer): Promise<{ sha256: string; size: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const target = this.pathOf(sha256);
    const known = await fs.stat(target).catch(() => undefined);
    if (known?.size === bytes.length) return { sha256, size: bytes.length };
    const folder = path.dirname(target);
    await fs.mkdir(folder, { recursive: true });
    const temporary = path.join(folder, `.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const handle = await fs.open(temporary, 'wx', 0o640);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      failpoint('store.before-rename');
      await fs.rename(temporary, target);
    } catch (error) {
      await fs.rm(temporary, { force: true });
      throw error;
    }
    failpoint('store.after-rename');
    // The rename is durable only when the folders are: without this a power cut takes a file away that was acknowledged.
    for (let at = folder; at.length >= this.root.length; at = path.dirname(at)) await syncFolder(at);
    return { sha256, size: bytes.length };
  }

  read(sha256: string): Promise<Buffer> {
    return fs.readFile(this.pathOf(sha256));
  }
}
