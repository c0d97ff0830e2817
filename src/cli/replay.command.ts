import { applyReplay, previewReplay } from '../modules/pipeline/replay';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE, PENDING } from './command';
import { authorOf } from './config-folder';
import { printEffect } from './effect-out';
import { documentId } from './ids';
import { instantOption } from './instant';
import { count, inLine } from './table';

export const docReplayCommand: Command = {
  name: 'doc replay',
  args: '[ID…]',
  summary: 'what reading deliveries anew would change, and with --apply reads them anew; exit 4 when it would change anything',
  options: {
    problem: { type: 'string', value: 'CODE', help: 'those with this problem, or with lines that wait for this reason' },
    supplier: { type: 'string', value: 'CODE', help: "this supplier's" },
    mapping: { type: 'string', value: 'NAME[@VERSION]', help: 'those that were read by it' },
    since: { type: 'string', value: 'TIME', help: 'those that were received since then' },
    apply: { type: 'string', value: 'HASH', help: 'do what was shown under this hash; refused when anything changed since' },
    reason: { type: 'string', value: 'TEXT', help: 'why, for those who come after you; needed with --apply' },
    by: { type: 'string', value: 'NAME', help: 'who does it (the name under which you are logged in here)' },
  },
  words: [0, Infinity],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
    const [hash, reason, since] = [text('apply'), text('reason'), text('since')];
    if (hash !== undefined && reason === undefined) throw new UsageError('expected --reason, for those who come after you');
    const asked = {
      documents: words.length > 0 ? words.map(documentId) : undefined,
      problem: text('problem'),
      supplier: text('supplier'),
      mapping: text('mapping'),
      since: since === undefined ? undefined : instantOption('since', since),
    };
    const services = await gateway();
    const now = wallClock.now();
    const said = { hash: hash ?? '', author: authorOf(options), reason: reason ?? '' };
    const replay = hash === undefined ? await previewReplay(services, asked, now) : await applyReplay(services, asked, said, now);
    const { deliveries, exceptions } = replay;
    const changed = deliveries.some((d) => d.lines.length > 0 || d.issues.length > 0 || String(d.before) !== String(d.after));
    if (json) out.data(JSON.stringify({ ...replay, applied: hash !== undefined }, null, 2));
    else {
      for (const d of deliveries) printEffect(out, d);
      for (const e of exceptions) out.data(`${e.change.padEnd(9)}  ${e.type}  ${e.severity}  ${inLine(e.message)}`);
      const what = `${count(deliveries.length, 'delivery', 'deliveries')}`;
      if (hash !== undefined) out.data(`${what} read anew`);
      else if (!changed && exceptions.length === 0) out.data(`reading ${what} anew changes nothing`);
      else out.data(`\nread them anew: the same command with --apply ${replay.hash} --reason TEXT`);
    }
    return hash === undefined && (changed || exceptions.length > 0) ? PENDING : DONE;
  },
};
