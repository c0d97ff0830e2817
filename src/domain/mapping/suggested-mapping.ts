import { stringify } from 'yaml';
import type { Row } from '../canonical/vocabulary';
import type { Layout } from './layout';
import type { SuggestedField, Suggestion } from './suggest';

export interface Basis {
  readonly kind: Layout['kind'];
  readonly layout?: Layout; // where the list is read by its headings
  readonly settled: ReadonlySet<number>; // columns whose meaning is known, whatever is asked about their numbers
}

/** What is suggested as a mapping file, with what is still open at its top; nothing where the item or its number is not known. */
export function mappingOf(
  { fields, questions, header_row }: Suggestion,
  { kind, layout, settled }: Basis,
  sample: readonly Row[],
): Suggestion['mapping'] {
  const across = layout ? acrossOf(layout) : {};
  const apart = new Set((layout?.measures ?? []).filter((m) => m.location !== undefined || m.asOf).map((m) => m.column));
  const said = fields.filter((f) => f.column !== null && !apart.has(f.column - 1) && (f.band !== 'ask' || settled.has(f.column - 1)));
  const counts = said.some((f) => ['on_hand', 'available', 'shipped'].includes(f.field)) || apart.size > 0 || layout;
  if (!said.some((f) => f.field === 'item') || !counts) return undefined;
  const row = sample.find((r) => r.number === header_row);
  const named = said.map((f) => [f.whose ?? f.field, sourceOf(f, row)] as const);
  const columns: Record<string, string | number> = {};
  for (const [field, source] of named) columns[field] ??= source;
  const signs = new Set((layout?.measures ?? []).map((m) => m.sign).filter((s) => s !== null));
  const [order] = Object.values(layout?.orders ?? {}).filter((o) => o !== null);
  const likely = said.filter((f) => f.band === 'likely').map((f) => `# likely: ${f.field} is ${JSON.stringify(f.heading ?? f.column)}\n`);
  const open = questions.map((q) => `# ? ${q.replace(/\s+/g, ' ')}\n`);
  return (supplier, number = '') => {
    const name = `${supplier.toLowerCase()}-${kind.replace('_', '-')}${number}`;
    const yaml = stringify({
      name,
      version: 1,
      supplier,
      kind,
      // a column by its number is one of a list whose headings stand in that row
      ...(named.some(([, source]) => typeof source === 'number') ? { header_row: header_row ?? 0 } : {}),
      columns,
      ...across,
      ...(signs.size === 1 ? { decimal: [...signs][0] } : {}),
      ...(order === undefined ? {} : { date_order: order }),
    });
    return { name, yaml: [...open, ...likely, yaml].join('') };
  };
}

/** By its heading, where that stands in one cell and over no other column; else by its number. */
function sourceOf({ column, heading }: SuggestedField, row: Row | undefined): string | number {
  const texts = (row?.cells ?? []).map((c) => c.shown.replace(/\s+/g, ' ').trim());
  return heading && texts[column! - 1] === heading && texts.indexOf(heading) === texts.lastIndexOf(heading) ? heading : column!;
}

function acrossOf({ measures, headings }: Layout): { across?: object } {
  const places = measures.filter((m) => m.location !== undefined);
  const [first] = places.length > 0 ? places : measures.filter((m) => m.asOf);
  if (!first) return {};
  const columns = places.length > 0 ? { columns: places.map((m) => headings[m.column] ?? '') } : {};
  return { across: { say: places.length > 0 ? 'location' : 'as_of', ...columns, measure: first.measure } };
}
