import { intoShadow, outOfShadow, type ShadowReport, shadowReports } from '../modules/exceptions/shadow.store';
import { type Command, type Context, DONE, type Option } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { instantOption } from './instant';
import { count, table } from './table';

const OPTIONS: Readonly<Record<string, Option>> = {
  by: BY,
  reason: NOTE,
  now: { type: 'string', value: 'INSTANT', help: 'when it is done' },
};
const asked = ({ words, options }: Context) => ({
  supplier: words[0]!,
  by: authorOf(options),
  reason: typeof options.reason === 'string' ? options.reason : '',
});
const summed = { accepted: 1, rejected: 0, parked: 0, issues: [] };

export const shadowOnCommand: Command = {
  name: 'shadow on',
  args: 'SUPPLIER',
  summary: 'what is raised about a supplier from now on is kept, and nobody hears of it',
  options: OPTIONS,
  words: [1, 1],
  async run(context) {
    const { words, options, json, out, gateway } = context;
    await intoShadow((await gateway()).db, asked(context), instantOption('now', options.now));
    if (json) out.data(JSON.stringify({ ...summed, supplier: words[0], shadow: true }));
    else
      out.data(
        `${words[0]} is in shadow; "crosscount exceptions --shadow" shows what is raised, "crosscount shadow status" how it turns out`,
      );
    return DONE;
  },
};

export const shadowOffCommand: Command = {
  name: 'shadow off',
  args: 'SUPPLIER',
  summary: 'what is open about a supplier is seen from now on, and told',
  options: OPTIONS,
  words: [1, 1],
  async run(context) {
    const { words, options, json, out, gateway } = context;
    const { db, alerts } = await gateway();
    const seen = await outOfShadow(db, asked(context), instantOption('now', options.now), alerts.changed(false));
    if (json) out.data(JSON.stringify({ ...summed, supplier: words[0], shadow: false, seen: seen.map((id) => `exc_${id}`) }));
    else out.data(`${words[0]} is in shadow no longer: ${count(seen.length, 'exception')} ${seen.length === 1 ? 'is' : 'are'} seen now`);
    return DONE;
  },
};

export const shadowStatusCommand: Command = {
  name: 'shadow status',
  args: '[SUPPLIER]',
  summary: 'who is and was in shadow, and how much of what was raised there was right',
  options: {},
  words: [0, 1],
  async run({ words, json, out, gateway }) {
    const found = await shadowReports((await gateway()).db.pool, words[0]);
    if (json) out.data(JSON.stringify({ shadow: found }, null, 2));
    else if (found.length === 0) out.data(words[0] === undefined ? 'nobody is in shadow' : `${words[0]} was never in shadow`);
    else
      out.data(
        table(
          ['supplier', 'since', 'until', 'raised', 'open', 'right', 'wrong', 'neither', 'precision'],
          found.map((r) => [
            r.supplier,
            r.since,
            r.until ?? '',
            ...[r.raised, r.open, r.right, r.wrong, r.neither].map(String),
            precision(r),
          ]),
        ),
      );
    return DONE;
  },
};
const precision = (r: ShadowReport): string => (r.precision === null ? 'none ended yet' : `${r.precision.toFixed(1)} %`);
