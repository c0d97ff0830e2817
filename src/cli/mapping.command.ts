import { isEdiMapping, parseMapping } from '../domain/mapping/any-mapping';
import { mappingSchema } from '../domain/mapping/mapping-schema';
import { applyPlan, type Applying, planOf, rollBack } from '../modules/mappings/plan';
import { pinsOf } from '../modules/mappings/pins';
import { heads, versionsOf } from '../modules/mappings/versions.store';
import { mappingFiles, type MappingText } from '../modules/suppliers/mapping-files';
import { namedMapping } from '../modules/pipeline/layouts';
import { readWaiting } from '../modules/pipeline/read-waiting';
import { tryMapping } from '../modules/pipeline/try-mapping';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { authorOf, BY, filesIn, FROM, NOTE, printPlan, pull, summed } from './config-folder';
import { type Command, DONE, type Option, PENDING } from './command';
import { printEffect } from './effect-out';
import { count, inLine, table } from './table';

const PRUNE: Option = { type: 'boolean', help: 'withdraw what is published and in no file' };

export const mappingPlanCommand: Command = {
  name: 'mapping plan',
  args: '',
  summary: 'what publishing the mapping files would change; exit 4 when it is anything',
  options: { from: FROM, prune: PRUNE },
  words: [0, 0],
  async run(context) {
    const { options, gateway } = context;
    const plan = await planOf((await gateway()).db.pool, await filesIn(context, mappingFiles), options.prune === true);
    return printPlan(context, plan, {
      ends: 'no longer holds',
      nothing: 'what is published is what the files say',
      next: 'publish it: crosscount mapping apply',
    });
  },
};

export const mappingTestCommand: Command = {
  name: 'mapping test',
  args: 'NAME',
  summary: "what a mapping file would make of the supplier's newest files, line by line; stores nothing",
  options: { last: { type: 'string', value: 'N', help: 'how many files (10)' } },
  words: [1, 1],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const last = Number(options.last ?? 10);
    if (!Number.isInteger(last) || last < 1) throw new UsageError(`--last ${String(options.last)}: expected a number from 1`);
    const services = await gateway();
    const mapping = await namedMapping(services.db.pool, services.layouts, words[0]!);
    const { name, supplier } = mapping;
    const trials = await tryMapping(services, mapping, last);
    const changed = trials.some((t) => t.lines.length > 0 || t.issues.length > 0);
    if (json) out.data(JSON.stringify({ name, supplier, files: trials }, null, 2));
    else {
      if (trials.length === 0) out.data(`no ${isEdiMapping(mapping) ? 'EDI' : 'list'} of ${inLine(supplier)} was kept yet`);
      for (const t of trials) printEffect(out, t);
    }
    return changed ? PENDING : DONE;
  },
};

export const mappingApplyCommand: Command = {
  name: 'mapping apply',
  args: 'HASH',
  summary: 'publish what "mapping plan" showed; refused when anything changed since',
  options: {
    ...{ from: FROM, prune: PRUNE, by: BY },
    repin: { type: 'boolean', help: 'what is read of the pinned samples now is what is expected from here on; needs a note' },
    note: NOTE,
  },
  words: [1, 1],
  reads: true,
  async run(context) {
    const { words, options, json, out, gateway } = context;
    const services = await gateway();
    const asked: Applying = {
      ...{ hash: words[0]!, prune: options.prune === true, author: authorOf(options), note: String(options.note ?? '') },
      ...{ storage: services.storage, repin: options.repin === true },
      managed: typeof options.from === 'string' ? 'git' : null,
    };
    const now = wallClock.now();
    const plan = await applyPlan(services.db, await filesIn(context, mappingFiles), asked, now);
    const read = await readWaiting(services, now);
    if (json)
      out.data(
        JSON.stringify(
          { accepted: plan.changes.length, rejected: 0, parked: 0, issues: [], ...summed(plan), repinned: plan.repinned, ...read },
          null,
          2,
        ),
      );
    else {
      if (read.read_again > 0)
        out.data(`${count(read.read_again, 'document')} that waited ${read.read_again === 1 ? 'was' : 'were'} read again`);
      for (const { name, to } of plan.changes) out.data(to === null ? `${name} is withdrawn` : `${name} is published as version ${to}`);
      for (const { file, differences } of plan.repinned) {
        out.data(`${inLine(file)} is pinned as it is read now`);
        for (const d of differences) out.data(`  ${inLine(d)}`);
      }
      if (plan.changes.length === 0) out.data('nothing was to be published');
    }
    return DONE;
  },
};

export const mappingPullCommand: Command = {
  name: 'mapping pull',
  args: '',
  summary: 'write what is published into the folder, comments and all',
  options: { from: FROM, overwrite: { type: 'boolean', help: 'also over a file that says otherwise' } },
  words: [0, 0],
  async run(context) {
    const named = new Map<string, MappingText>();
    for (const f of await filesIn(context, mappingFiles)) {
      const read = parseMapping(f.text, f.path);
      if ('mapping' in read) named.set(read.mapping.name, f);
    }
    return pull(context, await heads((await context.gateway()).db.pool), named, 'published');
  },
};

export const mappingListCommand: Command = {
  name: 'mapping list',
  args: '[NAME]',
  summary: 'what is published; or every version of one, with who and why, and its pinned samples',
  options: {},
  words: [0, 1],
  async run({ words, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const found = words[0] === undefined ? await heads(pool) : await versionsOf(pool, words[0]);
    if (words[0] !== undefined && found.length === 0) throw new UsageError(`no mapping was ever published as ${words[0]}`);
    const pins = words[0] === undefined ? [] : await pinsOf(pool, words[0]);
    if (json) out.data(JSON.stringify({ mappings: found, ...(words[0] === undefined ? {} : { pins }) }, null, 2));
    else if (found.length === 0) out.data('nothing is published; files are used as they are');
    else {
      const columns = ['name', 'version', 'supplier', 'holds', 'kept in', 'published', 'by', 'why'];
      const kept = (managed: string | null): string => (managed === 'git' ? 'files' : '');
      const rows = found.map((v) => [v.name, String(v.version), v.supplier, v.holds ? 'yes' : 'no', kept(v.managed), v.published_at, v.author, v.note]); // prettier-ignore
      out.data(table(columns, rows));
      const samples = pins.map((p) => [p.sha256.slice(0, 12), p.file, String(p.version), p.pinned_at, p.author, p.note]);
      if (pins.length > 0) out.data(`\n${table(['pinned', 'file', 'read by', 'at', 'by', 'why'], samples)}`);
    }
    return DONE;
  },
};

export const mappingRollbackCommand: Command = {
  name: 'mapping rollback',
  args: 'NAME VERSION',
  summary: 'let an older version of a mapping hold again',
  options: { by: BY },
  words: [2, 2],
  reads: true,
  async run({ words, options, json, out, gateway }) {
    const version = Number(words[1]);
    if (!Number.isInteger(version)) throw new UsageError(`${words[1]} is no version`);
    const services = await gateway();
    const now = wallClock.now();
    await rollBack(services.db, words[0]!, version, authorOf(options), now);
    const read = await readWaiting(services, now);
    if (json) out.data(JSON.stringify({ accepted: 1, rejected: 0, parked: 0, issues: [], name: words[0], version, ...read }, null, 2));
    else out.data(`version ${version} of ${words[0]} holds again; bring the file in line with "mapping pull --overwrite"`);
    return DONE;
  },
};

export const mappingSchemaCommand: Command = {
  name: 'mapping schema',
  args: '',
  summary: 'the JSON Schema of a mapping file, for completion and checks in an editor',
  options: {},
  words: [0, 0],
  run({ out }) {
    out.data(JSON.stringify(mappingSchema(), null, 2));
    return Promise.resolve(DONE);
  },
};
