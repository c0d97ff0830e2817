import { Button, Kbd, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { grouped, money } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { type Key, useKeys } from '../shell/keys';
import { toast } from '../shell/toasts';
import { comeFrom, itemPlace } from '../item/place';
import { focusedRow, step } from '../step';
import { go, Link } from '../use-place';
import { useTicks } from '../use-ticks';
import { Approve, Decide, type Decision } from './dialogs';
import { Detail } from './detail';
import { type Draft, groupsOf, heldWhy } from './groups';
import { Head, PROPOSALS, type State, STATES } from './head';
import { Proposals } from './proposals';

export default function Reorders(shown: { readonly place: Place; readonly me: Me }) {
  return shown.place.query.state === PROPOSALS ? <Proposals {...shown} /> : <Drafts {...shown} />;
}

/** Drafts with their whole sum; held ones with their doubt; approved with what was seen, and never by one key alone. */
function Drafts({ place, me }: { readonly place: Place; readonly me: Me }) {
  const state = (place.query.state && place.query.state in STATES ? place.query.state : 'open') as State;
  const { supplier = '' } = place.query;
  const { list, rows: drafts } = usePages(['reorders', state, supplier], (page, signal) =>
    ask('listReorders', { query: { state, limit: 200, ...(supplier ? { supplier } : {}), ...page }, signal }),
  );
  const { ticked, tick, untick } = useTicks();
  const [decision, setDecision] = useState<{ readonly kind: Decision; readonly draft: Draft } | null>(null);
  const [approving, setApproving] = useState<readonly Draft[] | null>(null);
  const chosen = drafts.filter((d) => ticked.has(d.id) && !d.held);
  const mayApprove = me.rights.includes('approve') && state === 'open';
  const mayWork = me.rights.includes('work');
  const queries = useQueryClient();
  const settle = (): void => {
    for (const key of ['reorders', 'reorder']) void queries.invalidateQueries({ queryKey: [key] });
  };
  // What is approved are the numbers that stood before one's eyes when the dialog was opened, and no others.
  const approve = useMutation({
    mutationFn: (all: readonly Draft[]) => ask('approveReorders', { body: { reorders: all.map(({ id, version }) => ({ id, version })) } }),
    onSuccess: ({ outcomes }, all) => {
      setApproving(null);
      untick();
      const good = outcomes.filter((o) => o.done);
      const second = good.filter((o) => o.done && o.waits_for_second).length;
      if (good.length > 0) toast(`${good.length} approved${second > 0 ? `; ${second} wait for a second person` : ''}`);
      for (const [n, o] of outcomes.entries())
        if (!o.done) toast(`${all[n]!.sku} @ ${all[n]!.location} was not approved: ${o.detail}`, { tone: 'bad' });
      settle();
    },
  });
  const focused = (): Draft | undefined => drafts.find((d) => d.id === focusedRow());
  const decide = (kind: Decision) => (): void => {
    const draft = focused() ?? drafts.find((d) => d.id === place.id) ?? chosen[0];
    if (draft) setDecision({ kind, draft });
  };
  const verbs: readonly Key[] = [
    ...(mayApprove ? [{ keys: 'Shift+A', says: 'Approve what is ticked …', run: () => chosen.length > 0 && setApproving(chosen) }] : []),
    ...(mayWork && state === 'open'
      ? [
          { keys: 'e', says: 'Change the quantity …', run: decide('change') },
          { keys: 'd', says: 'Decline …', run: decide('decline') },
          { keys: 'h', says: 'Put aside …', run: decide('defer') },
          { keys: 'r', says: 'Release from its doubt …', run: decide('release') },
        ]
      : []),
    ...(mayWork && (state === 'declined' || state === 'deferred')
      ? [{ keys: 'o', says: 'Take it up again …', run: decide('reopen') }]
      : []),
  ];
  const walk = (): void => {
    const to = itemPlace(focused() ?? drafts.find((d) => d.id === place.id) ?? { supplier: null, sku: null, location: null });
    if (!to) return;
    comeFrom(drafts);
    go(to);
  };
  useKeys([
    { keys: 'w', says: 'Both sides of the item over time', run: walk },
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: 'x', says: 'Tick', run: () => tickable(focused()) && tick(focused()!.id) },
    { keys: ' ', says: 'Tick', run: () => tickable(focused()) && tick(focused()!.id) },
    { keys: 'Escape', says: 'Back', run: () => place.id !== null && go({ ...place, id: null }) },
    ...verbs,
  ]);
  const tickable = (d: Draft | undefined): d is Draft => mayApprove && d !== undefined && !d.held;
  return (
    <div className="desk">
      <section className="list" aria-labelledby="title">
        <Head place={place} view={state} />
        {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
        <div className="scroll drafts" tabIndex={0} role="group" aria-label="Drafts">
          {list.isLoading && <Skeleton height={120} m="md" />}
          {list.data && drafts.length === 0 && (
            <p className="empty">{state === 'open' ? 'Nothing is at its minimum that you order or approve.' : `None is here.`}</p>
          )}
          {groupsOf(drafts).map((g) => (
            <section key={g.key} aria-label={`${g.supplier}, ${g.location}`}>
              <h2>
                {g.supplier} · {g.location} · {g.drafts.length === 1 ? '1 line' : `${g.drafts.length} lines`} · {g.value}
              </h2>
              <table>
                <tbody>
                  {g.drafts.map((d) => (
                    <Line
                      key={d.id}
                      d={d}
                      to={{ ...place, id: d.id }}
                      ticked={ticked.has(d.id)}
                      tick={tickable(d) ? tick : null}
                      at={d.id === place.id}
                    />
                  ))}
                </tbody>
              </table>
            </section>
          ))}
          <More list={list} m="sm" />
        </div>
        {verbs.length > 0 && drafts.length > 0 && (
          <div className="bar" role="toolbar" aria-label="What to do">
            {verbs.map((v) => (
              <Button
                key={v.keys}
                size="compact-sm"
                variant={v.keys === 'Shift+A' ? 'filled' : 'default'}
                disabled={v.keys === 'Shift+A' && chosen.length === 0}
                onMouseDown={(e) => e.preventDefault()} // the row that has the focus is what is meant
                onClick={v.run}
                leftSection={<Kbd size="xs">{v.keys}</Kbd>}
              >
                {v.keys === 'Shift+A' ? `Approve ${chosen.length} …` : v.says}
              </Button>
            ))}
          </div>
        )}
      </section>
      {place.id !== null && <Detail id={place.id} close={() => go({ ...place, id: null })} />}
      <Approve
        drafts={approving}
        close={() => setApproving(null)}
        busy={approve.isPending}
        error={approve.error}
        approve={() => approving && approve.mutate(approving)}
      />
      <Decide decision={decision} close={() => setDecision(null)} settled={settle} />
    </div>
  );
}

function Line({
  d,
  to,
  ticked,
  tick,
  at,
}: {
  readonly d: Draft;
  readonly to: Place;
  readonly ticked: boolean;
  readonly tick: ((id: string) => void) | null;
  readonly at: boolean;
}) {
  const why = heldWhy(d);
  return (
    <tr data-row={d.id} className={at ? 'at' : undefined}>
      <td>{tick && <input type="checkbox" aria-label={`Tick ${d.sku}`} checked={ticked} onChange={() => tick(d.id)} />}</td>
      <td className="what">
        <Link to={to}>{d.sku}</Link>
        <span className="why">
          on hand {grouped(d.on_hand)} · min {grouped(d.min)}
        </span>
      </td>
      <td className="see">
        {d.sum}
        {why && <span className="why warn">⚠ held: {why}</span>}
        {d.changed && <span className="why">changed by hand; {grouped(d.suggested)} was suggested</span>}
        {d.approvals.length > 0 && <span className="why">approved by {d.approvals.map((a) => a.by).join(', ')}</span>}
      </td>
      <td className="num">
        <b>
          {grouped(d.quantity)} {d.uom}
        </b>
      </td>
      <td className="num small">{d.value ? `${money(d.value.amount)} ${d.value.currency ?? ''}` : 'cost unknown'}</td>
    </tr>
  );
}
