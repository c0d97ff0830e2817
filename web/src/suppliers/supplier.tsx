import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Me, Supplier } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { go, Link } from '../use-place';
import { Overview } from './card';
import { choose, inQuestion, MOST_NEAR, Names } from './names';
import { Waiting } from './parts';
import { Programs } from './programs';
import { Replies } from './replies';
import { Senders } from './senders';
import { Sharing } from './sharing';
import { Thresholds } from './thresholds';
import { Tolerances } from './tolerances';

const TABS = [
  ['overview', 'Overview'],
  ['programs', 'Programs'],
  ['tolerances', 'Tolerances'],
  ['thresholds', 'Levels'],
  ['senders', 'Senders'],
  ['names', 'Names'],
  ['replies', 'Replies'],
  ['sharing', 'Sharing'],
] as const;
type Tab = (typeof TABS)[number][0];

/** One supplier, by what one comes for: how it did, what is agreed, who may send, what its words mean, what it is told. */
export function SupplierScreen({ code, place, me }: { readonly code: string; readonly place: Place; readonly me: Me }) {
  const found = useQuery({ queryKey: ['supplier', code], queryFn: () => ask('getSupplier', { params: { supplier: code } }) });
  const tab: Tab = TABS.find(([t]) => t === place.query.tab)?.[0] ?? 'overview';
  const [editing, setEditing] = useState(false);
  const to = (t: Tab): Place => ({ ...place, query: t === 'overview' ? {} : { tab: t } });
  const s = found.data;
  const mayAgree = me.rights.includes('feed') && me.locations === null;
  const beside = (other: string | null | undefined): void => {
    if (other) go({ screen: 'suppliers', id: other, query: place.query.tab ? { tab: place.query.tab } : {} });
  };
  useKeys([
    ...TABS.map(([t, says], n) => ({
      keys: String(n + 1),
      says: tab === 'names' && n < MOST_NEAR ? `${says}; on a question: that it is candidate ${n + 1}` : says,
      run: () => (inQuestion() === null ? go(to(t)) : choose(n)),
    })),
    { keys: '[', says: 'Supplier before', run: () => beside(s?.before) },
    { keys: ']', says: 'Next supplier', run: () => beside(s?.after) },
    ...(mayAgree ? [{ keys: 'c', says: 'When it is due …', run: () => (go(to('programs')), setEditing(true)) }] : []),
    { keys: 't', says: 'Tolerances', run: () => go(to('tolerances')) },
    {
      keys: 'Escape',
      says: 'Back',
      run: () =>
        place.query.measure ? go({ ...place, query: { ...place.query, measure: '' } }) : go({ screen: 'suppliers', id: null, query: {} }),
    },
  ]);
  return (
    <section className="screen suppliers" aria-labelledby="title">
      <Top s={s} place={place} />
      <h1 id="title" className="wrap">
        {s?.name ?? code}
      </h1>
      {s && <Facts s={s} />}
      <nav className="views" aria-label={`About ${s?.name ?? code}`}>
        {TABS.map(([t, says]) => (
          <Link key={t} to={to(t)} aria-current={t === tab ? 'page' : undefined}>
            {says}
          </Link>
        ))}
      </nav>
      {found.error && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Waiting height={160} />}
      {s && <Tabbed tab={tab} s={s} place={place} me={me} mayAgree={mayAgree} editing={editing} edit={setEditing} />}
    </section>
  );
}

interface Shown {
  readonly tab: Tab;
  readonly s: Supplier;
  readonly place: Place;
  readonly me: Me;
  readonly mayAgree: boolean;
  readonly editing: boolean;
  readonly edit: (on: boolean) => void;
}
function Tabbed({ tab, s, place, me, mayAgree, editing, edit }: Shown) {
  const everywhere = me.locations === null;
  const mayWork = me.rights.includes('work');
  switch (tab) {
    case 'overview':
      return <Overview supplier={s} place={place} />;
    case 'programs':
      return <Programs supplier={s} may={mayAgree} editing={editing} edit={edit} />;
    case 'tolerances':
      return <Tolerances supplier={s} mayTry={mayWork && everywhere} mayAgree={mayAgree} />;
    case 'thresholds':
      return <Thresholds supplier={s} may={mayAgree} />;
    case 'senders':
      return <Senders supplier={s} may={mayAgree} />;
    case 'names':
      return <Names supplier={s} may={mayWork && everywhere} />;
    case 'replies':
      return <Replies supplier={s} maySend={mayWork && everywhere} mayTry={me.rights.includes('send') && everywhere} />;
    case 'sharing':
      return <Sharing supplier={s} may={mayWork && everywhere} />;
  }
}

function Top({ s, place }: { readonly s: Supplier | undefined; readonly place: Place }) {
  const query: Record<string, string> = place.query.tab ? { tab: place.query.tab } : {};
  return (
    <p className="beside">
      <Link to={{ screen: 'suppliers', id: null, query: {} }}>← All suppliers</Link>
      <span>
        {s?.before && <Link to={{ screen: 'suppliers', id: s.before, query }}>[ {s.before}</Link>}{' '}
        {s?.after && <Link to={{ screen: 'suppliers', id: s.after, query }}>{s.after} ]</Link>}
      </span>
    </p>
  );
}

const LEAVE = { preview: 'wait for a person', send: 'leave by themselves', off: 'are off' } as const;

/** What one asks before one writes to them. */
function Facts({ s }: { readonly s: Supplier }) {
  return (
    <p className="facts-line">
      <code>{s.supplier}</code>
      {s.contact_email.length > 0 && <span>contact {s.contact_email.join(', ')}</span>}
      <span>{s.locale ?? 'no language said: English'}</span>
      <span className={s.replies.stop ? 'warn' : undefined}>
        {s.replies.stop ? '⚠ replies are stopped' : `replies ${LEAVE[s.replies.leave]}`}
      </span>
      {s.shadow && <span className="warn">◑ in shadow: nobody hears of it</span>}
      <Link to={{ screen: 'exceptions', id: null, query: { supplier: s.supplier } }}>its exceptions</Link>
      <Link to={{ screen: 'documents', id: null, query: { supplier: s.supplier } }}>its documents</Link>
      <Link to={{ screen: 'reorders', id: null, query: { supplier: s.supplier } }}>its reorders</Link>
    </p>
  );
}
