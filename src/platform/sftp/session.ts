import type { Attributes, Client, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import type { Dialer } from '../dialer/dialer';
import { connect } from './connect';
import { isMissing, plain, SftpError, STATUS, told } from './errors';
import type { SftpServer } from './settings';

const PIECE = 31 * 1024; // every server takes that much at once; of 32 ssh2 makes two
const AHEAD = 32; // pieces that are under way together
const ENTRIES = 50_000; // of one folder: who lists without end is not listened to for ever

export interface RemoteEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  readonly mtime: number; // seconds, by the clock of the server, which is compared with nothing but itself
}
export type Stamp = Pick<RemoteEntry, 'size' | 'mtime'>;
export const sameStamp = (a: Stamp, b: Stamp): boolean => a.size === b.size && a.mtime === b.mtime;

export interface OpenFile {
  readonly path: string;
  readonly handle: Buffer;
}
type Done<T> = (error: Error | undefined | null, value?: T) => void;

/** One connection, for a while. Each step has a time; one that runs out of it ends the connection, and with it all that waits. */
export class SftpSession {
  private readonly waiting = new Set<(error: Error) => void>();
  private gone: Error | undefined;
  private sftp: SFTPWrapper;

  private constructor(
    private readonly client: Client,
    private readonly ms: number,
    private readonly signal?: AbortSignal,
  ) {
    client.removeAllListeners('error').removeAllListeners('close');
    client.on('error', (e: Error) => this.lose(told('connection', e)));
    client.on('close', () => this.lose(new SftpError('the server ended the connection', 'ECONNRESET')));
    signal?.addEventListener('abort', this.stop);
    if (signal?.aborted) this.stop();
  }

  static async open(server: SftpServer, dialer: Dialer, signal?: AbortSignal): Promise<SftpSession> {
    const session = new SftpSession(await connect(server, dialer, signal), server.timeout_seconds * 1000, signal);
    try {
      session.sftp = await session.asked<SFTPWrapper>('opening SFTP', (done) => session.client.sftp(done));
    } catch (error) {
      session.close();
      throw error;
    }
    session.sftp.on('error', (e: Error) => session.lose(told('SFTP', e)));
    session.sftp.on('close', () => session.lose(new SftpError('the server ended the connection', 'ECONNRESET')));
    return session;
  }

  /** Why nothing can be asked any more. */
  get lost(): Error | undefined {
    return this.gone;
  }

  private readonly stop = (): void => this.lose(this.signal!.reason as Error);

  private lose(error: Error): void {
    if (this.gone) return;
    this.gone = error;
    this.signal?.removeEventListener('abort', this.stop);
    this.client.destroy();
    for (const fail of [...this.waiting]) fail(error);
  }

  /** A step by its name. Whoever asks after the connection is gone is told so: ssh2 would not answer at all. */
  private asked<T>(step: string, ask: (done: Done<T>) => void): Promise<T> {
    const what = plain(step);
    return new Promise<T>((resolve, reject) => {
      if (this.gone) return reject(this.gone);
      const late = (): void => this.lose(new SftpError(`${what}: the server did not answer within ${this.ms / 1000} s`, 'ETIMEDOUT'));
      const timer = setTimeout(late, this.ms);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        this.waiting.delete(fail);
        reject(told(what, error));
      };
      this.waiting.add(fail);
      try {
        ask((error, value) => {
          if (error) return fail(error);
          clearTimeout(timer);
          this.waiting.delete(fail);
          resolve(value as T);
        });
      } catch (error) {
        fail(error as Error);
      }
    });
  }

  async list(folder: string): Promise<RemoteEntry[]> {
    const what = `listing ${folder}`;
    const handle = await this.asked<Buffer>(what, (done) => this.sftp.opendir(folder, done));
    const out: RemoteEntry[] = [];
    try {
      for (;;) {
        const page = await this.asked<FileEntryWithStats[] | null>(what, (done) =>
          this.sftp.readdir(handle, (error, list) => (isEnd(error) ? done(null, null) : done(error, list))),
        );
        if (page === null) return out;
        for (const { filename, longname, attrs } of page) out.push(await this.entry(folder, filename, longname, attrs));
        if (out.length > ENTRIES) throw new SftpError(`${what}: it holds more than ${ENTRIES} entries`, 'SFTP_TOO_MANY');
      }
    } finally {
      if (!this.gone) await this.asked(what, (done) => this.sftp.close(handle, done)).catch(() => undefined);
    }
  }

  /** Some servers list names alone. */
  private async entry(folder: string, name: string, longname: string, attrs: Attributes): Promise<RemoteEntry> {
    const path = within(folder, name);
    const given: Partial<Attributes> = attrs;
    if (isName(name) && [given.mode, given.size, given.mtime].includes(undefined)) {
      const found = await this.lstat(path).catch((error: Error) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (found) return found;
    }
    return { ...entryOf(path, attrs, longname), name };
  }

  lstat(path: string): Promise<RemoteEntry> {
    return this.asked<Stats>(`looking at ${path}`, (done) => this.sftp.lstat(path, done)).then((s) => entryOf(path, s));
  }

  async exists(path: string): Promise<RemoteEntry | undefined> {
    return this.lstat(path).catch((error: Error) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
  }

  async open(path: string, flags: 'r' | 'w'): Promise<OpenFile> {
    return { path, handle: await this.asked<Buffer>(`opening ${path}`, (done) => this.sftp.open(path, flags, done)) };
  }

  closeFile({ path, handle }: OpenFile): Promise<void> {
    return this.asked<void>(`closing ${path}`, (done) => this.sftp.close(handle, done));
  }

  /** So much of an open file, in order. Fewer bytes than were promised are never taken for the whole. */
  read(file: OpenFile, from: number, size: number): AsyncGenerator<Buffer> {
    return ahead(size, (at, length) => this.piece(file, from + at, length));
  }

  private async piece({ path, handle }: OpenFile, from: number, length: number): Promise<Buffer> {
    const into = Buffer.allocUnsafe(length);
    for (let have = 0; have < length;) {
      const n = await this.asked<number>(`reading ${path}`, (done) =>
        this.sftp.read(handle, into, have, length - have, from + have, (error, got) => (isEnd(error) ? done(null, 0) : done(error, got))),
      );
      if (n === 0) throw new SftpError(`reading ${path}: it ends after ${from + have} bytes`, 'SFTP_SHORT');
      have += n;
    }
    return into;
  }

  async write({ path, handle }: OpenFile, bytes: Buffer): Promise<void> {
    const put = (at: number, length: number): Promise<void> =>
      this.asked<void>(`writing ${path}`, (done) => this.sftp.write(handle, bytes, at, length, at, (error) => done(error)));
    for await (const _ of ahead(bytes.length, put)) void _;
  }

  /** Never over another file: where the server would do that, it is looked for before. */
  async rename(from: string, to: string): Promise<void> {
    if (await this.exists(to)) throw new SftpError(`renaming ${from}: there is ${to} already`, 'SFTP_EXISTS');
    await this.asked<void>(`renaming ${from} to ${to}`, (done) => this.sftp.rename(from, to, done));
  }

  remove(path: string): Promise<void> {
    return this.asked<void>(`removing ${path}`, (done) => this.sftp.unlink(path, done));
  }

  async makeFolder(path: string): Promise<void> {
    if (!(await this.exists(path))) await this.asked<void>(`making ${path}`, (done) => this.sftp.mkdir(path, done));
  }

  close(): void {
    if (this.gone) return;
    this.gone = new SftpError('the connection was closed', 'ECLOSED');
    this.signal?.removeEventListener('abort', this.stop);
    this.client.end();
    setTimeout(() => this.client.destroy(), 1000).unref(); // a server that does not part keeps no process from ending
  }
}

/** Does a long thing piece by piece, several under way at once, their answers in order. */
async function* ahead<T>(size: number, each: (at: number, length: number) => Promise<T>): AsyncGenerator<T> {
  const under: Promise<T>[] = [];
  for (let at = 0; at < size || under.length > 0;) {
    while (under.length < AHEAD && at < size) {
      const length = Math.min(PIECE, size - at);
      const one = each(at, length);
      one.catch(() => undefined); // when its turn comes it is told; if an earlier one fails, nobody asks
      under.push(one);
      at += length;
    }
    yield await under.shift()!;
  }
}

const KINDS: Readonly<Record<number, RemoteEntry['kind']>> = { 0o100000: 'file', 0o040000: 'folder' };
const LETTERS: Readonly<Record<string, RemoteEntry['kind']>> = { '-': 'file', d: 'folder' };

function entryOf(path: string, attrs: Partial<Attributes>, longname = ''): RemoteEntry {
  const kind = attrs.mode === undefined ? LETTERS[longname[0] ?? ''] : KINDS[attrs.mode & 0o170000];
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    kind: kind ?? 'other',
    size: attrs.size ?? 0,
    mtime: attrs.mtime ?? 0,
  };
}

const isEnd = (error: Error | undefined | null): boolean => (error as { code?: unknown } | undefined)?.code === STATUS.end;

/** A name and nothing more: one with a slash in it would lead somewhere else. */
export const isName = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
export const within = (folder: string, name: string): string => (folder === '' ? name : `${folder.replace(/\/+$/, '')}/${name}`);
