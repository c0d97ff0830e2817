import fs from 'node:fs';
import path from 'node:path';

/** Real EDI files lie beside the project and are not part of it; without them there is nothing to compare with. */
export const CORPUS = path.join(__dirname, '..', '..', '..', 'shared', 'corpus');
export const corpusIsThere = fs.existsSync(CORPUS);
export const corpusFiles = corpusIsThere
  ? fs
      .readdirSync(CORPUS, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && e.parentPath !== CORPUS && !e.name.endsWith('.json'))
      .map((e) => path.relative(CORPUS, path.join(e.parentPath, e.name)))
      .sort()
  : [];
