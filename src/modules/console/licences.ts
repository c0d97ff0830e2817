import fs from 'node:fs';
import path from 'node:path';
import { programVersion } from '../../platform/version';

export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}
/** Made from the lockfile, and held against it by a test. */
const FILE = path.resolve(__dirname, '../../../docs/operations/licences.md');

let read: readonly Licence[] | undefined;

export function licences(): { version: string; node: string; licences: readonly Licence[] } {
  read ??= fs.existsSync(FILE) ? rowsOf(fs.readFileSync(FILE, 'utf8')) : [];
  return { version: programVersion, node: process.version, licences: read };
}

/** What runs both here and in the browser stands in two tables. */
const rowsOf = (text: string): Licence[] =>
  [...new Map([...text.matchAll(/^\| (\S+) \| (\S+) \| (.+?) \|$/gm)].map((row) => [row[0], row])).values()]
    .map(([, name, version, licence]) => ({ name: name!, version: version!, licence: licence! }))
    .filter((l) => l.name !== 'package');
