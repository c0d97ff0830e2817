import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../src/database/open';
import type { KnownValues } from '../src/domain/mapping/known';
import type { OwnCounts } from '../src/domain/mapping/own-counts';
import type { Suggestion } from '../src/domain/mapping/suggest';
import type { Table } from '../src/domain/syntax/table';
import { built } from '../test/fuzz/built';
import { type Judged, judge, type Tally } from './layouts/judge';
import { ownCounts } from '../src/modules/ledger/own-counts.store';
import { headingsBefore } from '../src/modules/mappings/headings-before';
import { countsOf, fillCounts } from './layouts/counts';
import { knownValues, localeOf } from '../src/modules/catalog/known-values.store';
import { fillMasters, mastersOf } from './layouts/masters';
import { type Made, type Part, readLayouts } from './layouts/read-layouts';
import { fileOf } from './layouts/write';

/**
 * What is suggested for layouts that the inference was not written from. SHOW=1 tells what was missed, of the half that may be
 * looked at; the other half is only counted, or its figure would soon be no figure of unseen layouts.
 */
const ROWS = Number(process.env.ROWS ?? 5_000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const { draft, suggest } = built<typeof import('../src/domain/mapping/suggest')>('domain/mapping/suggest');
const { openDelivery } = built<typeof import('../src/domain/syntax')>('domain/syntax/index');
const { plan } = built<typeof import('../src/domain/mapping/read-table')>('domain/mapping/read-table');
const { parseMappingFile } = built<typeof import('../src/domain/mapping/mapping-file')>('domain/mapping/mapping-file');
const { valuesToLookUp } = built<typeof import('../src/domain/mapping/known')>('domain/mapping/known');
const RECEIVED = '2026-09-15T06:00:00Z';
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { median, publish, round } = require('./lib/figures.cjs') as {
  median: (of: number[]) => number;
  publish: (bench: string, figures: object[]) => void;
  round: (n: number, digits?: number) => number;
};

async function tableOf(made: Made, bytes: Buffer): Promise<Table> {
  const parts = await openDelivery(bytes, made.file);
  const [table] = parts.flatMap((p) => (p.content.kind === 'tables' ? p.content.tables : []));
  if (!table) throw new Error(`${made.id}: no list was found`);
  return table;
}

async function suggested(made: Made, bytes: Buffer, known?: KnownValues): Promise<Suggestion> {
  return suggest(await tableOf(made, bytes), made.file, RECEIVED, known ? { known } : {});
}

/** With what the buyer counted: of the stock, or of what is none. */
async function counted(made: Made, astray: boolean): Promise<Suggestion> {
  const table = await tableOf(made, fileOf(made));
  const { asked, settle } = draft(table, made.file, RECEIVED, { known: mastersOf(made) });
  return settle(countsOf(made, table, asked, astray));
}

/** Whether what is saved reads its own list: nothing is asked any more but what stood as a question at its top. */
async function readsItself(made: Made, suggestion: Suggestion): Promise<boolean | undefined> {
  const saved = suggestion.mapping?.('ACME').yaml;
  if (saved === undefined) return undefined;
  const parsed = parseMappingFile(saved, 'saved.yaml');
  if ('issue' in parsed) throw new Error(`${made.id}: ${parsed.issue.detail}`);
  const context = { fileName: made.file, subject: '', within: null, receivedAt: RECEIVED, supplier: 'ACME', mappings: [parsed.mapping] };
  const planned = plan(await tableOf(made, fileOf(made)), context);
  return 'layout' in planned && planned.layout.name !== undefined;
}

async function timed(made: Made): Promise<number> {
  const bytes = fileOf(made, ROWS);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const from = performance.now();
    await suggested(made, bytes);
    times.push(performance.now() - from);
  }
  return median(times);
}

/** The same with 20,000 items in the masters, counts and a layout: what the list's values are known as is looked up, and what was counted. */
async function timedWithMasters(made: Made): Promise<{ ms: number; known: number; compared: number }> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-suggest-'));
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  try {
    await fillMasters(db, made);
    await fillCounts(db, made, RECEIVED);
    const bytes = fileOf(made, ROWS);
    const times: number[] = [];
    let known: KnownValues = new Map();
    let counts: OwnCounts = new Map();
    for (let i = 0; i < ROUNDS; i++) {
      const from = performance.now();
      const table = await tableOf(made, bytes);
      const locale = await localeOf(db.pool, 'ACME');
      known = await knownValues(db.pool, 'ACME', valuesToLookUp(table));
      const before = await headingsBefore(db.pool, 'ACME');
      const { asked, settle } = draft(table, made.file, RECEIVED, { known, locale, before });
      settle((counts = await ownCounts(db.pool, 'ACME', asked, RECEIVED)));
      times.push(performance.now() - from);
    }
    return { ms: median(times), known: known.size, compared: counts.size };
  } finally {
    await db.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

function sum(of: readonly Tally[]): Tally {
  const add = (key: keyof Tally): number => of.reduce((n, t) => n + t[key], 0);
  return { all: add('all'), sure: add('sure'), likely: add('likely'), ask: add('ask') };
}
const share = ({ all, sure, likely }: Tally): number => round((100 * (sure + likely)) / all, 1);

function figuresOf(name: string, judged: readonly Judged[], target: boolean): object[] {
  const required = sum(judged.map((j) => j.required));
  const others = sum(judged.map((j) => j.others));
  const wrong = judged.reduce((n, j) => n + j.wrong.length, 0);
  const add = (of: (j: Judged) => number): number => judged.reduce((n, j) => n + of(j), 0);
  return [
    { name: `${name}: layouts`, value: judged.length, ...(target ? { target: '≥ 40', ok: judged.length >= 40 } : {}) },
    { name: `${name}: required fields`, value: required.all },
    { name: `${name}: required fields suggested right, %`, value: share(required), ...(target ? { target: '≥ 90', ok: share(required) >= 90 } : {}) }, // prettier-ignore
    { name: `${name}: of them sure`, value: required.sure },
    { name: `${name}: required, the right column as a question`, value: required.ask },
    { name: `${name}: sure, of any field`, value: add((j) => j.sure) },
    { name: `${name}: wrong among the sure`, value: wrong, ...(target ? { target: '0', ok: wrong === 0 } : {}) },
    { name: `${name}: other fields suggested right, %`, value: share(others) },
    { name: `${name}: asked where nobody can know, of ${add((j) => j.asks)}`, value: add((j) => j.asked) },
  ];
}

async function main(): Promise<void> {
  const layouts = readLayouts();
  const judged: { made: Made; of: Judged; ofKnown: Judged; ofCounts: Judged; astray: Judged; reads: boolean | undefined }[] = [];
  for (const made of layouts) {
    const suggestion = await suggested(made, fileOf(made));
    const ofKnown = judge(made, await suggested(made, fileOf(made), mastersOf(made)));
    const [ofCounts, astray] = [judge(made, await counted(made, false)), judge(made, await counted(made, true))];
    judged.push({ made, of: judge(made, suggestion), ofKnown, ofCounts, astray, reads: await readsItself(made, suggestion) });
  }
  if (process.env.SHOW)
    for (const { made, of, ofKnown, ofCounts, astray, reads } of judged.filter((j) => j.made.part === 'looked at'))
      for (const line of [
        ...of.wrong.map((w) => `WRONG ${w}`),
        ...ofKnown.wrong.map((w) => `WRONG with masters ${w}`),
        ...ofCounts.wrong.map((w) => `WRONG with counts ${w}`),
        ...astray.wrong.map((w) => `WRONG with counts of something else ${w}`),
        ...of.missed,
        ...(reads === false ? ['what is saved does not read it'] : []),
      ])
        console.log(`${made.id}: ${line}`);
  const of = (part: Part): Judged[] => judged.filter((j) => j.made.part === part).map((j) => j.of);
  const [csv, xlsx] = [layouts.find((l) => l.form === 'csv;')!, layouts.find((l) => l.form === 'xlsx')!];
  const [csvMs, xlsxMs] = [await timed(csv), await timed(xlsx)];
  const withMasters = await timedWithMasters(xlsx);
  const second = (ms: number): object => ({ value: round(ms, 0), target: '≤ 1000', ok: ms <= 1000 });
  publish('suggest', [
    { name: 'languages', value: new Set(layouts.map((l) => l.lang)).size, target: '≥ 6', ok: new Set(layouts.map((l) => l.lang)).size >= 6 }, // prettier-ignore
    ...figuresOf('all', judged.map((j) => j.of), true), // prettier-ignore
    ...figuresOf('looked at', of('looked at'), false),
    ...figuresOf('kept apart', of('kept apart'), false),
    ...figuresOf('found', of('found'), false),
    ...figuresOf('with masters', judged.map((j) => j.ofKnown), true), // prettier-ignore
    ...figuresOf('with own counts', judged.map((j) => j.ofCounts), true), // prettier-ignore
    ...figuresOf('with counts of something else', judged.map((j) => j.astray), true), // prettier-ignore
    { name: `saved mappings that read their own list, of ${judged.filter((j) => j.reads !== undefined).length}`, value: judged.filter((j) => j.reads).length }, // prettier-ignore
    { name: `csv of ${ROWS} rows, opened and suggested, ms`, ...second(csvMs) },
    { name: `xlsx of ${ROWS} rows, opened and suggested, ms`, ...second(xlsxMs) },
    {
      name: `the same, with ${withMasters.known} values found among 20,000 items of the masters, and ${withMasters.compared} rows among 280,000 counts, ms`,
      ...second(withMasters.ms),
    },
  ]);
}

void main();
