import { candidatesFor } from '../modules/matching/candidates.store';
import { EVERYTHING } from '../modules/access/sees';
import { decide, type Meant } from '../modules/matching/decisions';
import { type ParkedQuestion, parkedQuestions, reported } from '../modules/matching/parked.store';
import { evaluate } from '../modules/pipeline/evaluate';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { authorOf } from './config-folder';
import { count, inLine } from './table';

const name = ({ about, refs, place, unit }: ParkedQuestion): string => {
  const item = refs.map((r) => `${r.qualifier} ${r.value}`.trim()).join(', ') || 'no number';
  return about === 'location'
    ? `${place?.qualifier ?? ''} ${place?.value ?? 'no location'}`.trim()
    : about === 'unit'
      ? `${unit} of ${item}`
      : item;
};

/** The place names the file, too, where it lies within another one. */
const whereOf = ({ file, place }: ParkedQuestion['example']): string => (place.startsWith(`${file}/`) ? place : `${file}, ${place}`);

export const parkedCommand: Command = {
  name: 'parked',
  args: '',
  summary: 'names that nobody knows, what waits for each of them, and what it comes nearest to',
  options: { supplier: { type: 'string', value: 'CODE', help: 'of this supplier only' } },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const questions = await parkedQuestions(pool, EVERYTHING, typeof options.supplier === 'string' ? { supplier: options.supplier } : {});
    const candidates = await candidatesFor(pool, questions);
    if (json) {
      out.data(JSON.stringify({ parked: questions.map((q) => reported(q, candidates.get(q.id))) }, null, 2));
      return DONE;
    }
    if (questions.length === 0) out.data('nothing waits for a name');
    for (const q of questions) {
      out.data(`${q.id}  ${q.supplier}: ${q.about} ${inLine(name(q))}  ${count(q.lines, 'line')} in ${count(q.documents, 'document')}`);
      if (q.called !== null) out.data(`  called ${inLine(JSON.stringify(q.called))}`);
      if (q.holds !== null) out.data(`  its notice says that one holds ${inLine(q.holds)}`);
      if (q.detail !== null) out.data(`  ${inLine(q.detail)}`);
      out.data(`  last in ${inLine(whereOf(q.example))}`);
      for (const c of candidates.get(q.id) ?? [])
        out.data(
          `  ${c.score.toFixed(2)} ${inLine('sku' in c ? c.sku : c.location)}${c.description ? ` ${inLine(c.description)}` : ''}: ${inLine(c.reasons.join('; '))}`,
        );
    }
    return DONE;
  },
};

export const decideCommand: Command = {
  name: 'parked decide',
  args: 'QUESTION',
  summary: 'say what an unknown name means; the lines that wait for it are taken up at once',
  options: {
    sku: { type: 'string', value: 'SKU', help: 'the item' },
    location: { type: 'string', value: 'CODE', help: 'the location' },
    uom: { type: 'string', value: 'UNIT', help: 'the unit: of yours for theirs, or the one that their number of an item stands for' },
    factor: { type: 'string', value: 'N', help: 'base units of the item (--sku) in one of the unknown unit; 12 or 1/12' },
    by: { type: 'string', value: 'NAME', help: 'who decides it (the name under which you are logged in here)' },
    reason: { type: 'string', value: 'TEXT', help: 'why, for those who come after you' },
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
    const meant: Meant = { sku: text('sku'), location: text('location'), uom: text('uom'), factor: text('factor') };
    if (Object.values(meant).every((v) => v === undefined)) throw new UsageError('expected --sku, --location, --uom or --factor');
    const services = await gateway();
    const now = wallClock.now();
    const who = { author: authorOf(options), reason: text('reason') ?? '' };
    const { question, ...decision } = await decide(services.db, words[0]!, meant, who, now);
    const raised = await evaluate(services, 'touched', now);
    const [left] = await parkedQuestions(services.db.pool, EVERYTHING, { id: question.id });
    const accepted = question.lines - (left?.lines ?? 0);
    if (json)
      out.data(
        JSON.stringify(
          { accepted, rejected: 0, parked: left?.lines ?? 0, issues: [], decision: { ...decision, ...who }, ...raised },
          null,
          2,
        ),
      );
    else {
      out.data(`${count(accepted, 'line')} taken up: ${count(raised.opened, 'exception')} opened, ${raised.resolved} resolved`);
      if (left)
        out.data(`${count(left.lines, 'line')} of it still ${left.lines === 1 ? 'waits' : 'wait'}: ${inLine(left.detail ?? left.reason)}`);
    }
    return DONE;
  },
};
