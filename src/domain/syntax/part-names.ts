const LONGEST = 190; // and room for a number behind it

/** A name is for people to read and never a path: what climbs out of its folder, rings a bell, or turns the line round, is taken out. */
export const plainName = (name: string): string =>
  shortened(
    name
      .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu, '')
      .split(/[\\/]/)
      .map((p) => p.trim())
      .filter((p) => p !== '' && p !== '.' && p !== '..')
      .join('/'),
  ) || 'unnamed';

/** Its ending stays: by it some kinds are known. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, LONGEST - 1 - ending.length).replace(/\p{Surrogate}/gu, '')}…${ending}`;
}
export const lastName = (name: string): string => plainName(name).split('/').at(-1)!;

/**
 * Names of the files of one mail or archive, as places show them. Two of one name keep apart by a number: otherwise a place would
 * say which cell, but not of which.
 */
export class PartNames {
  private readonly seen = new Set<string>();
  private readonly times = new Map<string, number>();

  of(given: string): string {
    const plain = plainName(given);
    let name = plain;
    for (let n = (this.times.get(plain) ?? 1) + 1; this.seen.has(name); n++) {
      name = plain.replace(/(\.[^./]*)?$/, ` (${n})$1`);
      this.times.set(plain, n);
    }
    this.seen.add(name);
    return name;
  }
}
