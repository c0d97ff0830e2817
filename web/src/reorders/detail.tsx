import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { grouped, money } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { itemPlace } from '../item/place';
import { clock } from '../times';
import { Link } from '../use-place';

/** The whole sum, each number with what it is made of, and what happened to the draft. */
export function Detail({ id, close }: { readonly id: string; readonly close: () => void }) {
  const found = useQuery({ queryKey: ['reorder', id], queryFn: ({ signal }) => ask('getReorder', { params: { id }, signal }) });
  const d = found.data;
  return (
    <aside className="pane" aria-label="The draft">
      <Button className="close" size="compact-sm" variant="default" onClick={close}>
        Close
      </Button>
      {found.error && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Skeleton height={160} />}
      {d && (
        <>
          <h2>
            {d.sku} @ {d.location}
          </h2>
          <p>
            {grouped(d.quantity)} {d.uom} from {d.supplier}
            {d.value ? `, ${money(d.value.amount)} ${d.value.currency ?? ''}` : ', cost unknown'}
          </p>
          <p>
            <Link to={itemPlace(d)!}>Both sides over time</Link>
          </p>
          <h2>The sum</h2>
          <p className="wrap">{d.sum}</p>
          <ul>
            {d.terms.map((t, n) => (
              <li key={n}>
                {t.sign} {t.name} {grouped(t.quantity)}
                {t.sources.length > 0 && <span className="why">{t.sources.join('; ')}</span>}
              </li>
            ))}
          </ul>
          {d.doubts.length > 0 && (
            <>
              <h2>In doubt</h2>
              <ul>
                {d.doubts.map((x, n) => (
                  <li key={n} className={x.released ? 'dim' : 'warn'}>
                    {x.says}
                    {x.released ? ' (released)' : ''}
                  </li>
                ))}
              </ul>
              <p>
                <Link to={{ screen: 'exceptions', id: null, query: { sku: d.sku, location: d.location } }}>Its exceptions</Link>
              </p>
            </>
          )}
          {d.order && (
            <p>
              Order {d.order.name}: {d.order.state.replaceAll('_', ' ')}
              {d.order.po ? `, number ${d.order.po}` : ''}
              {d.order.refused ? `, refused: ${d.order.refused}` : ''}
            </p>
          )}
          <h2>What happened</h2>
          <ol>
            {d.events.map((e, n) => (
              <li key={n}>
                <span className="dim">{clock(e.at)}</span> {e.what}
                {e.by ? ` by ${e.by}` : ''}
                {e.reason ? `: “${e.reason}”` : ''}
              </li>
            ))}
          </ol>
        </>
      )}
    </aside>
  );
}
