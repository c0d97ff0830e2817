import type { Cell, Issue, ItemRef, LocationRef, Place, Row, SaidAsOf, Stood } from '../canonical/vocabulary';
import { gtin14 } from '../items/gtin';
import { withTerms } from '../mapping/as-of-said';
import { isFuture, readDateCell } from '../mapping/dates';
import type { Field } from '../mapping/fields';
import { type DateField, isHeading, type Layout, type MeasureColumn, type ValueMap } from '../mapping/layout';
import { isMoney, type NumberRead, readNumber } from '../mapping/numbers';
import { type Head, openedBy } from '../mapping/lists';
import { locationTitle } from '../mapping/title';
import { LateProof, type Rows } from '../mapping/evidence';
import { ListEnd } from './list-end';
import { Cells, codeOf, givenIn, type NoCode, placeAt, type SheetPlace, standsIn } from './sheet-cells';

const QUALIFIERS = { buyer: 'BUYER', gtin: 'GTIN', vendor: 'VENDOR', manufacturer: 'MANUFACTURER' } as const;
const NAME = 200; // characters of an item's name
const TOTALS =
  /^((grand|sub)[ -]?)?(sum|summe|summen|total|totals|gesamt|gesamtsumme|zwischensumme|endsumme|totale|totaux|somme|sous-total|suma|subtotal|totaal|razem|ogółem)(?![-_\p{L}\d])/iu;

const PLAIN_PAIR = /^[a-z0-9]{2}/i;
const NINE = 57; // what begins with a digit is no word
const REMARK = /\p{L}+\s+\p{L}+|^(page|seite|blatt|pagina|página|strona)\s+\d/iu; // words, and no code

/** What a row is, before its numbers are looked at. */
export type RowRead =
  | { readonly kind: 'blank' | 'heading' | 'total' | 'section' | 'nameless' }
  | { readonly kind: 'left-out' }
  | { readonly kind: 'refused'; readonly why: string } // by a rule that says which rows are taken
  | ({ readonly kind: 'unreadable' } & BadCode)
  | { readonly kind: 'line'; readonly refs: readonly ItemRef[]; readonly bad?: BadCode }; // one of its codes says nothing
/** The rows that say something of an item. */
export const LISTED: ReadonlySet<RowRead['kind']> = new Set(['line', 'unreadable', 'nameless']);
/** And those that a mapping refuses: of them a list may have so many. */
export const COUNTED: ReadonlySet<RowRead['kind']> = new Set([...LISTED, 'refused']);
export interface BadCode extends NoCode {
  readonly column: number;
}

const MANY_DATES = 100_000;
const BLANK: RowRead = { kind: 'blank' };
const LEFT_OUT: RowRead = { kind: 'left-out' };
type Told = (issue: Issue) => void;

/** Reads the rows of one sheet by its layout. What a cell cannot say is told with its place, and costs its own row only. */
export class SheetRows {
  private readonly cells: Cells;
  private readonly late: LateProof;
  private readonly locations = new Map<string, LocationRef>();
  private readonly dates = new Map<DateField, Map<Cell['raw'], SaidAsOf | 'unsure' | 'future' | undefined>>();
  private readonly tries: readonly { readonly column: number; readonly schemes: readonly (keyof typeof QUALIFIERS)[] }[];
  private readonly head: Head;
  private readonly width: number; // of the list's own cells: what a mapping made stands right of them
  private readonly counted: ReadonlySet<number>;
  private readonly rowless: ReadonlySet<number>; // columns that are the same for all rows, and so say nothing of one
  private afterBlank = false;
  private afterRemark = false;
  private end = Number.MAX_SAFE_INTEGER; // row in which another list begins
  readonly listEnd: ListEnd | undefined; // that a mapping says
  private section: string | undefined;

  constructor(
    readonly layout: Layout,
    readonly where: SheetPlace,
    private readonly receivedAt: string,
    private readonly tell: Told,
    rows: Rows = [],
  ) {
    this.cells = new Cells(layout);
    this.listEnd = layout.ends && new ListEnd(layout.ends, layout.headerRow, layout.derived?.width);
    this.late = new LateProof(rows, layout, receivedAt);
    this.width = layout.derived?.width ?? Number.MAX_SAFE_INTEGER;
    this.counted = new Set(layout.measures.map((m) => m.column));
    this.rowless = new Set(layout.derived?.columns.flatMap((c, i) => (c.sources.length === 0 ? [this.width + i] : [])));
    this.head = { items: layout.items.map((i) => i.column), measures: layout.measures.map((m) => m.column), headings: layout.headings };
    const named = new Set(layout.items.map((i) => i.field));
    // A number of which nobody says whose it is, is tried as both: where they disagree, the matching says so.
    const whose = (['buyer', 'vendor'] as const).filter((f) => !named.has(f));
    this.tries = layout.items.map(({ field, column }) => ({
      column,
      schemes: field !== 'item' ? [field] : whose.length > 0 ? whose : ['vendor' as const],
    }));
  }

  place(row: Row, column?: number): Place {
    return placeAt(this.where, this.layout.headings, row.number, standsIn(row, column));
  }

  read(row: Row): RowRead {
    const { layout } = this;
    if (row.number <= layout.headerRow || this.listEnd?.isBelow(row) || row.number >= this.end) return BLANK;
    if (row.apart) return this.apart(row.apart);
    let filled = 0;
    const own = Math.min(row.cells.length, this.width);
    for (let i = 0; i < own; i++) {
      const { shown } = row.cells[i]!;
      if (shown !== '' && shown.trim() !== '') filled += 1;
    }
    const apart = this.afterBlank;
    this.afterBlank = filled === 0;
    if (filled === 0 || (apart && this.opensAnother(row))) return BLANK;
    if (this.where.text && !layout.derived && this.isShifted(row)) return this.shifted();
    if (layout.headRows && filled > 1 && isHeading(row, layout)) return { kind: 'heading' };
    const refs: ItemRef[] = [];
    const fixed: ItemRef[] = [];
    let bad: BadCode | undefined;
    let sums = true; // as far as its names tell
    for (const { column, schemes } of this.tries) {
      const cell = this.cells.at(row, column);
      const code = codeOf(cell);
      if (code === '') continue;
      const isFixed = this.rowless.has(column);
      if (typeof code !== 'string') bad = { column, ...code };
      else this.name(isFixed ? fixed : refs, code, schemes);
      if (typeof code !== 'string' || isFixed) continue;
      const says = cell.derived === undefined ? code : cell.derived.given;
      sums &&= says.charCodeAt(0) > NINE && TOTALS.test(says);
    }
    if (filled <= 2 && this.isSection(row)) return { kind: 'section' };
    if (sums && row.cells.some((c) => typeof c.raw === 'string' && TOTALS.test(c.shown.trim()))) return { kind: 'total' };
    if (fixed.length > 0) {
      if (refs.length === 0 && !this.isCounted(row)) return BLANK;
      refs.push(...fixed);
    }
    if (refs.length > 0 && this.mayBeHeading(row) && isHeading(row, layout)) return { kind: 'heading' };
    if (refs.length > 0) {
      const { value } = refs[0]!;
      // `Kind regards`, and below it a name: no item, though it stands in the items' column.
      const signed = (apart || this.afterRemark) && /^\p{L}+[.,!]?$/u.test(value);
      this.afterRemark = filled === 1 && !this.isCounted(row) && (REMARK.test(value) || signed);
      if (this.afterRemark) return BLANK;
      const called = this.calledIn(row);
      if (called !== '') refs[0] = { ...refs[0]!, called };
      return bad ? { kind: 'line', refs, bad } : { kind: 'line', refs };
    }
    if (bad) return { kind: 'unreadable', ...bad };
    return this.isCounted(row) ? { kind: 'nameless' } : BLANK;
  }

  /** What a mapping's rules say of a row, before it is read. */
  private apart(apart: NonNullable<Row['apart']>): RowRead {
    if (apart.why === 'refused') return { kind: 'refused', why: apart.detail };
    return apart.why === 'shifted' ? this.shifted() : LEFT_OUT;
  }
  private shifted(): RowRead {
    return { kind: 'unreadable', why: 'shifted', column: this.layout.derived?.width ?? this.layout.headings.length };
  }

  /** A second list further down than was looked: read on by the columns of this one, its numbers would be something else. */
  private opensAnother(row: Row): boolean {
    if (!openedBy(row, this.head)) return false;
    this.end = row.number;
    const detail = 'another list begins here, with other headings, and was not read; please send it on a sheet of its own';
    this.tell({ code: 'sheet.second-list', severity: 'error', detail, place: this.place(row) });
    return true;
  }

  /** More fields than headings: a delimiter in a name that nobody quoted has pushed the rest to the right, or a decimal comma has. */
  private isShifted({ cells }: Row): boolean {
    const { length } = this.layout.headings;
    return length > 0 && cells.length > length && cells.slice(length).some((c) => c.shown.trim() !== '');
  }

  private isCounted(row: Row): boolean {
    return this.layout.measures.some((m) => (row.cells[m.column]?.shown.trim() ?? '') !== '' && !this.rowless.has(m.column));
  }

  /** Its name, which tells a person which item a number means that nobody knows. */
  private calledIn({ cells }: Row): string {
    const { description } = this.layout.columns;
    return description === undefined ? '' : (cells[description]?.shown.trim().slice(0, NAME) ?? '');
  }

  /** A quick look: nearly no row is a heading again. */
  private mayBeHeading(row: Row): boolean {
    const { column } = this.layout.items[0]!;
    const [here, there] = [row.cells[column]?.shown.trim() ?? '', this.layout.headings[column] ?? ''];
    const compared = PLAIN_PAIR.test(here) && PLAIN_PAIR.test(there) ? 2 : 1; // a mark or an accent is folded before it counts
    return here.length > 0 && here.slice(0, compared).toLowerCase() === there.slice(0, compared).toLowerCase();
  }

  private name(refs: ItemRef[], value: string, schemes: readonly (keyof typeof QUALIFIERS)[]): void {
    for (const scheme of schemes) refs.push({ scheme, qualifier: QUALIFIERS[scheme], value });
    if (schemes.length > 1 && gtin14(value) !== undefined && value.length > 8) refs.push({ scheme: 'gtin', qualifier: 'GTIN', value });
  }

  /** `Werk: Bremen` between the rows holds for those below it; skipping it would put them all in one place. */
  private isSection(row: Row): boolean {
    if (this.layout.columns.location !== undefined) return false;
    const place = locationTitle(row.cells.slice(0, this.width).map((c) => c.shown));
    if (place === undefined) return false;
    this.section = place;
    return true;
  }

  text(row: Row, field: Field): string {
    const column = this.layout.columns[field];
    return column === undefined ? '' : this.cells.at(row, column).shown.trim();
  }
  code(row: Row, field: Field): string {
    return this.codeIn(row, field, 'warning') ?? '';
  }
  /** A code on which it depends whose the row is. Undefined: it cannot be read; taken for blank, the row would be somebody else's. */
  needed(row: Row, field: Field): string | undefined {
    return this.codeIn(row, field, 'error');
  }
  private codeIn(row: Row, field: Field, severity: Issue['severity']): string | undefined {
    const column = this.layout.columns[field];
    if (column === undefined) return '';
    const code = codeOf(this.cells.at(row, column));
    if (typeof code === 'string') return code;
    const cell = this.cells.at(row, column);
    this.tell({ ...badCode(code, cell), severity, place: this.place(row, column), value: givenIn(cell) });
    return undefined;
  }

  /** Null: nothing is said of it. Undefined: what is said cannot be read; told. */
  location(row: Row): LocationRef | null | undefined {
    const code = this.needed(row, 'location');
    if (code === undefined) return undefined;
    const given = code || (this.section ?? this.layout.constants.location ?? '');
    return given === '' ? null : this.named(given);
  }

  /** The place of that name; one object for all of its rows. */
  named(given: string): LocationRef {
    let ref = this.locations.get(given);
    if (!ref) this.locations.set(given, (ref = { qualifier: '', value: valueIn(this.layout.values?.location, given) }));
    return ref;
  }

  number(row: Row, measure: MeasureColumn): NumberRead {
    const cell = row.cells[measure.column];
    if (!cell) return { blank: true };
    const read = readNumber(cell, measure.sign);
    if (measure.sign !== null || !('wrong' in read) || read.wrong !== 'ambiguous') return read;
    return readNumber(cell, this.late.sign(measure.column));
  }

  /** The unit of a number: its row's, its heading's, or the one written behind it; undefined when two of them disagree. */
  unit(row: Row, measure: MeasureColumn, behind: string): string | undefined {
    if (this.refusal(row, 'uom') !== undefined) return undefined;
    const given = this.text(row, 'uom') || (this.layout.constants.uom ?? '') || (measure.unit ?? '');
    const unit = given !== '' && behind !== '' && !sameUnit(given, behind) ? undefined : given || behind;
    return unit === undefined ? undefined : valueIn(this.layout.values?.uom, unit);
  }
  /** Why a mapping's rule gives nothing for it. */
  private refusal(row: Row, field: Field): string | undefined {
    const column = this.layout.columns[field];
    return column === undefined || column < this.width ? undefined : row.cells[column]?.derived?.refused;
  }
  /** Two units of one number, or a rule that gives none. */
  noUnit(row: Row, measure: MeasureColumn, behind: string): Issue {
    const refused = this.refusal(row, 'uom');
    const column = refused === undefined ? measure.column : this.layout.columns.uom!;
    const value = givenIn(row.cells[column]);
    const issue = refused === undefined ? twoUnits(this.text(row, 'uom'), behind) : ruleRefused(refused);
    return { ...issue, severity: 'error', place: this.place(row, column), value };
  }

  /** What stood where the mapping has made the line's values of it; undefined where it is what it was. */
  stood(row: Row, measure: MeasureColumn): Stood | undefined {
    const { derived } = this.layout;
    if (!derived) return undefined;
    let out: Record<string, string> | undefined;
    for (let i = 0; i < derived.columns.length; i++) {
      const cell = row.cells[this.width + i];
      const given = cell?.derived?.given ?? '';
      if (given === '' || given === cell!.shown) continue;
      if (this.counted.has(this.width + i) && measure.column !== this.width + i) continue;
      (out ??= {})[derived.columns[i]!.field] = given;
    }
    return out;
  }

  /** Undefined: the cell is blank. 'bad': it says something that is no day; told. */
  date(row: Row, field: DateField, tell = this.tell): SaidAsOf | 'bad' | undefined {
    const column = this.layout.columns[field];
    if (column === undefined) return undefined;
    const cell = this.cells.at(row, column);
    if (cell.shown.trim() === '' || cell.shown.trim() === '-') return undefined;
    const read = this.dateOf(cell, field);
    if (read !== undefined && read !== 'unsure' && read !== 'future') return read;
    const shown = JSON.stringify(cell.shown.trim());
    if (cell.derived?.refused !== undefined) {
      tell({ ...ruleRefused(cell.derived.refused), severity: 'error', place: this.place(row, column), value: givenIn(cell) });
      return 'bad';
    }
    const [code, detail] =
      read === 'unsure'
        ? [
            'sheet.date-unsure',
            `${shown} may be two different days, and no other date in the column shows which; please write it as 2026-11-16`,
          ]
        : read === 'future'
          ? ['sheet.date-future', `${shown} is later than the day on which the list came`]
          : ['sheet.not-a-date', `${shown} is not a date`];
    tell({ code: code!, severity: 'error', detail: detail!, place: this.place(row, column), value: givenIn(cell) });
    return 'bad';
  }

  /** Dates repeat down a column; each is read once, and is one object for all of its rows. */
  private dateOf(cell: Cell, field: DateField): SaidAsOf | 'unsure' | 'future' | undefined {
    let known = this.dates.get(field);
    if (!known) this.dates.set(field, (known = new Map()));
    if (known.size > MANY_DATES) known.clear();
    if (!known.has(cell.raw)) {
      const first = readDateCell(cell, this.layout.orders[field] ?? null);
      const read = first === 'unsure' ? readDateCell(cell, this.late.order(field)) : first;
      const late = read !== undefined && read !== 'unsure' && field === 'as_of' && isFuture(read, this.receivedAt);
      const terms = field === 'as_of' ? this.layout.asOf?.column : undefined;
      known.set(cell.raw, late ? 'future' : terms && typeof read === 'object' ? withTerms(read, terms) : read);
    }
    return known.get(cell.raw);
  }

  wrong(
    row: Row,
    measure: MeasureColumn,
    why: Extract<NumberRead, { wrong: string }>['wrong'],
    severity: Issue['severity'] = 'error',
  ): void {
    const cell = row.cells[measure.column];
    const shown = givenIn(cell);
    const heading = this.layout.headings[measure.column] ?? '';
    const issue = why === 'refused' ? ruleRefused(cell?.derived?.refused ?? '') : wrongNumber(why, shown, heading, cell?.stale ?? '');
    this.tell({ ...issue, severity, place: this.place(row, measure.column), value: shown });
  }
}

interface Wrong {
  readonly code: string;
  readonly detail: string;
}
/** A rule of the mapping gives nothing for what stands there. */
export const ruleRefused = (why: string): Wrong => ({
  code: 'sheet.rule-refused',
  detail: `the mapping's rule gives nothing for it: ${why}`,
});
const twoUnits = (given: string, behind: string): Wrong => ({
  code: 'sheet.two-units',
  detail: `the number is in "${behind}" and the row says "${given}"; which one is meant?`,
});
/** Names are the supplier's, and may be those of a program's own things. */
const valueIn = (values: ValueMap | undefined, given: string): string => (values && Object.hasOwn(values, given) ? values[given]! : given);

/** What is wrong with a code; a warning where the row is known by another one. */
export function badCode({ why }: NoCode, cell: Pick<Cell, 'shown' | 'derived'>): Wrong {
  if (cell.derived?.refused !== undefined) return ruleRefused(cell.derived.refused);
  const { shown } = cell;
  if (why === 'shifted') {
    const detail = `the row has more fields than there are headings, with ${JSON.stringify(shown)} as the first of them; which column it belongs to cannot be told`;
    return { code: 'sheet.too-many-fields', detail };
  }
  return why === 'lost'
    ? {
        code: 'sheet.code-rounded',
        detail: `${JSON.stringify(shown)} has lost its last digits; please format the column as text before the numbers are filled in`,
      }
    : { code: 'sheet.unreadable-cell', detail: `the cell shows ${shown} instead of a number or name` };
}

function wrongNumber(
  why: Exclude<Extract<NumberRead, { wrong: string }>['wrong'], 'refused'>,
  shown: string,
  heading: string,
  stale: string,
): { code: string; detail: string } {
  const quoted = JSON.stringify(shown);
  switch (why) {
    case 'ambiguous':
      return {
        code: 'sheet.ambiguous-number',
        detail: `${quoted} may be a thousand or a fraction, and the other numbers in column "${heading}" do not show which; please write it without a thousands separator`,
      };
    case 'not-calculated':
      return {
        code: 'sheet.not-calculated',
        detail: `the cell holds the formula ${shown} without its result; please open the file, let it calculate, and save it again`,
      };
    case 'stale':
      return {
        code: 'sheet.stale-formula',
        detail: `the cell shows ${shown}, and ${stale}; please open the file, let it calculate, and save it again`,
      };
    case 'error-cell':
      return { code: 'sheet.error-cell', detail: `the cell shows ${shown} instead of a number` };
    case 'not-a-number':
      if (shown.endsWith('%') || isMoney(shown))
        return {
          code: 'sheet.not-a-number',
          detail: `${quoted} is ${shown.endsWith('%') ? 'a share' : 'an amount of money'}, and no count`,
        };
      return { code: 'sheet.not-a-number', detail: `${quoted} is not a number` };
  }
}

const PIECES = new Set('st stk stck stück stueck stuck pc pcs pce pces ea each unit units un u szt ks pza pz uds piece pieces'.split(' '));
const bare = (unit: string): string => unit.toLowerCase().replace(/\.$/, '');
const sameUnit = (a: string, b: string): boolean => bare(a) === bare(b) || (PIECES.has(bare(a)) && PIECES.has(bare(b)));
