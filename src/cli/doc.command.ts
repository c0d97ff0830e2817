import { evaluate } from '../modules/pipeline/evaluate';
import { EVERYTHING } from '../modules/access/sees';
import { correctionsOf } from '../modules/acks/reply/correct.store';
import { release } from '../modules/pipeline/release';
import { replaysOf } from '../modules/documents/replays.store';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { reportDocuments } from '../modules/documents/document-report.store';
import { type Command, DONE, PROBLEMS } from './command';
import { limitOption } from './limit';
import { authorOf } from './config-folder';
import { documentId } from './ids';
import { printDocuments } from './documents-out';
import { count, inLine, table } from './table';

export const docListCommand: Command = {
  name: 'doc list',
  args: '',
  summary: 'the newest documents and what became of them',
  options: { limit: { type: 'string', value: 'N', help: 'how many; 50 if absent' } },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const limit = limitOption(options.limit, 50);
    const documents = await reportDocuments((await gateway()).db.pool, EVERYTHING, { limit }, false);
    if (json) out.data(JSON.stringify({ documents }, null, 2));
    else
      out.data(
        table(
          ['received', 'supplier', 'file', 'kind', 'status', 'lines', 'parked', 'id'],
          documents.map((d) => [
            d.received_at,
            d.supplier,
            d.file,
            d.kind,
            d.status,
            String(d.counts.lines),
            String(d.counts.parked),
            d.id,
          ]),
        ),
      );
    return DONE;
  },
};

export const docReleaseCommand: Command = {
  name: 'doc release',
  args: 'ID',
  summary: 'let a document count that is held, whatever it repeats or contradicts',
  options: {
    reason: { type: 'string', value: 'TEXT', help: 'why, for those who come after you; needed' },
    by: { type: 'string', value: 'NAME', help: 'who decides it (the name under which you are logged in here)' },
    supplier: { type: 'string', value: 'CODE', help: 'whose it is, where nobody could tell' },
  },
  words: [1, 1],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
    const reason = text('reason');
    if (reason === undefined) throw new UsageError('expected --reason, for those who come after you');
    const id = documentId(words[0]!);
    const services = await gateway();
    const now = wallClock.now();
    const who = { author: authorOf(options), reason, supplier: text('supplier') };
    const { document, again } = await release(services, id, who, now);
    const raised = await evaluate(services, 'touched', now);
    const documents = await reportDocuments(services.db.pool, EVERYTHING, { id: document }, true);
    const [{ counts, issues }] = documents as [(typeof documents)[number]];
    if (json) {
      const done = { accepted: counts.lines - counts.parked, rejected: counts.rejected, parked: counts.parked, issues };
      out.data(JSON.stringify({ ...done, released: !again, documents, ...raised }, null, 2));
    } else {
      if (again) out.message('it was released before; nothing changed');
      printDocuments(out, documents);
    }
    return counts.parked + counts.rejected > 0 ? PROBLEMS : DONE;
  },
};

export const docShowCommand: Command = {
  name: 'doc show',
  args: 'ID',
  summary: 'one document with its lines and issues',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    const id = documentId(words[0]!);
    const { pool } = (await gateway()).db;
    const documents = await reportDocuments(pool, EVERYTHING, { id }, true);
    if (documents.length === 0) throw new UsageError(`there is no document ${id}`);
    const replays = await replaysOf(pool, id);
    const corrections = await correctionsOf(pool, id);
    if (json) out.data(JSON.stringify({ documents, replays, ...corrections }, null, 2));
    else {
      printDocuments(out, documents);
      for (const c of corrections.corrects)
        out.data(inLine(`  corrects ${c.document} (${c.file}): ${count(c.lines, 'line')} that waited there`));
      for (const c of corrections.corrected_by)
        out.data(inLine(`  corrected by ${c.document} (${c.file}) at ${c.at}: ${count(c.lines, 'line')} that waited`));
      for (const r of replays) out.data(inLine(`  ${r.at}: read anew by ${r.author}: ${r.reason}`));
      out.data(
        table(
          ['place', 'item', 'location', 'measure', 'quantity', 'unit'],
          documents[0]!.lines.map((l) => [l.place, l.sku, l.location, l.measure, l.quantity, l.uom]),
        ),
      );
    }
    return DONE;
  },
};
