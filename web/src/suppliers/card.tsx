import { Button, Skeleton, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { addressOf, ask } from '../api/client';
import type { Scorecard } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { Sideways } from '../sideways';
import { useKeys } from '../shell/keys';
import { clock } from '../times';
import { go, Link } from '../use-place';

type Figure = Scorecard['figures'][number];

/** The card of a supplier: what they are measured by, what we are, and the cases behind a figure. */
export function Card({ supplier, place }: { readonly supplier: string; readonly place: Place }) {
  const { month = '', measure = '' } = place.query;
  const card = useQuery({
    queryKey: ['scorecard', supplier, month],
    queryFn: () => ask('getScorecard', { params: { supplier }, query: month ? { month } : {} }),
  });
  const set = (query: Record<string, string>): void => go({ ...place, query: { ...place.query, ...query } });
  useKeys([
    { keys: 'Escape', says: 'Back', run: () => (measure ? set({ measure: '' }) : go({ screen: 'suppliers', id: null, query: {} })) },
  ]);
  const shown = card.data?.figures.find((f) => f.key === measure);
  return (
    <section className="screen" aria-labelledby="title">
      <p>
        <Link to={{ screen: 'suppliers', id: null, query: {} }}>← All suppliers</Link>
      </p>
      <h1 id="title" className="wrap">
        {card.data?.name ?? supplier}
      </h1>
      {card.error && <Failure error={card.error} again={() => void card.refetch()} />}
      {card.isLoading && <Skeleton height={160} />}
      {card.data && (
        <>
          <p>
            {card.data.supplier} · {clock(card.data.from)} to {clock(card.data.to)} ·{' '}
            <Link to={{ screen: 'exceptions', id: null, query: { supplier } }}>its exceptions</Link> ·{' '}
            <Link to={{ screen: 'documents', id: null, query: { supplier } }}>its documents</Link>
          </p>
          <div className="filters">
            <TextInput
              size="xs"
              type="month"
              label="Month; empty: the last ninety days"
              value={month}
              onChange={(e) => set({ month: e.currentTarget.value })}
            />
            <Button
              size="xs"
              variant="default"
              component="a"
              download
              href={addressOf('getScorecardPaper', { params: { supplier }, query: { as: 'html', ...(month ? { month } : {}) } })}
            >
              Page to print
            </Button>
            <Button
              size="xs"
              variant="default"
              component="a"
              download
              href={addressOf('getScorecardPaper', { params: { supplier }, query: { as: 'csv', ...(month ? { month } : {}) } })}
            >
              CSV
            </Button>
          </div>
          <h2>The supplier</h2>
          <Figures figures={card.data.figures.filter((f) => f.side === 'supplier')} place={place} />
          <h2>We ourselves</h2>
          <Figures figures={card.data.figures.filter((f) => f.side === 'buyer')} place={place} />
          {shown && <Cases supplier={supplier} month={month} figure={shown} />}
        </>
      )}
    </section>
  );
}

function Figures({ figures, place }: { readonly figures: readonly Figure[]; readonly place: Place }) {
  return (
    <div className="cards">
      {figures.map((f) => (
        <div key={f.key} className="card">
          <div>{f.title}</div>
          <b>{f.percent === null ? '–' : `${f.percent} %`}</b>{' '}
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
  const list = useInfiniteQuery({
    queryKey: ['cases', supplier, month, figure.key],
    queryFn: ({ pageParam }) =>
      ask('listScorecardCases', {
        params: { supplier, measure: figure.key as never },
        query: { limit: 100, ...(month ? { month } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const rows = list.data?.pages.flatMap((p) => p.data) ?? [];
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
      {list.hasNextPage && (
        <Button mt="sm" size="xs" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}
