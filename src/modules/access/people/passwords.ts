import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { UsageError } from '../../../platform/errors';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** OWASP's password storage sheet: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG = 32;
const SALT = 16;
export const SHORTEST = 12;
const LONGEST = 1000;
/** What whoever guesses a password here tries first, besides the name. */
const OURS = ['crosscount', 'inventory', 'consignment', 'replenishment'];

/** The whole of it counts, whatever its length; what looks alike in Unicode is alike. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT);
  const tag = await derive('argon2id', { message: bytesOf(password), nonce, tagLength: TAG, ...COST });
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(nonce)}$${bare(tag)}`;
}

/** By what the hash itself says of its making, so that the cost can be raised later. Null: nobody has it, and it takes as long. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash ?? NOBODYS);
  if (!found) return false;
  const [memory, passes, parallelism] = found.slice(1, 4).map(Number) as [number, number, number];
  const tag = Buffer.from(found[5]!, 'base64');
  const given = await derive('argon2id', {
    message: bytesOf(password),
    nonce: Buffer.from(found[4]!, 'base64'),
    tagLength: tag.length,
    ...{ memory, passes, parallelism },
  });
  return timingSafeEqual(tag, given) && hash !== null;
}

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const NOBODYS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(Buffer.alloc(SALT))}$${bare(Buffer.alloc(TAG))}`;

/** Fifty thousand that leaked most often; loaded when somebody sets a password. */
async function isCommon(plain: string): Promise<boolean> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const common = new Set(dictionary.passwords);
  return [plain, plain.replace(/[\W\d_]+$/, '')].some((p) => common.has(p)) || /^(.{1,4})\1+$/u.test(plain);
}

/** Throws UsageError. Long, not one of those that everybody tries first, not the name: rules about digits and signs make worse ones. */
export async function checkPassword(password: string, name: string): Promise<void> {
  const length = [...password].length;
  if (length < SHORTEST) throw new UsageError(`a password has at least ${SHORTEST} characters; several words are good`);
  if (length > LONGEST) throw new UsageError(`a password has at most ${LONGEST} characters`);
  const plain = password.toLowerCase();
  if (await isCommon(plain)) throw new UsageError('that is one of the passwords that are tried first; take another');
  for (const word of [name, ...OURS])
    if (word !== '' && plain.includes(word.toLowerCase()) && length < SHORTEST + [...word].length)
      throw new UsageError(`a password that is little more than ${word} is none`);
}
