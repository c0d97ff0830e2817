import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** The account that PostgreSQL runs as: our own, or an unprivileged one when we are root, whom PostgreSQL refuses. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const passwd = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('this runs as root, and there is no account "postgres" or "nobody" for PostgreSQL to run as: set DATABASE_URL');
}

/** Whether that account can pass through a folder; root's own home is mostly closed to others. */
export const canEnter = (folder: string, account: Account): boolean =>
  account.uid === undefined || spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;

export const canRun = (binary: string, account: Account): boolean =>
  spawnSync(binary, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

export function give(file: string, account: Account): void {
  if (account.uid !== undefined) fs.chownSync(file, account.uid, account.gid!);
}
