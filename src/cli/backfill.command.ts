import { namedExportMapping } from '../modules/feed/export-mapping';
import { backfill } from '../modules/pipeline/backfill';
import { type Command, DONE, PROBLEMS } from './command';
import { count } from './table';

export const backfillCommand: Command = {
  name: 'backfill',
  args: 'TIMELINE',
  summary: 'live through history in time order, under the clock of the timeline',
  options: {},
  words: [1, 1],
  reads: true,
  async run({ words, json, out, config, gateway }) {
    const each = process.stderr.isTTY
      ? (done: number, of: number): void => void process.stderr.write(`\r${done} of ${of}${done === of ? '\n' : ''}`)
      : undefined;
    const done = await backfill(await gateway(), words[0]!, {
      mapping: (name) => namedExportMapping(config.home, name),
      ...(each ? { each } : {}),
    });
    if (json) out.data(JSON.stringify(done, null, 2));
    else {
      out.data(`${count(done.events, 'event')}: ${count(done.accepted, 'row')} accepted, ${done.parked} parked, ${done.rejected} rejected`);
      out.data(`${count(done.opened, 'exception')} opened, ${done.resolved} resolved`);
    }
    return done.rejected > 0 || done.parked > 0 ? PROBLEMS : DONE;
  },
};
