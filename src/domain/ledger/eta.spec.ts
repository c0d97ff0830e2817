import { workdays } from '../canonical/calendar';
import { etaOf } from './eta';

const ms = (text: string): number => Date.parse(`2026-${text}+01:00`);
const span = (from: string, to = from): { from: number; to: number } => ({ from: ms(from), to: ms(to) });
const plain = workdays(new Map());
const holiday = workdays(new Map([['2026-11-18', false]]));

test.each([
  ['as said', span('11-20T12:00'), span('11-16T08:00'), { transit_days: 1 }, plain, span('11-20T12:00')],
  ['two working days on', null, span('11-16T08:00'), { transit_days: 2 }, plain, span('11-18T08:00')],
  ['a bare day stays one', null, span('11-16T00:00', '11-17T00:00'), { transit_days: 2 }, plain, span('11-18T00:00', '11-19T00:00')],
  ['a holiday stands still', null, span('11-17T08:00'), { transit_days: 1 }, holiday, span('11-19T08:00')],
  ['by the lead time where no transit was agreed', null, span('11-16T08:00'), { lead_time_days: 3 }, plain, span('11-19T08:00')],
  ['unknown without days', null, span('11-16T08:00'), {}, plain, null],
  ['unknown without a ship date', null, null, { transit_days: 2 }, plain, null],
])('%s', (_, said, shipped, terms, isWorkday, expected) =>
  expect(etaOf(said, shipped, terms, 'Europe/Berlin', isWorkday)).toEqual(expected),
);
