import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ConfigError } from './errors';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Key {
  readonly id: string; // which key it is, and nothing of it
  readonly bytes: Buffer;
}
export const newKey = (): Key => keyOf(randomBytes(KEY_BYTES));
const keyOf = (bytes: Buffer): Key => ({ id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes });

/**
 * Seals small secrets with AES-256-GCM. What was sealed for one row opens for no other (`row` is sealed with it), and says by
 * which of the keys: the first seals, all of them open, so that one can be exchanged for another.
 */
export class Vault {
  constructor(private readonly keys: readonly Key[]) {}

  seal(text: string, row: string): string {
    const key = this.keys[0];
    if (!key) throw new ConfigError(NO_KEY);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(row));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${key.id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** Throws ConfigError where no key of ours opens it, or where it belongs to another row or was changed. */
  open(sealed: string, row: string): string {
    const [form, id, nonce, body] = sealed.split('.');
    if (form !== 'v1' || !id || !nonce || !body) throw new ConfigError(`${row}: this is nothing that was sealed here`);
    const key = this.keys.find((k) => k.id === id);
    if (!key) throw new ConfigError(`${row}: it was sealed with the key ${id}, which is not there; ${this.keys.length === 0 ? NO_KEY : `there is ${this.keys.map((k) => k.id).join(', ')}`}`); // prettier-ignore
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(row)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new ConfigError(`${row}: it was changed, or belongs to another row`);
    }
  }

  /** By which key it was sealed is the one that seals now. */
  isCurrent(sealed: string): boolean {
    return sealed.split('.')[1] === this.keys[0]?.id;
  }
}

const NO_KEY = 'there is no key: set CROSSCOUNT_KEY, or make a key file with `crosscount secret set`';

/** `CROSSCOUNT_KEY` (one key or, while one is exchanged for another, the new one and the old one, with a comma) before the file. */
export function keysOf(given: string | undefined, file: string): Key[] {
  const [text, where] = given === undefined ? [readIfThere(file), file] : [given, 'CROSSCOUNT_KEY'];
  return text
    .split(/[\s,]+/)
    .filter((k) => k !== '')
    .map((k) => {
      const bytes = Buffer.from(k, 'base64');
      if (bytes.length !== KEY_BYTES || !/^[\w+/=-]+$/.test(k)) throw new ConfigError(`${where}: a key is ${KEY_BYTES} bytes in base64`);
      return keyOf(bytes);
    });
}

const readIfThere = (file: string): string => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}`);
  }
};

/** A first key, where there is none. Of two processes that make one at once, one does. */
export function makeKeys(file: string): boolean {
  if (fs.existsSync(file)) return false;
  const fresh = `${file}.${process.pid}`;
  writeWhole(fresh, [newKey()]);
  try {
    fs.linkSync(fresh, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.unlinkSync(fresh);
  }
}

/** Whole or not at all: half a key would lock everything for ever. */
export function writeKeys(file: string, keys: readonly Key[]): void {
  writeWhole(`${file}.new`, keys);
  fs.renameSync(`${file}.new`, file);
}

/** Readable by its owner only. */
function writeWhole(fresh: string, keys: readonly Key[]): void {
  fs.mkdirSync(path.dirname(fresh), { recursive: true });
  const handle = fs.openSync(fresh, 'w', 0o600);
  try {
    fs.writeSync(handle, keys.map((k) => `${k.bytes.toString('base64')}\n`).join(''));
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
