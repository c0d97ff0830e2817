const SLOTS = 4096;
const LONGEST = 32; // units, places and days repeat down a column; descriptions do not

/** Short ASCII texts, of which the same bytes give the same string: a list says `EA` a hundred thousand times. */
export class TextPool {
  private readonly texts: (string | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);

  of(bytes: Buffer, from: number, to: number): string {
    if (to - from > LONGEST) return bytes.toString('latin1', from, to);
    let hash = to - from;
    for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    const known = this.texts[slot];
    return known !== undefined && isSame(known, bytes, from, to) ? known : (this.texts[slot] = bytes.toString('latin1', from, to));
  }
}

function isSame(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
