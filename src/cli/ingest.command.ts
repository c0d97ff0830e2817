import { evaluate } from '../modules/pipeline/evaluate';
import { check, type Checked, filesOf, ingest } from '../modules/pipeline/ingest';
import { namedMapping } from '../modules/pipeline/layouts';
import { type Command, DONE, FAILED, type Output, PROBLEMS } from './command';
import { printDocuments, totals, troubled } from './documents-out';
import { instantOption } from './instant';
import { segmentsOf } from './segments';
import { inLine } from './table';

export const ingestCommand: Command = {
  name: 'ingest',
  args: 'PATH…',
  summary: "take in suppliers' documents, through the same pipeline as a channel",
  options: {
    'received-at': { type: 'string', value: 'INSTANT', help: 'when it was received; now if absent' },
    supplier: { type: 'string', value: 'CODE', help: 'whose it is, where the file does not say' },
    'dry-run': { type: 'boolean', help: 'say what would become of it, and store nothing' },
  },
  words: [1, Infinity],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const receivedAt = instantOption('received-at', options['received-at']);
    const how = { receivedAt, withLines: true, ...(typeof options.supplier === 'string' ? { supplier: options.supplier } : {}) };
    const files = await filesOf(words);
    if (files.length === 0) out.message(`there is no file in ${words.join(', ')}`);
    const services = await gateway();
    const documents = [];
    const failed: string[] = [];
    if (options['dry-run']) for (const file of files) documents.push(...(await check(services, file, how)).documents);
    else {
      for (const done of await ingest(services, files, how)) {
        documents.push(...done.documents);
        if (done.failed !== undefined) failed.push(done.failed);
      }
      await evaluate(services, 'touched', receivedAt);
    }
    const issues = documents.flatMap((d) =>
      d.issues.map((i) => ({ file: d.file, place: i.place, column: columnOf(i.place), value: i.value, code: i.code, detail: i.detail })),
    );
    if (json) out.data(JSON.stringify({ ...totals(documents), issues, documents }, null, 2));
    else printDocuments(out, documents);
    for (const what of failed) out.message(`crosscount: ${what}`);
    if (failed.length > 0) return FAILED;
    return troubled(documents) ? PROBLEMS : DONE;
  },
};

/** `row 7, column Qty` and `Sheet1!E7` name a column; a segment names none. */
const columnOf = (place: string | null): string | null =>
  /, column (.+)$|!([A-Z]+)\d+$/
    .exec(place ?? '')
    ?.slice(1)
    .find(Boolean) ?? null;

function printAnswer(out: Output, { kind, control, verdict, content, trouble }: Checked['acknowledgements'][number]): void {
  out.data(`${kind} for ${inLine(control)}: ${verdict.replace('_', ' ')}${trouble === null ? '' : `, and cannot be written: ${trouble}`}`);
  for (const segment of segmentsOf(content ?? '')) out.data(`  ${inLine(segment)}`);
}

type WouldWrite = NonNullable<Checked['reply']>;
const told = ({ attachments, html: _, ...r }: WouldWrite): object => ({ ...r, attachments: attachments.map((a) => a.filename) });
function printReply(out: Output, { subject, text, attachments, language }: WouldWrite): void {
  out.data(`what its sender would be written (${language}): ${inLine(subject)}`);
  for (const line of text.trimEnd().split('\n')) out.data(`  ${inLine(line)}`);
  for (const { filename, base64 } of attachments) out.data(`  with ${inLine(filename)}, ${Buffer.from(base64, 'base64').length} bytes`);
}

export const docCheckCommand: Command = {
  name: 'doc check',
  args: 'FILE',
  summary: 'say what the supplier would be told about a file; stores nothing',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'whose it is, where the file does not say' },
    mapping: { type: 'string', value: 'NAME', help: 'read a sheet by this mapping; by those of the supplier if absent' },
  },
  words: [1, 1],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const how = { receivedAt: new Date().toISOString(), ...(typeof options.supplier === 'string' ? { supplier: options.supplier } : {}) };
    const services = await gateway();
    const mapping =
      typeof options.mapping === 'string' ? (await namedMapping(services.db.pool, services.layouts, options.mapping)).name : undefined;
    const { documents, acknowledgements, reply } = await check(mapping === undefined ? services : { ...services, mapping }, words[0]!, how);
    if (json) out.data(JSON.stringify({ documents, acknowledgements, reply: reply && told(reply) }, null, 2));
    else {
      printDocuments(out, documents);
      for (const a of acknowledgements) printAnswer(out, a);
      if (reply) printReply(out, reply);
    }
    return troubled(documents) ? PROBLEMS : DONE;
  },
};
