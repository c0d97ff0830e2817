import { source } from '../domain/exceptions/words';
import { EVERYTHING } from '../modules/access/sees';
import { groupedBy } from '../domain/rules/at';
import { type ExceptionReport, reportExceptions } from '../modules/exceptions/exceptions.store';
import { evaluate } from '../modules/pipeline/evaluate';
import { reportComparisons } from '../modules/reconciliation/comparisons.store';
import { type Command, DONE } from './command';
import { FILTERS, filterOf } from './exceptions-filter';
import { instantOption } from './instant';
import { count, inLine, table } from './table';

export const exceptionsCommand: Command = {
  name: 'exceptions',
  args: '',
  summary: 'what does not agree or did not arrive, and why',
  options: FILTERS,
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const { states = [], ...filter } = filterOf(options) ?? {};
    const exceptions = await reportExceptions((await gateway()).db.pool, EVERYTHING, states, filter);
    if (json) out.data(JSON.stringify({ exceptions }, null, 2));
    else if (exceptions.length === 0) out.data('nothing is open');
    else {
      const listed = new Set(exceptions.map((e) => e.id));
      const folded = groupedBy(exceptions, (e) => (e.suppressed_by !== null && listed.has(e.suppressed_by) ? e.suppressed_by : ''));
      for (const e of folded.get('') ?? []) {
        out.data(`${e.severity.padEnd(8)}  ${e.type}  ${e.message}`);
        if (e.cause && e.cause.code !== 'UNEXPLAINED') out.data(`          why: ${e.cause.text}`);
        const where = source(e);
        if (where) out.data(`          where: ${where}`);
        for (const f of folded.get(e.id) ?? []) out.data(`          with it: ${f.type}  ${f.message}  ${f.id}`);
        out.data(
          `          since ${e.opened_at}${e.resolved_at ? `, resolved ${e.resolved_at} (${e.resolution})` : ''}${workOn(e)}  ${e.id}`,
        );
      }
    }
    return DONE;
  },
};

/** Whose it is and in which state, where it is not just open. */
const workOn = (e: ExceptionReport): string =>
  [e.status === 'open' || e.status === 'resolved' ? '' : e.status, e.snoozed?.at ? `until ${e.snoozed.at}` : '', e.owner ?? '']
    .filter(Boolean)
    .map((w) => `, ${inLine(w)}`)
    .join('');

export const comparisonsCommand: Command = {
  name: 'comparisons',
  args: '',
  summary: 'every pair that was or should have been compared',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'of this supplier only' },
    sku: { type: 'string', value: 'SKU', help: 'of this item only' },
    location: { type: 'string', value: 'CODE', help: 'at this location only' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const text = (name: string): object => (typeof options[name] === 'string' ? { [name]: options[name] } : {});
    const comparisons = await reportComparisons((await gateway()).db.pool, EVERYTHING, {
      ...text('supplier'),
      ...text('sku'),
      ...text('location'),
    });
    if (json) out.data(JSON.stringify({ comparisons }, null, 2));
    else
      out.data(
        table(
          ['supplier', 'item', 'location', 'measure', 'state', 'reported', 'ours', 'unit', 'tolerance', 'reason'],
          comparisons.flatMap((c) => [
            [c.supplier, c.sku, c.location, 'stock', c.state, c.reported, bookOf(c.band), c.uom, c.tolerance, c.reason],
            ...c.measures.map((m) => [
              c.supplier,
              c.sku,
              c.location,
              m.measure,
              m.state,
              m.compared,
              bookOf(m.band),
              c.uom,
              m.tolerance,
              m.reason,
            ]),
          ]),
        ),
      );
    return DONE;
  },
};

const bookOf = (band: { low: string; high: string } | null): string =>
  !band ? '' : band.low === band.high ? band.low : `${band.low} to ${band.high}`;

export const reconcileCommand: Command = {
  name: 'reconcile',
  args: '',
  summary: 'run the rules over what is due',
  options: {
    now: { type: 'string', value: 'INSTANT', help: 'the clock that the rules see' },
    full: { type: 'boolean', help: 'look at every pair, also those of which nothing can have changed' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const now = instantOption('now', options.now);
    const done = await evaluate(await gateway(), options.full === true ? 'every' : options.now === undefined ? 'live' : 'all', now);
    if (json) out.data(JSON.stringify({ accepted: 0, rejected: 0, parked: 0, issues: [], ...done }, null, 2));
    else
      out.data(
        `${count(done.pairs, 'pair')} looked at: ${count(done.opened, 'exception')} opened, ${done.resolved} resolved, ${done.refreshed} seen again`,
      );
    return DONE;
  },
};
