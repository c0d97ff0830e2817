import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { inTransaction } from '../../../database/transaction';
import { noteUpkeep } from '../../access/audit/upkeep.store';
import { keepSecret, openSecrets } from '../../access/secrets.store';
import type { Gateway } from '../../pipeline/gateway';
import { ConfigError } from '../../../platform/errors';
import { type Section, textOf } from '../../../platform/settings-file';
import { keysOf, Vault } from '../../../platform/vault';
import { hidden, sealed, unhidden } from '../../../platform/settings/hidden';
import { sectionText, withSection } from '../../../platform/settings/sections';
import { Problem } from '../problems';
import { checkWhole } from './check-whole';
import { refuseLeaks, refuseOwnFolders } from './guard';

const LOCK = 0x63727365;

export const fileOf = ({ config }: Pick<Gateway, 'config'>): string => config.settings.path;
export const versionOfText = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

interface Asked {
  readonly section: Section;
  /** What the section is to be, of what it is: both with their secrets hidden. Empty: it goes. */
  readonly edit: (before: string) => string;
  readonly version: string;
  readonly author: string;
  readonly now: string;
}

/**
 * A section of the file changed: checked with the whole file first, secrets sealed and out of it, written whole or not at all, and
 * noted with what it was. Of two who change it at once, the second is told.
 */
export async function changeSettings(gateway: Gateway, asked: Asked): Promise<void> {
  const { config, db } = gateway;
  const vault = new Vault(keysOf(config.key, config.keyFile)); // as it is now: the first key may have been made since the start
  const { section, author, now } = asked;
  let old: string | undefined;
  const changed = inTransaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const text = textOf(config.settings.path) ?? '';
    if (versionOfText(text) !== asked.version)
      throw new Problem(412, 'changed', 'the settings were changed meanwhile, here or in the file; look at them as they are now');
    const before = refusing(() => sectionText(text, section));
    const wanted = refusing(() => fresh(gateway, asked, before, text));
    const secrets = new Map<string, string>();
    const after = refusing(() => sealed(wanted, before, section, (name, value) => (secrets.set(name, value), name)));
    const whole = refusing(() => withSection(text, section, after));
    if (whole === text && secrets.size === 0) return;
    const known = new Map([...(await openSecrets(db.pool, vault)), ...secrets]);
    refusing(() => checkWhole({ ...config, settings: config.settings.anew(whole).knowing(known) }, gateway));
    await keepSecrets(client, vault, secrets, { author, now });
    const said = { section, before: hidden(before, section), after: hidden(after, section), secrets: [...secrets.keys()] };
    await noteUpkeep(client, { at: now, author, what: `settings ${section}`, said });
    if (whole === text) return; // a secret that is kept was given anew
    write(config.settings.path, whole); // last: what fails before it has changed nothing
    old = text;
  });
  await changed.catch((error: unknown) => {
    if (old !== undefined) write(config.settings.path, old); // it could not be noted: nothing is changed that no log knows of
    throw error;
  });
}

function fresh(gateway: Gateway, { section, edit }: Asked, before: string, whole: string): string {
  const shown = edit(hidden(before, section)).replaceAll('\r\n', '\n');
  if (shown.trim() === '') return '';
  if (!new RegExp(`^${section}\\s*:`, 'm').test(shown)) throw new ConfigError(`expected it to begin with "${section}:"`);
  const text = unhidden(shown, before, section);
  const others = sectionKeys(text).filter((k) => k !== section);
  if (others.length > 0) throw new ConfigError(`${others[0]}: this is the section ${section}; ${others[0]} is another one`);
  refuseLeaks(text, whole, section);
  refuseOwnFolders(text, gateway.config);
  return text;
}
const sectionKeys = (text: string): string[] => [...text.matchAll(/^([\w-]+)\s*:/gm)].map((m) => m[1]!);

async function keepSecrets(
  client: PoolClient,
  vault: Vault,
  secrets: ReadonlyMap<string, string>,
  by: { readonly author: string; readonly now: string },
): Promise<void> {
  for (const [name, text] of secrets) {
    try {
      await keepSecret(client, vault, { name, text, ...by });
    } catch (error) {
      throw error instanceof ConfigError ? new Problem(409, 'refused', error.message) : error;
    }
  }
}

/** A power failure leaves the old file or the new one. Owner and rights stay what they were. */
function write(file: string, text: string): void {
  const next = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const was = fs.existsSync(file) ? fs.statSync(file) : undefined;
    const handle = fs.openSync(next, 'wx', was ? was.mode & 0o777 : 0o600);
    try {
      fs.writeSync(handle, text);
      if (was) fs.fchmodSync(handle, was.mode & 0o777);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(next, file);
    if (process.platform !== 'win32') {
      const folder = fs.openSync(path.dirname(file), 'r');
      fs.fsyncSync(folder);
      fs.closeSync(folder);
    }
  } catch (error) {
    if (fs.existsSync(next)) fs.rmSync(next);
    throw new Problem(409, 'refused', `${file} cannot be written here (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}); put the text into it where it comes from`); // prettier-ignore
  }
}

/** Whether it could be written, as far as that can be told without doing it. */
export function isWritable(file: string): boolean {
  try {
    if (fs.existsSync(file)) fs.accessSync(file, fs.constants.W_OK);
    let folder = path.dirname(file);
    while (!fs.existsSync(folder)) folder = path.dirname(folder);
    fs.accessSync(folder, fs.constants.W_OK);
    return fs.statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** What a person wrote wrongly is theirs to mend, and is told with its line. */
function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(400, 'wrong-request', error.message, { errors: [{ code: 'settings', detail: error.message }] });
  }
}
