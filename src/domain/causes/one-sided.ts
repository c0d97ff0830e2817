import { absolute, add, compare as order, type Fraction, negate, subtract, ZERO } from '../canonical/quantity';
import { flowOf } from '../ledger/flows';
import { earlierThan } from '../ledger/supersede';
import type { MovementFact, PairView } from '../rules/pair-view';
import { accident, asOfText, type Differing, type Explanation, gaps, localTime, shown } from './cause';
import { choices, joined } from './sums';

const DAY = 86_400_000;
const RECENT = 7 * DAY; // what the supplier has not booked in a week is no matter of booking

/** What is told apart by where it is booked: receipts add, usage takes away. */
export interface Booked {
  readonly code: string;
  readonly kind: 'receipt' | 'usage';
  readonly measure: 'received' | 'sold';
  readonly done: string; // in words: `received`
}
const sign = (b: Booked): 1 | -1 => (b.kind === 'receipt' ? 1 : -1);

const between = (view: PairView, b: Booked, from: number, to: number): MovementFact[] =>
  view.movements.filter((m) => m.kind === b.kind && order(m.signed, ZERO) === sign(b) && m.from <= to && m.to > from);

/**
 * The same report says how much was received or sold, in the period that it tells or since the one before, and our book has less
 * of it, or more: the number follows what the report says.
 */
export function saidByThem(view: PairView, c: Differing, b: Booked): Explanation[] {
  const said = view.statements.filter((s) => s.measure === b.measure && s.document.id === c.statement.document.id);
  if (said.length === 0) return [];
  const quantity = said.reduce((sum, s) => add(sum, s.quantity), ZERO);
  if (quantity.n < 0n) return [];
  const [before] = earlierThan(c.statement, view.statements);
  const flow = flowOf(view, b.measure);
  const told = flow?.statement.document.id === c.statement.document.id ? flow.periods : [];
  const spans = [
    { from: before?.to ?? c.statement.from - RECENT, words: before ? `the report of ${asOfText(before, view)}` : undefined },
    ...told.map((p) => ({ from: p.from - 1, words: undefined })),
  ];
  return spans.flatMap(({ from, words }) => {
    const booked = between(view, b, from, c.window![1]).reduce((sum, m) => add(sum, absolute(m.signed)), ZERO);
    const lacking = subtract(quantity, booked);
    const expected = b.kind === 'receipt' ? lacking : negate(lacking);
    // Of a count on a bare day, some of what was used that day may have lain there still.
    const ofTheDay = b.kind === 'usage' && booked.n === 0n && c.window![0] < c.window![1];
    return gaps(c)
      .filter(({ gap }) => lacking.n !== 0n && order(gap, ZERO) === order(expected, ZERO))
      .map(({ book, gap }) => {
        const part = ofTheDay && order(absolute(gap), absolute(expected)) <= 0;
        const left = part ? ZERO : absolute(subtract(gap, expected));
        return {
          left,
          // That they name what our book lacks altogether is no accident; that the gap is no larger would be one in two times.
          chance: part ? accident(c.band.values.length, ZERO, expected) : accident(c.band.values.length, left, gap),
          cause: {
            code: b.code,
            text:
              `the supplier reports ${shown(quantity)} ${view.uom} ${b.done}, and our book has ` +
              (booked.n === 0n ? `none of it` : `${shown(booked)}`),
            evidence: [
              `reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}${part && order(gap, expected) !== 0 ? `, counted on a day before all of it was ${b.done}` : ''}`,
              `${b.done} by the same report: ${said.map((s) => [shown(s.quantity), s.place && `(${s.place})`].filter(Boolean).join(' ')).join(' + ')}`,
              `${b.done} by our book since ${words ?? localTime(from, view)}: ${shown(booked)}`,
            ],
          },
        };
      });
  });
}

/** Our book has it, and the supplier's number does not. */
export function bookedByUs(view: PairView, c: Differing, b: Booked): Explanation[] {
  const ours = between(view, b, c.window![0] - RECENT, c.window![1]);
  const amount = (m: MovementFact): Fraction => absolute(m.signed);
  const noun = b.kind === 'receipt' ? 'receipt' : 'usage';
  return choices(c, ours, amount, b.kind === 'receipt' ? -1 : 1).map(({ chosen, book, gap, left, chance }) => ({
    left,
    chance,
    lacks: true,
    cause: {
      code: b.code,
      text: `the supplier seems not to have booked the ${noun} of ${joined(chosen.map((m) => `${shown(amount(m))} ${view.uom} on ${localTime(m.to, view)}`))}`,
      evidence: [
        `reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}`,
        ...chosen.map((m) => `our book: ${m.kind} of ${shown(amount(m))} ${view.uom}, ${localTime(m.from, view)}`),
      ],
    },
  }));
}
