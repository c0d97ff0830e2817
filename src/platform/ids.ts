import { randomFillSync } from 'node:crypto';

let last = 0;
let sequence = 0;

/** Random bytes are asked for by the page: a call for each of thousands of ids costs more than the ids. */
const page = Buffer.alloc(4096);
let used = page.length;
function random8(): string {
  if (used === page.length) {
    randomFillSync(page);
    used = 0;
  }
  return page.toString('hex', used, (used += 8));
}

/** A UUID version 7 (RFC 9562) that rises within this process, so that ids sort as they were made and index pages fill up. */
export function uuidv7(): string {
  const now = Date.now();
  if (now > last) [last, sequence] = [now, 0];
  else if (++sequence > 0xfff) [last, sequence] = [last + 1, 0];
  const time = last.toString(16).padStart(12, '0');
  const random = random8();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-8${random.slice(0, 3)}-${random.slice(3, 15)}`;
}
