import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { dataFolder } from '../database/embedded';
import { valuesToLookUp } from '../domain/mapping/known';
import type { CountAsked } from '../domain/mapping/own-counts';
import { suggestAll, type Suggestion, type Told } from '../domain/mapping/suggest';
import { openDelivery } from '../domain/syntax';
import { describeParts } from '../domain/syntax/describe';
import type { Table } from '../domain/syntax/table';
import { ownCounts } from '../modules/ledger/own-counts.store';
import { bytesOf } from '../modules/pipeline/ingest';
import { mastersTold } from '../modules/pipeline/look';
import type { Config } from '../platform/config';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';

export const docReadCommand: Command = {
  name: 'doc read',
  args: 'FILE',
  summary: 'what a file says, before anything is matched',
  options: {},
  words: [1, 1],
  async run({ words, json, out }) {
    const parts = await openDelivery(await bytesOf(words[0]!), path.basename(words[0]!));
    const described = describeParts(parts, words[0]!);
    out.data(json ? JSON.stringify(described, null, 2) : JSON.stringify(described, null, 1));
    return parts.every((p) => p.content.kind === 'unreadable') ? 3 : DONE;
  },
};

export const mappingSuggestCommand: Command = {
  name: 'mapping suggest',
  args: 'FILE',
  summary: "what a sheet's columns seem to mean, and what a person must decide",
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'whose list it is' },
    save: { type: 'boolean', help: 'write it to config/suppliers in the data folder, as a mapping file' },
  },
  words: [1, 1],
  async run({ words, options, json, out, config, gateway }) {
    const parts = await openDelivery(await bytesOf(words[0]!), path.basename(words[0]!));
    const tables = parts.flatMap((p) => (p.content.kind === 'tables' ? p.content.tables : []));
    const { supplier } = options;
    const now = new Date().toISOString();
    const masters = typeof supplier === 'string' && hasMasters(config) ? { db: (await gateway()).db.pool, supplier } : undefined;
    const told = masters ? await toldOf(masters.db, masters.supplier, tables) : {};
    const counts = masters && ((asked: readonly CountAsked[]) => ownCounts(masters.db, masters.supplier, asked, now));
    const suggestions = await suggestAll(tables, path.basename(words[0]!), now, told, counts);
    const lists = suggestions.map(({ mapping: _, ...shown }) => shown);
    const [first] = lists;
    if (!first) throw new UsageError(`${words[0]} holds no sheet and no list`);
    if (options.save) for (const [i, s] of suggestions.entries()) out.message(await save(s, options.supplier, config.home, i));
    if (json) out.data(JSON.stringify({ ...first, ...(lists.length > 1 ? { lists } : {}) }, null, 2));
    else
      for (const shown of lists) {
        const where = shown.begins ? `, list from row ${shown.begins.row}, column ${shown.begins.column}` : '';
        out.data(`sheet ${shown.sheet || '(text)'}${where}, headings in row ${shown.header_row ?? 'none'}`);
        for (const f of shown.fields)
          out.data(
            `  ${f.field.padEnd(12)} ${f.column === null ? 'fixed' : `column ${f.column}`}  ${JSON.stringify(f.heading)}  ${f.band}: ${f.evidence.join('; ')}`,
          );
        for (const q of shown.questions) out.data(`  ? ${q}`);
      }
    return lists.some((l) => l.questions.length > 0) ? 3 : DONE;
  },
};

/** On a home without a database none is made to learn that it is empty. */
const hasMasters = ({ databaseUrl, home }: Config): boolean => databaseUrl !== undefined || existsSync(dataFolder(home).folder);

async function toldOf(db: Pool, supplier: string, tables: readonly Table[]): Promise<Told> {
  const values = new Set(tables.filter((t) => !t.hidden).flatMap(valuesToLookUp));
  return mastersTold(db, supplier, [...values]);
}

/** Never over a file that is there: somebody may have written into it what nobody can suggest. */
async function save(suggestion: Suggestion, supplier: string | boolean | undefined, home: string, before: number): Promise<string> {
  if (typeof supplier !== 'string') throw new UsageError('--save needs --supplier CODE');
  if (!suggestion.mapping) return `not saved: ${suggestion.questions[0] ?? 'no list was recognised'}`;
  const { name, yaml } = suggestion.mapping(supplier, before === 0 ? '' : `-${before + 1}`);
  const file = path.join(home, 'config', 'suppliers', `${name.replace(/[^a-z0-9-]/g, '_')}.yaml`);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, yaml, { flag: 'wx' }).catch((e: NodeJS.ErrnoException) => {
    throw e.code === 'EEXIST' ? new UsageError(`${file} is there already; it was not overwritten`) : e;
  });
  const open = suggestion.questions.length;
  return `saved as ${file}${open === 0 ? '' : `; ${open === 1 ? 'a question stands' : `${open} questions stand`} at its top and must be answered in it`}`;
}
