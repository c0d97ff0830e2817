import type { Pool, PoolClient } from 'pg';
import { exact, subtract, text } from '../../domain/canonical/quantity';
import { answered, proposed, type SaidLine, type Word } from '../../domain/replenishment/proposal';
import { seenAs } from '../../platform/sha256';
import type { Sees } from '../access/sees';
import { type LineRow, type ProposalFilter, type ProposalRow, proposalRows } from './proposals.store';
import { type ReorderReport, reportReorders } from './reorders-list.store';

export interface ProposalDraft {
  readonly id: string;
  readonly version: string;
  readonly state: string;
  readonly held: boolean;
}
/** A line of a proposal beside what is ours. Quantities are decimals in the base unit; null where nobody can tell. */
export interface ProposalLineReport {
  readonly n: number; // how it is named
  readonly line: string; // their number of it
  readonly sku: string | null; // null: it was not matched, and `refs` say what was sent
  readonly location: string | null;
  readonly uom: string | null;
  readonly refs: readonly { readonly qualifier: string; readonly value: string }[];
  readonly sent: string; // as it stands there: 48 EA
  readonly theirs: string | null; // proposed; of an answer to an order: confirmed
  readonly ours: string | null; // the draft, or what was ordered
  readonly difference: string | null; // theirs less ours
  readonly word: Word | null; // of an answer to an order
  readonly codes: readonly string[];
  readonly parts: readonly {
    readonly says: string;
    readonly quantity: string | null;
    readonly due: string | null;
    readonly place: string;
  }[];
  readonly due: string | null;
  readonly price: string | null;
  readonly place: string;
  readonly unmatched: string | null; // why
  readonly draft: ProposalDraft | null;
  readonly answer: LineRow['answer'];
}
export interface ProposalReport {
  readonly id: string;
  readonly supplier: string;
  readonly file: string;
  readonly received_at: string;
  readonly order: string | null;
  readonly kind: 'proposal' | 'order_answer';
  readonly state: 'open' | 'answered' | 'superseded' | 'withdrawn';
  readonly version: string; // of what is seen of it
  readonly lines: readonly ProposalLineReport[];
  readonly unanswered: ProposalRow['unanswered']; // ordered, and not in the answer
}

const LIVE = ['open', 'deferred', 'declined'];
const WITHDRAWN = new Set(['01', '03']);
const keyOf = (supplier: string, sku: string, location: string): string => [supplier, sku, location].join('\t');

/** What suppliers propose beside the live drafts, and what they answer beside what was ordered; the newest first. */
export async function reportProposals(db: Pool | PoolClient, sees: Sees, filter: ProposalFilter): Promise<ProposalReport[]> {
  const rows = await proposalRows(db, sees, filter);
  const drafts = new Map<string, ReorderReport>();
  for (const supplier of new Set(rows.map((r) => r.supplier)))
    for (const r of await reportReorders(db, sees, { supplier, states: LIVE })) drafts.set(keyOf(supplier, r.sku, r.location), r);
  return rows.map((row) => reportOf(row, drafts));
}

function reportOf(row: ProposalRow, drafts: ReadonlyMap<string, ReorderReport>): ProposalReport {
  const heads = new Map<number, LineRow[]>();
  for (const l of row.lines) heads.set(l.head, [...(heads.get(l.head) ?? []), l]);
  const lines = [...heads.values()].map((of) => lineOf(row, of, drafts));
  const { id, supplier, file, received_at, order, ours, unanswered } = row;
  const open = lines.some((l) => l.answer === null);
  const over = WITHDRAWN.has(row.purpose) ? 'withdrawn' : row.superseded ? 'superseded' : undefined;
  const state = over ?? (ours || !open ? 'answered' : 'open');
  const version = seenAs(lines.map((l) => [l.n, l.sku, l.location, l.theirs, l.draft?.id, l.draft?.version, l.answer?.what]));
  return { id, supplier, file, received_at, order, kind: ours ? 'order_answer' : 'proposal', state, version, lines, unanswered };
}

function lineOf(row: ProposalRow, of: readonly LineRow[], drafts: ReadonlyMap<string, ReorderReport>): ProposalLineReport {
  const first = of.find((l) => l.says === '') ?? of[0]!;
  const parts = of.filter((l) => l.says !== '');
  const quantityOf = (l: LineRow): string | null => (l.reason === null ? l.quantity : null);
  const said: SaidLine = {
    answers: row.answers,
    codes: first.says === '' ? first.codes : parts.map((p) => p.says).filter((s) => s !== 'SCH'),
    quantity: first.says === '' ? quantityOf(first) : null,
    parts: parts.map((p) => ({ says: p.says, quantity: quantityOf(p) })),
  };
  const { sku, location } = first;
  const found = row.ours || sku === null || location === null ? undefined : drafts.get(keyOf(row.supplier, sku, location));
  const answer = row.ours ? answered(said, first.ordered) : null;
  const theirs = answer ? answer.confirmed : proposed(said);
  const ours = row.ours ? first.ordered : (found?.quantity ?? null);
  return {
    ...{ n: first.head, line: first.line, sku, location, uom: first.uom, refs: first.given.refs },
    ...{ sent: `${first.given.quantity} ${first.given.uom}`.trim(), theirs, ours },
    difference: theirs === null || ours === null ? null : text(subtract(exact(theirs), exact(ours))),
    ...{ word: answer?.word ?? null, codes: said.codes, due: first.due, price: first.price, place: first.place },
    parts: parts.map((p) => ({ says: p.says, quantity: quantityOf(p), due: p.due, place: p.place })),
    unmatched: first.reason === null ? null : (first.detail ?? first.reason),
    draft: found ? { id: found.id, version: found.version, state: found.state, held: found.held } : null,
    answer: row.ours ? null : (first.answer ?? first.decided),
  };
}

/** What speaks of the pair of a draft, with that line alone: open proposals, and what was answered to its order. */
export async function proposalsOf(db: Pool | PoolClient, sees: Sees, r: ReorderReport): Promise<ProposalReport[]> {
  const pair = { sku: r.sku, location: r.location };
  const found = await reportProposals(db, sees, { supplier: r.supplier, pair, limit: 50 });
  return found
    .filter((p) =>
      p.kind === 'proposal' ? p.state === 'open' && ['open', 'deferred', 'declined'].includes(r.state) : p.order === r.order?.po,
    )
    .map((p) => ({ ...p, lines: p.lines.filter((l) => l.sku === r.sku && l.location === r.location) }));
}
