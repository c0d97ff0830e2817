import type { Told } from './episode';
import { ABSENT, POINTS } from './points';
import type { Caught } from './sabotage';
import type { Verdict } from './scenes';

export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((r) => String(r[i]).length)));
  return rows
    .map((r) =>
      r
        .map((c, i) => (typeof c === 'number' ? String(c).padStart(widths[i]!) : c.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Point by point: how often the gateway died there, and what of that did not come through once. */
export function killTable(told: readonly Told[]): string {
  const kills = told.flatMap((t) => t.kills);
  const wrong = told.flatMap((t) => t.wrong);
  const ids = [...new Set(POINTS.map((p) => p.id))];
  const rows = POINTS.map((p) => {
    const here = kills.filter((k) => k.point === p.id && k.between === p.between);
    const first = POINTS.find((q) => q.id === p.id) === p; // what is wrong is known by the point's name
    const of = (what: 'lost' | 'doubled'): number | string =>
      first ? wrong.filter((w) => w.point === p.id && w.what === what).length : '';
    return [
      p.id,
      p.between,
      p.failpoint.replace(' $NAME', ''),
      here.length,
      here.filter((k) => k.second).length,
      of('lost'),
      of('doubled'),
    ];
  });
  const general = (what: 'lost' | 'doubled'): number =>
    wrong.filter((w) => w.what === what && (w.point === null || !ids.includes(w.point))).length;
  return table([
    ['point', 'killed between', 'failpoint', 'kills', 'again', 'lost', 'doubled'],
    ...rows,
    ['', 'of no single point', '', '', '', general('lost'), general('doubled')],
    ...ABSENT.map(([id, why]) => [id, `not here: ${why}`, '', '', '', '', '']),
  ]);
}

export const sabotageTable = (all: readonly Caught[]): string =>
  table([['sabotaged build', 'killed at', 'caught', 'by'], ...all.map((c) => [c.name, c.at, c.caught ? 'yes' : 'NO', c.by])]);

export const sceneTable = (all: readonly Verdict[]): string =>
  table([['scene', 'ok', 'what was seen'], ...all.map((v) => [v.name, v.ok ? 'yes' : 'NO', v.text])]);
