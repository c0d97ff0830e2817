import type { PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction';
import { compare, exact } from '../../domain/canonical/quantity';
import { RefusedError } from '../../platform/errors';
import type { Sees } from '../access/sees';
import { decideIn, type Deciding, type Done } from './act';
import { type ProposalLineReport, type ProposalReport, reportProposals } from './proposals';
import { lockProposal, proposalRows, writeAnswers, type WrittenAnswer } from './proposals.store';
import { bare } from './reorders-list.store';

/** What is decided of a proposal: of the lines that are named, else of all that nobody decided yet. */
export interface ProposalDeed {
  readonly do: 'approve' | 'decline';
  readonly version?: string | undefined; // that was seen; an approval names it
  readonly lines?: readonly number[] | undefined;
  readonly by: string;
  readonly reason: string;
}
export interface LineDone {
  readonly n: number;
  readonly done: boolean;
  readonly reorder: string | null;
  readonly order: string | null;
  readonly code: string | null;
  readonly detail: string | null;
}

/**
 * Approved, the drafts become what the supplier proposes: its quantity is the change, and the reason names the proposal with the
 * place of the line. What is approved together is ordered together; a line that cannot be approved changes nothing of its draft.
 * Undefined where nobody sees such a proposal.
 */
export async function decideOnProposal(
  d: Deciding,
  sees: Sees,
  id: string,
  deed: ProposalDeed,
  now: string,
): Promise<LineDone[] | undefined> {
  return inTransaction(d.db.pool, async (client) => {
    await lockProposal(client, id);
    const [row] = await proposalRows(client, sees, { ids: [id] });
    const [proposal] = await reportProposals(client, sees, { ids: [id] });
    if (!row || !proposal) return undefined;
    const lines = meantOf(proposal, deed);
    const written = ({ n }: ProposalLineReport, what: WrittenAnswer['what'], reason: string, reorderId: string | null): WrittenAnswer => ({
      ...{ receiptId: row.receiptId, ordinal: row.ordinal, head: n, what, author: deed.by, reason, reorderId },
    });
    if (deed.do === 'decline') {
      if (deed.reason.trim() === '') throw new RefusedError('proposal.reason', 'say why');
      await writeAnswers(client, lines.map((l) => written(l, 'declined', deed.reason, null)), now); // prettier-ignore
      return lines.map((l) => ({ n: l.n, done: true, reorder: null, order: null, code: null, detail: null }));
    }
    const done = await approveLines(client, d, sees, proposal, lines, deed, now);
    const answers = done.filter((x) => x.done).map((x) => written(lines.find((l) => l.n === x.n)!, 'approved', deed.reason, x.reorder && bare(x.reorder))); // prettier-ignore
    await writeAnswers(client, answers, now);
    return done;
  });
}

/** Throws RefusedError where the whole cannot be decided as it is. */
function meantOf(proposal: ProposalReport, deed: ProposalDeed): ProposalLineReport[] {
  if (proposal.kind === 'order_answer')
    throw new RefusedError('proposal.answer', `${proposal.id} answers order ${proposal.order}; there is nothing to approve`);
  if (deed.do === 'approve' && deed.version === undefined)
    throw new RefusedError('proposal.version', 'an approval names the version that was seen');
  if (deed.version !== undefined && deed.version !== proposal.version)
    throw new RefusedError('proposal.changed', `it is another one by now; look at it again (${proposal.version})`);
  if (proposal.state !== 'open') throw new RefusedError('proposal.over', `it is ${proposal.state}`);
  const unknown = deed.lines?.find((n) => !proposal.lines.some((l) => l.n === n));
  if (unknown !== undefined) throw new RefusedError('proposal.line', `it has no line ${unknown}`);
  const open = proposal.lines.filter((l) => l.answer === null);
  return deed.lines ? open.filter((l) => deed.lines!.includes(l.n)) : open;
}

const notDone = ({ n }: ProposalLineReport, code: string, detail: string): LineDone => ({
  ...{ n, done: false, reorder: null, order: null, code, detail },
});

/** What of a line keeps it from being approved, whoever asks. */
function unfit(l: ProposalLineReport, taken: ReadonlyMap<string, number>): LineDone | undefined {
  if (l.unmatched !== null) return notDone(l, 'proposal.unmatched', `it was not matched: ${l.unmatched}`);
  if (l.theirs === null) return notDone(l, 'proposal.quantity', 'it says no quantity');
  if (!l.draft) return notDone(l, 'proposal.no-draft', `nothing of ${l.sku} is to be ordered for ${l.location}; decline it`);
  const other = taken.get(l.draft.id);
  if (other !== undefined) return notDone(l, 'proposal.twice', `line ${other} proposes the same; decide on the draft itself`);
  return undefined;
}

/** Each is tried by itself first and taken back, so that one that is refused leaves its draft as it was and keeps no other. */
async function approveLines(
  client: PoolClient,
  d: Deciding,
  sees: Sees,
  proposal: ProposalReport,
  lines: readonly ProposalLineReport[],
  { by, reason }: ProposalDeed,
  now: string,
): Promise<LineDone[]> {
  // prettier-ignore
  const said = (l: ProposalLineReport): string => {
    const what = proposal.order === null ? '' : ` under ${proposal.order}`;
    return `proposed by ${proposal.supplier}${what} (${proposal.file}, ${l.place})${reason === '' ? '' : `: ${reason}`}`;
  };
  const change = async (l: ProposalLineReport): Promise<Done> => {
    const { id, version, state } = l.draft!;
    const seen = { id, version };
    if (compare(exact(l.theirs!), exact(l.ours!)) === 0) return { id, version, done: true, state, order: null, waits_for_second: false };
    return (await decideIn(client, d, sees, [seen], { action: { do: 'change', quantity: l.theirs! }, by, reason: said(l) }, now))[0]!;
  };
  const approve = (ready: readonly Done[], why: string, dry = false): Promise<Done[]> =>
    decideIn(client, { ...d, dry }, sees, ready.map((r) => ({ id: r.id, version: r.done ? r.version : '' })), { action: { do: 'approve' }, by, reason: why }, now); // prettier-ignore
  const outcomes = new Map<number, LineDone>();
  const fit: ProposalLineReport[] = [];
  const taken = new Map<string, number>();
  for (const l of lines) {
    const why = unfit(l, taken);
    if (why) {
      outcomes.set(l.n, why);
      continue;
    }
    taken.set(l.draft!.id, l.n);
    await client.query('savepoint line');
    const changed = await change(l);
    const tried = changed.done ? (await approve([changed], said(l), true))[0]! : changed;
    await client.query('rollback to savepoint line');
    if (tried.done) fit.push(l);
    else outcomes.set(l.n, notDone(l, tried.code, tried.detail));
  }
  const changed: Done[] = [];
  for (const l of fit) changed.push(await change(l));
  const approved = await approve(changed, fit.length === 1 ? said(fit[0]!) : `proposed by ${proposal.supplier} (${proposal.file})`);
  for (const [i, l] of fit.entries()) {
    const done = approved[i]!;
    outcomes.set(l.n, done.done ? { n: l.n, done: !done.waits_for_second, reorder: done.id, order: done.order, code: null, detail: done.waits_for_second ? 'approved, and a second person is needed' : null } : notDone(l, done.code, done.detail)); // prettier-ignore
  }
  return lines.map((l) => outcomes.get(l.n)!);
}
