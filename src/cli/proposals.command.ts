import { EVERYTHING } from '../modules/access/sees';
import { evaluate } from '../modules/pipeline/evaluate';
import { decideOnProposal, type LineDone, type ProposalDeed } from '../modules/replenishment/proposals-act';
import { type ProposalLineReport, type ProposalReport, reportProposals } from '../modules/replenishment/proposals';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option, type Output, PROBLEMS } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { documentId } from './ids';
import { instantOption } from './instant';
import { count, inLine } from './table';

const REFUSED = 6;
const NOW: Option = { type: 'string', value: 'INSTANT', help: 'when it is done' };
const LINES: Option = { type: 'string', value: 'N,…', help: 'only these lines; all that are not decided if absent' };
const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

function lineIn(p: ProposalReport, l: ProposalLineReport): string {
  const name = l.sku ?? l.refs.map((r) => `${r.qualifier} ${r.value}`).join(' ');
  const amount = (q: string | null): string => (q === null ? '?' : `${q} ${l.uom ?? ''}`.trim());
  const beside = `${l.ours === null ? (p.kind === 'proposal' ? 'no draft' : 'not ordered') : `ours ${amount(l.ours)}`}${l.difference === null ? '' : `, difference ${l.difference}`}`;
  const what = l.unmatched === null ? `theirs ${amount(l.theirs)}, ${beside}` : `${l.sent}, not matched: ${l.unmatched}`;
  const word = l.word === null ? '' : `  ${l.word}${l.codes.length === 0 ? '' : ` (${l.codes.join(' ')})`}`;
  const answer = l.answer === null ? '' : `  ${l.answer.what} by ${l.answer.by}`;
  return `  ${l.n}  ${name}${l.location === null ? '' : ` · ${l.location}`}  ${what}${l.due === null ? '' : `, due ${l.due}`}${word}${answer}  ${l.place}`;
}
export function showProposal(out: Output, p: ProposalReport): void {
  const what = p.kind === 'proposal' ? `proposal${p.order === null ? '' : ` ${p.order}`}` : `answer to order ${p.order}`;
  out.data(inLine(`${p.id}  ${p.supplier}  ${what}  ${p.file}  ${p.received_at}  ${p.state}  version ${p.version}`));
  for (const l of p.lines) {
    out.data(inLine(lineIn(p, l)));
    for (const q of l.parts) out.data(inLine(`        ${q.says} ${q.quantity ?? '?'}${q.due === null ? '' : ` on ${q.due}`}  ${q.place}`));
  }
  for (const u of p.unanswered) out.data(inLine(`  ! line ${u.line}, ${u.quantity} of ${u.sku}: ordered, and not answered`));
}

export const reordersProposalsCommand: Command = {
  name: 'reorders proposals',
  args: '',
  summary: 'what suppliers propose beside the drafts, and what they answer beside what was ordered',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'of this supplier' },
    all: { type: 'boolean', help: 'also what is answered, superseded or withdrawn' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const found = await reportProposals(pool, EVERYTHING, { supplier: text(options.supplier), limit: 500 });
    const proposals = found.filter((p) => options.all === true || p.state === 'open');
    if (json) out.data(JSON.stringify({ proposals }, null, 2));
    else if (proposals.length === 0) out.data('no supplier proposes anything that waits for an answer');
    else for (const p of proposals) showProposal(out, p);
    return DONE;
  },
};

async function decided(context: Context, what: ProposalDeed['do']): Promise<number> {
  const { words, options, json, out, gateway } = context;
  const [id, version] = words[0]!.split('@');
  const now = instantOption('now', options.now);
  const lines = text(options.lines)?.split(',').map((w) => w.trim()); // prettier-ignore
  const wrong = lines?.find((w) => !/^[1-9]\d{0,6}$/.test(w));
  if (wrong !== undefined) throw new UsageError(`--lines ${wrong}: expected numbers such as 1,3`);
  const services = await gateway();
  const deed = { do: what, version, lines: lines?.map(Number), by: authorOf(options), reason: text(options.reason) ?? '' };
  const done = await decideOnProposal(services.deciding, EVERYTHING, documentId(id!), deed, now);
  if (!done) throw new UsageError(`there is no proposal ${id}`);
  await evaluate(services, 'touched', now);
  if (json) out.data(JSON.stringify({ lines: done }, null, 2));
  else for (const d of done) out.data(inLine(told(d, what)));
  const kept = done.filter((d) => !d.done && d.code !== null).length;
  if (!json && kept > 0) out.data(`${count(kept, 'line')} not done`);
  return kept === 0 ? DONE : kept === done.length ? REFUSED : PROBLEMS;
}
function told(d: LineDone, what: ProposalDeed['do']): string {
  if (d.code !== null) return `  ${d.n}  not done: ${d.detail} (${d.code})`;
  return `  ${d.n}  ${d.detail ?? (what === 'approve' ? 'approved' : 'declined')}${d.reorder === null ? '' : `  ${d.reorder}`}${d.order === null ? '' : ` as ${d.order}`}`;
}

export const proposalsApproveCommand: Command = {
  name: 'reorders take',
  args: 'ID@VERSION',
  summary: 'order what the supplier proposes: the quantity of each draft becomes that of its line',
  options: { lines: LINES, by: BY, reason: NOTE, now: NOW },
  words: [1, 1],
  run: (context) => decided(context, 'approve'),
};
export const proposalsDeclineCommand: Command = {
  name: 'reorders refuse',
  args: 'ID[@VERSION]',
  summary: 'do not take it, with a reason; the drafts stay as they are',
  options: { lines: LINES, by: BY, reason: NOTE, now: NOW },
  words: [1, 1],
  run: (context) => decided(context, 'decline'),
};
