import { RESOLUTIONS } from '../domain/exceptions/actions';
import { EVERYTHING } from '../modules/access/sees';
import { alertSettings } from '../modules/alerts/settings';
import { actOn, type Done, MOST_AT_ONCE } from '../modules/exceptions/act';
import { actionOf, type AskedAction } from '../modules/exceptions/asked-action';
import { type ExceptionReport, reportExceptions } from '../modules/exceptions/exceptions.store';
import { evaluate } from '../modules/pipeline/evaluate';
import { RefusedError, UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option, PENDING, PROBLEMS } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { instantOption } from './instant';
import { FILTERS, filterOf } from './exceptions-filter';
import { exceptionId } from './ids';
import { count, inLine } from './table';

const REFUSED = 6;
const PUT: Option = {
  type: 'string',
  value: 'WHEN',
  help: 'worse (by 25 %, or --percent), report, eta, a date or an instant; worse if absent',
};

/** What differs between the things that a person may do to exceptions. */
interface Kind {
  readonly word: string;
  readonly does: AskedAction['do'];
  readonly summary: string;
  readonly past: string;
  readonly options?: Readonly<Record<string, Option>>;
  readonly asked?: (options: Context['options']) => Partial<AskedAction>;
}
const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const KINDS: readonly Kind[] = [
  { word: 'ack', does: 'acknowledge', summary: 'somebody works on it', past: 'acknowledged' },
  { word: 'wait', does: 'wait', summary: 'the supplier was asked; it waits for the answer', past: 'waiting for the supplier' },
  {
    word: 'snooze',
    does: 'snooze',
    summary: 'put it aside until it is worse, until the next report, a day, or the arrival of what is on its way',
    past: 'put aside',
    options: {
      until: PUT,
      percent: { type: 'string', value: 'N', help: 'how much it must grow to be worse; 25 if absent' },
      shipment: { type: 'string', value: 'REF', help: 'whose arrival (--until eta), where it is not the next one' },
    },
    asked: (o) => ({ until: text(o.until), ...(o.percent === undefined ? {} : { percent: Number(o.percent) }) }),
  },
  { word: 'wake', does: 'wake', summary: 'take up what was put aside', past: 'awake' },
  {
    word: 'assign',
    does: 'assign',
    summary: 'say whose it is',
    past: 'assigned',
    options: { to: { type: 'string', value: 'NAME', help: 'to whom' }, nobody: { type: 'boolean', help: 'it is nobody’s' } },
    asked: (o) => ({ to: o.nobody === true ? null : text(o.to) }),
  },
  { word: 'comment', does: 'comment', summary: 'add a word to its history (--reason)', past: 'noted' },
  {
    word: 'resolve',
    does: 'resolve',
    summary: 'say how it ended; it comes back by something newer only',
    past: 'resolved',
    options: {
      code: { type: 'string', value: 'CODE', help: RESOLUTIONS.join(', ') },
      until: { type: 'string', value: 'DATE', help: 'of accepted_difference: when it is looked at again' },
    },
    asked: (o) => ({ code: text(o.code), until: text(o.until) }),
  },
  { word: 'reopen', does: 'reopen', summary: 'take back that it is over', past: 'open again' },
];

export const actCommands: ReadonlyMap<string, Command> = new Map(KINDS.map((k) => [k.word, commandOf(k)]));

function commandOf(kind: Kind): Command {
  return {
    name: `exceptions ${kind.word}`,
    args: '[ID…]',
    summary: kind.summary,
    options: {
      ...kind.options,
      by: BY,
      reason: NOTE,
      ...FILTERS,
      all: { type: 'boolean', help: `also more than ${MOST_AT_ONCE} at once` },
      yes: { type: 'boolean', help: 'do it; without ids it is only shown what would be done (exit 4)' },
      now: { type: 'string', value: 'INSTANT', help: 'when it is done' },
    },
    words: [0, MOST_AT_ONCE],
    run: (context) => run(kind, context),
  };
}

async function run(kind: Kind, context: Context): Promise<number> {
  const { words, options, json, out, gateway, config } = context;
  const now = instantOption('now', options.now);
  const action = actionOf({ do: kind.does, ...kind.asked?.(options) }, alertSettings(config.settings)?.timezone ?? 'UTC');
  const filter = filterOf(options);
  if (words.length > 0 && filter) throw new UsageError('name exceptions by their ids, or by what they have in common, not both');
  if (words.length === 0 && !filter) throw new UsageError('name exceptions by their ids, or by --type, --supplier, --location …');
  const ids = words.map(exceptionId);
  const services = await gateway();
  const found = filter
    ? await reportExceptions(services.db.pool, EVERYTHING, filter.states ?? (kind.does === 'reopen' ? ['resolved'] : []), filter)
    : null;
  if (found && found.length > MOST_AT_ONCE && options.all !== true)
    throw new RefusedError(
      'exceptions.too-many',
      `${count(found.length, 'exception')} fit, and ${MOST_AT_ONCE} are the most at once; say more, or --all`,
    );
  if (found && options.yes !== true) return show(context, found, kind);
  const deed = { action, by: authorOf(options), reason: text(options.reason) ?? '', shipment: text(options.shipment) };
  const meant = found ? found.map((e) => ({ id: e.id, version: e.version })) : ids.map((id) => ({ id }));
  const done = await actOn(services.db, EVERYTHING, meant, deed, now, services.alerts.changed(false));
  if (kind.does === 'resolve' || kind.does === 'reopen') await evaluate(services, 'touched', now);
  if (json) out.data(JSON.stringify(summed(done), null, 2));
  else for (const d of done) out.data(d.done ? `${d.id}  ${kind.past}` : `${d.id}  not done: ${inLine(d.detail)} (${d.code})`);
  const refused = done.filter((d) => !d.done).length;
  return refused === 0 ? DONE : refused === done.length ? REFUSED : PROBLEMS;
}

function show({ json, out }: Context, found: readonly ExceptionReport[], kind: Kind): number {
  if (json) out.data(JSON.stringify({ accepted: 0, rejected: 0, parked: 0, issues: [], would: found.map((e) => e.id) }, null, 2));
  else {
    for (const e of found) out.data(`${e.id}  ${e.severity.padEnd(8)}  ${e.type}  ${inLine(e.message)}`);
    out.data(found.length === 0 ? 'nothing fits' : `${count(found.length, 'exception')} would be ${kind.past}; with --yes they are`);
  }
  return found.length === 0 ? DONE : PENDING;
}

const summed = (done: readonly Done[]): object => ({
  accepted: done.filter((d) => d.done).length,
  rejected: done.filter((d) => !d.done).length,
  parked: 0,
  issues: done.flatMap((d) => (d.done ? [] : [{ file: '', place: d.id, column: null, value: null, code: d.code, detail: d.detail }])),
  outcomes: done,
});
