import './mini.css';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { Place } from '../route';
import { Link } from '../use-place';
import { shownIn, spanOf } from './view';
import { day, effectOf, eventOf } from './words';

const LAST = 8;
const DAYS = 90;

/** The last that happened to a pair, with both numbers after it; all of it is one click away. */
export function Mini({ to }: { readonly to: Place }) {
  const { supplier, sku, location } = to.query;
  const found = useQuery({
    queryKey: ['timeline', supplier, sku, location, 'mini'],
    queryFn: ({ signal }) => {
      const span = spanOf({ days: DAYS, from: '', to: '' }, new Date());
      return ask('getTimeline', { query: { supplier: supplier!, sku: sku!, location: location!, ...span }, signal });
    },
    staleTime: 30_000,
  });
  const t = found.data;
  const rows = (t?.rows ?? []).filter((r) => !r.superseded && !r.exception).slice(-LAST).reverse(); // prettier-ignore
  return (
    <section aria-label="Both sides over time">
      <h2>
        <Link to={to}>Both sides over time</Link>
      </h2>
      {t && rows.length > 0 && (
        <table className="mini">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Event</th>
              {['Qty', 'Ours', 'Theirs'].map((h) => (
                <th key={h} scope="col" className="num">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => {
              const unit = { uom: t.uom, factor: '1' };
              return (
                <tr key={r.id}>
                  <td className="once">{day(r.at)}</td>
                  <td className="wrap">
                    <Link to={{ ...to, query: { ...to.query, at: r.id } }}>{eventOf(r)}</Link>
                  </td>
                  <td className="num">{effectOf(r, unit)}</td>
                  <td className="num">{r.ours === null ? '–' : shownIn(r.ours, unit)}</td>
                  <td className={r.carried ? 'num dim' : 'num'}>{r.theirs === null ? '–' : shownIn(r.theirs, unit)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {t && rows.length === 0 && <p className="dim">Nothing happened to it in {DAYS} days.</p>}
    </section>
  );
}
