import { Button, Kbd } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { title } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import type { Deed } from '../exceptions/deeds';
import { type Asks, Dialog } from '../exceptions/dialogs';
import { heldIds, hold, onHeld, undo } from '../exceptions/pending';
import { called, type Listed, stateOf, whyOf } from '../exceptions/row';
import { type Key, useKeys } from '../shell/keys';
import { Link } from '../use-place';

interface Props {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly me: Me;
}

/** What stands open about the pair, the worst first, with the deeds of the desk. */
export function Desk({ supplier, sku, location, me }: Props) {
  const open = useQuery({
    queryKey: ['exceptions', 'of', supplier, sku, location],
    queryFn: ({ signal }) => ask('listExceptions', { query: { supplier, sku, location, by: 'impact', limit: 50 }, signal }),
  });
  const [asks, setAsks] = useState<Asks | null>(null);
  const held = useSyncExternalStore(onHeld, heldIds);
  const queries = useQueryClient();
  const all = open.data?.data ?? [];
  const e = all[0];
  const act = (deed: Deed): void => {
    if (!e) return;
    const settled = (): void => {
      for (const key of ['exceptions', 'summary', 'exception', 'timeline']) void queries.invalidateQueries({ queryKey: [key] });
    };
    void hold([{ id: e.id, version: e.version, called: called(e) }], deed, settled);
  };
  const verbs: readonly Key[] =
    e && me.rights.includes('work')
      ? [
          { keys: 't', says: 'Take up', run: () => act({ do: 'acknowledge' }) },
          { keys: 'a', says: 'Assign …', run: () => setAsks('assign') },
          { keys: 'c', says: 'Comment …', run: () => setAsks('comment') },
          { keys: 'x', says: 'Close …', run: () => setAsks('resolve') },
        ]
      : [];
  useKeys([...verbs, ...(verbs.length > 0 ? [{ keys: 'z', says: 'Undo', run: () => void undo() }] : [])]);
  if (!e) return null;
  return (
    <section className="desk-line" aria-label="What stands open about it">
      <p>
        <span className={`sev ${e.severity}`}>⚑</span> <Link to={{ screen: 'exceptions', id: e.id, query: {} }}>{capital(title(e))}</Link>{' '}
        <span className="dim">{stateNow(e, held)}</span>
        {e.cause && <span> · {whyOf(e.cause)}</span>}
        {all.length > 1 && <span className="dim"> · and {all.length - 1} more</span>}
      </p>
      {verbs.length > 0 && (
        <div className="acts" role="toolbar" aria-label="What to do">
          {verbs.map((v) => (
            <Button key={v.keys} size="compact-xs" variant="default" onClick={v.run} leftSection={<Kbd size="xs">{v.keys}</Kbd>}>
              {v.says}
            </Button>
          ))}
        </div>
      )}
      <Dialog asks={asks} count={1} me={me.name} close={() => setAsks(null)} act={act} />
    </section>
  );
}

const capital = (s: string): string => s.replace(/^./, (c) => c.toUpperCase());
const stateNow = (e: Listed, held: ReadonlySet<string>): string => (held.has(e.id) ? 'changing …' : stateOf(e));
