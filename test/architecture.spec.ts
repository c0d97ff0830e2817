import fs from 'node:fs';
import path from 'node:path';

const src = path.join(__dirname, '..', 'src');
const isSpec = (file: string): boolean => file.endsWith('.spec.ts');
const all = fs
  .readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile() && e.name.endsWith('.ts'))
  .map((e) => path.join(e.parentPath, e.name));
const files = all.filter((file) => !isSpec(file));

/** In the order in which the data walks: a module imports only those above it. */
const MODULES = [
  'access',
  'catalog',
  'outbox',
  'suppliers',
  'masters-check',
  'documents',
  'mappings',
  'ledger',
  'exceptions',
  'acks',
  'replenishment',
  'claims',
  'reconciliation',
  'timeline',
  'alerts',
  'sharing',
  'scorecards',
  'feed',
  'matching',
  'programs',
  'pipeline',
  'simulation',
  'channels',
  'retention',
  'backup',
  'console',
];
const LIBRARIES_OF_THE_DOMAIN = [
  'luxon',
  'croner',
  'zod',
  'xlsx',
  'csv-parse',
  'csv-parse/sync',
  'udsv',
  'iconv-lite',
  'mailparser',
  'yaml',
  '@marcbachmann/cel-js', // loaded with the first mapping that has an expression
  'hucre', // writes workbooks
  'node-x12', // writes what leaves as X12
  'node:zlib', // reckons, and reaches nothing outside
];

const room = (file: string): string => path.relative(src, file).split(path.sep)[0]!;
const moduleOf = (file: string): string => path.relative(src, file).split(path.sep)[1]!;
const imports = (file: string): string[] =>
  [...fs.readFileSync(file, 'utf8').matchAll(/\b(?:from|import|require\()\s*'([^']+)'/g)].map((m) => m[1]!);

function complaints(file: string): string[] {
  const out: string[] = [];
  const here = path.relative(src, file);
  const from = room(file);
  for (const target of imports(file)) {
    if (!target.startsWith('.')) {
      if (from === 'domain' && !LIBRARIES_OF_THE_DOMAIN.includes(target)) out.push(`${here} imports ${target}`);
      continue;
    }
    const to = path.resolve(path.dirname(file), target);
    const there = room(to);
    if (from === 'domain' && there !== 'domain') out.push(`${here} imports ${there}`);
    if ((from === 'platform' || from === 'database') && there === 'modules' && !here.endsWith('data-source.ts'))
      out.push(`${here} imports ${there}`);
    if (from === 'modules' && there === 'modules' && moduleOf(file) !== moduleOf(to)) {
      if (MODULES.indexOf(moduleOf(to)) > MODULES.indexOf(moduleOf(file)))
        out.push(`${here} imports ${moduleOf(to)}, which stands below it`);
    }
  }
  if (from === 'modules' && !MODULES.includes(moduleOf(file))) out.push(`${here}: no such room`);
  const lines = fs.readFileSync(file, 'utf8').split('\n').length;
  if (lines > 401) out.push(`${here} has ${lines} lines`);
  if (from === 'domain' && /\bDate\.now\b|\bprocess\.|new Date\(\)|\bfetch\(/.test(fs.readFileSync(file, 'utf8')))
    out.push(`${here} reads the clock, the process or the network`);
  return out;
}

test('every import follows the dependency rule, and no file grows past 400 lines', () => {
  expect(files.length).toBeGreaterThan(1);
  expect(files.flatMap(complaints)).toEqual([]);
});

/** What needs a file or a module to be shown right stands in test/. */
test('the specs of the domain are as pure as the domain', () => {
  const specs = all.filter((file) => isSpec(file) && room(file) === 'domain');
  expect(specs.length).toBeGreaterThan(1);
  const isOutside = (target: string): boolean => target === 'node:fs' || /(^|\/)(modules|platform|database)\//.test(target);
  expect(specs.filter((file) => imports(file).some(isOutside)).map((file) => path.relative(src, file))).toEqual([]);
});

/** What runs text as a program, or a program through a shell, is one mistake away from running a supplier's. */
test('nothing is run from text, no shell is started, and nothing secret comes from a generator that can be guessed', () => {
  const FORBIDDEN = /\beval\(|\bnew Function\b|\bexecSync\(|[^.\w]exec\(|shell: *true|\bMath\.random\b|node:vm\b/;
  const found = files.filter((file) => FORBIDDEN.test(fs.readFileSync(file, 'utf8'))).map((file) => path.relative(src, file));
  expect(found).toEqual([]);
});
