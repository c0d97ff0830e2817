import { wallClock } from '../../../platform/clock';
import { failpoint } from '../../../platform/failpoints';
import { type OpenFile, sameStamp } from '../../../platform/sftp/session';
import type { Stored } from '../../../platform/storage';
import { calmNeeded, CUT_MS, endOf, type FileEnd } from '../kinds/file-end';
import { type Listed, type Looking, say, stampOf } from './looking';
import { type KeptFile, noteKept } from './remote-files.store';
import { settle } from './settle';

const SETTLED_MS = 1000; // between the two listings that must agree
const FILE_MS = 300_000;
const HEAD = 64;
const TAIL = 66_000; // as far back as the end of an archive may lie

/** `waiting`: it is not whole yet. `untaken`: it will not be taken as it is, and a person has to look. */
export type Fate = 'received' | 'waiting' | 'untaken';
/** A database or a raw store that is away is our trouble, not the file's: everything waits. */
export class NotKept extends Error {}
class Changed extends Error {}

export async function consider(at: Looking, file: Listed, kept: KeptFile | undefined): Promise<Fate> {
  if (kept && sameStamp(kept, file)) {
    await settle(at, file, kept);
    return 'received';
  }
  if (file.size > at.settings.max_mb * 1024 * 1024) {
    say(at, `${file.path} has ${file.size} bytes, more than ${at.settings.max_mb} MB, and was not fetched`);
    return 'untaken';
  }
  if (at.memory.isStuck(file)) return 'untaken';
  return (await isWhole(at, file)) ? take(at, file) : 'waiting';
}

/** Never by their clock and ours: that a file stays as it is can be seen without. */
async function isWhole(at: Looking, file: Listed): Promise<boolean> {
  const { seen, now } = at.memory;
  const stamp = stampOf(file);
  const before = seen.get(file.below);
  if (before?.stamp !== stamp) {
    seen.set(file.below, { stamp, since: now() });
    failpoint('sftp.F1');
    return false;
  }
  const calm = now() - before.since;
  if (calm < SETTLED_MS) return false;
  if (calm >= CUT_MS) return true;
  before.end ??= await peek(at, file);
  return calm >= calmNeeded(before.end, at.settings.quiet_seconds);
}

/** How it begins and ends, without the rest. */
async function peek(at: Looking, file: Listed): Promise<FileEnd> {
  const open = await at.session.open(file.path, 'r');
  try {
    const parts = file.size <= HEAD + TAIL ? [[0, file.size] as const] : [[0, HEAD] as const, [file.size - TAIL, TAIL] as const];
    const pieces: Buffer[] = [];
    for (const [from, size] of parts) for await (const piece of at.session.read(open, from, size)) pieces.push(piece);
    return endOf(Buffer.concat(pieces));
  } finally {
    await at.session.closeFile(open).catch(() => undefined);
  }
}

async function take(at: Looking, file: Listed): Promise<Fate> {
  const open = await at.session.open(file.path, 'r');
  let stored: Stored;
  let theirs: Error | undefined;
  try {
    stored = await at.into.receive(whole(at, open, file, (error) => (theirs = error)));
  } catch (error) {
    if (error !== theirs) throw new NotKept('', { cause: error });
    if (error instanceof Changed) return 'waiting';
    throw error;
  } finally {
    if (!at.session.lost) await at.session.closeFile(open).catch(() => undefined);
  }
  const kept = await keep(at, file, stored);
  await settle(at, file, kept);
  return 'received';
}

/** All of it, and of one version: it is looked at once more before anything is made of its bytes. */
async function* whole(at: Looking, open: OpenFile, file: Listed, failed: (error: Error) => void): AsyncGenerator<Buffer> {
  const began = performance.now();
  try {
    for await (const piece of at.session.read(open, 0, file.size)) {
      if (performance.now() - began > FILE_MS) throw new Error(`reading ${file.path}: it could not be fetched within ${FILE_MS / 1000} s`);
      yield piece;
      failpoint('sftp.F2');
    }
    const now = await at.session.exists(file.path);
    if (!now || now.kind !== 'file' || !sameStamp(now, file)) throw new Changed();
  } catch (error) {
    failed(error as Error);
    throw error;
  }
}

async function keep(at: Looking, file: Listed, stored: Stored): Promise<KeptFile> {
  const { channel, settings } = at;
  const { below: path, size, mtime, supplier } = file;
  const { sha256 } = stored;
  const arrival = {
    channel,
    arrivalKey: `${path} ${size} ${mtime} ${sha256}`,
    name: file.name,
    receivedAt: wallClock.now(),
    bytes: stored,
    ...(supplier === undefined ? {} : { supplier }),
    origin: { path: file.path, host: settings.host },
  };
  const { receiptId } = await at.into
    .keep(arrival, (client, id) => noteKept(client, channel, { path, size, mtime, sha256, receiptId: id }))
    .catch((error: Error) => {
      throw new NotKept('', { cause: error });
    });
  failpoint('sftp.F4');
  return { path, size, mtime, sha256, receiptId };
}
