import { grouped } from '../../../src/domain/exceptions/words';
import type { Timeline } from '../api/types';
import { drawn, type Row, type Series, type Unit } from './view';

/** The colours of the page, as they are now. */
export interface Inks {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly soft: string;
  readonly accent: string;
  readonly bad: string;
  readonly warn: string;
  readonly good: string;
  readonly paper: string;
}
export interface Drawn {
  readonly t: Timeline;
  readonly hidden: ReadonlySet<Series>;
  readonly unit: Unit;
  readonly inks: Inks;
  readonly zoom: readonly [number, number] | null;
  readonly narrow: boolean;
}
type Point = readonly [number, number];
const ms = (at: string): number => Date.parse(at);
const DAY = 86_400_000;
/** A clock's face: it came late. */
const CLOCK = 'path://M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM7.2 4h1.6v3.6l2.4 1.5-.8 1.3-3.2-2z';

/** From the beginning of what was asked to its end, or as far as is looked ahead. */
export function wholeOf({ t, hidden }: Pick<Drawn, 't' | 'hidden'>): [number, number] {
  const ahead = hidden.has('forecast') || !isNow(t) ? [] : (t.draft?.approved ?? t.draft?.without ?? []);
  const etas = hidden.has('notices') || !isNow(t) ? [] : t.notices.flatMap((n) => (n.open !== '0' && n.eta ? [n.eta] : []));
  return [ms(t.from), Math.max(ms(t.to), ...[...ahead.map((a) => a.at), ...etas].map((at) => ms(at) + DAY))];
}
const isNow = (t: Timeline): boolean => ms(t.to) >= ms(t.now) - DAY;

const said = (n: number): string => grouped(String(n)).replace(/^-/, '−');

/** The picture: our book and their reports as steps over what is agreed; below, what came, what was used, what is on the road. */
export function optionOf(d: Drawn): Record<string, unknown> {
  const { inks, zoom, narrow } = d;
  const [from, to] = zoom ?? wholeOf(d);
  const label = { color: inks.faint, fontSize: 11 };
  const x = { type: 'time', min: from, max: to, axisLine: { lineStyle: { color: inks.line } }, axisTick: { show: false }, splitLine: { show: false } }; // prettier-ignore
  const y = {
    type: 'value',
    axisLabel: { ...label, formatter: said },
    splitLine: { lineStyle: { color: inks.line, type: 'dashed', opacity: 0.6 } },
  };
  const left = narrow ? 40 : 56;
  const right = narrow ? 14 : 74;
  return {
    animation: false,
    grid: [
      { left, right, top: 16, height: 214 },
      { left, right, top: 252, height: 60 },
    ],
    xAxis: [
      { ...x, axisLabel: { show: false } },
      { ...x, gridIndex: 1, axisLabel: { ...label, hideOverlap: true } },
    ],
    yAxis: [
      { ...y, scale: false },
      { ...y, gridIndex: 1, splitNumber: 2, splitLine: { show: false } },
    ],
    series: [...band(d), ...ours(d), ...theirs(d), ...raised(d), ...forecast(d), ...moves(d), ...onTheRoad(d)],
  };
}

const PLAIN = { type: 'line', symbol: 'none', silent: true, z: 3 } as const;
const end = ({ t }: Drawn): number => Math.min(ms(t.to), Math.max(ms(t.now), ms(t.from)));

function band({ t, hidden, unit, inks, narrow }: Drawn): object[] {
  if (hidden.has('band') || t.band.length === 0) return [];
  const [, to] = wholeOf({ t, hidden });
  const until = (i: number): number => (t.band[i + 1] ? ms(t.band[i + 1]!.since) : to);
  const areas = t.band.flatMap((b, i) =>
    b.min !== null && b.max !== null ? [[{ xAxis: ms(b.since), yAxis: drawn(b.min, unit) }, { xAxis: until(i), yAxis: drawn(b.max, unit) }]] : [],
  ); // prettier-ignore
  const line = (which: 'min' | 'max'): object => ({
    ...PLAIN,
    name: which,
    step: 'end',
    z: 2,
    lineStyle: { color: inks.good, width: 1, type: 'dotted' },
    data: [...t.band.map((b) => [ms(b.since), b[which] === null ? null : drawn(b[which], unit)]), [to, t.band.at(-1)![which] === null ? null : drawn(t.band.at(-1)![which]!, unit)]],
    endLabel: { show: !narrow && t.band.at(-1)![which] !== null, formatter: which, color: inks.faint, fontSize: 11 },
  }); // prettier-ignore
  const fill = {
    ...PLAIN,
    name: 'band',
    data: [],
    markArea: { silent: true, itemStyle: { color: inks.good, opacity: 0.09 }, data: areas },
  };
  return [fill, line('min'), line('max')];
}

/** By name at its end, where nothing goes on behind it. */
const isNamed = ({ t, hidden, narrow }: Drawn): boolean => !narrow && (hidden.has('forecast') || !t.draft || !isNow(t));

function ours(d: Drawn): object[] {
  const { t, hidden, unit, inks } = d;
  if (hidden.has('ours')) return [];
  const points: Point[] = t.book.map((b) => [ms(b.at), drawn(b.quantity, unit)]);
  const last = points.at(-1);
  if (last) points.push([end(d), last[1]]);
  const counts = t.rows.filter((r) => r.kind === 'count' && r.ours !== null);
  return [
    { ...PLAIN, name: 'ours', step: 'end', lineStyle: { color: inks.accent, width: 2 }, data: points, endLabel: { show: isNamed(d), formatter: 'ours', color: inks.accent, fontSize: 11 } },
    { type: 'scatter', name: 'counts', symbol: 'circle', symbolSize: 9, z: 5, itemStyle: { color: inks.accent, borderColor: inks.paper, borderWidth: 1 }, data: counts.map((r) => [ms(r.at), drawn(r.ours!, unit)]) },
  ]; // prettier-ignore
}

function theirs(d: Drawn): object[] {
  const { t, hidden, unit, inks } = d;
  if (hidden.has('theirs')) return [];
  const reports = t.rows.filter((r) => r.kind === 'report');
  const standing = reports.filter((r) => !r.superseded);
  const point = (r: Row): Point => [ms(r.at), drawn(r.theirs!, unit)];
  const before = t.rows.find((r) => r.kind !== 'report')?.theirs ?? null; // of a report before the span
  const points = standing.map(point);
  if (before !== null) points.unshift([ms(t.from), drawn(before, unit)]);
  if (points.length > 0) points.push([end(d), points.at(-1)![1]]);
  const mark = (name: string, rows: readonly Row[], style: object): object => ({
    type: 'scatter',
    name,
    z: 6,
    data: rows.map(point),
    ...style,
  });
  const ring = { color: inks.paper, borderColor: inks.warn, borderWidth: 2 };
  return [
    { ...PLAIN, name: 'theirs', step: 'end', z: 4, lineStyle: { color: inks.warn, width: 2, type: 'dashed' }, data: points, endLabel: { show: isNamed(d), formatter: 'theirs', color: inks.warn, fontSize: 11 } },
    mark('reports', standing.filter((r) => !r.late), { symbol: 'circle', symbolSize: 9, itemStyle: ring }),
    mark('late reports', standing.filter((r) => r.late), { symbol: CLOCK, symbolSize: 16, itemStyle: { color: inks.warn } }),
    ...(hidden.has('superseded') ? [] : [mark('superseded', reports.filter((r) => r.superseded), { symbol: 'circle', symbolSize: 9, itemStyle: { ...ring, borderWidth: 1, borderType: 'dashed', opacity: 0.7 } })]),
  ]; // prettier-ignore
}

function raised({ t, hidden, inks }: Drawn): object[] {
  const now = isNow(t) ? [{ xAxis: ms(t.now), lineStyle: { color: inks.faint, type: 'solid', width: 1, opacity: 0.5 }, label: { show: true, formatter: 'now', color: inks.faint, position: 'start', fontSize: 10 } }] : []; // prettier-ignore
  const flags = hidden.has('exceptions')
    ? []
    : t.rows.filter((r) => r.kind === 'opened').map((r) => ({
        xAxis: ms(r.at), lineStyle: { color: inks.bad, type: 'solid', width: 1 }, label: { show: true, formatter: '⚑', color: inks.bad, fontSize: 13 },
      })); // prettier-ignore
  return [{ ...PLAIN, name: 'raised', data: [], markLine: { silent: true, symbol: 'none', animation: false, data: [...now, ...flags] } }];
}

function forecast({ t, hidden, unit, inks }: Drawn): object[] {
  if (hidden.has('forecast') || !t.draft || !isNow(t)) return [];
  const line = (name: string, points: Timeline['book'], style: object): object => ({
    ...PLAIN,
    name,
    lineStyle: { width: 1.5, ...style },
    data: points.map((p) => [ms(p.at), drawn(p.quantity, unit)]),
  });
  return [
    line('without', t.draft.without, { color: inks.faint, type: 'dotted' }),
    ...(t.draft.approved ? [line('approved', t.draft.approved, { color: inks.good, type: 'dashed' })] : []),
  ];
}

function moves({ t, hidden, unit, inks }: Drawn): object[] {
  const bar = (name: string, color: string, data: readonly Point[]): object => ({ type: 'bar', name, xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 8, barMinWidth: 2, barGap: '-100%', silent: true, itemStyle: { color }, data }); // prettier-ignore
  const receipts = t.rows.filter((r) => r.kind === 'receipt' && r.quantity !== null);
  return [
    ...(hidden.has('receipts') ? [] : [bar('receipts', inks.good, receipts.map((r) => [ms(r.at), drawn(r.quantity!, unit)]))]),
    ...(hidden.has('usage') ? [] : [bar('usage', inks.faint, t.usage.map((u) => [new Date(`${u.day}T12:00`).getTime(), -drawn(u.quantity, unit)]))]),
  ]; // prettier-ignore
}

/** From the day it was shipped to the day it should be there; dashed as long as something of it is to come. */
function onTheRoad({ t, hidden, unit, inks }: Drawn): object[] {
  if (hidden.has('notices')) return [];
  return t.notices.map((n) => {
    const color = n.overdue ? inks.bad : inks.ink;
    const height = drawn(n.open === '0' ? n.quantity : n.open, unit);
    const points = [[ms(n.shipped_at), height], ...(n.eta ? [[ms(n.eta), height]] : [])];
    return { type: 'line', name: `shipment ${n.reference}`, xAxisIndex: 1, yAxisIndex: 1, symbol: n.open === '0' ? 'triangle' : 'emptyTriangle', symbolSize: 7, silent: true, z: 5,
      itemStyle: { color }, lineStyle: { color, width: 1.5, type: n.open === '0' ? 'solid' : 'dashed', opacity: n.open === '0' ? 0.5 : 1 }, data: points }; // prettier-ignore
  });
}

/** The row that lies nearest to an instant. */
export function nearest(rows: readonly Row[], at: number): Row | null {
  return rows.reduce<Row | null>((best, r) => (best === null || Math.abs(ms(r.at) - at) <= Math.abs(ms(best.at) - at) ? r : best), null);
}
