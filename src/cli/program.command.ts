import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ProgramFile } from '../domain/programs/program-file';
import { evaluate } from '../modules/pipeline/evaluate';
import { applyPrograms, planPrograms, type ProgramPlan, rollBackProgram } from '../modules/programs/program-plan';
import { programVersions } from '../modules/programs/program-versions.store';
import { type MappingText, programFiles } from '../modules/suppliers/mapping-files';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option, PENDING, PROBLEMS } from './command';
import { count, inLine, table } from './table';

const FROM: Option = { type: 'string', value: 'FOLDER', help: 'where the files are (config/suppliers in the data folder)' };
const PRUNE: Option = { type: 'boolean', help: 'withdraw what was applied and is in no file' };
const BY: Option = { type: 'string', value: 'NAME', help: 'who does it (the name under which you are logged in here)' };
const NOTE: Option = { type: 'string', value: 'TEXT', help: 'why, for those who come after you' };

const folderOf = ({ options, config }: Pick<Context, 'options' | 'config'>): string =>
  typeof options.from === 'string' ? options.from : path.join(config.home, 'config', 'suppliers');
async function filesIn(context: Context): Promise<MappingText[]> {
  const folder = folderOf(context);
  if (typeof context.options.from === 'string' && !(await fs.stat(folder).catch(() => null))?.isDirectory())
    throw new UsageError(`${folder} is no folder`);
  return programFiles([folder]);
}
const by = (options: Context['options']): { author: string; note: string } => ({
  author: typeof options.by === 'string' ? options.by : os.userInfo().username,
  note: String(options.note ?? ''),
});
const summed = ({ hash, changes, issues }: ProgramPlan): object => ({ hash, changes: changes.map(({ text: _, ...c }) => c), issues });

export const programPlanCommand: Command = {
  name: 'program plan',
  args: '',
  summary: 'what applying the program files would change in what is agreed with suppliers; exit 4 when it is anything',
  options: { from: FROM, prune: PRUNE },
  words: [0, 0],
  async run(context) {
    const { options, json, out, gateway } = context;
    const plan = await planPrograms((await gateway()).db.pool, await filesIn(context), options.prune === true);
    if (json) out.data(JSON.stringify(summed(plan), null, 2));
    else {
      for (const c of plan.changes) {
        const versions = c.to === null ? `version ${c.from} ends` : c.from === null ? `version ${c.to}` : `version ${c.from} -> ${c.to}`;
        out.data(`${c.what.padEnd(9)}  ${inLine(c.name)}  ${inLine(c.supplier)}  ${versions}`);
        for (const d of c.differences) out.data(`  ${inLine(d)}`);
        if (c.what === 'changed' && c.differences.length === 0) out.data('  comments alone');
      }
      for (const i of plan.issues) out.data(`  ! ${inLine(i)}`);
      if (plan.changes.length === 0 && plan.issues.length === 0) out.data('what is agreed is what the files say');
      if (plan.changes.length > 0 && plan.issues.length === 0) out.data(`\napply it: crosscount program apply ${plan.hash}`);
    }
    return plan.issues.length > 0 ? PROBLEMS : plan.changes.length > 0 ? PENDING : DONE;
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
    const plan = await applyPrograms(services.db, await filesIn(context), asked, now);
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
  options: { from: FROM, overwrite: { type: 'boolean', help: 'also files that say otherwise' } },
  words: [0, 0],
  async run(context) {
    const { options, json, out, gateway } = context;
    const folder = folderOf(context);
    await fs.mkdir(folder, { recursive: true });
    const files = new Map((await programFiles([folder])).map((f) => [path.basename(f.path), f.text]));
    const [written, kept]: [string[], string[]] = [[], []];
    for (const v of await programVersions((await gateway()).db.pool)) {
      const name = `${v.name.replace(/[^\w.-]+/g, '-')}.yaml`;
      const there = files.get(name);
      if (there === v.text) continue;
      if (there !== undefined && options.overwrite !== true) kept.push(name);
      else {
        await fs.writeFile(path.join(folder, name), v.text);
        written.push(name);
      }
    }
    if (json) out.data(JSON.stringify({ written, kept }, null, 2));
    else {
      for (const f of written) out.data(`written: ${f}`);
      for (const f of kept) out.data(`says otherwise than what is agreed, and was left as it is: ${f}`);
      if (written.length + kept.length === 0) out.data('the files are what is agreed');
    }
    return kept.length > 0 ? PROBLEMS : DONE;
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
    out.data(JSON.stringify(z.toJSONSchema(ProgramFile, { io: 'input' }), null, 2));
    return Promise.resolve(DONE);
  },
};
