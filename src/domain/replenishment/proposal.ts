import { add, compare, exact, type Fraction, subtract, text, ZERO } from '../canonical/quantity';

/** One line as the supplier says it: its own quantity, and what is answered for parts of it. Quantities are decimals in the base unit. */
export interface SaidLine {
  readonly answers: string; // of the whole (BAK02)
  readonly codes: readonly string[]; // answers to the line, in their order
  readonly quantity: string | null; // null: it says none
  readonly parts: readonly { readonly says: string; readonly quantity: string | null }[];
}
export type Word = 'accepted' | 'changed' | 'rejected' | 'backordered';
export interface Answered {
  readonly word: Word;
  readonly confirmed: string | null; // null: nobody can tell how much
  readonly difference: string | null; // confirmed less ordered
}

/** X12 668. */
const REJECTS = new Set('IR ID R1 R2 R3 R4 R5 R6'.split(' '));
const LATER = new Set('IB BP'.split(' '));
const CHANGES = new Set('DR IC IP IQ IS'.split(' '));
const HOLDS = new Set('IF IH IW'.split(' '));
const REFUSED_WHOLE = new Set('RJ RD'.split(' '));

const sum = (of: readonly Fraction[]): Fraction => of.reduce(add, ZERO);

/** What is proposed: the quantity of the line, else that of its parts. Null where neither says one: blank is not zero. */
export function proposed({ quantity, parts }: SaidLine): string | null {
  if (quantity !== null) return quantity;
  const said = parts.map((p) => p.quantity);
  return said.length === 0 || said.includes(null) ? null : text(sum(said.map((q) => exact(q!))));
}

/** How it answers what we ordered. Numbers go before words: "accepted" with another quantity is a change. */
export function answered(line: SaidLine, ordered: string | null): Answered {
  const confirmed = confirmedBy(line);
  const difference = confirmed === null || ordered === null ? null : text(subtract(exact(confirmed), exact(ordered)));
  const { codes } = line;
  const differs = difference !== null && compare(exact(difference), ZERO) !== 0;
  const any = (of: ReadonlySet<string>): boolean => codes.some((c) => of.has(c));
  const refused = codes.length === 0 ? REFUSED_WHOLE.has(line.answers) : line.answers === 'RJ' || codes.every((c) => REJECTS.has(c));
  if (refused) return { word: 'rejected', confirmed, difference };
  if (any(LATER)) return { word: 'backordered', confirmed, difference };
  return { word: differs || any(REJECTS) || any(CHANGES) || any(HOLDS) ? 'changed' : 'accepted', confirmed, difference };
}

function confirmedBy(line: SaidLine): string | null {
  const { codes, parts } = line;
  if (line.answers === 'RJ') return '0';
  if (codes.length === 0) return REFUSED_WHOLE.has(line.answers) ? '0' : proposed(line);
  if (codes.every((c) => REJECTS.has(c))) return '0';
  const told = parts.filter((p) => p.says !== 'SCH');
  if (codes.some((c) => HOLDS.has(c))) return null;
  if (told.length === 0) return codes.some((c) => REJECTS.has(c)) ? null : proposed(line);
  if (told.length < codes.length || told.some((p) => p.quantity === null)) return null; // one of them says no quantity
  return text(sum(told.filter((p) => !REJECTS.has(p.says)).map((p) => exact(p.quantity!))));
}
