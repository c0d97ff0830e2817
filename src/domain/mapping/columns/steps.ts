import { exact } from '../../canonical/quantity';
import type { Cell } from '../../canonical/vocabulary';
import type { DecimalSign } from '../numbers';
import type { Step } from './source';
import { BLANK, isBlank, LONGEST, numberOf, quoted, Refused, textOf, type Value } from './value';

export type Made = Value | typeof BLANK | Refused;

/** Functions one behind the other. A blank stays blank, but for the one that is asked about blanks; a refusal ends it. */
export function applied(from: Made, steps: readonly Step[], sign: DecimalSign): Made {
  let value = from;
  for (const { f, args } of steps) {
    if (value instanceof Refused) return value;
    if (value !== BLANK && isBlank(value)) value = BLANK;
    if (value === BLANK && !f.onBlank) continue;
    value = f.of === 'number' ? reckoned(value as Value, f, args, sign) : changed(value === BLANK ? { text: '' } : value, f, args, sign);
  }
  return value !== BLANK && !(value instanceof Refused) && isBlank(value) ? BLANK : value;
}

function reckoned(value: Value, f: Extract<Step['f'], { of: 'number' }>, args: Step['args'], sign: DecimalSign): Made {
  const read = numberOf(value, sign);
  if (read === BLANK || read instanceof Refused) return read;
  const out = f.run(read.number, args);
  return out === BLANK || out instanceof Refused ? out : { number: out, unit: read.unit };
}

function changed(value: Value, f: Extract<Step['f'], { of: 'text' }>, args: Step['args'], sign: DecimalSign): Made {
  // a number is one, however its cell shows it
  if (f.gives === 'number' && ('number' in value || ('cell' in value && typeof value.cell.raw === 'number'))) {
    const read = numberOf(value, sign);
    return read === BLANK || read instanceof Refused ? read : { number: read.number, unit: '' };
  }
  // a day of a workbook is that day, under whatever format it is shown
  if (f.name === 'date' && 'cell' in value && isDay(value.cell)) return { text: value.cell.raw };
  const text = textOf(value);
  if (text instanceof Refused) return text;
  const out = f.run(text, args, sign);
  if (out === BLANK || out instanceof Refused) return out;
  if (out.length > LONGEST) return new Refused(`${f.name} makes more than ${LONGEST} characters of it`);
  if (out.trim() === '' && text.trim() !== '') return new Refused(`nothing is left of ${quoted(text)} after ${f.name}`);
  if (f.gives === 'number') return { number: exact(out), unit: '' };
  return { text: out };
}

const isDay = (cell: Cell): cell is Cell & { raw: string } =>
  typeof cell.raw === 'string' && cell.raw !== cell.shown && /^\d{4}-\d{2}-\d{2}(T|$)/.test(cell.raw);
