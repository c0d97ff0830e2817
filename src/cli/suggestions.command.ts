import { EVERYTHING } from '../modules/access/sees';
import { reportSuggestions, settleSuggestion, SUGGESTION_STATES, type SuggestionReport } from '../modules/acks/reply/suggestions.store';
import { decide, type Meant } from '../modules/matching/decisions';
import { type ParkedQuestion, parkedQuestions } from '../modules/matching/parked.store';
import { evaluate } from '../modules/pipeline/evaluate';
import type { Gateway } from '../modules/pipeline/gateway';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { authorOf } from './config-folder';
import { suggestionId } from './ids';
import { limitOption } from './limit';
import { count, inLine, table } from './table';

export const suggestionsCommand: Command = {
  name: 'suggestions',
  args: '',
  summary: 'what suppliers answered in words about names that nobody knows; nothing is done by it until a person accepts it',
  options: {
    state: { type: 'string', value: 'STATE', help: `${SUGGESTION_STATES.join(', ')}; open if absent` },
    limit: { type: 'string', value: 'N', help: 'the newest N (50)' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const state = typeof options.state === 'string' ? options.state : 'open';
    if (!(SUGGESTION_STATES as readonly string[]).includes(state))
      throw new UsageError(`--state ${state}: expected ${SUGGESTION_STATES.join(', ')}`);
    const limit = limitOption(options.limit, 50);
    const suggestions = await reportSuggestions((await gateway()).db.pool, EVERYTHING, { state, limit });
    if (json) out.data(JSON.stringify({ suggestions }, null, 2));
    else if (suggestions.length === 0) out.data(`no suggestion is ${state}`);
    else out.data(table(['id', 'supplier', 'name', 'means', 'in their words'], suggestions.map((s) => [s.id, s.supplier, s.name, s.meaning, s.line]))); // prettier-ignore
    return DONE;
  },
};

async function known(gateway: Gateway, id: string): Promise<SuggestionReport> {
  const [found] = await reportSuggestions(gateway.db.pool, EVERYTHING, { id: suggestionId(id), limit: 1 });
  if (!found) throw new UsageError(`there is no suggestion ${id}`);
  return found;
}
const nameOf = (q: ParkedQuestion): readonly (string | null)[] =>
  q.about === 'unit' ? [q.unit] : q.about === 'location' ? [q.place?.value ?? null] : q.refs.map((r) => r.value);

/** A pack size is of an item; an item or a place is called by ours. */
function meantBy({ meaning }: SuggestionReport, q: ParkedQuestion, sku: string | undefined): Meant {
  if (q.about === 'location') return { location: meaning };
  if (q.about === 'item') return { sku: meaning };
  const [, factor] = /^(\d+(?:[.,]\d+)?)(?:\s+\S+)?$/.exec(meaning) ?? [];
  if (factor === undefined) return { uom: meaning };
  if (sku === undefined) throw new UsageError('a number of units holds for one item: expected --sku');
  return { sku, factor: factor.replace(',', '.') };
}

export const suggestionsAcceptCommand: Command = {
  name: 'suggestions accept',
  args: 'ID',
  summary: 'take what a supplier said for what the name means, as "parked decide" does',
  options: {
    sku: { type: 'string', value: 'SKU', help: 'the item of which so many are in one unit' },
    by: { type: 'string', value: 'NAME', help: 'who accepts it (the name under which you are logged in here)' },
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const services = await gateway();
    const s = await known(services, words[0]!);
    if (s.state !== 'open') throw new UsageError(`${s.id} is ${s.state} already`);
    const questions = await parkedQuestions(services.db.pool, EVERYTHING, { supplier: s.supplier });
    const question = questions.find((q) => nameOf(q).includes(s.name));
    if (!question) throw new UsageError(`nothing waits for ${s.name} any more; "suggestions dismiss" puts it away`);
    const now = wallClock.now();
    const author = authorOf(options);
    const meant = meantBy(s, question, typeof options.sku === 'string' ? options.sku : undefined);
    await decide(services.db, question.id, meant, { author, reason: `the supplier answered: ${s.line}` }, now);
    await settleSuggestion(services.db.pool, s.id, 'accepted', author, now);
    await evaluate(services, 'touched', now);
    const [left] = await parkedQuestions(services.db.pool, EVERYTHING, { id: question.id });
    const taken = question.lines - (left?.lines ?? 0);
    if (json) out.data(JSON.stringify({ ...(await known(services, s.id)), lines: taken }, null, 2));
    else out.data(inLine(`${s.name} means ${s.meaning}; ${count(taken, 'line')} taken up`));
    return DONE;
  },
};

export const suggestionsDismissCommand: Command = {
  name: 'suggestions dismiss',
  args: 'ID',
  summary: 'put a suggestion away',
  options: { by: { type: 'string', value: 'NAME', help: 'who does (the name under which you are logged in here)' } },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const services = await gateway();
    const { id } = await known(services, words[0]!);
    await settleSuggestion(services.db.pool, id, 'dismissed', authorOf(options), wallClock.now());
    const after = await known(services, id);
    if (json) out.data(JSON.stringify(after, null, 2));
    else out.data(`${id} is dismissed`);
    return DONE;
  },
};
