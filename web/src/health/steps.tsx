import type { Health } from '../api/types';
import type { Place } from '../route';
import { Link } from '../use-place';

type Step = Health['steps'][number]['step'];
const STEPS: Readonly<Record<Step, readonly [says: string, how: string, to: Place | null]>> = {
  data: ['Your own data', '`crosscount import FOLDER` takes items, places and stock from your ERP', null],
  supplier: ['A first supplier', 'it comes with the same import, in suppliers.csv', null],
  source: ['A way in', 'connect the mailbox to which suppliers send', { screen: 'settings', id: 'mailboxes', query: { mailbox: 'new' } }],
  file: ['A first file', 'have one mailed, or drop one on the list of documents', { screen: 'documents', id: null, query: {} }],
  people: ['A colleague', 'invite who deals with what is found', { screen: 'settings', id: 'people', query: {} }],
};

/** The first run; it goes when all of it is done, and ticks itself by what is there. */
export function Steps({ steps }: Pick<Health, 'steps'>) {
  const done = steps.filter((s) => s.done).length;
  if (done === steps.length) return null;
  return (
    <section className="first card" aria-label="First steps">
      <h2>
        First steps: {done} of {steps.length}
      </h2>
      <ol>
        {steps.map(({ step, done: is }) => {
          const [says, how, to] = STEPS[step];
          return (
            <li key={step} className={is ? 'dim' : undefined}>
              <span className={is ? 'good' : 'dim'}>{is ? '✓ done' : '○ to do'}</span> <b>{says}</b>
              {!is && <span>: {to ? <Link to={to}>{how}</Link> : how}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
