import { UsageError } from '../platform/errors';
import { reportDocuments } from '../modules/documents/document-report.store';
import { type Command, DONE } from './command';
import { printDocuments } from './documents-out';
import { table } from './table';

export const docListCommand: Command = {
  name: 'doc list',
  args: '',
  summary: 'the newest documents and what became of them',
  options: { limit: { type: 'string', value: 'N', help: 'how many; 50 if absent' } },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const limit = Number(options.limit ?? 50);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit expects a whole number above 0');
    const documents = await reportDocuments((await gateway()).db.pool, { limit }, false);
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

export const docShowCommand: Command = {
  name: 'doc show',
  args: 'ID',
  summary: 'one document with its lines and issues',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    const id = words[0]!;
    if (!/^(doc_)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      throw new UsageError(`${id} is no id of a document; "doc list" shows them`);
    const documents = await reportDocuments((await gateway()).db.pool, { id }, true);
    if (documents.length === 0) throw new UsageError(`there is no document ${id}`);
    if (json) out.data(JSON.stringify({ documents }, null, 2));
    else {
      printDocuments(out, documents);
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
