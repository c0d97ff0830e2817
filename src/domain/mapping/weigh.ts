import type { Row } from '../canonical/vocabulary';
import { type KnownAs, type KnownValues, type Share, shareOf, type Target } from './known';
import { shapeOf } from './shapes';
import type { SuggestedField, Suggestion } from './suggest';

const NEARLY_ALL = 0.8;
const HARDLY_ANY = 0.2;
const ENOUGH = 5; // different values, before what is unknown of them says anything
const FEW = 8;
const TARGETS: readonly Target[] = ['item', 'location', 'uom'];
const isTarget = (field: string): field is Target => (TARGETS as readonly string[]).includes(field);

const WHOSE: Readonly<Record<KnownAs, string>> = {
  buyer: "items by the buyer's number",
  gtin: 'items by their GTIN',
  vendor: "items by the supplier's number",
  manufacturer: "items by the maker's number",
  location: 'places that are known',
  uom: 'units that are known',
};

/** The suggested fields against the values themselves: what the masters know of them, and whether they repeat as such a field's do. */
export function weigh(
  { fields, header_row }: Pick<Suggestion, 'fields' | 'header_row'>,
  sample: readonly Row[],
  known: KnownValues,
): SuggestedField[] {
  const after = header_row ?? 0;
  const width = sample.slice(0, FEW * ENOUGH).reduce((n, r) => Math.max(n, r.cells.length), 0);
  const shares = new Map<Target, Share[]>();
  for (const target of known.size === 0 ? [] : TARGETS)
    shares.set(target, Array.from({ length: width }, (_, column) => shareOf(sample, column, after, target, known))); // prettier-ignore
  const best = (target: Target): boolean => (shares.get(target) ?? []).some(isKnown);
  const weighed = fields.map((f): SuggestedField => {
    if (f.column === null) return f;
    if (!isTarget(f.field)) return f;
    const share = shares.get(f.field)?.[f.column - 1];
    if (share && isKnown(share))
      return { ...f, band: f.band === 'ask' ? 'likely' : 'sure', evidence: [...f.evidence, told(share)], ...whoseOf(share, f) };
    if (share && best(f.field) && isUnknown(share))
      return { ...f, band: f.band === 'sure' ? 'likely' : 'ask', evidence: [...f.evidence, told(share)] };
    return f.band === 'sure' && !repeats(f, sample, after)
      ? { ...f, band: 'likely', evidence: [...f.evidence, 'its values hardly ever repeat'] }
      : f;
  });
  return [...filled(weighed, shares, sample, after)];
}

export const isKnown = ({ known, of }: Share): boolean => known > 0 && known >= of * NEARLY_ALL;
/** Enough values, and hardly any that the masters know: which says something only where they know those of another column. */
export const isUnknown = ({ known, of }: Share): boolean => of >= ENOUGH && known <= of * HARDLY_ANY;
/** A heading that says whose number it is prevails: the buyer's number may be the supplier's, too. */
const whoseOf = ({ whose }: Share, { whose: said }: Partial<SuggestedField> = {}): Pick<SuggestedField, 'whose'> =>
  said !== undefined || whose === 'location' || whose === 'uom' ? {} : { whose };
export const told = ({ known, of, whose }: Share): string => `${known} of ${of} different values are ${WHOSE[whose]}`;

/** A place or a unit that is another in every row is a shelf, a batch, or a text. */
function repeats(f: SuggestedField, sample: readonly Row[], after: number): boolean {
  if (f.field === 'item') return true;
  const { filled: rows, different } = shapeOf(sample, f.column! - 1, after);
  return rows < FEW || different * 2 <= rows;
}

/** A field that no heading names, where one column's values are known as it: in place of the question. */
function filled(
  fields: readonly SuggestedField[],
  shares: ReadonlyMap<Target, readonly Share[]>,
  sample: readonly Row[],
  after: number,
): SuggestedField[] {
  const out = [...fields];
  for (const [target, columns] of shares) {
    const told_ = out.filter((f) => f.field === target);
    if (told_.some((f) => f.band !== 'ask')) continue;
    const taken = new Set(out.filter((f) => f.band !== 'ask').map((f) => f.column));
    const free = columns.flatMap((share, c) =>
      isKnown(share) && (target !== 'item' || share.of >= ENOUGH) && !taken.has(c + 1) ? [c] : [],
    );
    const [only, other] = free;
    if (only === undefined || (other !== undefined && target !== 'item')) continue;
    const heading = sample.find((r) => r.number === after)?.cells[only]?.shown.trim() || null;
    const found: SuggestedField = {
      field: target,
      column: only + 1,
      heading,
      band: 'likely',
      evidence: [told(columns[only]!)],
      ...whoseOf(columns[only]!),
    };
    const at = out.findIndex((f) => f.field === target);
    if (at < 0) out.push(found);
    else out.splice(at, told_.length === 1 ? 1 : 0, found);
  }
  return out;
}
