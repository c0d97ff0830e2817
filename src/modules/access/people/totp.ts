import { createHmac, randomBytes } from 'node:crypto';

/** RFC 6238 as every authenticator has it: SHA-1, six digits, half a minute. */
const STEP_S = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** RFC 4648, without padding: as it is typed where no picture can be taken. */
export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

export const stepOf = (now: string): number => Math.floor(Date.parse(now) / 1000 / STEP_S);

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = hash.at(-1)! & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The step whose code it is: this one, or the one before for who types slowly. Null where it is neither. */
export function stepOfCode(secret: Buffer, code: string, now: string): number | null {
  const step = stepOf(now);
  return [step, step - 1].find((s) => codeAt(secret, s) === code) ?? null;
}

export const otpauth = (secret: Buffer, name: string): string =>
  `otpauth://totp/Crosscount:${encodeURIComponent(name)}?secret=${base32(secret)}&issuer=Crosscount`;
