import { folded } from './fields';
import { type Term, TERMS } from './terms';

const WORDS = new Map<string, Set<Term>>();
const ALONE = new Set<string>(); // never a part of a longer word
for (const [term, words] of Object.entries(TERMS) as [Term, string][])
  for (const word of words.split(' ')) {
    const text = word.replace(/^=/, '').replace(/_/g, ' ');
    if (word.startsWith('=') || (text.length < 3 && text !== 'nr')) ALONE.add(text);
    WORDS.set(text, (WORDS.get(text) ?? new Set()).add(term));
  }

for (const part of ['basis', 'gesamt', 'haupt', 'totaal']) WORDS.set(part, new Set());

export interface Terms {
  readonly has: (...terms: Term[]) => boolean;
  readonly unknown: number; // words of which nobody knows what they are about
  readonly words: number;
}
const NOTHING = new Set(
  'the of in on at by per to de des del della delle dell d do da di du den der die das dem en el la le les los las au aux a al alla em na w z ze van het een bei beim im je und y e et och og m s l p i o com con avec mit por pour para prim primary base basis stock_unit prt'.split(
    ' ',
  ),
);
const LONGEST = 60;

/** What the words of a heading are about; German, Dutch and Scandinavian words are taken apart. */
export function termsOf(heading: string): Terms {
  const text = heading.length > LONGEST ? '' : folded(heading.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  const found = new Set<Term>();
  let unknown = 0;
  const words = text.split(' ').filter((w) => w !== '');
  const whole = WORDS.get(text);
  if (whole && words.length > 1) return { has: (...terms) => terms.some((t) => whole.has(t)), unknown: 0, words: words.length };
  for (const word of words) {
    const known = WORDS.get(word) ?? partsOf(word);
    for (const term of known ?? []) found.add(term);
    if (!known && !NOTHING.has(word) && !/^\d+$/.test(word)) unknown += 1;
  }
  return { has: (...terms) => terms.some((t) => found.has(t)), unknown, words: words.length };
}

/** `leveranciersartikelnummer`: every letter belongs to a word that is known, or links two. The longest words are tried first. */
function partsOf(word: string): Set<Term> | undefined {
  if (word.length < 6) return undefined;
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end++)
    for (let from = 0; from < end - 1; from++) {
      const before = best[from];
      const part = word.slice(from, end);
      if (!before || ALONE.has(part) || !(WORDS.has(part) || (from > 0 && end < word.length && WORDS.has(part.replace(/(?:en|s|n|e)$/, ''))))) continue; // prettier-ignore
      if (!best[end] || best[end]!.length > before.length + 1) best[end] = [...before, part];
    }
  const parts = best[word.length];
  return parts && new Set(parts.flatMap((p) => [...(WORDS.get(p) ?? WORDS.get(p.replace(/(?:en|s|n|e)$/, '')) ?? [])]));
}
