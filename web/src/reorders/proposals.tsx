import { Button, Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Me, Proposals as Page } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { type Key, useKeys } from '../shell/keys';
import { step } from '../step';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { useTicks } from '../use-ticks';
import { Head, PROPOSALS } from './head';
import { DecideProposal, type ProposalDecision } from './proposal-dialog';
import { ProposalLines } from './proposal-lines';

export type Proposal = Page['data'][number];
const STATES: Readonly<Record<Proposal['state'], string>> = {
  open: '● to be answered',
  answered: '✓ answered',
  superseded: 'replaced by a later one',
  withdrawn: 'withdrawn by the supplier',
};
/** What may still be ordered of it: it is a proposal, and nobody decided that line. */
export const openLines = (p: Proposal): Proposal['lines'] =>
  p.kind === 'proposal' && p.state === 'open' ? p.lines.filter((l) => l.answer === null) : [];

/** What suppliers propose beside our drafts, and what they answer beside what was ordered, line by line. */
export function Proposals({ place, me }: { readonly place: Place; readonly me: Me }) {
  const { supplier = '' } = place.query;
  const queries = useQueryClient();
  const { list, rows: all } = usePages(['proposals', supplier], (page, signal) =>
    ask('listProposals', { query: { limit: 100, ...(supplier ? { supplier } : {}), ...page }, signal }),
  );
  const { ticked, tick, untick } = useTicks();
  const [decision, setDecision] = useState<ProposalDecision | null>(null);
  const here = all.find((p) => p.id === place.id) ?? null;
  const chosen = here ? openLines(here).filter((l) => ticked.has(`${here.id} ${l.n}`)) : [];
  const [mayApprove, mayWork] = [me.rights.includes('approve'), me.rights.includes('work')];
  const begin = (what: ProposalDecision['what']) => (): void => {
    if (!here || openLines(here).length === 0) return;
    const lines = chosen.length > 0 ? chosen : openLines(here);
    setDecision({ what, proposal: here, lines: what === 'approve' ? lines.filter((l) => l.draft !== null && !l.draft.held) : lines });
  };
  const verbs: readonly Key[] =
    here && openLines(here).length > 0
      ? [
          ...(mayApprove ? [{ keys: 'Shift+A', says: 'Order what is proposed …', run: begin('approve') }] : []),
          ...(mayWork ? [{ keys: 'd', says: 'Do not take it …', run: begin('decline') }] : []),
        ]
      : [];
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: 'Escape', says: 'Back', run: () => place.id !== null && go({ ...place, id: null }) },
    ...verbs,
  ]);
  return (
    <div className="desk">
      <section className="list" aria-labelledby="title">
        <Head place={place} view={PROPOSALS} />
        {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
        <div className="scroll" tabIndex={0} role="group" aria-label="Proposals">
          {list.isLoading && <Skeleton height={120} m="md" />}
          {list.data && all.length === 0 && (
            <p className="empty">
              Nobody proposed anything yet. An X12 855 is read as a proposal; a list where its mapping says <code>proposes: true</code>.
            </p>
          )}
          {all.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">Proposal</th>
                  <th scope="col">Lines</th>
                  <th scope="col">Came</th>
                  <th scope="col">State</th>
                </tr>
              </thead>
              <tbody>
                {all.map((p) => (
                  <tr key={p.id} data-row={p.id} className={p.id === place.id ? 'at' : undefined}>
                    <td className="what">
                      <Link to={{ ...place, id: p.id }}>
                        {p.supplier} {p.kind === 'proposal' ? 'proposes' : `answers order ${p.order ?? ''}`}
                      </Link>
                      <span className="why">{p.file}</span>
                    </td>
                    <td className="small">{linesOf(p)}</td>
                    <td className="small once">{clock(p.received_at)}</td>
                    <td className="small">{STATES[p.state]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <More list={list} m="sm" />
        </div>
      </section>
      {here && (
        <aside className="pane wide" aria-label="The proposal">
          <Button className="close" size="compact-sm" variant="default" onClick={() => go({ ...place, id: null })}>
            Close
          </Button>
          <h2>
            {here.supplier} {here.kind === 'proposal' ? 'proposes' : `answers order ${here.order ?? ''}`}
          </h2>
          <p>
            <Link to={{ screen: 'documents', id: here.id, query: {} }}>{here.file}</Link>, {clock(here.received_at)} · {STATES[here.state]}
          </p>
          <ProposalLines proposal={here} ticked={ticked} tick={mayApprove || mayWork ? tick : null} />
          {verbs.length > 0 && (
            <p className="deeds">
              {verbs.map((v) => (
                <Button key={v.keys} size="compact-sm" variant={v.keys === 'd' ? 'default' : 'filled'} onClick={v.run}>
                  {v.says}
                </Button>
              ))}
            </p>
          )}
        </aside>
      )}
      <DecideProposal
        decision={decision}
        close={() => setDecision(null)}
        settled={() => {
          untick();
          for (const key of ['proposals', 'reorders', 'reorder']) void queries.invalidateQueries({ queryKey: [key] });
        }}
      />
    </div>
  );
}
const linesOf = (p: Proposal): string => {
  const open = openLines(p).length;
  return `${p.lines.length}${open > 0 && open < p.lines.length ? `, ${open} to be answered` : ''}`;
};
