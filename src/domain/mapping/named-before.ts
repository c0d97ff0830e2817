import type { Row } from '../canonical/vocabulary';
import { plainSource } from './columns/terms-of';
import { type Field, folded } from './fields';
import type { MappingFile } from './mapping-file';
import type { Headed, Kind } from './propose';

/** What a layout of this supplier calls a field. */
export interface NamedBefore {
  readonly kind: Kind;
  readonly field: Field;
  readonly headings: readonly string[]; // of which the first that is there is read
  readonly from: string; // whose word it is: `ACME's mapping acme-stock, version 3,`
  readonly holds: boolean; // files are read by it now
}

const LETTER = /^A?[A-Z]$/; // of a column, and no heading

/** The headings that a mapping names for a field as it stands. What is made of several columns says of none of them what it is. */
export function namedIn({ kind, columns }: MappingFile, from: string, holds: boolean): NamedBefore[] {
  return (Object.keys(columns) as Field[]).flatMap((field) => {
    const source = plainSource(columns[field]!, field);
    if (source === undefined || typeof source === 'number' || field === 'description') return [];
    const headings = [source].flat().filter((h) => !LETTER.test(h));
    return headings.length === 0 ? [] : [{ kind, field, headings, from, holds }];
  });
}

/** That a column is this field, and who says so. */
export interface Claim {
  readonly column: number;
  readonly field: Field; // `quantity` and `date` are what such a list is about
  readonly from: string;
  readonly holds: boolean;
}

/** What the layouts say of a list's columns, each once. What holds no more is heard only where nothing that holds speaks of the column or the field. */
export function claimsOn(headings: readonly string[], kind: Kind, before: readonly NamedBefore[]): Claim[] {
  const words = headings.map(folded);
  const at = (name: string): number | undefined => {
    const [only, other] = words.flatMap((w, c) => (w !== '' && w === folded(name) ? [c] : []));
    return other === undefined ? only : undefined; // one that stands twice says nothing of either
  };
  const all = before.flatMap(({ kind: of, field, headings: names, from, holds }): Claim[] => {
    const [column] = of === kind ? names.flatMap((n) => at(n) ?? []) : [];
    return column === undefined ? [] : [{ column, field: bareOf(field, kind), from, holds }];
  });
  const holding = all.filter((c) => c.holds);
  const heard = all.filter((c) => c.holds || !holding.some((h) => h.column === c.column || h.field === c.field));
  return heard.filter((c, i) => heard.findIndex((o) => o.column === c.column && o.field === c.field) === i);
}

const bareOf = (field: Field, kind: Kind): Field =>
  field === 'quantity'
    ? kind === 'ship_notice' ? 'shipped' : 'on_hand' // prettier-ignore
    : field === 'date'
      ? kind === 'ship_notice' ? 'ship_date' : 'as_of' // prettier-ignore
      : field;

const SEARCHED = 60;
/** The row with the most headings that a layout names, and the kind of that layout; none with fewer than two. */
export function headedBefore(
  sample: readonly Row[],
  before: readonly NamedBefore[],
): (Headed & { readonly known: number; readonly kind: Kind }) | undefined {
  let best: ReturnType<typeof headedBefore>;
  const kinds = (['stock_report', 'ship_notice'] as const).map((kind) => ({
    kind,
    names: new Set(before.filter((b) => b.kind === kind).flatMap((b) => b.headings.map(folded))),
  }));
  for (const row of before.length === 0 ? [] : sample.slice(0, SEARCHED)) {
    const headings = row.cells.map((c) => c.shown.replace(/\s+/g, ' ').trim());
    for (const { kind, names } of kinds) {
      const known = new Set(headings.map(folded).filter((w) => names.has(w))).size;
      if (known >= 2 && known > (best?.known ?? 0)) best = { after: row.number, first: row.number, headings, known, kind };
    }
  }
  return best;
}
