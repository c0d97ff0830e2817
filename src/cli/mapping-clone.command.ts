import fs from 'node:fs/promises';
import path from 'node:path';
import { isEdiMapping, parseMapping } from '../domain/mapping/any-mapping';
import { clonedText } from '../domain/mapping/numbered';
import { heads } from '../modules/mappings/versions.store';
import { mappingFiles } from '../modules/suppliers/mapping-files';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { inLine } from './table';

/** A mapping that another supplier may begin with, as a file that nobody has published yet. */
export const mappingCloneCommand: Command = {
  name: 'mapping clone',
  args: 'NAME',
  summary: 'write a mapping down once more, for another supplier',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'whose files the new one reads' },
    as: { type: 'string', value: 'NAME', help: 'what it is called (the code of the new supplier in place of the old one)' },
    from: { type: 'string', value: 'FOLDER', help: 'where it is written to (config/suppliers in the data folder)' },
  },
  words: [1, 1],
  async run({ words, options, json, out, config, gateway }) {
    const { supplier, as } = options;
    if (typeof supplier !== 'string') throw new UsageError('expected --supplier CODE: whose files is the new one to read?');
    const services = await gateway();
    const { pool } = services.db;
    const published = (await heads(pool)).map((h) => ({ path: h.name, text: h.text }));
    const all = [...published, ...(await mappingFiles(services.layouts))].flatMap(({ path: file, text }) => {
      const parsed = parseMapping(text, file);
      return 'mapping' in parsed ? [{ mapping: parsed.mapping, text }] : [];
    });
    const found = all.find((m) => m.mapping.name === words[0]);
    const there = [...new Set(all.map((m) => m.mapping.name))].sort().join(', ') || 'none';
    if (!found) throw new UsageError(`there is no mapping ${words[0]}; there are: ${there}`);
    const known = await pool.query('select 1 from supplier where code = $1', [supplier]);
    if (known.rowCount === 0) throw new UsageError(`there is no supplier ${supplier}; import suppliers first`);
    const { mapping, text } = found;
    const name = typeof as === 'string' ? as : nameFor(mapping.name, mapping.supplier, supplier);
    if (all.some((m) => m.mapping.name === name))
      throw new UsageError(`there is a mapping ${name} already; --as gives the new one another name`);
    const folder = typeof options.from === 'string' ? options.from : path.join(config.home, 'config', 'suppliers');
    const at = path.join(folder, `${name.replace(/[^A-Za-z0-9._-]/g, '_')}.yaml`);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(at, clonedText(text, name, supplier), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new UsageError(`${at} is there already`) : error;
    });
    // By these it is found, and they are the other one's.
    const own = isEdiMapping(mapping) ? (mapping.sender ? ['sender'] : []) : mapping.file ? ['file'] : [];
    if (json) out.data(JSON.stringify({ name, supplier, written: at, look_at: own }, null, 2));
    else {
      out.data(`written: ${at}`);
      for (const key of own) out.data(`look at its ${key}: it is that of ${inLine(mapping.supplier)}`);
      out.data(`try it: crosscount mapping test ${inLine(name)}`);
    }
    return DONE;
  },
};

function nameFor(name: string, before: string, after: string): string {
  const at = name.toLowerCase().indexOf(before.toLowerCase());
  return at < 0 ? `${name}-${after.toLowerCase()}` : `${name.slice(0, at)}${after.toLowerCase()}${name.slice(at + before.length)}`;
}
