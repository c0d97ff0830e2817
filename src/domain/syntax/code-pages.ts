export type CodePage = 'windows-1252' | 'windows-1250' | 'windows-1251' | 'macintosh';

const bytes = (list: string): ReadonlySet<number> => new Set(list.split(' ').map((x) => parseInt(x, 16)));
/** Letters of a Mac where Windows-1252 has signs, none, or capitals that stand in no middle of a word: ü é ä è ê á à â ã ç ò ô õ ù. */
const MAC = bytes('81 87 88 89 8a 8b 8d 8e 8f 90 98 99 9b 9d 9f');
const MAC_CAPITALS = bytes('80 85 86'); // Ä Ö Ü
/** Letters of Central Europe where Windows-1252 has signs: ł ą ż ľ within a word, Ł Ą Ż before a letter. */
const CENTRAL = bytes('b3 b9 bf be');
const CENTRAL_CAPITALS = bytes('a3 a5 af');

const isLower = (b: number): boolean => b >= 97 && b <= 122;
const isLetter = (b: number): boolean => isLower(b | 32) || b >= 0xc0;

/**
 * Which of the alphabets of one byte a letter a text is written in: by what would be signs within its words. Words of four
 * letters of the upper half are Cyrillic. Where nothing proves another, it is Windows-1252, as nearly all are.
 */
export function codePageOf(pieces: Iterable<Uint8Array>): CodePage {
  let [western, cyrillic, central, mac, run] = [0, 0, 0, 0, 0];
  let [before, b] = [32, 32];
  for (const piece of pieces)
    for (const next of piece) {
      if (b > 127) {
        run = b >= 0xc0 ? run + 1 : 0;
        if (run === 4) cyrillic += 1;
        if (isLower(next | 32) || isLower(before | 32)) western += 1;
        if (CENTRAL.has(b) && isLetter(before) && isLetter(next)) central += 1;
        if (CENTRAL_CAPITALS.has(b) && isLetter(next)) central += 1;
        if (MAC.has(b) && isLetter(before) && isLower(next)) mac += 1;
        if (MAC_CAPITALS.has(b) && before <= 59 && isLower(next)) mac += 1;
      } else run = 0;
      before = b;
      b = next;
    }
  if (cyrillic > 1 && cyrillic * 2 > western) return 'windows-1251';
  if (central > 0 && central >= mac) return 'windows-1250';
  return mac > 0 ? 'macintosh' : 'windows-1252';
}
