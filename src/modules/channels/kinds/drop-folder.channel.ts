import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { wallClock } from '../../../platform/clock';
import { failpoint } from '../../../platform/failpoints';
import type { Channel, ChannelKind, Inbound } from '../channel';
import { endsProven } from './file-end';
import { moveAside, type Moved } from './move-aside';

export interface DropFolderSettings {
  readonly folder: string; // files lie in it, or in a folder that bears a supplier's code
  readonly quietSeconds: number;
  readonly everySeconds: number;
  readonly maxBytes?: number | undefined;
}
const settings = z.strictObject({
  kind: z.literal('drop-folder'),
  name: z.string(),
  folder: z.string().min(1),
  every_seconds: z.number().min(0.2).max(3600).optional(),
  quiet_seconds: z.number().min(1).max(86400).optional(),
  max_mb: z.number().positive().max(512).optional(),
});
/** A second drop folder, on another disk or for another transfer program. */
export const dropFolder: ChannelKind<z.infer<typeof settings>> = {
  kind: 'drop-folder',
  settings,
  make: (name, given, { config }) =>
    new DropFolderChannel(name, {
      folder: path.resolve(config.home, given.folder),
      quietSeconds: given.quiet_seconds ?? config.quietSeconds,
      everySeconds: given.every_seconds ?? config.lookSeconds,
      maxBytes: given.max_mb && given.max_mb * 1024 * 1024,
    }),
};
const MAX_BYTES = 512 * 1024 * 1024;
const SETTLED_MS = 1000; // between the two looks that must agree
const IGNORED = /^[.~]|\.(part|tmp|partial|crdownload|filepart|swp)$|~$/i;
const OURS = ['done', 'error'];

interface Seen {
  readonly stamp: string;
  readonly since: number;
}
interface Waiting {
  readonly key: string;
  readonly moved: Moved;
}

/**
 * Files that suppliers (or their transfer programs) put into a folder. A file is taken when it is whole: at once when its end
 * is proven and two looks a second apart agree, else after a quiet while. It is moved only after it was kept; a crash between
 * the two finds the same delivery again, which is stored once. Folder events are a nudge at best and are never relied on.
 */
export class DropFolderChannel implements Channel {
  readonly kind = 'drop-folder';
  readonly everySeconds: number;
  private readonly seen = new Map<string, Seen>();
  private readonly waiting: Waiting[] = [];

  constructor(
    readonly name: string,
    private readonly settings: DropFolderSettings,
  ) {
    this.everySeconds = settings.everySeconds;
  }

  async look(into: Inbound): Promise<void> {
    await fs.mkdir(this.settings.folder, { recursive: true });
    const present = new Set<string>();
    for (const { folder, supplier } of await this.inlets()) {
      for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
        if (!entry.isFile() || IGNORED.test(entry.name)) continue;
        const file = path.join(folder, entry.name);
        present.add(file);
        try {
          await this.consider(file, supplier, into);
        } catch (error) {
          // One file that cannot be read must not keep the others waiting.
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') into.note(`${file}: ${(error as Error).message}`);
          if (isOurs(error)) throw error;
        }
      }
    }
    for (const file of this.seen.keys()) if (!present.has(file)) this.seen.delete(file);
    await this.sort(into);
  }

  private async inlets(): Promise<{ folder: string; supplier: string | null }[]> {
    const entries = await fs.readdir(this.settings.folder, { withFileTypes: true });
    const folders = entries.filter((e) => e.isDirectory() && !IGNORED.test(e.name) && !OURS.includes(e.name)).map((e) => e.name);
    return [
      { folder: this.settings.folder, supplier: null },
      ...folders.sort().map((name) => ({ folder: path.join(this.settings.folder, name), supplier: name })),
    ];
  }

  private async consider(file: string, supplier: string | null, into: Inbound): Promise<void> {
    const stat = await fs.lstat(file, { bigint: true });
    const stamp = `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
    const before = this.seen.get(file);
    if (before?.stamp !== stamp) {
      this.seen.set(file, { stamp, since: Date.now() });
      return;
    }
    const calm = Date.now() - before.since;
    if (calm < SETTLED_MS) return;
    if (stat.size > BigInt(this.settings.maxBytes ?? MAX_BYTES)) return this.tooBig(file, into);
    const bytes = await fs.readFile(file);
    if (!endsProven(bytes) && calm < this.settings.quietSeconds * 1000) return;
    const after = await fs.lstat(file, { bigint: true });
    if (`${after.ino} ${after.size} ${after.mtimeNs}` !== stamp) return; // it moved on while we read
    await this.take(file, supplier, bytes, stat, into);
  }

  private async take(
    file: string,
    supplier: string | null,
    bytes: Buffer,
    stat: { size: bigint; mtimeNs: bigint },
    into: Inbound,
  ): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = `${path.relative(this.settings.folder, file)} ${stat.size} ${stat.mtimeNs} ${sha256}`;
    failpoint('drop.before-keep');
    await into.keep({
      channel: this.name,
      arrivalKey: key,
      name: path.basename(file),
      receivedAt: wallClock.now(),
      bytes,
      ...(supplier === null ? {} : { supplier }),
      origin: { path: file },
    });
    failpoint('drop.after-keep');
    const moved = await moveAside(file, 'done');
    failpoint('drop.after-move');
    this.seen.delete(file);
    this.waiting.push({ key, moved });
  }

  private async tooBig(file: string, into: Inbound): Promise<void> {
    const limit = Math.round((this.settings.maxBytes ?? MAX_BYTES) / 1024 / 1024);
    into.note(`${file} is larger than ${limit} MB and was not taken`);
    const moved = await moveAside(file, 'error');
    await moved.explain(`The file is larger than ${limit} MB, which is the limit for one file. It was not read.`);
  }

  /** Once read, what could not be accepted goes to error/ with the reason beside it. */
  private async sort(into: Inbound): Promise<void> {
    for (const w of this.waiting.splice(0)) {
      const outcome = await into.outcome(this.name, w.key);
      if (outcome === undefined) this.waiting.push(w);
      else if (!outcome.good) await (await w.moved.on('error')).explain(outcome.reason);
    }
  }
}

/** A database that is away is our trouble, not the file's: everything waits. */
const isOurs = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).path === undefined && (error as NodeJS.ErrnoException).syscall === undefined;
