import fs from 'node:fs';
import { sharingOf, USUALLY } from '../modules/sharing/settings';
import { sharedWith } from '../modules/sharing/snapshots.store';
import { templateFor } from '../modules/sharing/template';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';

export const shareTemplateCommand: Command = {
  name: 'share template',
  args: 'SUPPLIER',
  summary: 'a workbook for a supplier to fill in its stock: its items and places are in it, the headings are read without a question',
  options: { to: { type: 'string', value: 'FILE', help: 'where it is written; to standard output if absent' } },
  words: [1, 1],
  async run({ words, options, out, gateway }) {
    const services = await gateway();
    const supplier = await sharedWith(services.db.pool, words[0]!);
    if (!supplier) throw new UsageError(`there is no supplier ${words[0]!}`);
    const settings = sharingOf(services.config.settings).get(supplier.code) ?? USUALLY;
    const bytes = await templateFor(services.db.pool, supplier, settings, wallClock.now());
    if (typeof options.to === 'string') {
      fs.writeFileSync(options.to, bytes);
      out.message(`written: ${options.to}`);
    } else if (process.stdout.isTTY) throw new UsageError('a workbook is no text: name a file by --to FILE, or > stock.xlsx');
    else process.stdout.write(bytes);
    return DONE;
  },
};
