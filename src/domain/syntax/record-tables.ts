import type { Cell, Row } from '../canonical/vocabulary';
import { isItem, isMeasure } from '../mapping/fields';
import { findHeading, type Guess } from '../mapping/headings';
import { LIMITS, NotOpened } from './limits';
import { EMPTY, type Table, textCell } from './table';

/** What is said of one thing, by the path of the names that lead to it, with the place where it stands. */
export type Values = Map<string, { readonly cell: Cell; readonly path: string }>;

interface Records {
  readonly name: string;
  holds: boolean; // some of them hold other things that repeat
  readonly rows: Values[];
  readonly places: (() => string)[];
  readonly bare: number[]; // rows that hold none of what the others hold
  readonly keys: Map<string, boolean>; // whether the thing itself says it, and not one around it
}
export interface Shape {
  readonly read: string; // what the file is
  readonly between: RegExp; // the names of a path
  readonly whole: (name: string) => string; // the path of a list
}

/** The things that repeat in JSON or XML, gathered by where they stand: each kind of them is a table. */
export class RecordTables {
  private readonly found = new Map<string, Records>();
  private cells = 0;

  constructor(private readonly shape: Shape) {}

  /** One thing; `around`: how much of it is said of all that stand beside it, and comes first. */
  add(name: string, said: Values, around: number, place: () => string, holds = false): void {
    this.cells += said.size;
    if (this.cells > LIMITS.values) throw new NotOpened('file.too-big', `it holds more than ${LIMITS.values} values, which is the limit`);
    let records = this.found.get(name);
    if (!records) this.found.set(name, (records = { name, holds, rows: [], places: [], bare: [], keys: new Map() }));
    records.holds ||= holds;
    if (!holds) records.bare.push(records.rows.length);
    records.rows.push(said);
    records.places.push(place);
    let i = 0;
    for (const key of said.keys()) {
      const own = i++ >= around;
      if (!records.keys.get(key)) records.keys.set(key, own);
    }
    if (records.keys.size > LIMITS.columns)
      throw new NotOpened('file.too-big', `its things have more than ${LIMITS.columns} different properties`);
  }

  /**
   * A number that is said of a thing counts once, however many others stand in it: prices, or the places that hold it. Where both
   * it and those within it have numbers of stock, one may be the sum of the others, and a person must say which counts.
   */
  get tables(): Table[] {
    const all = [...this.found.values()].map((r) => ({ ...r, headings: headingsOf(r, this.shape.between) }));
    const counted = new Map(all.map((r) => [r, countIn(r.headings, [...r.keys.values()])]));
    const within = (a: Records, b: Records): boolean => a !== b && b.holds && (b.name === '' || a.name.startsWith(b.name));
    return all.flatMap((r) => {
      const count = counted.get(r);
      if (r.holds && !count) return [];
      for (const o of all) if (count && o.holds && !counted.get(o) && within(r, o)) withBare(r, o);
      const other = all.find((o) => (within(r, o) || (r.holds && within(o, r))) && counted.get(o));
      if (!other) return [this.tableOf(r)];
      if (!count) return [];
      const doubt = `"${count.heading}" of ${r.name || 'the whole'} and "${counted.get(other)!.heading}" of ${other.name || 'the whole'} are both numbers of an item, one within the other. Which one counts?`;
      return [{ ...this.tableOf(r), doubt }];
    });
  }

  private tableOf({ name, rows: records, places, keys: named, headings }: Records & { readonly headings: readonly string[] }): Table {
    const keys = [...named.keys()];
    const rows: Row[] = [{ number: 1, cells: headings.map(textCell) }];
    for (const r of records) rows.push({ number: rows.length + 1, cells: keys.map((k) => r.get(k)?.cell ?? EMPTY) });
    const at = (row: number, column?: number): string => {
      const key = column === undefined ? undefined : keys[column];
      return (key === undefined ? undefined : records[row - 2]?.get(key)?.path) ?? places[row - 2]?.() ?? this.shape.whole(name);
    };
    return { sheet: name, text: true, hidden: false, read: this.shape.read, at, rows: () => [rows] };
  }
}

/** An item of which nothing is told where the others have their numbers: its row has none, and is told as that. */
function withBare(list: Records, around: Records): void {
  for (const i of around.bare) {
    list.rows.push(around.rows[i]!);
    list.places.push(around.places[i]!);
  }
}

/** The last name where it is the only one of its kind; none for a number that is said around, and is none of the thing's own. */
function headingsOf({ keys: named }: Records, between: RegExp): string[] {
  const keys = [...named.keys()];
  const lasts = keys.map((k) => k.split(between).at(-1)!);
  const times = new Map<string, number>();
  for (const last of lasts) times.set(last, (times.get(last) ?? 0) + 1);
  const headings = keys.map((k, i) => (times.get(lasts[i]!) === 1 ? withOwner(k.split(between)) : k));
  const guesses = guessesIn(headings);
  return headings.map((h, i) => (named.get(keys[i]!) || !guesses.some((g) => g.column === i && isNumber(g)) ? h : ''));
}

/** `code` alone says nothing; of a warehouse it is where the stock lies. */
function withOwner(names: readonly string[]): string {
  const [owner, last] = [names.at(-2) ?? '', names.at(-1)!];
  return owner !== '' && /^(id|code|no|nr|num|number|name|key|ref|value)$/i.test(last) ? `${owner} ${last}` : last;
}

const isNumber = (g: Guess): boolean => isMeasure(g.field) || g.field === 'quantity';
const guessesIn = (headings: readonly string[]): readonly Guess[] =>
  findHeading([{ number: 1, cells: headings.map(textCell) }], []).found?.guesses ?? [];

/** The number of an item that its things tell of themselves. */
function countIn(headings: readonly string[], own: readonly boolean[]): Guess | undefined {
  const guesses = guessesIn(headings).filter((g) => g.band === 'sure');
  return guesses.some((g) => isItem(g.field)) ? guesses.find((g) => isNumber(g) && own[g.column]) : undefined;
}

/** Whether a table has headings for an item and a number of it, however unsure. */
export const mayBeList = (table: Table): boolean => {
  const { found, nearly } = findHeading([...table.rows()].flat().slice(0, 2), []);
  return found !== undefined || nearly !== undefined;
};
