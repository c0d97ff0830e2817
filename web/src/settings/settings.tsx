import './settings.css';
import { type ComponentType, useEffect } from 'react';
import type { Me } from '../api/types';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { go, Link } from '../use-place';
import { About } from './about';
import { Alerts } from './alerts';
import { AuditLog } from './audit-log';
import { Calendars } from './calendars';
import { Drops } from './drops';
import { Keys } from './keys';
import { Mailboxes } from './mailboxes';
import { Others } from './others';
import { People } from './people';
import { Retention } from './retention';
import { sectionsFor } from './sections';
import { Templates } from './templates';
import { Webhooks } from './webhooks';

type Shown = ComponentType<{ readonly place: Place; readonly me: Me }>;
const SHOWN: Readonly<Record<string, Shown>> = {
  mailboxes: Mailboxes,
  drops: Drops,
  people: People,
  keys: Keys,
  webhooks: Webhooks,
  templates: Templates,
  calendars: Calendars,
  retention: Retention,
  alerts: Alerts,
  audit: AuditLog,
  other: Others,
  about: About,
};

/** What IT sets, a section each. */
export default function Settings({ place, me }: { readonly place: Place; readonly me: Me }) {
  const mine = sectionsFor(me);
  const at = place.id ?? mine[0]!.id;
  const now = mine.find((s) => s.id === at);
  const Section = now && SHOWN[now.id];
  const step = (by: number): void => {
    const next = mine[mine.findIndex((s) => s.id === at) + by];
    if (next) go({ screen: 'settings', id: next.id, query: {} });
  };
  useKeys([
    { keys: ']', says: 'Next section', run: () => step(1) },
    { keys: '[', says: 'Section before', run: () => step(-1) },
  ]);
  useEffect(() => {
    document.querySelector('.sections a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  return (
    <div className="settings">
      <nav className="sections" aria-label="Sections">
        {mine.map((s) => (
          <Link key={s.id} to={{ screen: 'settings', id: s.id, query: {} }} aria-current={s.id === at ? 'page' : undefined}>
            {s.says}
          </Link>
        ))}
      </nav>
      <section className="screen" aria-labelledby="title" tabIndex={0}>
        <h1 id="title">{now?.says ?? 'Settings'}</h1>
        {Section ? (
          <Section key={at} place={place} me={me} />
        ) : (
          <p>There is no such section, or it is not for you. Choose one beside this.</p>
        )}
      </section>
    </div>
  );
}
