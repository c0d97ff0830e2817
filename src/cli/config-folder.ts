import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sameButVersion } from '../domain/mapping/numbered';
import type { FilePlan } from '../modules/suppliers/file-plan';
import type { MappingText } from '../modules/suppliers/mapping-files';
import { UsageError } from '../platform/errors';
import { type Context, DONE, type Option, type Output, PENDING, PROBLEMS } from './command';
import { inLine } from './table';

/** What lies in config/suppliers as files and holds in the database: mappings, and programs. */
export const FROM: Option = { type: 'string', value: 'FOLDER', help: 'where the files are (config/suppliers in the data folder)' };
export const BY: Option = { type: 'string', value: 'NAME', help: 'who does it (the name under which you are logged in here)' };
export const NOTE: Option = { type: 'string', value: 'TEXT', help: 'why, for those who come after you' };

type Asked = Pick<Context, 'options' | 'config'>;
const folderOf = ({ options, config }: Asked): string =>
  typeof options.from === 'string' ? options.from : path.join(config.home, 'config', 'suppliers');

export async function filesIn(context: Asked, read: (folders: readonly string[]) => Promise<MappingText[]>): Promise<MappingText[]> {
  const folder = folderOf(context);
  if (typeof context.options.from === 'string' && !(await fs.stat(folder).catch(() => null))?.isDirectory())
    throw new UsageError(`${folder} is no folder`);
  return read([folder]);
}
export const authorOf = ({ by }: Context['options']): string => (typeof by === 'string' ? by : os.userInfo().username);

/** A plan as JSON: the texts are in the files. */
export const summed = ({ hash, changes, issues }: FilePlan): object => ({ hash, changes: changes.map(({ text: _, ...c }) => c), issues });

interface Words {
  readonly ends: string; // of a version that is withdrawn
  readonly nothing: string; // where nothing would change
  readonly next: string; // what takes the plan over
}
export function printPlan({ json, out }: Pick<Context, 'json' | 'out'>, plan: FilePlan, words: Words): number {
  if (json) out.data(JSON.stringify(summed(plan), null, 2));
  else tellPlan(out, plan, words);
  return plan.issues.length > 0 ? PROBLEMS : plan.changes.length > 0 ? PENDING : DONE;
}

function tellPlan(out: Output, { hash, changes, issues }: FilePlan, { ends, nothing, next }: Words): void {
  for (const c of changes) {
    const versions = c.to === null ? `version ${c.from} ${ends}` : c.from === null ? `version ${c.to}` : `version ${c.from} -> ${c.to}`;
    out.data(`${c.what.padEnd(9)}  ${inLine(c.name)}  ${inLine(c.supplier)}  ${versions}`);
    for (const d of c.differences) out.data(`  ${inLine(d)}`);
    if (c.what === 'changed' && c.differences.length === 0) out.data('  comments alone');
  }
  for (const i of issues) out.data(`  ! ${inLine(i)}`);
  if (changes.length === 0 && issues.length === 0) out.data(nothing);
  if (changes.length > 0 && issues.length === 0) out.data(`\n${next} ${hash}`);
}

/** Writes what holds over the files that bear its names, wherever these lie in the folder; `held`: what it is called to people that something holds. */
export async function pull(
  context: Asked & Pick<Context, 'json' | 'out'>,
  holding: readonly { readonly name: string; readonly text: string }[],
  named: ReadonlyMap<string, MappingText>,
  held: string,
): Promise<number> {
  const { options, json, out } = context;
  const [written, kept]: [string[], string[]] = [[], []];
  for (const { name, text } of holding) {
    const file = named.get(name);
    if (file?.text === text) continue;
    const at = file?.path ?? path.join(folderOf(context), `${name.replace(/[^A-Za-z0-9._-]/g, '_')}.yaml`);
    if (file && !sameButVersion(file.text, text) && options.overwrite !== true) kept.push(at);
    else {
      await fs.mkdir(path.dirname(at), { recursive: true });
      await fs.writeFile(at, text);
      written.push(at);
    }
  }
  if (json) out.data(JSON.stringify({ written, kept }, null, 2));
  else {
    for (const f of written) out.data(`written: ${f}`);
    for (const f of kept) out.data(`says otherwise than what is ${held}, and was left as it is: ${f}`);
    if (written.length + kept.length === 0) out.data(`the files are what is ${held}`);
  }
  return kept.length > 0 ? PROBLEMS : DONE;
}
