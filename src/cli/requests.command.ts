import { EVERYTHING } from '../modules/access/sees';
import { requestOf, withdraw } from '../modules/claims/requests';
import { REQUEST_STATES, type RequestKind, type RequestReport, reportRequests } from '../modules/claims/requests.store';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { exceptionId, requestId } from './ids';
import { instantOption } from './instant';
import { inLine } from './table';

const NOW: Option = { type: 'string', value: 'INSTANT', help: 'when it is done' };
const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

function line(r: RequestReport): string {
  const what = r.kind === 'count' ? 'count' : `adjust by ${r.quantity} ${r.uom}`;
  const answer = r.answer === null ? '' : `: ${r.answer.quantity} at ${r.answer.at}${r.answer.key === null ? '' : ` (${r.answer.key})`}`;
  return `${r.id}  ${what}  ${r.sku} · ${r.location}  ${r.exception}  ${r.state}${r.state === 'open' && !r.leaves ? ', to fetch' : ''}${answer}`;
}
const told = ({ json, out }: Pick<Context, 'json' | 'out'>, r: RequestReport): number => {
  out.data(json ? JSON.stringify(r, null, 2) : inLine(line(r)));
  return DONE;
};

export const requestsListCommand: Command = {
  name: 'requests list',
  args: '',
  summary: 'what your own systems are asked for: counts and adjustments that their feed has not answered',
  options: { state: { type: 'string', value: 'STATE,…', help: `${REQUEST_STATES.join(', ')}; open if absent` } },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const states = text(options.state)?.split(',').map((s) => s.trim()) ?? ['open']; // prettier-ignore
    const wrong = states.find((s) => !(REQUEST_STATES as readonly string[]).includes(s));
    if (wrong !== undefined) throw new UsageError(`--state ${wrong}: expected ${REQUEST_STATES.join(', ')}`);
    const requests = await reportRequests((await gateway()).db.pool, EVERYTHING, { states, limit: 500 });
    if (json) out.data(JSON.stringify({ requests }, null, 2));
    else if (requests.length === 0) out.data('nothing is asked for');
    else for (const r of requests) out.data(inLine(line(r)));
    return DONE;
  },
};

const ask = (kind: RequestKind, word: string, summary: string, options: Readonly<Record<string, Option>>): Command => ({
  name: `requests ${word}`,
  args: 'EXCEPTION',
  summary,
  options: { ...options, by: BY, reason: NOTE, now: NOW },
  words: [1, 1],
  async run({ words, options: given, json, out, gateway }) {
    const { db, deciding } = await gateway();
    const asked = { kind, quantity: text(given.quantity), by: authorOf(given), reason: text(given.reason) ?? '' };
    const now = instantOption('now', given.now);
    const made = await requestOf({ db, tells: deciding.ways.tells }, EVERYTHING, exceptionId(words[0]!), asked, now);
    if (!made) throw new UsageError(`there is no exception ${words[0]}`);
    return told({ json, out }, made);
  },
});
export const requestsCountCommand = ask('count', 'count', 'ask your own systems for a count of its item at its place (event count.requested)', {}); // prettier-ignore
export const requestsAdjustCommand = ask('adjustment', 'adjust', 'propose an adjustment to them, with what speaks for it (event adjustment.proposed)', { quantity: { type: 'string', value: 'N', help: 'by how much, signed, in the base unit: --quantity=-40' } }); // prettier-ignore

export const requestsWithdrawCommand: Command = {
  name: 'requests withdraw',
  args: 'ID',
  summary: 'it is asked for no longer, with a reason',
  options: { by: BY, reason: NOTE, now: NOW },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const by = { by: authorOf(options), reason: text(options.reason) ?? '' };
    const found = await withdraw(await gateway(), EVERYTHING, requestId(words[0]!), by, instantOption('now', options.now));
    if (!found) throw new UsageError(`there is no request ${words[0]}`);
    return told({ json, out }, found);
  },
};
