import fs from 'node:fs/promises';
import path from 'node:path';
import { isProgramText } from '../../domain/programs/program-text';

export interface MappingText {
  readonly path: string;
  readonly text: string;
  readonly published?: true; // from the database, and not from a file
}

/** Mappings that are written down in the folders, the nearest first; and what is agreed with suppliers, which lies there, too. */
export const mappingFiles = async (folders: readonly string[]): Promise<MappingText[]> =>
  (await filesIn(folders)).filter((f) => !isProgramText(f.text));
export const programFiles = async (folders: readonly string[]): Promise<MappingText[]> =>
  (await filesIn(folders)).filter((f) => isProgramText(f.text));

async function filesIn(folders: readonly string[]): Promise<MappingText[]> {
  const found: MappingText[] = [];
  for (const folder of folders) {
    const names = await fs.readdir(folder).catch(() => [] as string[]);
    for (const name of names.sort()) {
      if (!/\.ya?ml$/i.test(name)) continue;
      const file = path.join(folder, name);
      found.push({ path: file, text: await fs.readFile(file, 'utf8') });
    }
  }
  return found;
}
