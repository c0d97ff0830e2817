import { pin, unpin } from '../modules/mappings/pins';
import { wallClock } from '../platform/clock';
import { type Command, DONE } from './command';
import { authorOf } from './config-folder';
import { count, inLine } from './table';

export const mappingPinCommand: Command = {
  name: 'mapping pin',
  args: 'NAME DOCUMENT',
  summary: 'keep the file of a document as a sample: a version that reads it otherwise is not published',
  options: {
    remove: { type: 'boolean', help: 'take a sample away again; DOCUMENT is its hash, as "mapping list NAME" shows it' },
    by: { type: 'string', value: 'NAME', help: 'who does it (the name under which you are logged in here)' },
    note: { type: 'string', value: 'TEXT', help: 'why, for those who come after you' },
  },
  words: [2, 2],
  async run({ words, options, json, out, gateway }) {
    const { db, storage } = await gateway();
    const [name, what] = words as [string, string];
    if (options.remove === true) {
      await unpin(db, name, what);
      if (json) out.data(JSON.stringify({ accepted: 1, rejected: 0, parked: 0, issues: [], name, removed: what }, null, 2));
      else out.data(`${what} is no sample of ${name} any more`);
      return DONE;
    }
    const author = authorOf(options);
    const kept = await pin(db, storage, { name, document: what, author, note: String(options.note ?? '') }, wallClock.now());
    if (json) out.data(JSON.stringify({ accepted: 1, rejected: 0, parked: 0, issues: [], pin: kept }, null, 2));
    else {
      const lines = kept.expected.split('\n').length - 1;
      out.data(`${inLine(kept.file)} is pinned to ${name} as version ${kept.version} reads it: ${count(lines, 'line')}`);
    }
    return DONE;
  },
};
