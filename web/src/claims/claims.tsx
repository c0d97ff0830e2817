import { Skeleton } from '@mantine/core';
import { grouped } from '../../../src/domain/exceptions/words';
import { kindWord } from '../../../src/domain/claims/claim';
import { ask } from '../api/client';
import type { Claims as Page, Me } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { step } from '../step';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { Claim } from './claim';
import { Requests } from './requests';

export type Listed = Page['data'][number];
export const STATES: Readonly<Record<Listed['state'], string>> = {
  open: '● not sent yet',
  sent: '✉ sent',
  settled: '✓ settled',
  withdrawn: 'withdrawn',
};
const VIEWS = { live: 'Claims', over: 'Settled and withdrawn', requests: 'Asked of our own systems' } as const;
type View = keyof typeof VIEWS;
const SHOWN: Readonly<Record<Exclude<View, 'requests'>, readonly Listed['state'][]>> = {
  live: ['open', 'sent'],
  over: ['settled', 'withdrawn'],
};
/** `10 EA of BRK short, 2 EA damaged`. */
export const claimed = ({ lines, sku, evidence: { uom } }: Listed): string =>
  lines.map((l, n) => `${grouped(l.quantity)} ${uom}${n === 0 ? ` of ${sku}` : ''} ${kindWord(l.kind)}`).join(', ');

/** What suppliers are to make good, and what our own systems were asked for. */
export default function Claims({ place, me }: { readonly place: Place; readonly me: Me }) {
  const view = (place.query.view && place.query.view in VIEWS ? place.query.view : 'live') as View;
  return (
    <div className="desk">
      <section className="list" aria-labelledby="title">
        <div className="head">
          <h1 id="title">Claims</h1>
          <nav className="views" aria-label="Views">
            {Object.entries(VIEWS).map(([v, says]) => (
              <Link key={v} to={{ screen: 'claims', id: null, query: { view: v } }} aria-current={v === view ? 'page' : undefined}>
                {says}
              </Link>
            ))}
          </nav>
        </div>
        {view === 'requests' ? <Requests me={me} /> : <List place={place} states={SHOWN[view]} />}
      </section>
      {view !== 'requests' && place.id !== null && <Claim id={place.id} me={me} close={() => go({ ...place, id: null })} />}
    </div>
  );
}

function List({ place, states }: { readonly place: Place; readonly states: readonly Listed['state'][] }) {
  const { list, rows: all } = usePages(['claims', states.join()], (page, signal) =>
    ask('listClaims', { query: { state: states.join(), limit: 200, ...page }, signal }),
  );
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: 'Escape', says: 'Back', run: () => place.id !== null && go({ ...place, id: null }) },
  ]);
  return (
    <>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      <div className="scroll" tabIndex={0} role="group" aria-label="Claims">
        {list.isLoading && <Skeleton height={120} m="md" />}
        {list.data && all.length === 0 && (
          <p className="empty">
            None is here. A claim is made of an exception that says received is not what was announced: open it among the{' '}
            <Link to={{ screen: 'exceptions', id: null, query: { type: 'RECEIPT_VARIANCE' } }}>exceptions</Link> and press “Claim it”.
          </p>
        )}
        {all.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">Claim</th>
                <th scope="col">Of</th>
                <th scope="col">Made</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {all.map((c) => (
                <tr key={c.id} data-row={c.id} className={c.id === place.id ? 'at' : undefined}>
                  <td className="what">
                    <Link to={{ ...place, id: c.id }}>{claimed(c)}</Link>
                    <span className="why">
                      claim {c.n} · shipment {c.evidence.shipment}
                    </span>
                  </td>
                  <td className="small wrap">
                    {c.supplier}
                    {c.location ? ` @ ${c.location}` : ''}
                  </td>
                  <td className="small once">{clock(c.made_at)}</td>
                  <td className="small">
                    {STATES[c.state]}
                    {c.outcome ? `: ${c.outcome}` : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <More list={list} m="sm" />
      </div>
    </>
  );
}
