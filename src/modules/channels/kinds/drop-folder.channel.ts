import { createHash } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { wallClock } from '../../../platform/clock';
import { failpoint } from '../../../platform/failpoints';
import type { Channel, ChannelKind, Inbound } from '../channel';
import { calmNeeded, endOf, type FileEnd, IGNORED } from './file-end';
import { finishMoves, moveAside, type Moved, MovedFiles, movedSince, stampOf } from './move-aside';

export interface DropFolderSettings {
  readonly folder: string; // files lie in it, or in a folder that bears a supplier's code
  readonly quietSeconds: number;
  readonly everySeconds: number;
  readonly maxBytes?: number | undefined;
  readonly settledMs?: number; // between the two looks that must agree; a second if absent
  readonly now?: () => number; // milliseconds of a clock that nobody sets; the machine's if absent
  readonly cutMs?: number; // given to one whose end is missing; half an hour if absent
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
const SETTLED_MS = 1000;
const DAY_MS = 86_400_000;
const OURS = ['done', 'error'];

interface Seen {
  readonly stamp: string;
  readonly since: number;
  end?: FileEnd; // once it was looked at: one that waits for its end is not read at each look
}
interface Waiting {
  readonly key: string;
  readonly moved: Moved;
}

/**
 * Files that suppliers (or their transfer programs) put into a folder. A file is taken when it is whole: at once when its end
 * is proven and two looks a second apart agree, else after a quiet while; one that lacks the end that it should have after half an hour. It is moved only after it was kept; a crash between
 * the two finds the same delivery again, which is stored once. Folder events are a nudge at best and are never relied on.
 */
export class DropFolderChannel implements Channel {
  readonly kind = 'drop-folder';
  readonly everySeconds: number;
  private readonly seen = new Map<string, Seen>();
  private readonly waiting = new Set<Waiting>();
  private resumed = false;
  private readonly noted = new Map<string, number>();
  private readonly stuck = new Map<string, string>(); // kept, but it cannot be moved: by the stamp of that version

  constructor(
    readonly name: string,
    private readonly settings: DropFolderSettings,
  ) {
    this.everySeconds = settings.everySeconds;
  }

  async look(into: Inbound): Promise<void> {
    await fs.mkdir(this.settings.folder, { recursive: true });
    const present = new Set<string>();
    let trouble: Error | undefined;
    for (const { folder, supplier } of await this.inlets()) {
      const entries = await this.listed(folder, into).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') trouble ??= error; // a folder that may not be read keeps the others from nobody
        return [];
      });
      for (const entry of entries) {
        if (!entry.isFile() || IGNORED.test(entry.name)) continue;
        const file = path.join(folder, entry.name);
        present.add(file);
        try {
          await this.consider(file, supplier, into);
        } catch (error) {
          if (error instanceof NotKept) throw error.cause;
          // One file that cannot be read must not keep the others waiting.
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.say(into, `${file}: ${(error as Error).message}`);
          else if (file.includes('\ufffd')) this.say(into, `${file}: its name is not UTF-8, so that it cannot be taken; please rename it`);
        }
      }
    }
    if (!this.resumed) await this.resume(into);
    for (const known of [this.seen, this.stuck]) for (const file of known.keys()) if (!present.has(file)) known.delete(file);
    await this.sort(into);
    if (trouble) throw trouble;
  }

  async aside(since: number): Promise<string[]> {
    const inlets = await this.inlets().catch(() => []);
    return (await Promise.all(inlets.map(({ folder }) => movedSince(folder, since)))).flat();
  }

  private async listed(folder: string, into: Inbound): Promise<Dirent[]> {
    await finishMoves(folder, await fs.readdir(folder)).catch((error: Error) => this.say(into, `${folder}: ${error.message}`));
    return fs.readdir(folder, { withFileTypes: true });
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
    const stamp = await stampOf(file);
    const before = this.seen.get(file);
    if (before?.stamp !== stamp) {
      this.seen.set(file, { stamp, since: this.now() });
      failpoint('drop.F1');
      return;
    }
    const calm = this.now() - before.since; // a clock that is set back must not keep a file waiting for a day
    if (calm < (this.settings.settledMs ?? SETTLED_MS) || this.stuck.get(file) === stamp) return;
    if (before.end !== undefined && calm < this.needed(before.end)) return;
    // It may have been replaced by a link or a pipe since it was listed; neither is followed, and none is waited for.
    const handle = await fs.open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    let bytes: Buffer;
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return;
      if (stat.size > (this.settings.maxBytes ?? MAX_BYTES)) return await this.tooBig(file, stamp, into);
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
    before.end = endOf(bytes);
    if (calm < this.needed(before.end)) return;
    if ((await stampOf(file)) !== stamp) return; // it moved on while we read
    await this.take(file, supplier, bytes, stamp, into);
  }

  private now(): number {
    return this.settings.now?.() ?? performance.now();
  }
  private needed(end: FileEnd): number {
    return calmNeeded(end, this.settings.quietSeconds, this.settings.cutMs);
  }

  private async take(file: string, supplier: string | null, bytes: Buffer, stamp: string, into: Inbound): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [, size, mtime] = stamp.split(' ');
    const key = `${path.relative(this.settings.folder, file)} ${size} ${mtime} ${sha256}`;
    failpoint('drop.before-keep');
    const arrival = {
      channel: this.name,
      arrivalKey: key,
      name: path.basename(file),
      receivedAt: wallClock.now(),
      bytes,
      ...(supplier === null ? {} : { supplier }),
      origin: { path: file },
    };
    const { receiptId } = await into.keep(arrival).catch((error: Error) => {
      throw new NotKept('', { cause: error });
    });
    failpoint('drop.after-keep');
    const moved = await this.move(file, stamp, 'done', into, receiptId);
    failpoint('drop.after-move');
    if (moved) this.waiting.add({ key, moved });
  }

  /** What cannot be moved stays and is not taken again; a newer version under the name is not moved, but looked at next. */
  private async move(file: string, stamp: string, to: 'done' | 'error', into: Inbound, receiptId?: string): Promise<Moved | undefined> {
    this.seen.delete(file);
    try {
      return await moveAside(file, to, stamp);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      this.stuck.set(file, stamp);
      this.seen.set(file, { stamp, since: this.now() });
      const why = (error as Error).message;
      this.say(into, `${file} was taken, but cannot be moved to ${to}/ (${why}); it stays and does not count again`, receiptId);
      return undefined;
    }
  }

  private async tooBig(file: string, stamp: string, into: Inbound): Promise<void> {
    const limit = Math.round((this.settings.maxBytes ?? MAX_BYTES) / 1024 / 1024);
    this.say(into, `${file} is larger than ${limit} MB and was not taken`);
    const moved = await this.move(file, stamp, 'error', into);
    await moved?.explain(`The file is larger than ${limit} MB, which is the limit for one file. It was not read.`);
  }

  /** Files are taken and moved aside: both need the folder to be ours. */
  async probe(): Promise<string> {
    const { folder } = this.settings;
    await fs.access(folder, constants.R_OK | constants.W_OK);
    const entries = await fs.readdir(folder, { withFileTypes: true });
    const files = entries.filter((e) => e.isFile() && !IGNORED.test(e.name)).length;
    return `${folder} can be read and written; ${files === 0 ? 'no file lies' : files === 1 ? '1 file lies' : `${files} files lie`} in it`;
  }

  /** Once a day and not at every look. */
  private say(into: Inbound, message: string, receiptId?: string): void {
    if (Date.now() - (this.noted.get(message) ?? -DAY_MS) < DAY_MS) return;
    if (this.noted.size > 10_000) this.noted.clear();
    this.noted.set(message, Date.now());
    into.note(message, receiptId === undefined ? {} : { receiptId });
  }

  /** What another process took and was killed before it could put the reason beside it. */
  private async resume(into: Inbound): Promise<void> {
    const files = new MovedFiles();
    for (const key of await into.unsorted(this.name, new Date(Date.parse(wallClock.now()) - DAY_MS).toISOString())) {
      const [, file, size, mtimeNs] = /^(.*) (\d+) (\d+) \w+$/s.exec(key) ?? [];
      if (file === undefined) continue;
      const moved = await files.before(path.join(this.settings.folder, file), size!, mtimeNs!);
      if (moved && ![...this.waiting].some((w) => w.key === key)) this.waiting.add({ key, moved });
    }
    this.resumed = true;
  }

  /** Once read, what could not be accepted goes to error/ with the reason beside it. */
  private async sort(into: Inbound): Promise<void> {
    for (const w of this.waiting) {
      const outcome = await into.outcome(this.name, w.key); // where the database is away, all go on waiting
      if (outcome === undefined) continue;
      this.waiting.delete(w);
      if (outcome.good) continue;
      try {
        const moved = await w.moved.on('error');
        failpoint('drop.before-reason');
        await moved.explain(outcome.reason);
      } catch (error) {
        this.say(into, `${w.moved.file} cannot be put into error/: ${(error as Error).message}`);
      }
    }
  }
}

/** A database or a raw store that is away is our trouble, not the file's: everything waits. */
class NotKept extends Error {}
