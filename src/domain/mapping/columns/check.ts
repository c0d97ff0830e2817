import { parseDecimal } from '../../canonical/quantity';
import { cel } from './expressions';
import type { Form } from './make';
import type { ColumnSource, Condition, Part } from './source';
import { originOf, ownTerms } from './terms-of';

/** What is wrong with a column, and where in it; of an expression also how many characters into it. */
export type Complain = (path: readonly (string | number)[], message: string, within?: number) => void;

/** What the schema of a column cannot say: what goes with a name does not go with a number. */
export function checkColumn(given: ColumnSource, form: Form, complain: Complain): void {
  const own = ownTerms(given);
  if (!own) return;
  const counts = form === 'number';
  if (own.with !== undefined && !own.join) complain(['with'], 'stands between columns that are joined: it goes with join');
  if (own.partial !== undefined && !own.join) complain(['partial'], 'is of columns that are joined: it goes with join');
  if ((own.cel === undefined) !== (own.names === undefined))
    complain([own.cel === undefined ? 'names' : 'cel'], 'cel and names go together: the names say which columns the expression may use');
  if (counts && own.default !== undefined)
    complain(['default'], 'a blank quantity is not reported, and that is not zero; if it is here, say blank_is_zero: true');
  if (!counts && own.blank_is_zero) complain(['blank_is_zero'], 'is of quantities only; a name has a default');
  if (!counts && own.negative_if) complain(['negative_if'], 'is of quantities only');
  if (counts && own.join) complain(['join'], 'numbers are not joined');
  if (counts)
    for (const [value, amount] of Object.entries(own.values ?? {}))
      if (amount !== '' && parseDecimal(amount) === undefined)
        complain(['values', value], `expected a decimal with a point, such as 12.5, and not ${JSON.stringify(amount)}`);
  if (counts && own.then?.some(({ f }) => f.name === 'if_blank'))
    complain(['then'], 'if_blank is of names; a blank quantity is not reported, and that is not zero');
  checkConditions(own.only_if, (path, ...rest) => complain(['only_if', ...path], ...rest));
  checkConditions(own.negative_if, (path, ...rest) => complain(['negative_if', ...path], ...rest));
  if (own.cel !== undefined && own.names) checkExpression(own.cel, own.names, counts ? 'number' : 'string', complain);
}

export function checkConditions(conditions: readonly Condition[] | undefined, complain: Complain): void {
  for (const [i, c] of (conditions ?? []).entries()) {
    if (!('column' in c)) checkExpression(c.cel, c.names, 'bool', (path, ...rest) => complain([i, ...path], ...rest));
    else
      for (const key of ['above', 'below'] as const)
        if (c[key] !== undefined && parseDecimal(c[key]) === undefined) complain([i, key], 'expected a decimal with a point, such as 12.5');
  }
}

function checkExpression(
  expression: string,
  names: Readonly<Record<string, Part>>,
  wanted: 'string' | 'bool' | 'number',
  complain: Complain,
): void {
  const isNumber = (part: Part): boolean =>
    (originOf(part).then ?? []).reduce((was, { f }) => (f.gives === 'same' ? was : f.gives === 'number'), false);
  const numbers = new Set(Object.keys(names).filter((n) => isNumber(names[n]!)));
  const compiled = cel().compileExpression(expression, { all: Object.keys(names), numbers }, wanted);
  if ('wrong' in compiled) complain(['cel'], compiled.wrong, compiled.at);
}
