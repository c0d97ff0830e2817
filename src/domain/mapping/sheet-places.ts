import type { Table } from '../syntax/table';
import { readDate } from './dates';
import { fieldOf, folded, isOtherThing } from './fields';
import type { Layout } from './layout';
import { SHIP_WORDS, STOCK_WORDS } from './words';

export interface SheetList {
  readonly table: Table;
  readonly layout: Layout;
}
/** Lists of one shape that name the same item and no place: whose stock each is must be said by something. */
export type SheetPlaces =
  { readonly places: ReadonlyMap<Table, string> } | { readonly asked: string; readonly of: ReadonlySet<Table> } | undefined;

const OF_PROGRAMS =
  /^(sheet|tabelle|feuil|feuille|hoja|foglio|blad|arkusz|table|page|seite|export|report|data|daten|list|liste|copy|kopie)(?!\p{L})/iu;
const LABEL =
  /^(?:location|site|plant|warehouse|whse|wh|lager|lagerort|werk|standort|filiale|entrepot|almacen|magazzino|magazijn|magazyn)[\s:.-]+(?=\S)/i;

/**
 * One sheet for each place: sheets with the same headings, no place in any, and an item that stands on more than one of them. What
 * is told twice of one item is told of two places, and the names of the sheets say which, unless they say something else.
 */
export function placesOfSheets(lists: readonly SheetList[]): SheetPlaces {
  const open = lists.filter(({ table, layout }) => table.sheet !== '' && !table.begins && isOpen(layout));
  const alike = open.filter((a) => open.some((b) => a !== b && sameHeadings(a.layout, b.layout)));
  if (alike.length < 2 || !shareAnItem(alike)) return undefined;
  const days = new Set(alike.map((l) => JSON.stringify(l.layout.constants.asOf ?? null)));
  if (days.size === alike.length) return undefined; // the same place on several days
  const vague = alike.find(({ table }) => !mayBePlace(table.sheet));
  const names = alike.map(({ table }) => JSON.stringify(table.sheet)).join(', ');
  if (vague)
    return {
      asked: `the sheets ${names} tell of the same items, and not all of their names are of places: which place is each of?`,
      of: new Set(alike.map((l) => l.table)),
    };
  return { places: new Map(alike.map(({ table }) => [table, table.sheet.trim().replace(LABEL, '')])) };
}

const isOpen = (l: Layout): boolean =>
  l.kind === 'stock_report' &&
  l.name === undefined &&
  l.columns.location === undefined &&
  l.constants.location === undefined &&
  l.columns.as_of === undefined &&
  l.measures.every((m) => m.location === undefined && !m.asOf);

const sameHeadings = (a: Layout, b: Layout): boolean =>
  a.headings.length === b.headings.length && a.headings.every((h, i) => folded(h) === folded(b.headings[i] ?? ''));

/** A name that says what is counted, or when, or nothing, is no place. */
function mayBePlace(name: string): boolean {
  const text = name.trim();
  if (text === '' || OF_PROGRAMS.test(text) || /^(kw|cw|wk|week|woche|q)[ ._-]?\d/i.test(text) || /^\d{1,2}$/.test(text)) return false;
  if (STOCK_WORDS.test(text) || SHIP_WORDS.test(text) || isOtherThing(text) || readDate(text, 'day-first') !== undefined) return false;
  return fieldOf(text) === undefined || LABEL.test(text);
}

const LOOKED_AT = 5000;

function shareAnItem(lists: readonly SheetList[]): boolean {
  const seen = new Set<string>();
  for (const { table, layout } of lists) {
    const { column } = layout.items[0]!;
    const own = new Set<string>();
    let rows = 0;
    for (const batch of table.rows()) {
      for (const row of batch) {
        const code = row.number > layout.headerRow ? (row.cells[column]?.shown.trim() ?? '') : '';
        if (/\d/.test(code)) own.add(code);
      }
      rows += batch.length;
      if (rows > LOOKED_AT) break;
    }
    for (const code of own) if (seen.has(code)) return true;
    for (const code of own) seen.add(code);
  }
  return false;
}
