import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { addressOf, ask } from '../api/client';
import type { Scorecard, Supplier } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { Waiting } from './parts';
import { Trend } from './trend';

type Figure = Scorecard['figures'][number];

/** How a supplier did, how we did, and the cases behind each figure. */
export function Overview({ supplier: { supplier }, place }: { readonly supplier: Supplier; readonly place: Place }) {
  const { month = '', measure = '' } = place.query;
  const card = useQuery({
    queryKey: ['scorecard', supplier, month],
    queryFn: () => ask('getScorecard', { params: { supplier }, query: month ? { month } : {} }),
    placeholderData: (before) => before,
  });
  const set = (query: Record<string, string>): void => go({ ...place, query: { ...place.query, ...query } });
  const paper = (as: 'html' | 'csv'): string =>
    addressOf('getScorecardPaper', { params: { supplier }, query: { as, ...(month ? { month } : {}) } });
  const shown = card.data?.figures.find((f) => f.key === measure);
  return (
    <>
      {card.error && <Failure error={card.error} again={() => void card.refetch()} />}
      {card.isLoading && <Waiting height={160} />}
      {card.data && (
        <div className={card.isPlaceholderData ? 'stale' : undefined}>
          <div className="filters">
            <TextInput
              size="xs"
              type="month"
              label="Month (or ninety days)"
              value={month}
              onChange={(e) => set({ month: e.currentTarget.value })}
            />
            <Button size="xs" variant="default" component="a" download href={paper('html')}>
              Page to print
            </Button>
            <Button size="xs" variant="default" component="a" download href={paper('csv')}>
              CSV
            </Button>
            <span className="dim counted">
              {clock(card.data.from)} to {clock(card.data.to)}
            </span>
          </div>
          <h2>The supplier</h2>
          <Figures figures={card.data.figures.filter((f) => f.side === 'supplier')} place={place} />
          <h2>We ourselves</h2>
          <Figures figures={card.data.figures.filter((f) => f.side === 'buyer')} place={place} />
          {shown && <Cases supplier={supplier} month={month} figure={shown} />}
        </div>
      )}
    </>
  );
}

function Figures({ figures, place }: { readonly figures: readonly Figure[]; readonly place: Place }) {
  return (
    <div className="cards">
      {figures.map((f) => (
        <div key={f.key} className="card">
          <div>{f.title}</div>
          <div className="figure">
            <b>{f.percent === null ? '–' : `${f.percent} %`}</b>
            <Trend weeks={f.weeks} title={f.title} />
          </div>
          <span className="dim">
            {f.of === 0 ? 'nothing was judged' : `${f.good} of ${f.of}`}
            {f.left_out > 0 ? `, ${f.left_out} left out` : ''}
            {f.median_hours === null ? '' : `, median ${f.median_hours} h`}
          </span>
          <p className="dim">{f.says}</p>
          <Link
            to={{ ...place, query: { ...place.query, measure: f.key } }}
            aria-current={place.query.measure === f.key ? 'true' : undefined}
          >
            The cases<span className="skip"> of {f.title}</span>
          </Link>
        </div>
      ))}
    </div>
  );
}

function Cases({ supplier, month, figure }: { readonly supplier: string; readonly month: string; readonly figure: Figure }) {
  const { list, rows } = usePages(['cases', supplier, month, figure.key], (page, signal) =>
    ask('listScorecardCases', {
      params: { supplier, measure: figure.key as never },
      query: { limit: 100, ...(month ? { month } : {}), ...page },
      signal,
    }),
  );
  return (
    <>
      <h2>{figure.title}: the cases</h2>
      {list.error && <Failure error={list.error} />}
      {list.isLoading && <Skeleton height={80} />}
      {list.data && rows.length === 0 && <p>There is none in this time.</p>}
      {rows.length > 0 && (
        <Sideways label="Cases" columns={['When', 'What', 'Place', 'Good', 'Why', 'Document']}>
          {rows.map((c, n) => (
            <tr key={n}>
              <td className="once">{clock(c.at)}</td>
              <td className="wrap">{c.what}</td>
              <td>{c.location}</td>
              <td className={c.of === 0 ? 'dim' : c.good === c.of ? 'good' : 'bad'}>{c.of === 0 ? 'left out' : `${c.good} of ${c.of}`}</td>
              <td className="wrap">{c.said}</td>
              <td className="wrap">
                {c.document && (
                  <Link to={{ screen: 'documents', id: c.document, query: c.place ? { at: c.place } : {} }}>{c.place ?? 'open'}</Link>
                )}
              </td>
            </tr>
          ))}
        </Sideways>
      )}
      <More list={list} mt="sm" />
    </>
  );
}
