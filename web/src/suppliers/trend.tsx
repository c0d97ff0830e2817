import type { Scorecard } from '../api/types';

type Week = Scorecard['figures'][number]['weeks'][number];
const [WIDTH, HEIGHT, GAP, LEAST] = [104, 26, 2, 2];

/** A bar for each week; a week of which nothing was judged has none, and is no nought. */
export function Trend({ weeks, title }: { readonly weeks: readonly Week[]; readonly title: string }) {
  if (weeks.length === 0) return null;
  const step = WIDTH / weeks.length;
  const judged = weeks.filter((w) => w.percent !== null);
  const [first, last] = [judged[0]!, judged.at(-1)!];
  return (
    <svg
      className="trend"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${title}, by week: from ${first.percent} % in the week of ${first.from.slice(0, 10)} to ${last.percent} % in that of ${last.from.slice(0, 10)}`}
    >
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {weeks.map((w, n) => {
        if (w.percent === null) return null;
        const height = Math.max(LEAST, (Number(w.percent) / 100) * (HEIGHT - 1));
        return (
          <rect
            key={w.from}
            x={n * step}
            width={step - GAP}
            y={HEIGHT - height}
            height={height}
            className={w.good === w.of ? 'all' : 'some'}
          >
            <title>{`week of ${w.from.slice(0, 10)}: ${w.percent} %, ${w.good} of ${w.of}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
