import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { ask } from '../api/client';
import { Failure } from '../notice';
import type { ChosenGiven } from './chosen';
import { Columns, type Deeds } from './columns';
import {
  askedFields,
  columnsUnder,
  fieldSays,
  isCount,
  ITEMS,
  seenAs,
  unused,
  withColumn,
  withIgnored,
  withTerm,
  withTop,
  withWord,
} from './draft';
import { Grid } from './grid';
import { Checks, Lines } from './lines';
import { questionOf, unknownUnits } from './questions';
import type { Schema } from './schema';
import type { Tab } from './tabs';
import type { useLook, useTrial } from './use-sample';

const Yaml = lazy(() => import('./yaml'));

interface PanesGiven extends Pick<ChosenGiven, 'sample' | 'list' | 'draft' | 'text' | 'begin'> {
  readonly look: ReturnType<typeof useLook>;
  readonly trial: ReturnType<typeof useTrial>;
  readonly stale: boolean;
  readonly mine: 'all' | 'values' | 'nothing';
  readonly tab: Tab;
  readonly works: boolean; // else the text alone is shown
  readonly change: (text: string) => void;
}
/** Side by side, or one below the other where there is no room. A file may be dropped on any of it. */
export function Panes({ sample, look, list, draft, text, trial, stale, mine, tab, works, begin, change }: PanesGiven) {
  const [over, setOver] = useState(false);
  const [added, setAdded] = useState<readonly string[]>([]);
  const columns = list ? columnsUnder(list, draft?.headerRow ?? null) : [];
  const said = trial.data;
  const schema = useQuery({
    queryKey: ['mapping-schema'],
    enabled: tab === 'text',
    staleTime: Infinity,
    queryFn: () => ask('getMappingSchema'),
  });
  const questions = draft && text !== null ? (said?.documents ?? []).flatMap((d) => d.issues).flatMap((i) => questionOf(i, draft, text, columns) ?? []) : []; // prettier-ignore
  const used = new Map((draft?.columns ?? []).flatMap((c) => { const s = seenAs(c, columns); return s ? [[s.column, fieldSays(c.field)] as const] : []; })); // prettier-ignore
  // Once an item and a number are said, what is still open is asked by the trial, in the words in which the list would be held.
  const isSaid = (fits: (field: string) => boolean): boolean => (draft?.columns ?? []).some((c) => fits(c.field) && (c.made !== null || seenAs(c, columns) !== null)); // prettier-ignore
  const open = isSaid((f) => ITEMS.includes(f)) && isSaid(isCount) ? [] : (list?.questions ?? []).filter((q) => !questions.some((x) => x.says === q)); // prettier-ignore
  const set = (next: (t: string) => string): void => {
    if (text !== null) change(next(text));
  };
  const deeds: Deeds = {
    column: (field, column) => set((t) => withColumn(column ? withTop(t, ['constants', field], undefined) : t, field, column, columns)),
    term: (field, key, value) => set((t) => withTerm(t, field, key, value)),
    word: (field, word, meaning) => set((t) => withWord(t, field, word, meaning)),
    constant: (key, value) => set((t) => withTop(t, ['constants', key], value)),
    ignore: (heading, ignored) => set((t) => withIgnored(t, heading, ignored)),
    add: (field) => setAdded([...added, field]),
    take: (next) => change(next),
    known: (by, value) =>
      set((t) => withTop(t, [by], value === '' ? undefined : by === 'sender' && value.includes(',') ? value.split(/\s*,\s*/) : value)),
  };
  return (
    <div
      className={`panes${over ? ' over' : ''}${works ? '' : ' alone'}`}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const [file] = e.dataTransfer.files;
        begin(null);
        if (file) void sample.drop(file);
      }}
    >
      {works && (
        <section className="part" aria-label="File as sent">
          <h2>1 File as sent</h2>
          {look.error && <Failure error={look.error} again={() => void look.refetch()} />}
          {look.data?.refused.map((r) => (
            <p key={r} className="warn wrap">
              ⚠ {r}
            </p>
          ))}
          {sample.body === null && !sample.loading && (
            <p className="empty">Drop a file of this supplier here, or choose one above. Nothing of it is kept before you say so.</p>
          )}
          {look.isLoading && <Skeleton height={160} />}
          {list && (
            <Grid
              list={list}
              columns={columns}
              headerRow={draft?.headerRow ?? list.header_row}
              used={used}
              said={
                mine === 'all'
                  ? (row) => {
                      set((t) => withTop(t, ['header_row'], row));
                      begin({ sheet: list.sheet, row });
                    }
                  : null
              }
            />
          )}
        </section>
      )}
      <section className="part" aria-label={tab === 'text' ? 'Text' : 'Columns'}>
        <h2>
          {works ? '2 ' : ''}
          {tab === 'text' ? 'The mapping as text' : 'Columns'}
        </h2>
        {tab === 'text' && text !== null && (
          <>
            <Suspense fallback={<Skeleton height={200} />}>
              <Yaml
                text={text}
                change={change}
                faults={said?.faults ?? NO_FAULTS}
                schema={(schema.data as Schema | undefined) ?? null}
                readOnly={mine === 'nothing'}
              />
            </Suspense>
            <div role="status">
              {(said?.faults ?? []).map((f, n) => (
                <p key={n} className="bad wrap">
                  ✕ line {f.line}, column {f.column}: {f.detail}
                </p>
              ))}
            </div>
          </>
        )}
        {tab === 'columns' && draft && list && (
          <Columns
            {...{ draft, columns, questions, open, mine, deeds }}
            asked={askedFields(draft, list, added)}
            unused={unused(draft, columns)}
            unknown={said ? unknownUnits(said) : NONE}
            names={{ uom: look.data?.units ?? [], location: look.data?.places ?? [] }}
          />
        )}
        {tab === 'columns' && text !== null && !draft && (
          <p className="empty">It cannot be shown as columns: it is a mapping of EDI, or its text has a fault. See it as text.</p>
        )}
      </section>
      {works && (
        <section className="part" aria-label="Lines as understood">
          <h2>3 Lines as understood</h2>
          {trial.error && <Failure error={trial.error} again={() => void trial.refetch()} />}
          {trial.isLoading && <Skeleton height={160} />}
          {said && said.faults.length > 0 && (
            <p className="bad">✕ The text has {said.faults.length === 1 ? 'a fault' : 'faults'}; nothing is read by it.</p>
          )}
          {said && said.faults.length === 0 && (
            <>
              <Checks trial={said} stale={stale} />
              <Lines trial={said} stale={stale} />
            </>
          )}
        </section>
      )}
    </div>
  );
}
const NONE: ReadonlySet<string> = new Set();
const NO_FAULTS: readonly never[] = [];
