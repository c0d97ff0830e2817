import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { failpoint } from './failpoints';

const INCOMING = '.incoming'; // beside the blobs, on the same disk
const ABANDONED_MS = 3_600_000;

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
    const incoming = path.join(this.root, INCOMING);
    await fs.mkdir(incoming, { recursive: true });
    const temporary = path.join(incoming, `${randomBytes(6).toString('hex')}.tmp`);
    try {
      const handle = await fs.open(temporary, 'wx', 0o640);
      try {
        await handle.writeFile(bytes);
        failpoint('store.before-sync');
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

  /** Takes away what processes that died left half-written; what is younger than an hour may be in the making. */
  async sweep(now: string): Promise<void> {
    const incoming = path.join(this.root, INCOMING);
    for (const name of await fs.readdir(incoming).catch(() => [])) {
      const stat = await fs.stat(path.join(incoming, name)).catch(() => undefined);
      if (stat && Date.parse(now) - stat.mtimeMs > ABANDONED_MS) await fs.rm(path.join(incoming, name), { force: true });
    }
  }

  read(sha256: string): Promise<Buffer> {
    return fs.readFile(this.pathOf(sha256));
  }
}
