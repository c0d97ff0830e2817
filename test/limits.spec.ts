import fs from 'node:fs';
import path from 'node:path';
import { LIMITS } from '../src/domain/syntax/limits';

const page = fs.readFileSync(path.join(__dirname, '../docs/operations/limits.md'), 'utf8');
const told = new Map([...page.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map((m) => [m[1]!, m[2]!]));
const KB = 1024;
const shown = (name: string, value: number): string => {
  if (!/Bytes|^bytes|ratioFrom|xmlText/.test(name)) return String(value);
  return value % (KB * KB) === 0 ? `${value / KB / KB} MB` : `${value / KB} KB`;
};

test.each(Object.entries(LIMITS))('%s is documented with its value', (name, value) => expect(told.get(name)).toBe(shown(name, value)));

test('no limit is documented that there is not', () => expect([...told.keys()].filter((name) => !(name in LIMITS))).toEqual([]));
