import type { Cell, Row, SaidAsOf } from '../canonical/vocabulary';
import { BELIEVABLE, type DateOrder, type DateRead, datesWithin, isFuture, isNear, readDateCell, weekWithin } from './dates';
import type { DateField, Note } from './layout';

/** What stands above the list, or in a name, and holds for all of its rows. */
export interface Title {
  readonly location?: string;
  readonly shipment?: string;
  readonly shipDate?: SaidAsOf;
  readonly eta?: SaidAsOf;
  readonly asOf?: SaidAsOf;
  readonly from?: string; // where the as-of stands, for people
  readonly notes: readonly Note[]; // days that may be two
}

const LABEL = (words: string): RegExp => new RegExp(`^(?:${words})\\s*(?:[:=]|nr\\.?:?|no\\.?:?|code:?)\\s*([\\p{L}\\d].*)$`, 'iu');
const LOCATION = LABEL(
  'location|site|plant|warehouse|lager|lagerort|werk|standort|filiale|ship[ -]to|entrepot|d[eé]p[oô]t|almac[eé]n|armaz[eé]m|magazzino|magazijn|filiaal|vestiging|magazyn',
);
const SHIPMENT = LABEL(
  'shipment|shipment id|delivery note|delivery|packing (?:list|slip)|asn|lieferschein|lieferavis|sendung|bon de livraison|ddt|pakbon',
);
const SHIP_DATE = LABEL(
  'ship date|shipping date|shipped on|shipped|despatch date|dispatch date|versanddatum|versendet am|versand am|date expedition',
);
const ETA = LABEL(
  'eta|arrival|arrival date|expected arrival|expected delivery|delivery date|ankunft|liefertermin|anlieferung|voraussichtliche ankunft',
);
const AS_OF =
  /\b(stand|as of|as at|per|vom|dated?|datum|stichtag|snapshot|bestand\w*|lager\w*|stocks?|inventory|inventur\w*|week|kw|report|stato|au|fecha|data|peildatum|giacenz\w*|situazione|voorraad\w*|existencias|estoque|posi[cç][aã]o|stan|saldo|arr[eê]t[eé])(?!\p{L})/iu;
const NOT_AS_OF = /\b(printed|gedruckt|druckdatum|created by|version|gultig|gültig|valid|from|bis|until|to|phone|tel|fax)\b/i;
const LONGEST = 200;

/** What is known before a title is read. */
export interface TitleContext {
  readonly kind: 'stock_report' | 'ship_notice';
  readonly names: readonly string[]; // of sheet, file and mail
  readonly receivedAt: string;
  readonly dated: boolean; // a column tells the day
  readonly order: DateOrder; // if the mapping says how dates are meant
}

/**
 * The day, the place, the shipment that a title tells; else the day that the names of sheet, file and mail tell, in this order.
 * A day that is still to come is not taken, and one that may be two is a doubt that a person must settle.
 */
export function readTitle(above: readonly Row[], context: TitleContext): Title {
  const { kind, names, receivedAt, order } = context;
  const dated = context.dated || kind === 'ship_notice';
  const out: { location?: string; shipment?: string; shipDate?: SaidAsOf; eta?: SaidAsOf; asOf?: SaidAsOf; from?: string } = {};
  const notes: Note[] = [];
  for (const row of above) {
    const cells = row.cells.flatMap(piecesOf);
    const texts = cells.map((c) => c.shown.replace(/\s+/g, ' ').trim().slice(0, LONGEST));
    for (const [column, text] of texts.entries()) {
      if (text === '') continue;
      const next = texts.slice(column + 1).find((t) => t !== '') ?? '';
      const pair = /[:=]$/.test(text) || next === '' || LABELLED.test(next) ? `${text} ${next}` : `${text}: ${next}`;
      out.location ??= placeIn(LOCATION.exec(text) ?? LOCATION.exec(pair));
      out.shipment ??= (SHIPMENT.exec(text) ?? SHIPMENT.exec(pair))?.[1]?.trim();
      const held = cells.slice(column + 1).find((c) => c.shown.trim() !== '')?.raw;
      const whole = `${text} ${typeof held === 'string' ? held : next}`.trim();
      const tell = (field: DateField, said: string | undefined): SaidAsOf | undefined => {
        const day = said === undefined ? undefined : dayIn(said, field, receivedAt, order);
        if (day === 'unsure') notes.push({ ...unsure(whole), row: row.number, column });
        return day === 'unsure' ? undefined : day;
      };
      if (kind === 'ship_notice') {
        out.shipDate ??= tell('ship_date', labelled(SHIP_DATE, text, pair));
        out.eta ??= tell('eta', labelled(ETA, text, pair));
      }
      if (dated || out.asOf || !AS_OF.test(text) || NOT_AS_OF.test(text)) continue;
      const day = tell('as_of', whole) ?? weekWithin(text, receivedAt);
      if (day) Object.assign(out, { asOf: day, from: `row ${row.number}: ${text} ${next}`.trim() });
    }
  }
  if (!dated && !out.asOf && notes.length === 0) {
    const alone = above.flatMap((r) => r.cells.map((c) => readDateCell(c, order))).filter((d) => d !== undefined && d !== 'unsure');
    if (alone.length === 1 && !isFuture(alone[0]!, receivedAt))
      return { ...present(out), asOf: alone[0]!, from: 'the date above the list', notes };
    for (const name of names) {
      const day = dayIn(name.slice(0, LONGEST), 'as_of', receivedAt, order);
      if (day === 'unsure') return { ...present(out), notes: [unsure(name)] };
      if (day) return { ...present(out), asOf: day, from: name, notes };
    }
    for (const name of names) {
      const week = weekWithin(name.slice(0, LONGEST), receivedAt);
      if (week) return { ...present(out), asOf: week, from: name, notes };
    }
  }
  return { ...present(out), notes };
}

/** `Packing list   Shipment: S-1` in one cell or line is two things beside each other. */
function piecesOf(cell: Cell): readonly Cell[] {
  if (typeof cell.raw !== 'string' || !/\S(?: {3,}|\t+)\S/.test(cell.shown)) return [cell];
  return cell.shown.trim().split(/ {3,}|\t+/).map((shown) => ({ shown, raw: shown })); // prettier-ignore
}
const LABELLED = /^\p{L}[\p{L} .-]{1,30}[:=]\s*\S/u;

/** `Lager: Bremen`, in one cell or two. */
export function locationTitle(texts: readonly string[]): string | undefined {
  const filled = texts.map((t) => t.replace(/\s+/g, ' ').trim()).filter((t) => t !== '');
  const [first, second] = filled;
  if (first === undefined) return undefined;
  const pair = second === undefined ? '' : /[:=]$/.test(first) ? `${first} ${second}` : `${first}: ${second}`;
  return placeIn(LOCATION.exec(first) ?? LOCATION.exec(pair));
}

/** `Lager: Bremen, Stand 15.11.2026`: the day behind it is no part of its name. */
const placeIn = (found: RegExpExecArray | null): string | undefined =>
  found?.[1]?.replace(/\s*[,;|·–]\s+\D{0,20}\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b.*$/, '').trim();

const labelled = (label: RegExp, text: string, pair: string): string | undefined => (label.exec(text) ?? label.exec(pair))?.[1];

const present = <T extends object>(o: T): T => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as T;

const unsure = (text: string): Note => ({
  code: 'sheet.date-unsure',
  severity: 'error',
  detail: `${JSON.stringify(text)} may be two different days; which one is meant?`,
});

/** The one day of a text that can be meant: a span's last day, and of two readings the one that lies near the receipt. */
export function dayIn(text: string, field: DateField, received: string, order: DateOrder): DateRead | 'unsure' | undefined {
  const last = datesWithin(text, order).at(-1);
  const late = (d: DateRead): boolean => field === 'as_of' && isFuture(d, received);
  if (last !== 'unsure') return last === undefined || late(last) ? undefined : last;
  const both = (['day-first', 'month-first'] as const).map((o) => datesWithin(text, o).at(-1)!);
  const near = both.filter((d): d is DateRead => d !== 'unsure' && isNear(d, { received, ...BELIEVABLE[field] }));
  return near.length === 1 ? near[0]! : 'unsure';
}
