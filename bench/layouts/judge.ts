import type { SuggestedField, Suggestion } from '../../src/domain/mapping/suggest';
import type { Made } from './read-layouts';

/** What every list is read for; the others (sold, on order, a shipment's number and days …) are shown apart. */
const REQUIRED = new Set(['item', 'on_hand', 'available', 'shipped', 'location', 'as_of', 'uom']);

export interface Judged {
  readonly required: Tally;
  readonly others: Tally;
  readonly sure: number;
  readonly wrong: readonly string[]; // sure, and not so
  readonly asks: number; // what nobody can know
  readonly asked: number;
  readonly missed: readonly string[];
}
export interface Tally {
  readonly all: number;
  readonly sure: number;
  readonly likely: number;
  readonly ask: number; // the right column, as a question
}

export function judge(made: Made, { fields, questions }: Suggestion): Judged {
  const wanted: { names: readonly string[]; column: number | null; says?: string }[] = [
    ...Object.entries(made.from).map(([name, says]) => ({ names: [name], column: null, says })),
    ...made.columns.flatMap((c, at) => (c.required ? [{ names: c.truth, column: at + 1 }] : [])),
  ];
  // Any column that identifies the item will do.
  const items = wanted.filter((w) => w.names[0] === 'item').map((w) => w.column);
  const once = wanted.filter((w) => w.names[0] !== 'item' || w.column === items[0]).filter((w) => !made.asked.includes(w.names[0]!));
  const missed: string[] = [];
  const bandOf = (w: (typeof wanted)[number]): SuggestedField['band'] | undefined => {
    const isOf = (f: SuggestedField): boolean => {
      if (!w.names.includes(f.field)) return false;
      if (w.says !== undefined) return f.column === null && f.evidence.some((e) => e.includes(w.says!));
      return f.field === 'item' ? items.includes(f.column) : f.column === w.column;
    };
    const rank = ['sure', 'likely', 'ask'] as const;
    const best = rank.find((band) => fields.some((f) => isOf(f) && f.band === band));
    const astray = fields.find((f) => f.field !== 'item' && w.names.includes(f.field) && f.band !== 'ask' && !isOf(f));
    if (best === 'sure' || (best === 'likely' && !astray)) return best;
    const told = fields.filter((f) => w.names.includes(f.field)).map((f) => `${f.column ?? 'title'} ${f.heading ?? ''} ${f.band}`);
    missed.push(`${w.names.join('|')} ${w.says ?? made.columns[w.column! - 1]!.heading.join(' > ')}: ${told.join('; ') || 'nothing'}`);
    return best === 'ask' ? 'ask' : undefined;
  };
  const tally = (of: typeof wanted): Tally => {
    const bands = of.map(bandOf);
    const count = (band: string): number => bands.filter((b) => b === band).length;
    return { all: of.length, sure: count('sure'), likely: count('likely'), ask: count('ask') };
  };
  const sure = fields.filter((f) => f.band === 'sure');
  const settled = (name: string): boolean => fields.some((f) => f.field === name && f.band !== 'ask');
  return {
    required: tally(once.filter((w) => REQUIRED.has(w.names[0]!))),
    others: tally([
      ...once.filter((w) => !REQUIRED.has(w.names[0]!)),
      ...made.columns.flatMap((c, at) => (!c.required && c.truth.length > 0 && !isAsked(made, c.truth) ? [{ names: c.truth, column: at + 1 }] : [])), // prettier-ignore
    ]),
    sure: sure.length,
    wrong: sure.filter((f) => !isTrue(made, f)).map((f) => `${f.field} is not ${f.heading ?? f.evidence.join()}`),
    asks: made.asked.length,
    asked: made.asked.filter((name) => !settled(name) && (questions.length > 0 || fields.some((f) => f.field === name))).length,
    missed,
  };
}

const isAsked = (made: Made, truth: readonly string[]): boolean => truth.some((t) => made.asked.includes(t)) || made.bare;

/** A lot and the line of an order are no fields that a suggestion is asked for, and no mistake where they are. */
const ALSO: Readonly<Record<string, readonly string[]>> = { lot: ['batch'], po_line: ['line'], sscc: ['track'] };

function isTrue(made: Made, f: SuggestedField): boolean {
  if (f.column === null) return made.from[f.field] !== undefined && f.evidence.some((e) => e.includes(made.from[f.field]!));
  const column = made.columns[f.column - 1];
  return column !== undefined && (column.truth.includes(f.field) || (ALSO[f.field] ?? []).includes(column.values));
}
