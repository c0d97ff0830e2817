/** What is known of an item that an unknown number may mean; gathered in sets, judged here one by one. */
export interface Likeness {
  readonly sku: string;
  readonly description: string | null;
  readonly status: string;
  readonly supersededBy: string | null;
  readonly sent: string; // the number that was sent
  readonly known: string | null; // the number of the item that comes nearest to it; null where only quantities speak for it
  readonly as: 'sku' | 'gtin' | 'pack_gtin' | 'crossref' | 'expired' | 'other_supplier' | null; // whose number that is
  readonly likeness: number; // of the two, 0 to 1, by their trigrams
  readonly ofSupplier: boolean; // it is in a program or a cross-reference of the supplier's
  readonly unitKnown: boolean; // it has the unit that was sent
  readonly agree: number; // quantities that are the buyer's own count at the same place
  readonly compared: number;
  readonly named: number; // likeness of its description and what the supplier calls the item, 0 to 1; 0 where one of them has no words
  readonly elsewhere: boolean; // a line of the same document names it by another number
}
export interface Candidate {
  readonly sku: string;
  readonly description: string | null;
  readonly score: number; // 0 to 1, in hundredths
  readonly reasons: readonly string[];
}

const SHOWN = 3;
const LEAST = 0.3; // below that it is chance, and a list of chances teaches people not to look

/** The three items that an unknown number most likely means, the best first, each with what speaks for it and against it. */
export function nearest(found: readonly Likeness[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const one of found) {
    const candidate = judged(one);
    if (candidate.score >= LEAST && candidate.score > (best.get(one.sku)?.score ?? 0)) best.set(one.sku, candidate);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.sku < b.sku ? -1 : 1)).slice(0, SHOWN);
}

/** A part number without what people leave out or put in: dashes, blanks, dots, leading zeros, case. As `plain_number` in SQL. */
export const plainNumber = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+/, '');

function judged(one: Likeness): Candidate {
  const reasons: string[] = [];
  let score = numberSays(one, reasons);
  if (one.compared > 0 && one.agree > 0) {
    score += one.agree === one.compared ? (one.agree > 1 ? 0.35 : 0.2) : 0.05;
    reasons.push(
      one.compared === 1 ? 'the quantity is your own count there' : `${one.agree} of ${one.compared} quantities are your own counts there`,
    );
  } else if (one.compared > 1) {
    score -= 0.1;
    reasons.push(`none of ${one.compared} quantities is your own count there`);
  }
  score += nameSays(one, reasons);
  if (one.ofSupplier) {
    score += 0.1;
    reasons.push('this supplier has it in its programs or numbers');
  }
  if (one.unitKnown) score += 0.02;
  if (one.elsewhere) {
    score -= 0.3;
    reasons.push('the same document names it by another number');
  }
  if (one.status === 'discontinued') {
    score -= 0.1;
    reasons.push(one.supersededBy === null ? 'it is discontinued' : `it is discontinued, and ${one.supersededBy} came after it`);
  }
  const { sku, description } = one;
  return { sku, description, score: Math.round(Math.min(0.99, Math.max(0, score)) * 100) / 100, reasons };
}

const RESEMBLES = 0.45; // words that two names share by chance

/** A name alone may order what is offered, and no more: a bracket resembles all other brackets. */
function nameSays({ named, known }: Likeness, reasons: string[]): number {
  if (named < RESEMBLES) return 0;
  reasons.push(named > 0.95 ? 'it is called just so' : 'its name resembles what the supplier calls it');
  return (known === null ? 0.5 : 0.2) * named;
}

const WHOSE: Readonly<Record<Exclude<Likeness['as'], null>, string>> = {
  sku: 'your number',
  gtin: 'its GTIN',
  pack_gtin: 'the GTIN of one of its packs',
  crossref: "this supplier's number for it",
  expired: "this supplier's number for it at another time",
  other_supplier: "another supplier's number for it",
};

function numberSays({ sent, known, as, likeness }: Likeness, reasons: string[]): number {
  if (known === null || as === null) return 0;
  const [a, b] = [plainNumber(sent), plainNumber(known)];
  const whose = `${WHOSE[as]} ${known}`;
  const weight = as === 'other_supplier' ? 0.75 : 1;
  if (sent === known) {
    reasons.push(`it is ${whose}`);
    return 0.8 * weight;
  }
  if (a === b) {
    reasons.push(`but for signs and leading zeros it is ${whose}`);
    return 0.75 * weight;
  }
  if ((as === 'gtin' || as === 'pack_gtin') && b.slice(0, -1) === a) {
    reasons.push(`it is ${whose} without its check digit`);
    return 0.7 * weight;
  }
  const slip = slipOf(a, b);
  if (slip !== undefined && a.length >= 5) {
    reasons.push(`${slip} ${whose}`);
    return 0.5 * weight;
  }
  if (a.length >= 4 && b.length >= 4 && (b.endsWith(a) || b.startsWith(a) || a.endsWith(b) || a.startsWith(b))) {
    reasons.push(`${b.length > a.length ? 'it is a part of' : 'it holds'} ${whose}`);
    return 0.5 * weight;
  }
  reasons.push(`it resembles ${whose}`);
  return 0.6 * likeness * weight;
}

/** What one slip of the hand makes of a number: a character too many, too few, another, or two that changed places. */
function slipOf(a: string, b: string): string | undefined {
  if (Math.abs(a.length - b.length) > 1) return undefined;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const rest = (s: string, from: number): string => s.slice(from);
  if (a.length === b.length) {
    if (rest(a, i + 1) === rest(b, i + 1)) return 'one character is another one than in';
    return a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2) ? 'two characters changed places in' : undefined;
  }
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  if (rest(long, i + 1) !== rest(short, i)) return undefined;
  return a.length > b.length ? 'one character too many for' : 'one character is missing of';
}
