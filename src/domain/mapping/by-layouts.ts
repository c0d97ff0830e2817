import type { Row } from '../canonical/vocabulary';
import { examplesOf } from './evidence';
import { isItem } from './fields';
import { type Claim, claimsOn, type NamedBefore } from './named-before';
import { fits, type Kind } from './propose';
import { shapeOf } from './shapes';
import type { Open, SuggestedField } from './suggest';

export interface ListSeen {
  readonly kind: Kind;
  readonly headings: readonly string[];
  readonly after: number;
  readonly sample: readonly Row[];
  readonly settled: ReadonlySet<number>; // columns of which at most the numbers are in doubt
}
export interface Heard {
  readonly fields: readonly SuggestedField[];
  readonly questions: readonly Open[];
  readonly decided: ReadonlySet<string>; // fields of which the column is known by it
  readonly settled: ReadonlySet<number>;
}

/**
 * The suggested fields by what layouts of the same supplier call them: what a person has said of this supplier is more than what a
 * word means in general. Layouts that contradict each other stay a question.
 */
export function byLayouts(given: readonly SuggestedField[], list: ListSeen, before: readonly NamedBefore[]): Heard {
  const claims = claimsOn(list.headings, list.kind, before);
  const settled = new Set(list.settled);
  const decided = new Set<string>();
  const questions = contradictions(claims, list.headings);
  let fields = given;
  for (const column of new Set(claims.map((c) => c.column))) {
    const of = claims.filter((c) => c.column === column);
    const [claim] = of as [Claim];
    if (of.length > 1 || claims.some((c) => c.column !== column && c.field === claim.field)) {
      fields = inPlace(fields, column, of.map((c) => fieldOf(c, 'ask', fields, list))); // prettier-ignore
      settled.delete(column);
      continue;
    }
    const name = nameOf(claim);
    const others = isItem(claim.field) ? [] : fields.filter((f) => f.field === name && f.column !== column + 1);
    if (others.filter((f) => f.column !== null && f.band === 'sure').length > 1) continue; // each of them is a place or a day of its own
    const band = bandOf(claim, fields, others, list);
    fields = inPlace(fields, column, [fieldOf(claim, band, fields, list)]);
    if (band === 'ask') continue;
    decided.add(name);
    fields = fields.flatMap((f) => {
      if (!others.includes(f)) return [f];
      if (f.column === null) return [];
      if (!claim.holds) return [f]; // what holds no more takes nothing from what a heading says
      settled.delete(f.column - 1);
      return [{ ...f, band: 'ask' as const, evidence: [...f.evidence, told(claim, JSON.stringify(list.headings[column]))] }];
    });
  }
  return { fields, questions, decided, settled };
}

const nameOf = ({ field }: Claim): string => (isItem(field) ? 'item' : field);
const shownName = (field: string): string => field.replace('_', ' ');
const told = (claim: Claim, what = 'it'): string => `${claim.from} reads ${what} as ${shownField(claim)}`;
const shownField = ({ field }: Claim): string => (isItem(field) ? WHOSE[field] : shownName(field));
const WHOSE = {
  buyer: "the buyer's number",
  gtin: 'the GTIN',
  vendor: "the supplier's number",
  manufacturer: "the maker's number",
  item: 'the item',
} as const;

/** As sure as the values allow: over values of another kind no word is believed, and against another heading that says the same it is looked at. */
function bandOf(
  claim: Claim,
  fields: readonly SuggestedField[],
  others: readonly SuggestedField[],
  list: ListSeen,
): SuggestedField['band'] {
  const own = fields.find((f) => f.column === claim.column + 1);
  const same = own?.field === nameOf(claim) ? own : undefined;
  const shaped = shapeOf(list.sample, claim.column, list.after);
  if (shaped.shape !== 'nothing' && !fits(claim.field, shaped, true)) return same?.band ?? 'ask';
  if (same?.band === 'ask' && list.settled.has(claim.column)) return 'ask'; // how its numbers or days are written is another question
  if (same?.band === 'sure') return 'sure';
  const doubted = (own && !same && own.band !== 'ask') || others.some((f) => f.column !== null && f.band !== 'ask');
  return claim.holds && !doubted ? 'sure' : 'likely';
}

function fieldOf(claim: Claim, band: SuggestedField['band'], fields: readonly SuggestedField[], list: ListSeen): SuggestedField {
  const { column, field } = claim;
  const own = fields.find((f) => f.column === column + 1);
  const same = own?.field === nameOf(claim) ? own : undefined;
  const examples = examplesOf(list.sample, column, list.after).map((e) => JSON.stringify(e));
  const seen = examples.length > 0 ? [`holds ${examples.join(', ')}`] : [];
  const otherwise = own && own.band !== 'ask' ? [`its heading says ${shownName(own.field)}`] : [];
  const whose = isItem(field) && field !== 'item' ? { whose: field } : same?.whose ? { whose: same.whose } : {};
  const evidence = same ? [...same.evidence, told(claim)] : [told(claim), ...otherwise, ...seen];
  return { field: nameOf(claim), column: column + 1, heading: list.headings[column] || null, band, evidence, ...whose };
}

/** In place of what was said of the column, or before the first field of which nothing is known. */
function inPlace(fields: readonly SuggestedField[], column: number, instead: readonly SuggestedField[]): SuggestedField[] {
  const own = fields.findIndex((f) => f.column === column + 1);
  const open = fields.findIndex((f) => f.column === null);
  const at = own >= 0 ? own : open >= 0 ? open : fields.length;
  const rest = (f: SuggestedField): boolean => f.column !== column + 1;
  return [...fields.slice(0, at).filter(rest), ...instead, ...fields.slice(at).filter(rest)];
}

function contradictions(claims: readonly Claim[], headings: readonly string[]): Open[] {
  const shown = (c: Claim): string => JSON.stringify(headings[c.column]);
  const twice = <K>(key: (c: Claim) => K): [Claim, ...Claim[]][] =>
    [...new Set(claims.map(key))].map((k) => claims.filter((c) => key(c) === k)).filter((of): of is [Claim, ...Claim[]] => of.length > 1);
  return [
    ...twice((c) => c.column).map((of) => ({ detail: `What is ${shown(of[0])}? ${of.map((c) => told(c)).join('; ')}` })),
    ...twice((c) => c.field).map((of) => ({
      detail: `Which is ${isItem(of[0].field) ? '' : 'the '}${shownField(of[0])}? ${of.map((c) => told(c, shown(c))).join('; ')}`,
      answeredBy: [nameOf(of[0])],
    })),
  ];
}
