import os from 'node:os';
import { parseArgs } from 'node:util';
import { hasDovecot } from '../support/imap';
import { episode, type Told } from './kills/episode';
import { BUILD } from './kills/gateway';
import { inLanes } from './kills/lanes';
import { plan } from './kills/plan';
import { POINTS } from './kills/points';
import { killTable, sabotageTable, sceneTable } from './kills/report';
import { caught } from './kills/sabotage';
import { SABOTEURS } from './kills/saboteurs';
import { asked, paused, shared, type Verdict } from './kills/scenes';
import { type Server, startServer } from './kills/server';

/** npm run crash [-- --seeds N --from N --lanes N --minutes N --only kills|saboteurs|scenes --at P5,M3 --saboteur NAME] */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2' },
    from: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '3' },
    minutes: { type: 'string' }, // what has not begun by then is told as not run; without it everything is run
    only: { type: 'string' },
    at: { type: 'string' },
    saboteur: { type: 'string' }, // of whose name this is a part
  },
});
const began = Date.now();
const minutes = Number(values.minutes ?? Infinity);
/** Kills have the first part of the time, the proof of the suite by sabotage the rest. */
const late = (share: number): boolean => Date.now() - began > minutes * share * 60_000;
const ENOUGH = 100;
let enoughAt: number | undefined;
const wanted = (what: string): boolean => values.only === undefined || values.only === what;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function kills(server: Server, lanes: number): Promise<Told[]> {
  const only = values.at?.split(',');
  const points = only ? POINTS.filter((p) => only.includes(p.id)) : POINTS;
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.from) + i);
  const episodes = seeds.flatMap((seed) => plan(seed, points).map((steps) => ({ seed, steps })));
  let done = 0;
  let killed = 0;
  return inLanes(
    lanes,
    episodes.map(({ seed, steps }) => async () => {
      if (late(0.7)) return { kills: [], wrong: [], missed: steps.map((s) => s.point.id), said: '' };
      const told = await episode(server, BUILD, steps);
      killed += told.kills.length;
      if (killed >= ENOUGH) enoughAt ??= Math.round((Date.now() - began) / 1000);
      const bad = [...told.missed.map((m) => `not reached: ${m}`), ...told.wrong.map((w) => `${w.what} (${w.point ?? 'all'}): ${w.text}`)];
      const way = steps.map((s) => `${s.point.id}${s.twice ? ' twice' : ''}`).join(', ');
      say(
        `${++done}/${episodes.length} seed ${seed}: ${way}: ${told.kills.length} kills${bad.length ? `\n  ${bad.join('\n  ')}\n${told.said}` : ''}`,
      );
      return told;
    }),
  );
}

async function scenes(server: Server, lanes: number): Promise<Verdict[]> {
  const sleeper = async (): Promise<Verdict> => {
    const wrong = await paused(server, BUILD);
    return {
      name: 'P10 paused worker',
      ok: wrong.length === 0,
      text: wrong[0]?.text ?? 'another one did its work; awake, it committed nothing',
    };
  };
  return inLanes(lanes, [sleeper, () => shared(server, BUILD), () => asked(server, BUILD)]);
}

async function main(): Promise<void> {
  const lanes = Number(values.lanes);
  say(
    hasDovecot
      ? 'the mailbox is a Dovecot'
      : 'no Dovecot 2.3 here (tools/test-services.sh installs it): the mailbox is played by hoodiecrow-imap',
  );
  const server = await startServer();
  const figures: { name: string; value: number; target?: string; ok?: boolean }[] = [];
  const figure = (name: string, value: number, target?: string, ok?: boolean): void =>
    void figures.push({ name, value, ...(target === undefined ? {} : { target, ok: ok! }) });
  try {
    if (wanted('kills')) {
      const told = await kills(server, lanes);
      const all = told.flatMap((t) => t.kills);
      const wrong = told.flatMap((t) => t.wrong);
      const missed = told.flatMap((t) => t.missed);
      const of = (what: string): number => wrong.filter((w) => w.what === what).length;
      console.log(`\n${killTable(told)}\n`);
      const whole = values.at === undefined;
      figure('kills', all.length, whole ? `>= ${ENOUGH}` : undefined, all.length >= ENOUGH);
      if (enoughAt !== undefined) figure('seconds for the first 100', enoughAt, '<= 480', enoughAt <= 480);
      figure(
        'of them while taking up what a kill left, %',
        Math.round((100 * all.filter((k) => k.second).length) / Math.max(1, all.length)),
        '>= 25',
        !whole || all.filter((k) => k.second).length * 4 >= all.length,
      );
      figure('points not reached', missed.length, '0', missed.length === 0);
      figure('lost', of('lost'), '0', of('lost') === 0);
      figure('doubled', of('doubled'), '0', of('doubled') === 0);
    }
    if (wanted('scenes')) {
      const seen = await scenes(server, lanes);
      console.log(`${sceneTable(seen)}\n`);
      figure(
        'scenes as they must be',
        seen.filter((v) => v.ok).length,
        String(seen.length),
        seen.every((v) => v.ok),
      );
    }
    if (wanted('saboteurs')) {
      const all = await inLanes(
        lanes,
        SABOTEURS.filter((s) => s.name.includes(values.saboteur ?? '')).map((s) => async () => {
          if (late(1)) return undefined;
          let c = await caught(server, s);
          if (!c.caught) c = await caught(server, s); // a busy machine may have been late for the moment that reveals it
          say(`${c.caught ? 'caught' : 'NOT CAUGHT'}: ${c.name}`);
          return c;
        }),
      );
      const run = all.filter((c) => c !== undefined);
      console.log(`${sabotageTable(run)}\n`);
      figure(
        'sabotaged builds caught',
        run.filter((c) => c.caught).length,
        String(run.length),
        run.every((c) => c.caught),
      );
      figure('sabotaged builds not run', all.length - run.length, '0', all.length === run.length);
    }
  } finally {
    await server.close();
  }
  figure('seconds', Math.round((Date.now() - began) / 1000));
  const wide = Math.max(...figures.map((f) => f.name.length));
  for (const f of figures)
    console.log(
      `${f.name.padEnd(wide)}  ${String(f.value).padStart(8)}  ${(f.target ?? '').padEnd(8)}  ${f.ok === undefined ? '' : f.ok ? 'ok' : 'MISSED'}`,
    );
  const machine = `${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(JSON.stringify({ bench: 'crash', machine, figures }));
  // How long it takes is the machine's, and told; everything else is ours, and fails.
  if (figures.some((f) => f.ok === false && !f.name.startsWith('seconds'))) process.exitCode = 1;
}
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
