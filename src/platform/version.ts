import fs from 'node:fs';
import path from 'node:path';

const read = fs.readFileSync(path.join(__dirname, '../../package.json'), 'utf8');
export const programVersion = (JSON.parse(read) as { version: string }).version;
