import { z } from 'zod';
import { AgreedFile, parseProgramFile } from '../domain/programs/program-file';
import { evaluate } from '../modules/pipeline/evaluate';
import { applyPrograms, planPrograms, rollBackProgram } from '../modules/programs/program-plan';
import { programVersions } from '../modules/programs/program-versions.store';
import { type MappingText, programFiles } from '../modules/suppliers/mapping-files';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { authorOf, BY, filesIn, FROM, NOTE, printPlan, pull, summed } from './config-folder';
import { type Command, type Context, DONE, type Option } from './command';
import { count, inLine, table } from './table';

const PRUNE: Option = { type: 'boolean', help: 'withdraw what was applied and is in no file' };

const by = (options: Context['options']): { author: string; note: string } => ({
  author: authorOf(options),
  note: String(options.note ?? ''),
});

export const programPlanCommand: Command = {
  name: 'program plan',
  args: '',
  summary: 'what applying the program files would change in what is agreed with suppliers; exit 4 when it is anything',
  options: { from: FROM, prune: PRUNE },
  words: [0, 0],
  async run(context) {
    const { options, gateway } = context;
    const plan = await planPrograms((await gateway()).db.pool, await filesIn(context, programFiles), options.prune === true);
    return printPlan(context, plan, {
      ends: 'ends',
      nothing: 'what is agreed is what the files say',
      next: 'apply it: crosscount program apply',
    });
  },
};

export const programApplyCommand: Command = {
  name: 'program apply',
  args: 'HASH',
  summary: 'agree what "program plan" showed; refused when anything changed since',
  options: { from: FROM, prune: PRUNE, by: BY, note: NOTE },
  words: [1, 1],
  async run(context) {
    const { words, options, json, out, gateway } = context;
    const services = await gateway();
    const now = wallClock.now();
    const asked = { hash: words[0]!, prune: options.prune === true, ...by(options) };
    const plan = await applyPrograms(services.db, await filesIn(context, programFiles), asked, now);
    const { opened, resolved } = await evaluate(services, 'touched', now);
    if (json)
      out.data(
        JSON.stringify({ accepted: plan.changes.length, rejected: 0, parked: 0, issues: [], ...summed(plan), opened, resolved }, null, 2),
      );
    else {
      for (const c of plan.changes) out.data(`${inLine(c.name)} ${c.to === null ? 'is withdrawn' : `is agreed as version ${c.to}`}`);
      out.data(plan.changes.length === 0 ? 'nothing to apply' : `${count(opened, 'exception')} opened, ${resolved} resolved`);
    }
    return DONE;
  },
};

export const programListCommand: Command = {
  name: 'program list',
  args: '[NAME]',
  summary: 'the programs that were written down and applied; or every version of one, with who and why',
  options: {},
  words: [0, 1],
  async run({ words, json, out, gateway }) {
    const found = await programVersions((await gateway()).db.pool, words[0]);
    if (words[0] !== undefined && found.length === 0) throw new UsageError(`no program was ever applied as ${words[0]}`);
    if (json) out.data(JSON.stringify({ programs: found }, null, 2));
    else if (found.length === 0) out.data('no program was written down; what is agreed comes with the feed');
    else
      out.data(
        table(
          ['name', 'version', 'supplier', 'holds', 'applied', 'by', 'why'],
          found.map((v) => [v.name, String(v.version), v.supplier, v.holds ? 'yes' : 'no', v.applied_at, v.author, v.note]),
        ),
      );
    return DONE;
  },
};

export const programPullCommand: Command = {
  name: 'program pull',
  args: '',
  summary: 'write the programs that hold into the folder, comments and all',
  options: { from: FROM, overwrite: { type: 'boolean', help: 'also over a file that says otherwise' } },
  words: [0, 0],
  async run(context) {
    const named = new Map<string, MappingText>();
    for (const f of await filesIn(context, programFiles)) {
      const read = parseProgramFile(f.text, f.path);
      if ('program' in read) named.set(read.program.name, f);
    }
    return pull(context, await programVersions((await context.gateway()).db.pool), named, 'agreed');
  },
};

export const programRollbackCommand: Command = {
  name: 'program rollback',
  args: 'NAME VERSION',
  summary: 'agree again what an earlier version of a program said',
  options: { by: BY, note: NOTE },
  words: [2, 2],
  async run({ words, options, json, out, gateway }) {
    const version = Number(words[1]);
    if (!Number.isInteger(version)) throw new UsageError(`${words[1]} is no version`);
    const services = await gateway();
    const now = wallClock.now();
    const to = await rollBackProgram(services.db, words[0]!, version, by(options), now);
    const { opened, resolved } = await evaluate(services, 'touched', now);
    if (json)
      out.data(JSON.stringify({ accepted: 1, rejected: 0, parked: 0, issues: [], name: words[0], version: to, opened, resolved }, null, 2));
    else out.data(`what version ${version} of ${words[0]} said is agreed again, as version ${to}`);
    return DONE;
  },
};

export const programSchemaCommand: Command = {
  name: 'program schema',
  args: '',
  summary: 'the JSON Schema of a program file, for completion and checks in an editor',
  options: {},
  words: [0, 0],
  run({ out }) {
    out.data(JSON.stringify(z.toJSONSchema(AgreedFile, { io: 'input' }), null, 2));
    return Promise.resolve(DONE);
  },
};
