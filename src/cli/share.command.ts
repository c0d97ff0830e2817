import { EVERYTHING } from '../modules/access/sees';
import { rowsOf } from '../domain/sharing/sheet';
import { valueOf } from '../domain/sharing/columns';
import { wordsFor } from '../domain/sharing/words';
import { reportLinks } from '../modules/sharing/links.store';
import { share, type SharedNow } from '../modules/sharing/share';
import { reportSnapshots, snapshotOf, type SnapshotReport } from '../modules/sharing/snapshots.store';
import { csvRow } from '../platform/csv';
import { UsageError } from '../platform/errors';
import { uuidv7 } from '../platform/ids';
import { type Command, DONE, PROBLEMS } from './command';
import { authorOf, BY } from './config-folder';
import { snapshotId } from './ids';
import { instantOption } from './instant';
import { knownSupplier } from './known-supplier';
import { limitOption } from './limit';
import { count, inLine, table } from './table';

const wentTo = ({ leaves, withheld }: SnapshotReport): string =>
  withheld ? 'withheld' : leaves.map((l) => `${l.form} to ${l.to}: ${l.state}`).join(', ') || 'nowhere';

export const shareListCommand: Command = {
  name: 'share list',
  args: '[SUPPLIER]',
  summary: 'what suppliers were told of their stock, where it went, and the links by which they look at it',
  options: { limit: { type: 'string', value: 'N', help: 'the newest N (50)' } },
  words: [0, 1],
  async run({ words, options, json, out, gateway }) {
    const [supplier] = words;
    const limit = limitOption(options.limit, 50);
    const { pool } = (await gateway()).db;
    if (supplier !== undefined) await knownSupplier(pool, supplier);
    const snapshots = await reportSnapshots(pool, EVERYTHING, { supplier, limit });
    const links = await reportLinks(pool, EVERYTHING, { supplier });
    if (json) out.data(JSON.stringify({ snapshots, links }, null, 2));
    else {
      if (snapshots.length === 0) out.data('nothing was shared');
      else
        out.data(
          table(
            ['made', 'supplier', 'why', 'lines', 'went', 'id'],
            snapshots.map((s) => [s.made_at, s.supplier, s.cause, String(s.lines), inLine(wentTo(s)), s.id]),
          ),
        );
      if (links.length > 0)
        out.data(
          `\n${table(
            ['link', 'supplier', 'for', 'until', 'ended'],
            links.map((l) => [l.id, l.supplier, inLine(l.made_for), l.expires_at, l.ended_at]),
          )}`,
        );
    }
    return DONE;
  },
};

export const shareNowCommand: Command = {
  name: 'share now',
  args: 'SUPPLIER',
  summary: 'tell a supplier its stock as it is now, in the ways that the settings say (section sharing)',
  options: { by: BY, now: { type: 'string', value: 'INSTANT', help: 'the clock that it is told by' } },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const code = words[0]!;
    const now = instantOption('now', options.now);
    const services = await gateway();
    const done = await share(services, code, {
      cause: 'asked',
      slot: `asked ${uuidv7()}`,
      now,
      author: authorOf(options),
      withheld: false,
    });
    if (!done) throw new UsageError(`there is no supplier ${code}`);
    if (json) out.data(JSON.stringify({ snapshot: done.snapshot, left: done.left, troubles: done.troubles }, null, 2));
    else tell(done, out.data, out.message);
    return done.troubles.length > 0 ? PROBLEMS : DONE;
  },
};

function tell({ snapshot, left, troubles }: SharedNow, data: (t: string) => void, message: (t: string) => void): void {
  data(`${snapshot.id}  ${count(snapshot.lines.length, 'line')}`);
  for (const l of left) data(inLine(`  ${l.form} to ${l.to}`));
  for (const t of troubles) message(inLine(`  nothing left as ${t.form}: ${t.detail}`));
}

export const shareShowCommand: Command = {
  name: 'share show',
  args: 'ID',
  summary: 'what a supplier was told, line by line, and what each number is made of (--json)',
  options: { csv: { type: 'boolean', help: 'as the CSV that leaves' } },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const snapshot = await snapshotOf(pool, { id: snapshotId(words[0]!) });
    if (!snapshot) throw new UsageError(`there is no snapshot ${words[0]!}`);
    if (json) out.data(JSON.stringify(snapshot, null, 2));
    else if (options.csv === true) out.data(rowsOf(snapshot, wordsFor(null)).map(csvRow).join('\n'));
    else {
      out.data(inLine(`${snapshot.id} to ${snapshot.supplier}, made ${snapshot.madeAt}`));
      out.data(
        table(
          ['item', 'location', 'unit', 'as of', ...snapshot.columns.map((c) => c.replace('_', ' '))],
          snapshot.lines.map((l) => [
            ...[inLine(l.sku), inLine(l.location), l.uom, l.asOf],
            ...snapshot.columns.map((c) => valueOf(l, c) ?? `? ${l.values[c]?.reason ?? ''}`),
          ]),
        ),
      );
    }
    return DONE;
  },
};
