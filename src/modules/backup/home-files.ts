import fs from 'node:fs/promises';
import path from 'node:path';
import { parseDocument, visit, isScalar } from 'yaml';
import { sha256Of } from '../../platform/sha256';
import type { Config } from '../../platform/config';
import type { Manifest } from './manifest';

type Asked = Pick<Config, 'home' | 'keyFile'> & { readonly settings: { readonly path: string } };
const NEVER = /\.key(\.new)?$/; // what opens the sealed secrets is kept where no backup is
const SECRET = /(^|_)(password|passphrase|secret|token|private_key)$/i;
const PRIVATE = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const NAMES_ONE = /^\$\{[^}]+\}$/;

/** The settings of this home and the heads of its audit log, without the key; and what was left out, with the reason. */
export async function writeHomeFiles(config: Asked, folder: string): Promise<Pick<Manifest, 'files' | 'left_out'>> {
  const files: Manifest['files'] = [];
  const left_out: Manifest['left_out'] = [];
  for (const top of ['config', 'audit'])
    for (const file of await filesIn(config.home, top)) {
      const from = path.join(config.home, file);
      const bytes = await fs.readFile(from);
      const why =
        from === config.keyFile || NEVER.test(file) ? KEY : PRIVATE.test(bytes.toString('latin1')) ? PRIVATE_KEY : clearIn(file, bytes);
      if (why !== undefined) {
        left_out.push({ file, why });
        continue;
      }
      const to = path.join(folder, 'home', file);
      await fs.mkdir(path.dirname(to), { recursive: true });
      await fs.writeFile(to, bytes, { mode: 0o640, flush: true });
      files.push({ file: path.posix.join('home', file), bytes: bytes.length, sha256: sha256Of([bytes]) });
    }
  return { files, left_out };
}
const PRIVATE_KEY = 'it holds a private key; keep it elsewhere';
const KEY = 'the key of the sealed secrets is in no backup; keep it elsewhere';

async function filesIn(home: string, top: string): Promise<string[]> {
  const all = await fs.readdir(path.join(home, top), { recursive: true, withFileTypes: true }).catch(() => []);
  return all
    .filter((e) => e.isFile())
    .map((e) => path.relative(home, path.join(e.parentPath, e.name)))
    .sort();
}

/** A password that stands in clear in a settings file would lie in every backup of it, for years. */
function clearIn(file: string, bytes: Buffer): string | undefined {
  if (!/\.ya?ml$/.test(file)) return undefined;
  const found: string[] = [];
  visit(parseDocument(bytes.toString('utf8')), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !SECRET.test(String(key.value))) return;
      visit(value as never, {
        Scalar(at, { value: said }) {
          if (at !== 'key' && typeof said === 'string' && !NAMES_ONE.test(said)) found.push(String(key.value));
        },
      });
    },
  });
  if (found.length === 0) return undefined;
  return `${found[0]} stands in clear in it; with \${secret:NAME} in its place it is taken along`;
}
