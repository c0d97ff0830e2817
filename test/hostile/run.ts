import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HOSTILE, isWithin, type Told } from './files';

// The hostile files of the test in other sizes, each in a process of its own: npm run hostile -- [SIZE] [NAME …]. SIZE is 10 when
// absent: as large as a mailbox or an upload takes. Ends with 1 where one took more memory or time than is allowed, or failed.
const [size = '10', ...names] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-hostile-'));
let beyond = 0;
try {
  for (const hostile of HOSTILE.filter((h) => names.length === 0 || names.includes(h.name))) {
    const file = path.join(folder, hostile.name);
    fs.writeFileSync(file, hostile.write(Number(size)));
    const megabytes = fs.statSync(file).size / 1048576;
    const told = JSON.parse(execFileSync(process.execPath, [path.join(__dirname, 'read.cjs'), file], { encoding: 'utf8' })) as Told;
    fs.rmSync(file);
    if (!isWithin(told)) beyond += 1;
    const figures = `${megabytes.toFixed(1).padStart(6)} MB ${told.seconds.toFixed(1).padStart(6)} s ${told.peak.toFixed(0).padStart(5)} MB held`;
    console.log(`${isWithin(told) ? ' ' : '!'} ${hostile.name.padEnd(22)} ${figures}  ${told.ending}`);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exitCode = beyond > 0 ? 1 : 0;
