import { wallClock } from '../platform/clock';
import { namedExportMapping } from '../modules/feed/export-mapping';
import { importFeed } from '../modules/feed/import-feed';
import { evaluate } from '../modules/pipeline/evaluate';
import { type Command, DONE, PROBLEMS } from './command';
import { count, table } from './table';

const SHOWN = 20;

export const importCommand: Command = {
  name: 'import',
  args: 'PATH…',
  summary: "take in the buyer's feed: files or a folder of them",
  options: { mapping: { type: 'string', value: 'NAME', help: "read files that are not in the feed's own form by this mapping" } },
  words: [1, Infinity],
  async run({ words, options, json, out, config, gateway }) {
    const mapping = typeof options.mapping === 'string' ? await namedExportMapping(config.home, options.mapping) : undefined;
    const services = await gateway();
    const now = wallClock.now();
    const result = await importFeed(services.db, words, { clock: { now: () => now }, ...(mapping ? { mapping } : {}) });
    const raised = await evaluate(services, 'touched', now);
    if (json) out.data(JSON.stringify({ ...result, parked: 0, raised }, null, 2));
    else {
      const rows = Object.entries(result.kinds).map(([kind, k]) => [kind, ...[k.added, k.changed, k.unchanged, k.withdrawn].map(String)]);
      if (rows.length === 0 && result.rejected === 0) out.message(`there is no file of the feed in ${words.join(', ')}`);
      else out.data(table(['kind', 'added', 'changed', 'unchanged', 'withdrawn'], rows));
      out.data(
        `${count(result.accepted, 'row')} accepted, ${count(result.rejected, 'row')} rejected; ${count(raised.opened, 'exception')} opened, ${raised.resolved} resolved`,
      );
      for (const i of result.issues.slice(0, SHOWN))
        out.message(`${i.file}, ${i.place}: ${i.detail}${i.value === null ? '' : ` (${JSON.stringify(i.value)})`}`);
      if (result.issues.length > SHOWN) out.message(`… and ${result.issues.length - SHOWN} more; --json has them all`);
    }
    return result.rejected > 0 ? PROBLEMS : DONE;
  },
};
