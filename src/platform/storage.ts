import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CrosscountError } from './errors';
import { failpoint } from './failpoints';
import { sha256OfFile } from './sha256';

const INCOMING = '.incoming'; // beside the blobs, on the same disk
const ABANDONED_MS = 3_600_000;

export async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What lies in the raw store. */
export interface Stored {
  readonly sha256: string;
  readonly size: number;
}
/** `changed`: they are not those any more that the name says. */
export type Soundness = 'sound' | 'missing' | 'changed';
export interface Unsound {
  readonly sha256: string;
  readonly why: Exclude<Soundness, 'sound'>;
}
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Raw bytes by their SHA-256: written once, whole or not at all, on disk before store() returns, never changed. */
export class Storage {
  private readonly unsynced = new Set<string>();

  constructor(private readonly root: string) {}

  pathOf(sha256: string): string {
    return path.join(this.root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async store(bytes: Buffer): Promise<Stored> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const known = { sha256, size: bytes.length };
    if (!(await this.has(known))) return this.write([bytes], known);
    await this.syncFoldersOf(sha256); // who put it there may have been killed before it was durable
    return known;
  }

  /** The same for bytes that come piece by piece, however many; where that fails nothing is left behind. */
  receive(pieces: AsyncIterable<Buffer>): Promise<Stored> {
    return this.write(pieces);
  }

  private async write(pieces: Iterable<Buffer> | AsyncIterable<Buffer>, known?: Stored): Promise<Stored> {
    const incoming = path.join(this.root, INCOMING);
    await fs.mkdir(incoming, { recursive: true });
    const temporary = path.join(incoming, `${randomBytes(6).toString('hex')}.tmp`);
    const hash = createHash('sha256');
    let size = 0;
    try {
      const handle = await fs.open(temporary, 'wx', 0o640);
      try {
        for await (const piece of pieces) {
          if (!known) hash.update(piece);
          size += piece.length;
          await handle.writeFile(piece);
        }
        failpoint('store.before-sync');
        await handle.sync();
      } finally {
        await handle.close();
      }
      const stored = known ?? { sha256: hash.digest('hex'), size };
      await this.place(temporary, stored);
      return stored;
    } catch (error) {
      await fs.rm(temporary, { force: true });
      throw error;
    }
  }

  async has({ sha256, size }: Stored): Promise<boolean> {
    const known = await fs.stat(this.pathOf(sha256)).catch(() => undefined);
    return known?.size === size;
  }

  private async place(temporary: string, stored: Stored): Promise<void> {
    if (await this.has(stored)) {
      await fs.rm(temporary);
      return this.syncFoldersOf(stored.sha256);
    }
    const target = this.pathOf(stored.sha256);
    const folder = path.dirname(target);
    await fs.mkdir(folder, { recursive: true });
    failpoint('store.before-rename');
    await fs.rename(temporary, target);
    failpoint('store.after-rename');
    await this.syncFoldersOf(stored.sha256);
  }

  /** A rename is durable only when the folders are: without this a power cut takes a file away that was acknowledged. */
  private async syncFoldersOf(sha256: string): Promise<void> {
    for (let at = path.dirname(this.pathOf(sha256)); at.length >= this.root.length; at = path.dirname(at)) await syncFolder(at);
  }

  /** Takes away what processes that died left half-written; what is younger than an hour may be in the making. */
  async sweep(now: string): Promise<void> {
    const incoming = path.join(this.root, INCOMING);
    for (const name of await fs.readdir(incoming).catch(() => [])) {
      const stat = await fs.stat(path.join(incoming, name)).catch(() => undefined);
      if (stat && Date.parse(now) - stat.mtimeMs > ABANDONED_MS) await fs.rm(path.join(incoming, name), { force: true });
    }
  }

  /** Reads all of it. */
  async look(sha256: string): Promise<Soundness> {
    const found = await sha256OfFile(this.pathOf(sha256));
    return found === undefined ? 'missing' : found === sha256 ? 'sound' : 'changed';
  }

  /** Where it lies, once its bytes were looked at: what a disk has changed is never read as if a supplier had sent it. */
  async sound(sha256: string): Promise<string> {
    const found = await this.look(sha256);
    if (found === 'sound') return this.pathOf(sha256);
    throw new CrosscountError('raw.unsound', `the raw file ${sha256} is ${found} on our disk; a sound copy lies in the raw/ of a backup`);
  }

  /** Copies what another store has, or links to it; what is not what its name says is not taken. Durable after `settle()`. */
  async takeFrom(other: Storage, sha256: string, how: 'copy' | 'link' = 'copy'): Promise<Soundness> {
    const [from, to] = [other.pathOf(sha256), this.pathOf(sha256)];
    const [folder, incoming] = [path.dirname(to), path.join(this.root, INCOMING)];
    for (const at of [folder, incoming]) await fs.mkdir(at, { recursive: true });
    const temporary = path.join(incoming, `${randomBytes(6).toString('hex')}.tmp`);
    try {
      const linked = how === 'link' && (await fs.link(from, temporary).then(() => true, onlyHere));
      const hash = linked ? await sha256OfFile(temporary) : await copied(from, temporary);
      if (hash !== sha256) return hash === undefined ? 'missing' : 'changed';
      await fs.rename(temporary, to);
    } catch (error) {
      if (isMissing(error) && !(await fs.stat(from).catch(() => undefined))) return 'missing';
      throw error;
    } finally {
      await fs.rm(temporary, { force: true });
    }
    this.unsynced.add(folder);
    return 'sound';
  }

  /** A folder is synced once for all that came into it: file by file, a store of some hundred thousand takes hours. */
  async settle(): Promise<void> {
    const folders = new Set([...this.unsynced].flatMap((f) => [f, path.dirname(f), this.root]));
    for (const folder of folders) await syncFolder(folder);
    this.unsynced.clear();
  }

  /** For ever; nothing where it is gone already. */
  async remove(sha256: string): Promise<void> {
    await fs.rm(this.pathOf(sha256), { force: true });
  }

  /** Every file that lies in it, by its name. */
  async *all(): AsyncGenerator<string> {
    for (const one of await names(this.root))
      for (const two of await names(path.join(this.root, one))) yield* await names(path.join(this.root, one, two));
  }

  read(sha256: string): Promise<Buffer> {
    return fs.readFile(this.pathOf(sha256));
  }
}

/** A link leads nowhere beyond its own disk. */
const onlyHere = (error: NodeJS.ErrnoException): false => {
  if (['EXDEV', 'EPERM', 'ENOTSUP'].includes(error.code ?? '')) return false;
  throw error;
};

const names = async (folder: string): Promise<string[]> =>
  (await fs.readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]+$/.test(name)).sort();

async function copied(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(from),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(to, { flags: 'wx', mode: 0o640, flush: true }),
  );
  return hash.digest('hex');
}
