import { cadences, type CadenceReport } from '../modules/suppliers/cadence.store';
import { type Command, DONE } from './command';
import { table } from './table';

const HEADING = 'supplier,document,location,cron,timezone,grace_minutes';
const rowOf = ({ supplier, document, proposed }: CadenceReport): string | null =>
  proposed && [supplier, document, '*', `"${proposed.cron}"`, proposed.timezone, proposed.graceMinutes].join(',');

export const suppliersCadenceCommand: Command = {
  name: 'suppliers cadence',
  args: '[SUPPLIER]',
  summary: 'when reports come of suppliers for whom nothing says when they are due, as rows of report_schedules',
  options: {},
  words: [0, 1],
  async run({ words, json, out, gateway }) {
    const found = await cadences((await gateway()).db.pool, words[0]);
    const rows = found.flatMap((r) => rowOf(r) ?? []);
    if (json) out.data(JSON.stringify({ cadences: found.map((r) => ({ ...r, row: rowOf(r) })) }, null, 2));
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
