/** A name is for people to read and never a path: what climbs out of its folder, rings a bell, or turns the line round, is taken out. */
export const plainName = (name: string): string =>
  name
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
    .split(/[\\/]/)
    .filter((p) => p !== '' && p !== '.' && p !== '..')
    .join('/')
    .slice(0, 255) || 'unnamed';
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
