import type { MappingTrial } from '../api/types';
import { type Draft, isCount, isDay, type Seen, seenAs, withTerm, withTop } from './draft';

export interface Choice {
  readonly says: string;
  readonly text: string; // the draft, where it is chosen
}
/** What only a person can say, with what may be answered to it. */
export interface Question {
  readonly key: string;
  readonly says: string;
  readonly why: string;
  readonly choices: readonly Choice[];
}
type Issue = MappingTrial['documents'][number]['issues'][number];

const NUMBER = /Is "([^"]+)" in column "([^"]+)" a thousand and more, or a fraction\?/;
const DATE = /Does "([^"]+)" in column "([^"]+)" begin with the day or with the month\?/;

/** The question that a trial ended with, and its answers; null where an issue asks nothing that can be chosen. */
export function questionOf(issue: Pick<Issue, 'code' | 'detail'>, draft: Draft, text: string, columns: readonly Seen[]): Question | null {
  const number = NUMBER.exec(issue.detail);
  if (number) return numberQuestion(number[1]!, fieldAt(draft, columns, number[2]!, isCount), text, issue.detail);
  const date = DATE.exec(issue.detail);
  if (date) return dateQuestion(date[1]!, fieldAt(draft, columns, date[2]!, isDay), text, issue.detail);
  return null;
}

function fieldAt(draft: Draft, columns: readonly Seen[], heading: string, fits: (field: string) => boolean): string | null {
  const of = draft.columns.filter((c) => fits(c.field));
  return (of.find((c) => [seenAs(c, columns)?.heading, String(seenAs(c, columns)?.column)].includes(heading)) ?? of[0])?.field ?? null;
}

function numberQuestion(example: string, field: string | null, text: string, says: string): Question {
  const sign = example.includes('.') ? '.' : ',';
  const other = sign === '.' ? ',' : '.';
  const digits = example.replace(/[.,]/g, '');
  const set = (decimal: string): string =>
    field === null ? withTop(text, ['decimal'], decimal) : withTerm(text, field, 'decimal', decimal);
  return {
    key: `number ${field}`,
    says,
    why: 'Nothing in the column decides it, and a guess would be wrong by a thousand.',
    choices: [
      { says: `a thousand and more: ${digits}`, text: set(other) },
      { says: `a fraction: ${example.replace(sign, '.')}`, text: set(sign) },
    ],
  };
}

function dateQuestion(example: string, field: string | null, text: string, says: string): Question {
  const set = (order: string): string =>
    field === null ? withTop(text, ['date_order'], order) : withTerm(text, field, 'date_order', order);
  return {
    key: `date ${field}`,
    says,
    why: 'Both are possible for every day of the column.',
    choices: [
      { says: `${example} begins with the day`, text: set('day-first') },
      { says: `${example} begins with the month`, text: set('month-first') },
    ],
  };
}

/** Units of theirs that nobody knows, of what was tried. */
export function unknownUnits({ waiting }: Pick<MappingTrial, 'waiting'>): ReadonlySet<string> {
  const unitOf = (detail: string | null): string | undefined => /^no factor is known from (.+) to /.exec(detail ?? '')?.[1];
  return new Set(waiting.flatMap(({ reason, detail }) => (reason === 'unit.unknown' ? (unitOf(detail) ?? []) : [])));
}
