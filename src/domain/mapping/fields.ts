import type { StockMeasure } from '../canonical/vocabulary';
import { DATE_WORDS, EXACT, ID_WORDS, QUANTITY_WORDS } from './words';

export type ItemField = 'buyer' | 'gtin' | 'vendor' | 'manufacturer' | 'item';
export type Field =
  | ItemField // `item` is somebody's number, and the heading does not say whose
  | 'location'
  | 'uom'
  | 'as_of'
  | StockMeasure
  | 'shipment'
  | 'po'
  | 'po_line'
  | 'ship_date'
  | 'eta'
  | 'sscc'
  | 'lot'
  | 'quantity' // a bare "Qty": on hand in a stock list, shipped in a shipping list
  | 'date' // a bare "Date": of the count, or of the shipment
  | 'description';

export const ITEM_FIELDS: readonly ItemField[] = ['buyer', 'gtin', 'vendor', 'manufacturer', 'item'];
export const MEASURES: readonly StockMeasure[] = [
  'on_hand', 'available', 'sold', 'received', 'in_transit', 'on_order', 'returned', 'damaged', 'committed', 'min', 'max', 'shipped',
]; // prettier-ignore
const DATES: readonly Field[] = ['as_of', 'ship_date', 'eta', 'date'];
const NUMBERS: readonly Field[] = [...MEASURES, 'quantity'];
const NAMES: readonly Field[] = [...ITEM_FIELDS, 'location', 'shipment', 'po', 'po_line', 'sscc', 'lot'];

/** What the cells of a field are read as: a number, a day or an instant, or a text. */
export const formOf = (f: Field): 'number' | 'moment' | 'text' => (NUMBERS.includes(f) ? 'number' : DATES.includes(f) ? 'moment' : 'text');

export const isMeasure = (f: Field): f is StockMeasure => (MEASURES as readonly string[]).includes(f);
export const isItem = (f: Field): f is ItemField => (ITEM_FIELDS as readonly string[]).includes(f);

/** Case, accents, dots and dashes say nothing: `Art.-Nr.` and `ART NR` are one heading. */
export function folded(heading: string): string {
  return heading
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .replace(/#/g, ' no ')
    .replace(/[^a-z0-9\u4e00-\u9fff]+/g, ' ')
    .trim();
}

export interface Guessed {
  readonly field: Field;
  readonly band: 'sure' | 'likely';
  readonly unit?: string; // of the numbers below: `Bestand (Stk)`
}

/** A column of money, of days or of changes is no stock, however its heading begins: `Stock value`, `Bestand Vorwoche`. */
const NEVER =
  /[€$£¥%]|\b(values?|worth|amount|price|prices|cost|costs|days?|weeks?|cover|coverage|change|variance|diff|difference|delta|previous|prev|prior|last (week|month|year|inventory|count|receipt|sale)|yesterday|forecast|planned|plan|target|avg|average|eur|euro|usd|gbp|chf|pln|wert|werte|warenwert|lagerwert|preis|ek|vk|betrag|kosten|tage|wochen|reichweite|abweichung|differenz|veranderung|vorwoche|vormonat|vorjahr|vortag|soll|prognose|geplant|durchschnitt|letzte[rs]?|valeur|prix|cout|jours|valor|precio|valore|prezzo|waarde|prijs|wartosc|cena|dni|weight|gewicht|volume|volumen|umsatz|turnover|revenue|status|type|typ|art der|name|text|comment|bemerkung|kommentar|remarks?|info)\b/;

export const isOtherThing = (heading: string): boolean => NEVER.test(folded(heading)) || /[€$£¥%]/.test(heading);

const UNIT_IN_BRACKETS = /[([]\s*(?:in\s+)?([\p{L}²³.]{1,8})\s*[)\]]\s*$/u;
const UNITS =
  /^(st|stk|stck|stuck|stueck|pc|pcs|pce|ea|each|unit|units|kg|g|t|l|m|lfm|m2|m²|m3|m³|km|cm|mm|box|boxes|kar|karton|kartons|ctn|cs|case|cases|pal|palette|paletten|pallets|pack|packs|pk|ve|szt|stuks|uds|pz|u)\.?$/i;

export const isUnitWord = (text: string): boolean => UNITS.test(text);

/**
 * Which field a heading means. `sure` when it is written just so, or with words beside it that say the same again; `likely`
 * when a known heading is only a part of it, or misspelt. Only what is sure is ever read without a person having looked.
 */
export function fieldOf(heading: string, likely = true): Guessed | undefined {
  const bracket = UNIT_IN_BRACKETS.exec(heading);
  const unit = bracket && UNITS.test(bracket[1]!) ? bracket[1]!.replace(/\.$/, '') : undefined;
  const word = folded(unit === undefined ? heading : heading.slice(0, bracket!.index));
  if (word === '' || word.length > 60) return undefined;
  const exact = EXACT.get(word) ?? EXACT.get(word.replace(/ /g, '')) ?? EXACT.get(folded(heading.replace(/([a-z])([A-Z])/g, '$1 $2')));
  const withUnit = (field: Field, band: Guessed['band']): Guessed => ({
    field,
    band,
    ...(unit !== undefined && NUMBERS.includes(field) ? { unit } : {}),
  });
  if (exact && !/[€$£¥%]/.test(heading)) return withUnit(exact, 'sure');
  if (NEVER.test(word) || /[€$£¥%]/.test(heading)) return undefined;
  const core = withoutNoise(word);
  if (core) return withUnit(core, 'sure');
  const near = likely ? nearest(word) : undefined;
  return near && withUnit(near, 'likely');
}

/** `Aktueller Bestand in Stück` is a Bestand, `Order qty` is no order: what is left out must be of the field's own kind. */
function withoutNoise(word: string): Field | undefined {
  const words = word.split(' ');
  const noises: readonly [ReadonlySet<string>, readonly Field[]][] = [
    [QUANTITY_WORDS, NUMBERS],
    [ID_WORDS, NAMES],
    [DATE_WORDS, DATES],
  ];
  for (const [noise, fields] of noises) {
    const rest = words.filter((w) => !noise.has(w));
    if (rest.length === 0 || rest.length === words.length) continue;
    const field = EXACT.get(rest.join(' ')) ?? EXACT.get(rest.join(''));
    if (field && fields.includes(field)) return field;
  }
  return undefined;
}

interface Known {
  readonly synonym: string;
  readonly field: Field;
  readonly rank: number;
}
const KNOWN = new Map([...EXACT].map(([synonym, field], rank): [string, Known] => [synonym, { synonym, field, rank }]));
const OF_LENGTH = new Map<number, Known[]>();
for (const known of KNOWN.values()) {
  const { length } = known.synonym;
  OF_LENGTH.set(length, [...(OF_LENGTH.get(length) ?? []), known]);
}

/** A heading that begins or ends with a known one, or is one letter off; the longest, since a file of a thousand columns asks for each cell. */
function nearest(word: string): Field | undefined {
  let best: Known | undefined;
  const take = (known: Known | undefined): void => {
    if (
      known &&
      (!best || known.synonym.length > best.synonym.length || (known.synonym.length === best.synonym.length && known.rank < best.rank))
    )
      best = known;
  };
  for (let at = word.indexOf(' '); at >= 0; at = word.indexOf(' ', at + 1)) {
    const [front, back] = [KNOWN.get(word.slice(0, at)), KNOWN.get(word.slice(at + 1))];
    if (front && front.synonym.length >= 4 && goesWith(front.field, word.slice(at))) take(front);
    if (back && back.synonym.length >= 4 && goesWith(back.field, word.slice(0, at + 1))) take(back);
  }
  for (let length = Math.max(6, word.length - 1); length <= word.length + 1; length++)
    for (const known of OF_LENGTH.get(length) ?? []) if (oneSlip(word, known.synonym)) take(known);
  return best?.field;
}

/** An `Order qty` is no order and a `Bestand Datum` no stock: what stands beside must not say that it is of another kind. */
function goesWith(field: Field, beside: string): boolean {
  const counts = /\b(qty|quantity|menge|anzahl|pcs|units?|stk|stuck|qte|aantal|ilosc)\b/.test(beside);
  const dates = /\b(date|datum|day|tag|time|fecha|data)\b/.test(beside);
  return !(counts && !NUMBERS.includes(field)) && !(dates && !DATES.includes(field));
}

/** One letter too many, too few, wrong, or two in the wrong order. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < a.length - i && j < b.length - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
  const [x, y] = [a.length - i - j, b.length - i - j];
  return x + y <= 2 && x <= 1 && y <= 1 ? true : x === 2 && y === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}
