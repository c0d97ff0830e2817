import { plainNumber } from './nearest';

/** One of our locations, with what speaks for its being meant. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly gln: string | null;
  readonly ofSupplier: boolean; // its programs are there
  readonly others: readonly string[]; // names that this supplier has for it already
}
export interface PlaceCandidate {
  readonly location: string;
  readonly description: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

const SHOWN = 3;
const LEAST = 0.3;

/** The three locations that a name most likely means, the best first, each with what speaks for it. */
export function nearestPlaces(value: string, places: readonly Place[]): PlaceCandidate[] {
  return places
    .map((p) => judged(value, p))
    .filter((c) => c.score >= LEAST)
    .sort((a, b) => b.score - a.score || (a.location < b.location ? -1 : 1))
    .slice(0, SHOWN);
}

function judged(value: string, p: Place): PlaceCandidate {
  const names = [
    { text: p.code, what: 'your code' },
    { text: p.name, what: 'its name' },
    ...(p.gln === null ? [] : [{ text: p.gln, what: 'its GLN' }]),
    ...p.others.map((text) => ({ text, what: 'what this supplier calls it' })),
  ];
  const best = names
    .map(({ text, what }) => ({ what, text, ...likenessOf(value, text) }))
    .reduce((a, b) => (b.likeness > a.likeness ? b : a));
  const reasons = best.likeness > 0 ? [`${best.how} ${best.what} ${best.text}`] : [];
  let score = best.likeness;
  if (p.others.length > 0 && best.what !== 'what this supplier calls it') {
    score -= 0.1;
    reasons.push(`this supplier calls it ${p.others[0]!}`);
  }
  if (p.ofSupplier) {
    score += 0.15;
    reasons.push("this supplier's programs are there");
  }
  return { location: p.code, description: p.name, score: Math.round(Math.min(0.99, Math.max(0, score)) * 100) / 100, reasons };
}

function likenessOf(sent: string, known: string): { likeness: number; how: string } {
  const [a, b] = [plainNumber(sent), plainNumber(known)];
  if (a === '' || b === '') return { likeness: 0, how: '' };
  if (a === b) return { likeness: 0.8, how: 'but for signs and case it is' };
  if (a.length >= 3 && (b.startsWith(a) || b.endsWith(a))) return { likeness: 0.55, how: 'it is a part of' };
  if (b.length >= 3 && (a.startsWith(b) || a.endsWith(b) || a.includes(b))) return { likeness: 0.55, how: 'it holds' };
  const likeness = trigramsShared(a, b);
  return likeness >= 0.3 ? { likeness: 0.6 * likeness, how: 'it resembles' } : { likeness: 0, how: '' };
}

/** As pg_trgm counts them: the share of their trigrams that two words have in common. */
function trigramsShared(a: string, b: string): number {
  const [x, y] = [trigrams(a), trigrams(b)];
  const common = [...x].filter((t) => y.has(t)).length;
  return common / (x.size + y.size - common);
}
function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3)));
}
