// A company that never was, with what goes wrong in it and where: npm run world -- --seed 1 [--items 200 --days 60 --out FOLDER --harmless]
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './build';
import { write } from './write';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    items: { type: 'string', default: '200' },
    days: { type: 'string', default: '60' },
    out: { type: 'string' },
    harmless: { type: 'boolean', default: false },
  },
});
const [seed, items, days] = [values.seed, values.items, values.days].map((text) => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--seed, --items and --days are whole numbers above zero, not "${text}"`);
  return Number(text);
}) as [number, number, number];
const out = values.out ?? `data/world-${seed}${values.harmless ? '-harmless' : ''}`;
if (fs.existsSync(out) && fs.readdirSync(out).length > 0) throw new Error(`${out} is not empty: name a folder that is`);
fs.mkdirSync(out, { recursive: true });
const built = build({ seed, items, days, harmless: values.harmless });
const { timeline, events } = write(built, out);
console.log(`${timeline}: ${events} events; ${built.truth.expected.length} exceptions are to be raised (truth.json says which)`);
