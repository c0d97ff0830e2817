import { type Document, isMap, isNode, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import type { Looked } from '../api/types';
import { patched } from './patched';

export type List = Looked['lists'][number];
export type Field = List['fields'][number];
export type Seen = List['columns'][number];

/** What a text of a mapping says of one column. */
export interface Column {
  readonly field: string;
  readonly from: readonly (string | number)[]; // headings that it may have, or its number; none where it is made otherwise
  readonly made: string | null; // how, in a word, where it is no plain column
  readonly decimal: string | null;
  readonly order: string | null;
  readonly values: Readonly<Record<string, string>>;
}
export const KNOWN_BY = ['file', 'sheet', 'sender', 'subject'] as const;
type KnownBy = (typeof KNOWN_BY)[number];
export interface Draft {
  readonly name: string;
  readonly supplier: string;
  readonly kind: string;
  readonly headerRow: number | null;
  readonly sheet: string | null;
  readonly known: Readonly<Record<KnownBy, string>>; // by what its lists are known
  readonly columns: readonly Column[];
  readonly constants: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
}

const ITEM_SAYS = {
  buyer: 'Item, by your number',
  gtin: 'Item, by its GTIN',
  vendor: "Item, by the supplier's number",
  manufacturer: "Item, by the maker's number",
  item: 'Item, by a number of somebody',
} as const;
export const ITEMS = Object.keys(ITEM_SAYS);
const MEASURES = ['on_hand', 'available', 'in_transit', 'on_order', 'sold', 'received', 'returned', 'damaged', 'committed', 'min', 'max'];
const OF_STOCK = [...ITEMS, ...MEASURES, 'uom', 'location', 'as_of', 'lot'];
const OF_SHIPMENTS = [...ITEMS, 'shipped', 'shipment', 'po', 'po_line', 'ship_date', 'eta', 'uom', 'location', 'lot', 'sscc'];
export const fieldsOf = (kind: string): readonly string[] => (kind === 'ship_notice' ? OF_SHIPMENTS : OF_STOCK);
const USUAL: Readonly<Record<string, readonly string[]>> = {
  stock_report: ['on_hand', 'uom', 'location', 'as_of'],
  ship_notice: ['shipped', 'shipment', 'uom', 'location', 'eta'],
};
const SAYS: Readonly<Record<string, string>> = {
  ...ITEM_SAYS,
  uom: 'Unit',
  as_of: 'As of',
  po: 'Order',
  po_line: 'Line of the order',
  eta: 'Expected on',
  ship_date: 'Shipped on',
  sscc: 'SSCC',
};
export const fieldSays = (field: string): string => SAYS[field] ?? (field.charAt(0).toUpperCase() + field.slice(1)).replaceAll('_', ' ');
export const isCount = (field: string): boolean => MEASURES.includes(field) || field === 'shipped' || field === 'quantity';
export const isDay = (field: string): boolean => ['as_of', 'ship_date', 'eta', 'date'].includes(field);
export const hasWords = (field: string): boolean => field === 'uom' || field === 'location';

const parsed = (text: string): Document => parseDocument(text, { logLevel: 'silent' });
/** What was not changed stays as its author wrote it. */
const written = (text: string, document: Document): string => {
  const whole = (d: Document): string => d.toString({ lineWidth: 0 });
  return patched(text, whole(parsed(text)), whole(document));
};
const words = (value: unknown): Record<string, string> =>
  isMap(value) ? Object.fromEntries(value.items.map((p) => [scalar(p.key), scalar(p.value)])) : {};
const scalar = (node: unknown): string => (isScalar(node) ? String(node.value) : String(node ?? ''));
const list = (node: unknown): (string | number)[] =>
  isSeq(node) ? node.items.map(scalar) : isScalar(node) ? [typeof node.value === 'number' ? node.value : String(node.value)] : [];

/** Null for a text that cannot be shown as columns: one that is no mapping, or of EDI. */
export function read(text: string): Draft | null {
  const document = parsed(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const top = (key: string): string | null => {
    const node: unknown = document.get(key, true);
    return isScalar(node) && node.value !== null ? String(node.value) : null;
  };
  if (top('kind') === 'edi') return null;
  const columns: unknown = document.get('columns', true);
  const row = top('header_row');
  return {
    ...{ name: top('name') ?? '', supplier: top('supplier') ?? '', kind: top('kind') ?? 'stock_report', sheet: top('sheet') },
    known: Object.fromEntries(KNOWN_BY.map((key) => [key, list(document.get(key, true)).join(', ')])) as Record<KnownBy, string>,
    headerRow: row === null || !/^\d+$/.test(row) ? null : Number(row),
    columns: isMap(columns) ? columns.items.map((p) => columnOf(scalar(p.key), p.value)) : [],
    constants: words(document.get('constants', true)),
    ignored: list(document.get('ignored', true)).map(String),
  };
}

const WAYS: Readonly<Record<string, string>> = {
  constant: 'the same for all rows',
  document: 'from the name of mail, file or sheet',
  cell: 'from one cell of the sheet',
  join: 'several columns, joined',
  first_of: 'the first of several columns that is not blank',
  cel: 'an expression over several columns',
};
function columnOf(field: string, node: unknown): Column {
  const bare = { field, made: null, decimal: null, order: null, values: {} };
  if (!isMap(node)) return { ...bare, from: list(node) };
  const own = (key: string): string | null => {
    const value: unknown = node.get(key, true);
    return isScalar(value) ? String(value.value) : null;
  };
  const way = Object.keys(WAYS).find((key) => node.has(key));
  const steps: unknown = node.get('then', true);
  const then = isSeq(steps)
    ? `, then ${steps.items.map((s) => (isMap(s) ? s.items.map((p) => scalar(p.key)).join() : scalar(s))).join(', ')}`
    : '';
  const made = way !== undefined ? `${WAYS[way]!}${then}` : then === '' ? null : `a column${then}`;
  return { field, made, from: way === undefined ? list(node.get('from', true)) : [], decimal: own('decimal'), order: own('date_order'), values: words(node.get('values', true)) }; // prettier-ignore
}

/** By its heading, where that stands once and says something; else by its number. */
export function sourceOf(column: Seen, columns: readonly Seen[]): string | number {
  const alone = column.heading !== '' && columns.filter((c) => c.heading === column.heading).length === 1;
  return alone ? column.heading : column.column;
}

/** The column of the sample that a column of the draft is; null where none of its headings stands there. */
export function seenAs({ from }: Column, columns: readonly Seen[]): Seen | null {
  const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
  for (const name of from) {
    const found = columns.find((c) =>
      typeof name === 'number' ? c.column === name : folded(c.heading) === folded(name) || (c.letter === name && c.heading === ''),
    );
    if (found) return found;
  }
  return null;
}

/**
 * Another column for a field; null takes it away. Headings that this list does not have stay beside the new one: other files may
 * still be written so.
 */
export function withColumn(text: string, field: string, column: Seen | null, columns: readonly Seen[]): string {
  const document = parsed(text);
  const path = ['columns', field];
  if (column === null) {
    if (!document.hasIn(path)) return text;
    document.deleteIn(path);
    return written(text, document);
  }
  const own = read(text)?.columns.find((c) => c.field === field);
  const elsewhere = (own?.from ?? []).filter((name) => typeof name === 'string' && seenAs({ ...own!, from: [name] }, columns) === null);
  const source = sourceOf(column, columns);
  const from = elsewhere.length > 0 && typeof source === 'string' ? [...elsewhere, source] : source;
  if (!isMap(document.get('columns', true))) document.set('columns', document.createNode({}));
  const node: unknown = document.getIn(path, true);
  if (isMap(node)) {
    for (const way of Object.keys(WAYS)) node.delete(way);
    document.setIn([...path, 'from'], fresh(document, from));
  } else replace(document, path, fresh(document, from));
  if (typeof source === 'number' && read(text)?.headerRow === null) document.set('header_row', 0);
  return written(text, document);
}

const fresh = (document: Document, value: unknown) => document.createNode(value, { flow: Array.isArray(value) });
/** With the remark that stood behind what was there. */
function replace(document: Document, path: readonly string[], node: ReturnType<typeof fresh>): void {
  const before: unknown = document.getIn(path, true);
  if (isNode(before) && before.comment) node.comment = before.comment;
  document.setIn(path, node);
}

/** What only one column needs: `decimal`, `date_order`. */
export function withTerm(text: string, field: string, key: string, value: string): string {
  const document = parsed(text);
  const path = ['columns', field];
  const node: unknown = document.getIn(path, true);
  if (node === undefined) document.set(key, value);
  else if (isMap(node)) node.set(key, value);
  else {
    const plain = isNode(node) ? (node.toJS(document) as unknown) : node;
    replace(document, path, document.createNode({ from: plain, [key]: value }, { flow: true }));
  }
  return written(text, document);
}

/** What a word of theirs means; blank takes it away. */
export function withWord(text: string, field: string, word: string, meaning: string): string {
  const document = parsed(text);
  const path = ['columns', field];
  const node: unknown = document.getIn(path, true);
  if (!isMap(node)) {
    if (meaning === '') return text;
    const plain = isNode(node) ? (node.toJS(document) as unknown) : node;
    const instead = document.createNode({ from: plain, values: { [word]: meaning } });
    if (isNode(node) && node.comment) instead.commentBefore = node.comment;
    document.setIn(path, instead);
    return written(text, document);
  }
  if (meaning !== '') document.setIn([...path, 'values', word], meaning);
  else {
    document.deleteIn([...path, 'values', word]);
    const left: unknown = document.getIn([...path, 'values'], true);
    if (isMap(left) && left.items.length === 0) node.delete('values');
    if (node.items.length === 1 && node.has('from')) document.setIn(path, node.get('from', true));
  }
  return written(text, document);
}

/** What is said of the whole list; undefined takes it away. */
export function withTop(text: string, path: readonly string[], value: unknown): string {
  const document = parsed(text);
  if (value === undefined) {
    if (!document.hasIn(path)) return text;
    document.deleteIn(path);
    const left: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : undefined;
    if ((isMap(left) || isSeq(left)) && left.items.length === 0) document.deleteIn(path.slice(0, -1));
  } else document.setIn(path, document.createNode(value, { flow: Array.isArray(value) }));
  return written(text, document);
}

export function withIgnored(text: string, heading: string, ignored: boolean): string {
  const all = (read(text)?.ignored ?? []).filter((h) => h !== heading);
  const next = ignored ? [...all, heading] : all;
  return withTop(text, ['ignored'], next.length > 0 ? next : undefined);
}

/** The text with which a new mapping begins: what is suggested, without what somebody still has to say. */
export function begun(supplier: string, list: List | undefined): string {
  if (list?.mapping) return list.mapping.yaml.replace(/^(?:# (?:\?|likely:).*\n)+/, '');
  const known = (list?.fields ?? []).filter((f) => f.column !== null && f.band !== 'ask');
  const columns: Record<string, string | number> = {};
  for (const f of known) {
    const column = list!.columns.find((c) => c.column === f.column);
    if (column) columns[f.field === 'item' ? (f.whose ?? 'item') : f.field] ??= sourceOf(column, list!.columns);
  }
  const row = Object.values(columns).some((c) => typeof c === 'number') ? { header_row: list?.header_row ?? 0 } : {};
  return stringify(
    { name: `${supplier.toLowerCase()}-stock-report`, version: 1, supplier, kind: 'stock_report', ...row, columns },
    { lineWidth: 0 },
  );
}

/** The rows of the middle: what the draft says, then what is usual and not said yet, each with what is proposed for it. */
export interface Asked {
  readonly field: string;
  readonly column: Column | null;
  readonly proposed: readonly Field[];
}
export function askedFields(draft: Draft, list: List | undefined, added: readonly string[]): Asked[] {
  const proposals = list?.fields ?? [];
  const keyOf = (f: Field): string => (f.field === 'item' ? (f.whose ?? 'item') : f.field);
  const of = (field: string): Field[] => proposals.filter((f) => keyOf(f) === field && f.column !== null);
  const order = fieldsOf(draft.kind);
  const said = new Set(draft.columns.map((c) => c.field));
  const item = ITEMS.some((i) => said.has(i)) ? [] : [ITEMS.find((i) => of(i).length > 0) ?? 'item'];
  const names = new Set([...said, ...item, ...(USUAL[draft.kind] ?? []), ...added, ...proposals.map(keyOf).filter((f) => of(f).length > 0 && !(ITEMS.includes(f) && item.length === 0))]); // prettier-ignore
  const rank = (field: string): number => (order.includes(field) ? order.indexOf(field) : order.length);
  return [...names]
    .sort((a, b) => rank(a) - rank(b))
    .map((field) => ({ field, column: draft.columns.find((c) => c.field === field) ?? null, proposed: of(field) }));
}

/** Columns of the list of which nothing is read. */
export const unused = (draft: Draft, columns: readonly Seen[]): Seen[] => {
  const used = new Set(draft.columns.map((c) => seenAs(c, columns)?.column));
  return columns.filter((c) => !used.has(c.column) && (c.heading !== '' || c.filled > 0));
};

/** The columns under another row of headings than the one that was found. */
export function columnsUnder(list: List, row: number | null): readonly Seen[] {
  if (row === null || row === list.header_row) return list.columns;
  const cells = row === 0 ? [] : (list.grid.find((g) => g.row === row)?.cells ?? []);
  return list.columns.map((c) => ({ ...c, heading: (cells[c.column - 1] ?? '').replace(/\s+/g, ' ').trim() }));
}
