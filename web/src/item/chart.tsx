import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import { type Drawn, type Inks, nearest, optionOf } from './option';
import type { Row } from './view';

use([BarChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

interface Props extends Omit<Drawn, 'inks' | 'narrow'> {
  readonly rows: readonly Row[];
  readonly at: Row | null;
  readonly says: string; // the picture in words
  readonly look: (row: Row | null) => void; // the pointer is over it
  readonly choose: (row: Row) => void;
}
const NARROW = 560;

/** The picture over the ledger. The table below says the same; nothing can be had by the picture alone. */
export default function Chart({ rows, at, says, look, choose, t, hidden, unit, zoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const [width, setWidth] = useState(0);
  const scheme = useComputedColorScheme('light');
  const [cursor, setCursor] = useState<number | null>(null);
  useEffect(() => {
    const root = box.current!;
    const made = init(root, null, { renderer: 'svg' });
    setChart(made);
    const watch = new ResizeObserver(() => {
      made.resize();
      setWidth(root.clientWidth);
    });
    watch.observe(root);
    return () => {
      watch.disconnect();
      emptiedWithoutMarkup(root);
      made.dispose();
    };
  }, []);
  useEffect(() => {
    if (!chart || width === 0) return;
    chart.setOption(optionOf({ t, hidden, unit, zoom, inks: inksOf(box.current!), narrow: width < NARROW }), { notMerge: true });
  }, [chart, width, t, hidden, unit, zoom, scheme]);
  // After the picture: where an instant lies is known by what was drawn.
  useEffect(() => {
    if (chart && width > 0) setCursor(at === null ? null : pixelOf(chart, Date.parse(at.at)));
  }, [chart, width, t, hidden, unit, zoom, at]);
  useEffect(() => {
    if (!chart) return;
    const rowAt = (x: number): Row | null => nearest(rows, Number(chart.convertFromPixel({ xAxisIndex: 0 }, x)));
    const over = (e: { offsetX: number }): void => look(rowAt(e.offsetX));
    const out = (): void => look(null);
    const press = (e: { offsetX: number }): void => {
      const row = rowAt(e.offsetX);
      if (row) choose(row);
    };
    const z = chart.getZr();
    z.on('mousemove', over);
    z.on('globalout', out);
    z.on('click', press);
    return () => {
      if (chart.isDisposed()) return;
      z.off('mousemove', over);
      z.off('globalout', out);
      z.off('click', press);
    };
  }, [chart, rows, look, choose]);
  return (
    <div className="picture" role="img" aria-label={says}>
      <div ref={box} className="plot" aria-hidden="true" />
      {cursor !== null && <div className="cursor" aria-hidden="true" style={{ transform: `translateX(${cursor}px)` }} />}
    </div>
  );
}

function pixelOf(chart: ECharts, at: number): number | null {
  const x = Number(chart.convertToPixel({ xAxisIndex: 0 }, at));
  return Number.isFinite(x) && x >= 0 && x <= chart.getWidth() ? x : null;
}

/** zrender empties its box and its picture by `innerHTML` when it goes. The page takes no markup from text, not even none: it would throw, and the screen be gone. */
function emptiedWithoutMarkup(root: HTMLElement): void {
  for (const e of [root, ...root.querySelectorAll('svg')])
    Object.defineProperty(e, 'innerHTML', { configurable: true, set: () => e.replaceChildren() });
}

/** What the variables of the page come to: a picture cannot name them. */
function inksOf(root: HTMLElement): Inks {
  const probe = root.appendChild(document.createElement('i'));
  const of = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const inks = { ink: of('--ink'), faint: of('--faint'), line: of('--line'), soft: of('--soft'), accent: of('--accent'), bad: of('--bad'), warn: of('--warn'), good: of('--good'), paper: of('--mantine-color-body') }; // prettier-ignore
  probe.remove();
  return inks;
}
