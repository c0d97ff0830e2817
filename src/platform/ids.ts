import { randomBytes } from 'node:crypto';

let last = 0;
let sequence = 0;

/** A UUID version 7 (RFC 9562) that rises within this process, so that ids sort as they were made and index pages fill up. */
export function uuidv7(): string {
  const now = Date.now();
  if (now > last) [last, sequence] = [now, 0];
  else if (++sequence > 0xfff) [last, sequence] = [last + 1, 0];
  const time = last.toString(16).padStart(12, '0');
  const random = randomBytes(8).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-8${random.slice(0, 3)}-${random.slice(3, 15)}`;
}
