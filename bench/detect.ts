// What the engine finds of what goes wrong in worlds that never were, and what it raises where nothing does; beside it, in the same
// run, the comparison that people do today. npm run bench:detect [-- --seeds 20 --from 1 --items 200 --days 60 --harmless 2 --faults NAME,NAME --once --verbose]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Built, build } from './world/build';
import { naive } from './world/naive';
import { openStage } from './world/lived';
import { score, type Raised, type Verdict } from './world/score';
import { write } from './world/write';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, round } = require('./lib/figures.cjs') as {
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    items: { type: 'string', default: '200' },
    days: { type: 'string', default: '60' },
    harmless: { type: 'string', default: '2' },
    faults: { type: 'string' },
    once: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const [SEEDS, FROM, ITEMS, DAYS, HARMLESS] = [values.seeds, values.from, values.items, values.days, values.harmless].map(Number) as [
  number,
  number,
  number,
  number,
  number,
];

interface Row {
  wanted: number;
  found: number;
  alarms: number;
}
const sum = {
  byType: new Map<string, Row>(),
  byFault: new Map<string, Row>(),
  causes: new Map<string, { right: number; wrong: number }>(),
  healed: { right: 0, wrong: 0 },
  ...{ alarms: 0, harmless: 0, reopened: 0, changed: 0, milliseconds: 0, events: 0, worlds: 0 },
  naive: { found: 0, wanted: 0, right: 0, alarms: 0 },
};
const rowOf = (map: Map<string, Row>, name: string): Row => {
  const row = map.get(name) ?? { wanted: 0, found: 0, alarms: 0 };
  map.set(name, row);
  return row;
};

function judge(seed: number, built: Built, raised: readonly Raised[]): void {
  const { verdicts, alarms } = score(built.truth, raised);
  for (const v of verdicts) {
    const type = v.raised?.type ?? v.expected.types[0]!;
    for (const row of [rowOf(sum.byType, type), rowOf(sum.byFault, v.expected.fault)]) {
      row.wanted++;
      if (v.raised) row.found++;
    }
    if (v.healed) sum.healed[v.healed]++;
    if (v.cause) {
      const name = v.expected.causes!.join(' or ');
      const row = sum.causes.get(name) ?? { right: 0, wrong: 0 };
      row[v.cause]++;
      sum.causes.set(name, row);
    }
    if (values.verbose) tell(seed, v);
  }
  for (const a of alarms) {
    rowOf(sum.byType, a.type).alarms++;
    sum.alarms++;
    if (values.verbose) console.log(`seed ${seed}: false alarm: ${shown(a)}`);
  }
}

const shown = (r: Raised): string =>
  `${r.type} ${r.supplier ?? '-'} ${r.sku ?? '-'} ${r.location ?? '-'} opened ${r.opened_at}${r.resolved_at ? ` resolved ${r.resolved_at}` : ''}${r.reported ? ` ${r.reported}` : ''}${r.expected ? ` [${r.expected.low} ${r.expected.high}]` : ''}${r.cause ? ` ${r.cause.code}` : ''}`;
function tell(seed: number, { expected: e, raised, cause, healed }: Verdict): void {
  const span = (s: { from: number; by: number }): string => `${new Date(s.from).toISOString()} to ${new Date(s.by).toISOString()}`;
  const what = `${e.types.join('/')} ${e.supplier ?? '-'} ${e.sku ?? '-'} ${e.location ?? '-'} (${e.fault}) ${span(e)}`;
  if (!raised) console.log(`seed ${seed}: missed: ${what}`);
  else if (cause === 'wrong')
    console.log(
      `seed ${seed}: wrong cause: ${what}: ${e.causes!.join(' or ')}, but ${shown(raised)}: ${JSON.stringify(raised.cause?.evidence ?? [])}`,
    );
  if (healed === 'wrong') console.log(`seed ${seed}: not healed: ${what}: ${span(e.heal!)}, but ${shown(raised!)}`);
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-detect-'));
  const stage = await openStage(folder, process.env.BENCH_DATABASE_URL);
  const faults = values.faults === undefined ? {} : { faults: values.faults.split(',') };
  const worldOf = async (seed: number, harmless: boolean): Promise<void> => {
    const own = path.join(folder, `${seed}${harmless ? '-harmless' : ''}`);
    const built = build({ seed, items: ITEMS, days: DAYS, harmless, ...faults });
    fs.mkdirSync(own);
    const lived = await stage.live(write(built, own).timeline, !values.once);
    fs.rmSync(own, { recursive: true });
    sum.milliseconds += lived.milliseconds;
    sum.events += lived.events;
    const opened = new Map(lived.exceptions.map((e) => [e.id, e]));
    sum.reopened += lived.again.filter(
      (e) => !opened.has(e.id) || (e.status !== 'resolved' && opened.get(e.id)!.status === 'resolved'),
    ).length;
    sum.changed += JSON.stringify(lived.again) === JSON.stringify(lived.exceptions) ? 0 : 1;
    if (harmless) {
      sum.harmless += lived.exceptions.length;
      if (values.verbose) for (const e of lived.exceptions) console.log(`seed ${seed}, harmless: ${shown(e)}`);
      return;
    }
    sum.worlds++;
    judge(seed, built, lived.spells);
    const today = naive(built.world, built.truth);
    for (const k of ['found', 'wanted', 'right', 'alarms'] as const) sum.naive[k] += today[k];
    console.error(
      `seed ${seed}: ${built.truth.expected.length} to be raised, ${lived.exceptions.length} raised, ${round(lived.events / (lived.milliseconds / 1000), 1)} events/s`,
    );
  };
  try {
    for (let seed = FROM; seed < FROM + SEEDS; seed++) await worldOf(seed, false);
    for (let seed = FROM; seed < FROM + Math.min(HARMLESS, SEEDS); seed++) await worldOf(seed, true);
    print();
  } finally {
    await stage.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const percent = (part: number, of: number): number => (of === 0 ? 100 : round((100 * part) / of, 2));
function print(): void {
  const table = (title: string, rows: Map<string, Row>): void => {
    console.log(`\n${title.padEnd(34)} wanted  found  recall  false  precision`);
    for (const [name, r] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
      console.log(
        `${name.padEnd(34)} ${String(r.wanted).padStart(6)} ${String(r.found).padStart(6)} ${String(percent(r.found, r.wanted)).padStart(7)} ${String(r.alarms).padStart(6)} ${String(percent(r.found, r.found + r.alarms)).padStart(10)}`,
      );
  };
  table('type', sum.byType);
  table('fault', sum.byFault);
  console.log('\ncause                               right  wrong');
  for (const [name, c] of [...sum.causes].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${name.padEnd(34)} ${String(c.right).padStart(6)} ${String(c.wrong).padStart(6)}`);
  console.log('');
  const all = [...sum.byType.values()];
  const [wanted, found] = [all.reduce((n, r) => n + r.wanted, 0), all.reduce((n, r) => n + r.found, 0)];
  const causes = [...sum.causes.values()];
  const [right, wrong] = [causes.reduce((n, c) => n + c.right, 0), causes.reduce((n, c) => n + c.wrong, 0)];
  const months = (sum.worlds * DAYS) / 30;
  const least = (name: string, value: number, target: number): object => ({ name, value, target: `>= ${target}`, ok: value >= target });
  const none = (name: string, value: number): object => ({ name, value, target: '0', ok: value === 0 });
  publish('detect', [
    { name: `worlds of ${ITEMS} item-locations and ${DAYS} days`, value: sum.worlds },
    { name: 'kinds of faults that occurred', value: sum.byFault.size, target: '>= 25', ok: sum.byFault.size >= 25 },
    { name: 'exceptions that had to be raised', value: wanted },
    least('recall, %', percent(found, wanted), 99),
    least('recall of the worst type, %', Math.min(...all.filter((r) => r.wanted > 0).map((r) => percent(r.found, r.wanted))), 99),
    least('precision, %', percent(found, found + sum.alarms), 99),
    { name: 'false alarms per 1000 item-locations and month', value: round((1000 * sum.alarms) / (ITEMS * months), 2) },
    least('cause top-1 where the facts single it out, %', percent(right, right + wrong), 95),
    least('healed exceptions resolved, %', percent(sum.healed.right, sum.healed.right + sum.healed.wrong), 100),
    none('reopened or raised by a replay', sum.reopened),
    none('worlds in which a replay changed anything', sum.changed),
    none(`alarms in ${Math.min(HARMLESS, SEEDS)} harmless worlds`, sum.harmless),
    least('events a second', round(sum.events / (sum.milliseconds / 1000), 1), 20),
    { name: 'same-day comparison of today: recall of divergences, %', value: percent(sum.naive.found, sum.naive.wanted) },
    { name: 'same-day comparison of today: precision, %', value: percent(sum.naive.right, sum.naive.alarms) },
    {
      name: 'same-day comparison of today: false alarms per 1000 and month',
      value: round((1000 * (sum.naive.alarms - sum.naive.right)) / (ITEMS * months), 1),
    },
  ]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
