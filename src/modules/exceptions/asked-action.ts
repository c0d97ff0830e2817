import { DateTime } from 'luxon';
import { type Action, RESOLUTIONS, type Resolution } from '../../domain/exceptions/actions';
import { UsageError } from '../../platform/errors';

/** What somebody asks for in words, on the command line or over HTTP. */
export interface AskedAction {
  readonly do: Action['do'];
  readonly until?: string | undefined;
  readonly percent?: number | undefined;
  readonly to?: string | null | undefined;
  readonly code?: string | undefined;
}

const INSTANT = /T.*(Z|[+-]\d\d:?\d\d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** What is put aside until a day is there again when it begins; what is accepted until a day is accepted all that day. */
function instantOf(name: string, given: string, timezone: string, whole: 'begins' | 'ends'): number {
  const at = DateTime.fromISO(given, { zone: timezone, setZone: INSTANT.test(given) });
  if (!at.isValid || !(DATE.test(given) || INSTANT.test(given)))
    throw new UsageError(`${name} ${given}: expected a date such as 2026-12-01, or an instant with its offset`);
  if (!DATE.test(given)) return at.toMillis();
  return (whole === 'begins' ? at.startOf('day') : at.plus({ days: 1 }).startOf('day')).toMillis();
}

/** A wrong word is the caller's mistake; whether it can be done to a row is told row by row. */
export function actionOf(asked: AskedAction, timezone: string): Action {
  const { until, percent, code } = asked;
  const wants = (name: string, has: boolean, fits: boolean): void => {
    if (has && !fits) throw new UsageError(`${name} says nothing to ${asked.do}`);
  };
  wants('until', until !== undefined, asked.do === 'snooze' || asked.do === 'resolve');
  wants('percent', percent !== undefined, asked.do === 'snooze' && (until === undefined || until === 'worse'));
  wants('to', asked.to !== undefined, asked.do === 'assign');
  wants('code', code !== undefined, asked.do === 'resolve');
  switch (asked.do) {
    case 'snooze': {
      if (until === undefined || until === 'worse') {
        if (percent !== undefined && !(Number.isInteger(percent) && percent >= 1 && percent <= 1000))
          throw new UsageError(`percent ${percent}: expected a whole number from 1 to 1000`);
        return { do: 'snooze', until: 'worse', ...(percent === undefined ? {} : { percent }) };
      }
      if (until === 'report' || until === 'eta') return { do: 'snooze', until };
      return { do: 'snooze', until: 'date', at: instantOf('until', until, timezone, 'begins') };
    }
    case 'assign':
      if (asked.to === undefined) throw new UsageError('say to whom');
      return { do: 'assign', to: asked.to };
    case 'resolve': {
      if (!RESOLUTIONS.includes(code as Resolution))
        throw new UsageError(`code ${code ?? ''}: expected ${RESOLUTIONS.join(', ')}`.replace('code :', 'say how it ended:'));
      return {
        do: 'resolve',
        code: code as Resolution,
        ...(until === undefined ? {} : { until: instantOf('until', until, timezone, 'ends') }),
      };
    }
    default:
      return { do: asked.do };
  }
}
