import { plannedChannels } from '../modules/channels/settings';
import { restoredFrom, unknownFiles } from '../modules/channels/unknown.store';
import { UsageError } from '../platform/errors';
import { type Command, DONE, PROBLEMS } from './command';
import { instantOption } from './instant';

export const channelsUnknownCommand: Command = {
  name: 'channels unknown',
  args: '',
  summary: 'after a restore: files that were taken and moved aside since the backup, and that nobody here knows',
  options: { since: { type: 'string', value: 'INSTANT', help: 'when the backup was taken that was restored last, if absent' } },
  words: [0, 0],
  async run({ options, json, out, config, gateway }) {
    const opened = await gateway();
    const since = options.since === undefined ? await restoredFrom(opened.db.pool) : instantOption('since', options.since);
    if (since === undefined) throw new UsageError('nothing was ever restored here; say --since');
    const channels = plannedChannels(config).map((make) => make(opened));
    const files = await unknownFiles(opened.db.pool, channels, since);
    if (json) out.data(JSON.stringify({ since, files }, null, 2));
    else {
      for (const file of files) out.data(file);
      out.message(
        files.length === 0 ? `whatever was moved aside since ${since} is known` : 'move them back into the folder above, and they are read',
      );
    }
    return files.length === 0 ? DONE : PROBLEMS;
  },
};
