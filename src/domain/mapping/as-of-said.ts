import { DateTime } from 'luxon';
import { columnIndex } from '../canonical/place';
import type { SaidAsOf } from '../canonical/vocabulary';
import type { AsOfRule } from './as-of-rule';
import { type DateRead, type DateOrder, isFuture, readDateCell, weekWithin } from './dates';
import type { Seen } from './infer';
import { dayIn } from './title';

/** Whose clock it is, and how far off it may be. */
export interface AsOfTerms {
  readonly zone?: string;
  readonly slack?: number; // minutes either way
}
/** What the rules of a mapping make of a list: the moment that holds where no row says its own, and what is meant by one that a row says. */
export interface AsOfRuled {
  readonly column?: AsOfTerms; // the column counts
  readonly otherwise?: DateRead; // for rows in which it is blank; or for all
}

/** The first rule that gives a moment counts. What may be two days is a question, and never passed over for the next rule. */
export function asOfBy(
  rules: readonly AsOfRule[],
  seen: Seen,
  names: { readonly file: string; readonly subject: string },
  order: DateOrder,
): AsOfRuled | { readonly asked: string } {
  let column: AsOfTerms | undefined;
  for (const rule of rules) {
    if (rule.from === 'column') {
      column ??= termsOf(rule);
      continue;
    }
    const said = saidBy(rule, seen, names, order);
    if (said && 'asked' in said) return said;
    if (said) return { ...(column ? { column } : {}), otherwise: withTerms(said, termsOf(rule)) };
  }
  if (column) return { column };
  const looked = rules.map((r) => (r.from === 'cell' ? `cell ${r.cell}` : r.from === 'file' ? 'the name of the file' : r.from === 'sheet' ? 'the name of the sheet' : `the ${r.from}`)); // prettier-ignore
  return { asked: `Of which day is the stock? Nothing says it: ${looked.join(', ')}` };
}

const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;

export function termsOf({ zone, within }: Pick<AsOfRule, 'zone' | 'within'>): AsOfTerms {
  const [, n, unit] = /^(\d+) (minute|hour|day)/.exec(within ?? '') ?? [];
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(n === undefined ? {} : { slack: Number(n) * MINUTES[unit as keyof typeof MINUTES] }),
  };
}

export const withTerms = <T extends SaidAsOf>(said: T, terms: AsOfTerms): T => (said.said === 'nothing' ? said : { ...said, ...terms });

type Found = DateRead | { readonly asked: string } | undefined;

function saidBy(
  rule: Exclude<AsOfRule, { from: 'column' }>,
  seen: Seen,
  names: { readonly file: string; readonly subject: string },
  order: DateOrder,
): Found {
  switch (rule.from) {
    case 'received':
      return received(rule, seen.receivedAt);
    case 'cell':
      return inCell(rule.cell, seen, rule.date_order ?? order);
    default: {
      const text = rule.from === 'sheet' ? seen.sheet : names[rule.from];
      return inText(text, seen.receivedAt, rule.date_order ?? order);
    }
  }
}

function received({ before, zone }: Extract<AsOfRule, { from: 'received' }>, receivedAt: string): DateRead {
  const [, n, unit] = /^(\d+) (hour|day)/.exec(before)!;
  const at = DateTime.fromISO(receivedAt, { zone: zone ?? 'utc' });
  if (unit === 'hour')
    return {
      said: 'instant',
      at: at
        .minus({ hours: Number(n) })
        .toUTC()
        .toISO()!,
    };
  return { said: 'date', date: at.minus({ days: Number(n) }).toISODate()! };
}

function inText(text: string, receivedAt: string, order: DateOrder): Found {
  const day = dayIn(text.slice(0, 200), 'as_of', receivedAt, order);
  return day === 'unsure' ? unsure(text) : (day ?? weekWithin(text, receivedAt));
}

function inCell(name: string, { sample, receivedAt }: Seen, order: DateOrder): Found {
  const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(name)!;
  const cell = sample.find((r) => r.number === Number(row))?.cells[columnIndex(letters!)];
  if (!cell || cell.shown.trim() === '') return undefined;
  const day = readDateCell(cell, order);
  if (day === undefined) return inText(cell.shown, receivedAt, order);
  if (day === 'unsure') return unsure(cell.shown);
  return isFuture(day, receivedAt) ? { asked: `Of which day is the stock? Cell ${name} says ${JSON.stringify(cell.shown.trim())}, which is later than the day on which the list came` } : day; // prettier-ignore
}

const unsure = (text: string): { readonly asked: string } => ({
  asked: `${JSON.stringify(text.trim())} may be two different days; which one is meant? The mapping can say it (date_order)`,
});
