import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Mapping, Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { toast } from '../shell/toasts';
import { go, Link } from '../use-place';
import { TYPED_MS } from '../typed';
import { Chosen } from './chosen';
import { type List, read, withColumn, withTop } from './draft';
import { Panes } from './panes';
import { Publish } from './publish';
import { Tested } from './tested';
import { type Tab, TABS } from './tabs';
import { useDraft } from './use-draft';
import { useLook, useSample, useTrial } from './use-sample';
import { Versions } from './versions';
import { keptSays } from './words';
import { useStudioKeys } from './studio-keys';

interface Given {
  readonly place: Place;
  readonly me: Me;
  readonly name: string | null; // of a mapping that there is
  readonly supplier: string; // else whose is begun
}
/** A mapping on one page: the file as sent, what its columns are, and the lines as they are understood. */
export function Studio({ place, me, name, supplier }: Given) {
  const queries = useQueryClient();
  const works = me.rights.includes('work');
  const found = useQuery({
    queryKey: ['mapping', name],
    enabled: name !== null,
    queryFn: ({ signal }) => ask('getMapping', { params: { name: name! }, signal }),
  });
  const mapping = name === null ? undefined : found.data;
  const whose = mapping?.supplier ?? supplier;
  const sample = useSample(whose, place.query.sample, mapping?.last?.document ?? null, works);
  const [begin, setBegin] = useState<{ readonly sheet: string; readonly row: number } | null>(null);
  const look = useLook(whose, sample, begin);
  const lists = (look.data?.lists ?? []).filter((l) => !l.hidden);
  const list: List | undefined = lists[Number(place.query.list ?? 0)] ?? lists[0];
  const work = useDraft(name, whose, mapping, list);
  const { text } = work;
  const draft = text === null ? null : read(text);
  const [still] = useDebouncedValue(text, TYPED_MS);
  const trial = useTrial(still, sample);
  const stale = trial.isFetching || still !== text;
  const wanted = place.query.tab && place.query.tab in TABS ? place.query.tab : mapping?.kind === 'edi' ? 'text' : 'columns';
  const tab = (works || wanted === 'versions' ? wanted : 'text') as Tab; // what a file would become is shown to who works
  const [asked, setAsked] = useState<{ mapping: Mapping; version: number } | null>(null);
  const mine = name === null ? (me.rights.includes('manage') ? 'all' : 'nothing') : (mapping?.mine ?? 'nothing');

  const fetched = (called: string): Promise<Mapping> =>
    queries.fetchQuery({ queryKey: ['mapping', called], queryFn: () => ask('getMapping', { params: { name: called } }), staleTime: 0 });
  const save = useMutation({
    mutationFn: async () => {
      const called = draft?.name ?? name ?? '';
      const saved = await ask('saveMapping', { params: { name: called }, version: mapping?.seen ?? '0-0', body: { text: text! } });
      return { mapping: await fetched(saved.name), version: saved.version };
    },
    onSuccess: (saved) => {
      work.settle();
      void queries.invalidateQueries({ queryKey: ['mappings'] });
      if (name === null) go({ screen: 'mappings', id: saved.mapping.name, query: { ...place.query, draft: '' } }, { instead: true });
    },
    // Told once what others saved is known: who saves again at once saves over that.
    onError: () => queries.invalidateQueries({ queryKey: ['mapping', name] }),
  });
  const keep = (): void => {
    if (mine !== 'nothing' && text !== null && work.dirty && !save.isPending)
      save.mutate(undefined, { onSuccess: (s) => toast(`Saved as version ${s.version}; nothing is read by it before it is published`) });
  };
  const publish = async (version?: number): Promise<void> => {
    if (version === undefined && (work.dirty || mapping?.versions.length === 0)) {
      const saved = await save.mutateAsync().catch(() => null);
      if (saved) setAsked(saved);
      return;
    }
    const fresh = await fetched(name!); // what is new was never saved, and is saved above
    setAsked({ mapping: fresh, version: version ?? fresh.newest });
  };
  const test = useMutation({ mutationFn: (tested: string) => ask('testMapping', { body: { text: tested, last: 10 } }) });
  const run = (): void => {
    if (works && text !== null && !test.isPending) test.mutate(text);
  };
  const to = (query: Readonly<Record<string, string>>): void => go({ ...place, query: { ...place.query, ...query } }, { instead: true });
  useStudioKeys({ save: keep, test: run, columns: tab === 'columns', unmap: (field) => mine === 'all' && text !== null && work.change(withTop(withColumn(text, field, null, []), ['constants', field], undefined)) }); // prettier-ignore
  useKeys([{ keys: 'Escape', says: 'Back', run: () => go({ screen: 'mappings', id: null, query: {} }) }]);

  if (name !== null && found.error) return <Lost error={found.error} again={() => void found.refetch()} />;
  const published = mapping?.holds ?? null;
  const ready = mine !== 'nothing' && text !== null && (trial.data?.faults.length ?? 0) === 0;
  const open = work.dirty || mapping?.versions.length === 0 ? undefined : mapping && mapping.newest !== published ? mapping.newest : null;
  return (
    <section className="studio" aria-labelledby="title">
      <div className="studio-head">
        <p>
          <Link to={{ screen: 'mappings', id: null, query: {} }}>← All mappings</Link>
        </p>
        <div className="studio-title">
          <h1 id="title" className="wrap">
            {name ?? `A new mapping for ${whose}`}
          </h1>
          <span className="dim">
            {name === null ? 'not saved yet' : published === null ? 'not published' : `version ${published} counts`}
            {mapping && mapping.newest > (published ?? 0) && mapping.versions.length > 0 ? ` · draft ${mapping.newest}` : ''}
            {name !== null && work.dirty ? ' · changed and not saved' : ''}
            {mapping && mapping.documents > 0 ? ` · read ${mapping.documents === 1 ? '1 document' : `${mapping.documents} documents`}` : ''}
          </span>
          <div className="acts">
            {works && (
              <Button size="xs" variant="default" loading={test.isPending} disabled={text === null} onClick={run}>
                Test on the last ten
              </Button>
            )}
            {mine !== 'nothing' && (
              <>
                <Button size="xs" variant="default" loading={save.isPending} disabled={!work.dirty || !ready} onClick={keep}>
                  Save
                </Button>
                <Button size="xs" disabled={!ready || open === null || stale} onClick={() => void publish()}>
                  Publish …
                </Button>
              </>
            )}
          </div>
        </div>
        {mapping && mapping.kept !== 'here' && <p className="dim wrap">{keptSays(mapping)}</p>}
        {mine === 'values' && <p className="dim">You may say what units and places mean. Which columns count is changed by an admin.</p>}
        {mine === 'nothing' && name === null && <p className="warn">⚠ An admin begins a mapping; what would be read you can see here.</p>}
        {works && (
          <Chosen {...{ sample, lists, list, draft, to, name }} text={text} change={mine === 'all' ? work.change : null} begin={setBegin} />
        )}
        {save.error && <Failure error={save.error} />}
        {test.error && <Failure error={test.error} />}
        {test.data && (
          <div className={test.variables === text ? undefined : 'stale'}>
            {test.data.faults.length === 0 ? (
              <Tested files={test.data.files} />
            ) : (
              <p role="status" className="warn">
                ⚠ Not tested, since the text has {test.data.faults.length === 1 ? 'a fault' : 'faults'}: {test.data.faults[0]!.detail}
              </p>
            )}
          </div>
        )}
        <nav className="views" aria-label="Parts">
          {Object.entries(TABS).map(
            ([t, says]) =>
              (works || t !== 'columns') && (
                <Link key={t} to={{ ...place, query: { ...place.query, tab: t } }} aria-current={t === tab ? 'page' : undefined}>
                  {says}
                </Link>
              ),
          )}
        </nav>
      </div>
      {tab === 'versions' && mapping && (
        <div className="studio-one">
          <Versions
            mapping={mapping}
            look={(version) => {
              work.change(mapping.versions.find((v) => v.version === version)!.text);
              to({ tab: 'columns' });
            }}
            publish={mine === 'nothing' ? null : (version) => void publish(version)}
          />
        </div>
      )}
      {tab === 'versions' && !mapping && <p className="empty">It has no version yet: save it, and it has its first one.</p>}
      {tab !== 'versions' && (
        <Panes {...{ sample, look, list, draft, text, trial, stale, mine, tab, works }} change={work.change} begin={setBegin} />
      )}
      <Publish
        asked={asked}
        file={sample.local?.file ?? null}
        close={() => setAsked(null)}
        done={() => {
          for (const key of ['mapping', 'mappings', 'documents', 'drifts', 'exceptions', 'summary'])
            void queries.invalidateQueries({ queryKey: [key] });
        }}
      />
    </section>
  );
}

function Lost({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  return (
    <section className="screen" aria-labelledby="title">
      <p>
        <Link to={{ screen: 'mappings', id: null, query: {} }}>← All mappings</Link>
      </p>
      <h1 id="title">Mapping</h1>
      <Failure error={error} again={again} />
    </section>
  );
}
