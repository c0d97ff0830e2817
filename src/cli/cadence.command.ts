import { cadences, HEADING } from '../modules/suppliers/cadence.store';
import { EVERYTHING } from '../modules/access/sees';
import { type Command, DONE } from './command';
import { table } from './table';

export const suppliersCadenceCommand: Command = {
  name: 'suppliers cadence',
  args: '[SUPPLIER]',
  summary: 'when reports come of suppliers for whom nothing says when they are due, as rows of report_schedules',
  options: {},
  words: [0, 1],
  async run({ words, json, out, gateway }) {
    const found = await cadences((await gateway()).db.pool, EVERYTHING, words[0]);
    const rows = found.flatMap((r) => r.row ?? []);
    if (json) out.data(JSON.stringify({ cadences: found }, null, 2));
    else if (found.length === 0) out.data('nothing has come of a supplier for whom nothing says when it is due');
    else {
      out.data(
        table(
          ['supplier', 'document', 'reports', 'comes', 'by', 'in time'],
          found.map(({ supplier, document, reports, proposed: p }) => [
            supplier,
            document,
            String(reports),
            p ? p.weekdays.join(', ') : 'no habit, or too few to tell',
            p?.by ?? '',
            p ? `${p.hits} of ${p.due} (${p.share} %)` : '',
          ]),
        ),
      );
      if (rows.length > 0) out.data(['', 'report_schedules.csv, to look through and import:', HEADING, ...rows].join('\n'));
    }
    return DONE;
  },
};
