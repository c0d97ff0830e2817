import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type AuthContext, Server, type SFTPWrapper, utils } from 'ssh2';
import { freePort } from '../../src/platform/free-port';
import { makeKey, type ServerKey, type TestSftp } from './ssh-keys';

/** What a test has the server do; each may be changed while it runs. */
export interface Behaviour {
  /** A step that is never answered: `auth`, `sftp`, or the name of a request. */
  hang?: string | undefined;
  /** Before a request is carried out. What it returns is answered in its place, as a status; `cut` ends the connection. */
  before?: ((op: string, path: string) => number | 'cut' | undefined | void) | undefined;
  /** After it was carried out and before it is answered. */
  after?: ((op: string, path: string) => 'cut' | undefined | void) | undefined;
  /** What a listing leaves out, as some servers do. */
  bare?: boolean | undefined;
  /** Another name beside those that are there, as a server may tell that is out to harm. */
  alsoLists?: readonly string[] | undefined;
  /** It renames over what is there, which SFTP forbids and some do. */
  renameReplaces?: boolean | undefined;
  /** A renamed file is a copy with a time of its own, as on servers that keep files in an object store. */
  renamesByCopy?: boolean | undefined;
}
export interface PlayedSftp extends TestSftp, Behaviour {
  keys: readonly ServerKey[];
  readonly attempts: string[]; // each try to sign in: its method and what it gave away
  readonly requests: string[]; // `OPEN a.edi`
  connections: number;
  takes: readonly ('password' | 'publickey' | 'keyboard-interactive')[];
  /** Ends every connection. */
  cut(): void;
}
const { STATUS_CODE, OPEN_MODE } = utils.sftp;
const PASSWORD = 'geheim-7Q';
const SOME = { mode: 0o100644, size: 9, mtime: 9, atime: 9 };

/** ssh2's own server upon a folder of this machine. */
export async function startPlayed(options: { keys?: readonly ServerKey[]; port?: number; algorithms?: object } = {}): Promise<PlayedSftp> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sftp-'));
  const open = new Set<net.Socket>();
  const played: PlayedSftp = {
    port: options.port ?? (await freePort()),
    folder,
    path: '/',
    kind: 'ssh2',
    keys: options.keys ?? [makeKey()],
    get hostKeys() {
      return this.keys.map((k) => k.fingerprint);
    },
    signIn: { username: 'edi', password: PASSWORD },
    attempts: [],
    requests: [],
    connections: 0,
    takes: ['password'],
    cut: () => open.forEach((s) => s.destroy()),
    stop: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        played.cut();
        fs.rmSync(folder, { recursive: true, force: true });
      }),
  };
  // A server of its own for each connection: its keys may be others from one to the next.
  const listener = net.createServer((socket) => {
    played.connections += 1;
    socket.setNoDelay(true); // else it waits for the acknowledgement of each answer
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
    const server = new Server({
      hostKeys: played.keys.map((k) => k.private),
      ...(options.algorithms ? { algorithms: options.algorithms } : {}),
    });
    server.on('connection', (client) => {
      client.on('error', () => undefined).on('authentication', (context) => authenticate(played, context));
      client.on('session', (accept) => {
        accept().on('sftp', (acceptSftp) => {
          if (played.hang === 'sftp') return;
          serve(played, acceptSftp(), socket);
        });
      });
    });
    server.injectSocket(socket);
  });
  await new Promise<void>((resolve) => listener.listen(played.port, '127.0.0.1', resolve));
  return played;
}

function authenticate(played: PlayedSftp, context: AuthContext): void {
  const given = context.method === 'password' ? ` ${context.password}` : '';
  played.attempts.push(`${context.method}${given}`);
  if (played.hang === 'auth') return;
  const takes = [...played.takes];
  if (context.username !== played.signIn.username || !takes.includes(context.method as 'password')) return context.reject(takes);
  if (context.method === 'password') return context.password === PASSWORD ? context.accept() : context.reject(takes);
  if (context.method === 'publickey') return context.accept();
  if (context.method === 'keyboard-interactive')
    return void context.prompt([{ prompt: 'Password: ', echo: false }], '', (answers) => {
      played.attempts.push(`answered ${answers.join(' ')}`);
      if (answers[0] === PASSWORD) context.accept();
      else context.reject(takes);
    });
  context.reject(takes);
}

function serve(played: PlayedSftp, sftp: SFTPWrapper, socket: net.Socket): void {
  const handles = new Map<number, { path: string; fd?: number; listed?: boolean }>();
  let next = 0;
  const real = (p: string): string => path.join(played.folder, path.posix.resolve('/', p));
  const handleOf = (id: number): Buffer => {
    const b = Buffer.alloc(4);
    b.writeUInt32BE(id);
    return b;
  };
  const attrsOf = (s: fs.Stats) => ({
    mode: s.mode,
    uid: s.uid,
    gid: s.gid,
    size: s.size,
    atime: s.atimeMs / 1000,
    mtime: Math.floor(s.mtimeMs / 1000),
  });
  const hold = (of: { path: string; fd?: number }): Buffer => {
    handles.set(++next, of);
    return handleOf(next);
  };
  /** Each request: noted, perhaps refused, carried out, and answered unless the connection ends before. */
  const on = (op: string, pathOf: (first: never) => string, work: (id: number, ...given: never[]) => (() => void) | void): void => {
    sftp.on(
      op as 'OPEN',
      ((id: number, ...given: never[]) => {
        const of = pathOf(given[0] as never);
        played.requests.push(`${op} ${of}`);
        if (played.hang === op) return;
        const instead = played.before?.(op, of);
        if (instead === 'cut') return void socket.destroy();
        if (instead !== undefined) return sftp.status(id, instead);
        let answer: (() => void) | void;
        try {
          answer = work(id, ...given);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          answer = () =>
            sftp.status(
              id,
              code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : code === 'EACCES' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE,
            );
        }
        if (played.after?.(op, of) === 'cut') return void socket.destroy();
        (answer ?? (() => sftp.status(id, STATUS_CODE.OK)))();
      }) as never,
    );
  };
  const byHandle = (h: Buffer): string => handles.get(h.readUInt32BE(0))?.path ?? '';
  const fdOf = (h: Buffer): number => handles.get(h.readUInt32BE(0))!.fd!;
  const byPath = (p: string): string => p;
  on(
    'REALPATH',
    byPath,
    (id, p: string) => () => sftp.name(id, [{ filename: path.posix.resolve('/', p), longname: '', attrs: {} as never }]),
  );
  for (const op of ['STAT', 'LSTAT'])
    on(op, byPath, (id, p: string) => {
      const s = op === 'LSTAT' ? fs.lstatSync(real(p)) : fs.statSync(real(p));
      return () => sftp.attrs(id, attrsOf(s));
    });
  on('FSTAT', byHandle, (id, h: Buffer) => {
    const s = fs.fstatSync(fdOf(h));
    return () => sftp.attrs(id, attrsOf(s));
  });
  on('OPENDIR', byPath, (id, p: string) => {
    fs.readdirSync(real(p));
    return () => sftp.handle(id, hold({ path: p }));
  });
  on('READDIR', byHandle, (id, h: Buffer) => {
    const at = handles.get(h.readUInt32BE(0))!;
    if (at.listed) return () => sftp.status(id, STATUS_CODE.EOF);
    at.listed = true;
    const entries = fs.readdirSync(real(at.path)).map((filename) => {
      const s = fs.lstatSync(path.join(real(at.path), filename), { throwIfNoEntry: false }); // none where the name is not UTF-8
      return { filename, longname: '', attrs: (played.bare ? {} : s ? attrsOf(s) : SOME) as never };
    });
    for (const filename of played.alsoLists ?? []) entries.push({ filename, longname: '', attrs: SOME as never });
    return () => sftp.name(id, entries);
  });
  on('OPEN', byPath, (id, p: string, flags: number) => {
    const how = flags & OPEN_MODE.WRITE ? (flags & OPEN_MODE.TRUNC ? 'w' : 'r+') : 'r';
    const fd = fs.openSync(real(p), how);
    return () => sftp.handle(id, hold({ path: p, fd }));
  });
  on('READ', byHandle, (id, h: Buffer, offset: number, length: number) => {
    const into = Buffer.alloc(length);
    const n = fs.readSync(fdOf(h), into, 0, length, offset);
    return () => (n === 0 ? sftp.status(id, STATUS_CODE.EOF) : sftp.data(id, into.subarray(0, n)));
  });
  on('WRITE', byHandle, (_id, h: Buffer, offset: number, data: Buffer) => void fs.writeSync(fdOf(h), data, 0, data.length, offset));
  on('CLOSE', byHandle, (_id, h: Buffer) => {
    const { fd } = handles.get(h.readUInt32BE(0)) ?? {};
    if (fd !== undefined) fs.closeSync(fd);
    handles.delete(h.readUInt32BE(0));
  });
  on('REMOVE', byPath, (_id, p: string) => void fs.rmSync(real(p)));
  on('MKDIR', byPath, (_id, p: string) => void fs.mkdirSync(real(p)));
  on('RENAME', byPath, (_id, from: string, to: string) => {
    if (!played.renameReplaces && fs.existsSync(real(to))) throw new Error('there is one already');
    fs.renameSync(real(from), real(to));
    if (played.renamesByCopy) fs.utimesSync(real(to), new Date(), new Date());
  });
}

/** Listens, takes connections, and says nothing at all. */
export async function startMute(): Promise<{ readonly port: number; connections: number; stop(): Promise<void> }> {
  const open = new Set<net.Socket>();
  const server = net.createServer((s) => {
    mute.connections += 1;
    open.add(s.on('error', () => undefined));
  });
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r));
  const mute = {
    port: (server.address() as net.AddressInfo).port,
    connections: 0,
    stop: (): Promise<void> => {
      for (const s of open) s.destroy();
      return new Promise((r) => server.close(() => r()));
    },
  };
  return mute;
}
