import { EVERYTHING } from '../modules/access/sees';
import { evaluate } from '../modules/pipeline/evaluate';
import { REORDER_ACTIONS, type ReorderAction } from '../domain/replenishment/actions';
import { answerOrder, decideOn, type Done, type Meant } from '../modules/replenishment/act';
import {
  type Gap,
  REORDER_STATES,
  reorderEvents,
  type ReorderReport,
  reportGaps,
  reportReorders,
} from '../modules/replenishment/reorders-list.store';
import { proposalsOf } from '../modules/replenishment/proposals';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option, type Output, PROBLEMS } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { reorderId } from './ids';
import { instantOption } from './instant';
import { showProposal } from './proposals.command';
import { count, inLine } from './table';

const REFUSED = 6;
const NOW: Option = { type: 'string', value: 'INSTANT', help: 'when it is done' };
const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const valueOf = ({ value }: ReorderReport): string =>
  value === null ? 'of unknown value' : `${value.amount} ${value.currency ?? ''}`.trim();

function stateOf(r: ReorderReport): string {
  if (r.held) return 'held';
  if (r.state === 'open' && r.approvals.length > 0) return `approved by ${r.approvals.map((a) => a.by).join(', ')}, a second is needed`;
  if (r.order) return `${r.order.name}${r.order.po === null ? '' : ` ${r.order.po}`} ${r.order.state.replace('_', ' ')}`;
  return r.state === 'deferred' ? `put aside until ${r.deferred_until}` : r.state;
}

function show(out: Output, r: ReorderReport): void {
  out.data(inLine(`  ${r.id}  ${r.sku}  ${r.quantity} ${r.uom}  ${valueOf(r)}  ${stateOf(r)}  version ${r.version}`));
  out.data(inLine(`    ${r.sum}${r.changed ? `; changed to ${r.quantity}` : ''}${r.reason === null ? '' : `: "${r.reason}"`}`));
  for (const d of r.doubts) out.data(inLine(`    ! ${d.what}: ${d.says}${d.released ? ' (released)' : ''}`));
}

/** By supplier and place, as it would be ordered. */
function showAll(out: Output, all: readonly ReorderReport[], gaps: readonly Gap[]): void {
  if (all.length === 0) out.data('nothing is to be ordered');
  const groups = new Map<string, ReorderReport[]>();
  for (const r of all) groups.set(`${r.supplier} · ${r.location}`, [...(groups.get(`${r.supplier} · ${r.location}`) ?? []), r]);
  for (const [name, lines] of groups) {
    const held = lines.filter((l) => l.held).length;
    out.data(inLine(`${name} · ${count(lines.length, 'line')}${held === 0 ? '' : `, ${held} held`}`));
    for (const l of lines) show(out, l);
  }
  for (const g of gaps) out.data(inLine(`! ${g.supplier} · ${g.location} · ${g.sku}: no draft, ${g.says}`));
}

export const reordersListCommand: Command = {
  name: 'reorders list',
  args: '',
  summary: 'what is to be ordered, by supplier and place, with the sum; and where nobody can tell',
  options: {
    state: { type: 'string', value: 'STATE,…', help: `${REORDER_STATES.join(', ')}; open if absent` },
    supplier: { type: 'string', value: 'CODE', help: 'from this supplier' },
    location: { type: 'string', value: 'CODE', help: 'for this location' },
    sku: { type: 'string', value: 'SKU', help: 'of this item' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const states = text(options.state)?.split(',').map((s) => s.trim()); // prettier-ignore
    const wrong = states?.find((s) => !(REORDER_STATES as readonly string[]).includes(s));
    if (wrong !== undefined) throw new UsageError(`--state ${wrong}: expected ${REORDER_STATES.join(', ')}`);
    const filter = { supplier: text(options.supplier), location: text(options.location), sku: text(options.sku) };
    const { pool } = (await gateway()).db;
    const reorders = await reportReorders(pool, EVERYTHING, { ...filter, states });
    const undrafted = await reportGaps(pool, EVERYTHING, filter);
    if (json) out.data(JSON.stringify({ reorders, undrafted }, null, 2));
    else showAll(out, reorders, undrafted);
    return DONE;
  },
};

export const reordersShowCommand: Command = {
  name: 'reorders show',
  args: 'ID',
  summary: 'one draft: each number of its sum with where it comes from, and what happened to it',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const [found] = await reportReorders(pool, EVERYTHING, { ids: [reorderId(words[0]!)], states: REORDER_STATES });
    if (!found) throw new UsageError(`there is no reorder ${words[0]}`);
    const events = await reorderEvents(pool, found.id);
    const proposals = await proposalsOf(pool, EVERYTHING, found);
    if (json) out.data(JSON.stringify({ ...found, events, proposals }, null, 2));
    else {
      out.data(inLine(`${found.supplier} · ${found.location}`));
      show(out, found);
      for (const t of found.terms) {
        out.data(inLine(`    ${t.sign === '-' ? '−' : t.sign} ${t.name} ${t.quantity}`));
        for (const s of t.sources) out.data(inLine(`        ${s}`));
      }
      for (const p of proposals) showProposal(out, p);
      for (const e of events) out.data(inLine(`    ${e.at}  ${e.what}${e.by === null ? '' : ` by ${e.by}`}${e.reason === null ? '' : `: ${e.reason}`}`)); // prettier-ignore
    }
    return DONE;
  },
};

/** `ID@VERSION`, as `reorders list` shows both. */
function meantBy(word: string): Meant {
  const [id, version] = word.split('@');
  return { id: reorderId(id!), ...(version === undefined ? {} : { version }) };
}

function tell({ json, out }: Pick<Context, 'json' | 'out'>, done: readonly Done[], past: string): number {
  if (json) out.data(JSON.stringify(summed(done), null, 2));
  else
    for (const d of done)
      out.data(inLine(d.done ? `${d.id}  ${d.waits_for_second ? 'approved, and a second person is needed' : past}${d.order === null ? '' : ` as ${d.order}`}` : `${d.id}  not done: ${d.detail} (${d.code})`)); // prettier-ignore
  const refused = done.filter((d) => !d.done).length;
  return refused === 0 ? DONE : refused === done.length ? REFUSED : PROBLEMS;
}
const summed = (done: readonly Done[]): object => ({
  accepted: done.filter((d) => d.done).length,
  rejected: done.filter((d) => !d.done).length,
  parked: 0,
  issues: done.flatMap((d) => (d.done ? [] : [{ file: '', place: d.id, column: null, value: null, code: d.code, detail: d.detail }])),
  outcomes: done,
});

async function decided(context: Context, action: ReorderAction, past: string): Promise<number> {
  const { words, options, gateway } = context;
  const now = instantOption('now', options.now);
  const meant = words.map(meantBy);
  const services = await gateway();
  const deed = { action, by: authorOf(options), reason: text(options.reason) ?? '' };
  const done = await decideOn(services.deciding, EVERYTHING, meant, deed, now);
  if (action.do === 'approve' && done.some((d) => d.done)) await evaluate(services, 'touched', now);
  return tell(context, done, past);
}

export const reordersApproveCommand: Command = {
  name: 'reorders approve',
  args: 'ID@VERSION…',
  summary: 'order it; the version says which numbers were seen, and is refused when they moved (exit 6)',
  options: { by: BY, reason: NOTE, now: NOW },
  words: [1, 200],
  run: (context) => decided(context, { do: 'approve' }, 'approved'),
};

interface Kind {
  readonly word: (typeof REORDER_ACTIONS)[number];
  readonly summary: string;
  readonly past: string;
  readonly options?: Readonly<Record<string, Option>>;
  readonly action: (options: Context['options']) => ReorderAction;
}
const needed = (options: Context['options'], name: string): string => {
  const given = text(options[name]);
  if (given === undefined) throw new UsageError(`--${name} is needed`);
  return given;
};
const KINDS: readonly Kind[] = [
  {
    word: 'change',
    summary: 'another quantity than the sum says, with a reason',
    past: 'changed',
    options: { quantity: { type: 'string', value: 'N', help: 'in the base unit' } },
    action: (o) => ({ do: 'change', quantity: needed(o, 'quantity') }),
  },
  { word: 'decline', summary: 'do not order it while it is due this time', past: 'declined', action: () => ({ do: 'decline' }) },
  {
    word: 'defer',
    summary: 'put it aside until a day',
    past: 'put aside',
    options: { until: { type: 'string', value: 'INSTANT', help: 'when it comes back' } },
    action: (o) => ({ do: 'defer', until: instantOption('until', needed(o, 'until')) }),
  },
  { word: 'release', summary: 'its count is right, whatever holds it, with a reason', past: 'released', action: () => ({ do: 'release' }) },
  { word: 'reopen', summary: 'take up what was declined or put aside', past: 'open', action: () => ({ do: 'reopen' }) },
];
export const reorderCommands: ReadonlyMap<string, Command> = new Map(
  KINDS.map((k) => [
    k.word,
    {
      name: `reorders ${k.word}`,
      args: 'ID[@VERSION]…',
      summary: k.summary,
      options: { ...k.options, by: BY, reason: NOTE, now: NOW },
      words: [1, 200],
      run: (context) => decided(context, k.action(context.options), k.past),
    },
  ]),
);

export const reordersOrderCommand: Command = {
  name: 'reorders order',
  args: 'ID',
  summary: 'what your ERP answered to the requisition: the number of its order, or why there is none',
  options: {
    po: { type: 'string', value: 'NUMBER', help: 'of its order' },
    refused: { type: 'string', value: 'WHY', help: 'it makes none; what is due is drafted anew' },
    by: BY,
    now: NOW,
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const services = await gateway();
    const now = instantOption('now', options.now);
    const answer = { po: text(options.po), refused: text(options.refused) };
    const found = await answerOrder(services.db, EVERYTHING, reorderId(words[0]!), answer, authorOf(options), now);
    if (!found) throw new UsageError(`there is no reorder ${words[0]}`);
    await evaluate(services, 'touched', now);
    if (json) out.data(JSON.stringify(found, null, 2));
    else show(out, found);
    return DONE;
  },
};
