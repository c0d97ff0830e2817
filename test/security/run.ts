import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BOMBS, isWithin, type Told } from './bombs';
import { printTotals } from './totals';

// npm run hostile -- --totals [LOG]: how many hostile inputs of each group end as they must; LOG is what jest --json wrote.
// npm run hostile -- [SIZE] [NAME …]: the bombs of the test in other sizes, each read in a process of its own. SIZE is 10 when
// absent: as large as a mailbox or an upload takes. Ends with 1 where one took more memory or time than is allowed, or failed.
const [first = '10', ...rest] = process.argv.slice(2);
if (first === '--totals') process.exitCode = printTotals(rest[0]) ? 0 : 1;
else process.exitCode = readBombs(Number(first), rest) > 0 ? 1 : 0;

function readBombs(size: number, names: readonly string[]): number {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-hostile-'));
  let beyond = 0;
  try {
    for (const bomb of BOMBS.filter((h) => names.length === 0 || names.includes(h.name))) {
      const file = path.join(folder, bomb.name);
      fs.writeFileSync(file, bomb.write(size));
      const megabytes = fs.statSync(file).size / 1048576;
      const told = JSON.parse(execFileSync(process.execPath, [path.join(__dirname, 'read.cjs'), file], { encoding: 'utf8' })) as Told;
      fs.rmSync(file);
      if (!isWithin(told)) beyond += 1;
      const figures = `${megabytes.toFixed(1).padStart(6)} MB ${told.seconds.toFixed(1).padStart(6)} s ${told.peak.toFixed(0).padStart(5)} MB held`;
      console.log(`${isWithin(told) ? ' ' : '!'} ${bomb.name.padEnd(22)} ${figures}  ${told.ending}`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return beyond;
}
