import { acceptDrift } from '../modules/mappings/accept';
import { EVERYTHING } from '../modules/access/sees';
import { type DriftReport, reportDrifts } from '../modules/mappings/drifts.store';
import { readWaiting } from '../modules/pipeline/read-waiting';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE, type Output } from './command';
import { authorOf } from './config-folder';
import { count, inLine } from './table';

function show(out: Output, d: DriftReport): void {
  const waits = `${count(d.documents, 'list')} ${d.documents === 1 ? 'waits' : 'wait'}`;
  out.data(`${d.id}  ${inLine(d.supplier)}: ${inLine(d.mapping)}, version ${d.version}  ${waits}${d.stale ? ', about a version that no longer holds' : ''}`); // prettier-ignore
  out.data(`  last ${inLine(d.example.file)}${d.example.place === null ? '' : `, ${inLine(d.example.place)}`}`);
  for (const { field, shown, heading, evidence, others } of d.lost) {
    out.data(inLine(`  ${field}: ${shown} is gone${heading === null ? '; what is it called now?' : `; ${JSON.stringify(heading)} is proposed: ${evidence.join('; ')}`}`)); // prettier-ignore
    for (const o of others) out.data(inLine(`    or ${JSON.stringify(o.heading)}: ${o.evidence.join('; ')}`));
  }
}

export const mappingDriftCommand: Command = {
  name: 'mapping drift',
  args: '',
  summary: 'layouts that changed: what waits for them, and what is proposed for the headings that are gone',
  options: { supplier: { type: 'string', value: 'CODE', help: 'of this supplier only' } },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const drifts = await reportDrifts(pool, EVERYTHING, typeof options.supplier === 'string' ? { supplier: options.supplier } : {});
    if (json) out.data(JSON.stringify({ drifts }, null, 2));
    else if (drifts.length === 0) out.data('every list fits its mapping');
    else for (const d of drifts) show(out, d);
    return DONE;
  },
};

export const mappingAcceptCommand: Command = {
  name: 'mapping accept',
  args: 'NAME|DOCUMENT',
  summary: 'publish the headings that are proposed for a layout that changed, beside the old ones, and read what waited for it',
  options: {
    column: { type: 'string', value: 'FIELD=HEADING', help: 'what a column is called now, where that is not what is proposed; several with ; between them' }, // prettier-ignore
    repin: { type: 'boolean', help: 'what is read of the pinned samples now is what is expected from here on' },
    by: { type: 'string', value: 'NAME', help: 'who decides it (the name under which you are logged in here)' },
    reason: { type: 'string', value: 'TEXT', help: 'why, for those who come after you' },
  },
  words: [1, 1],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const services = await gateway();
    const now = wallClock.now();
    const { id } = await meant(services.db.pool, words[0]!);
    const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
    const who = { author: authorOf(options), reason: text('reason') ?? '' };
    const columns = columnsIn(text('column'));
    const repin = options.repin === true;
    if (repin && who.reason === '') throw new UsageError('--repin needs a --reason: why is what was expected no longer right?');
    const how = { storage: services.storage, repin, atConsole: false };
    const done = await acceptDrift(services.db, services.layouts, { id, columns, ...who, ...how }, now);
    const read = await readWaiting(services, now);
    const { name, version } = done;
    if (json)
      out.data(JSON.stringify({ accepted: 1, rejected: 0, parked: 0, issues: [], name, version, columns: done.columns, repinned: done.repinned, ...who, ...read }, null, 2)); // prettier-ignore
    else {
      for (const [field, heading] of Object.entries(done.columns)) out.data(inLine(`${field} is called ${JSON.stringify(heading)}, too`));
      out.data(`${name} is published as version ${version}; bring its file in line with "mapping pull --overwrite"`);
      out.data(`${count(read.read_again, 'document')} that waited ${read.read_again === 1 ? 'was' : 'were'} read again`);
    }
    return DONE;
  },
};

/** `available=Frei neu; on_hand=Bestand`; a heading may hold the sign itself. */
function columnsIn(given: string | undefined): Record<string, string> {
  if (given === undefined) return {};
  return Object.fromEntries(
    given.split(';').map((pair) => {
      const [, field, heading] = /^\s*([a-z_]+)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
      if (field === undefined || heading === undefined) throw new UsageError(`--column ${given}: expected FIELD=HEADING`);
      return [field, heading];
    }),
  );
}

const DOCUMENT = /^(doc_)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The one drift that is meant; of several, their ids, since a person must look at each. */
async function meant(db: Parameters<typeof reportDrifts>[0], word: string): Promise<DriftReport> {
  const by = word.startsWith('drift_') ? { id: word } : DOCUMENT.test(word) ? { document: word } : { mapping: word };
  const found = await reportDrifts(db, EVERYTHING, by);
  const open = found.filter((d) => !d.stale);
  const [first, ...more] = open.length > 0 ? open : found;
  if (!first) throw new UsageError(`no list waits for ${word}`);
  if (more.length > 0)
    throw new UsageError(`${word} waits for several decisions: ${[first, ...more].map((d) => d.id).join(', ')}; take one of them`);
  return first;
}
