import fs from 'node:fs/promises';
import { DateTime } from 'luxon';
import { parseDecimal } from '../domain/canonical/quantity';
import { isProgramText } from '../domain/programs/program-text';
import type { MappingText } from '../modules/suppliers/mapping-files';
import type { Change } from '../modules/simulation/change';
import { type Raised, simulate, type Simulated } from '../modules/simulation/simulate';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE } from './command';
import { daysIn, instantOption } from './instant';
import { knownSupplier } from './known-supplier';
import { progress } from './progress';
import { count, inLine, table } from './table';

const TERMS = { 'tolerance-pct': 'tolerance_pct', 'tolerance-qty': 'tolerance_qty', 'value-floor': 'value_floor' } as const;

export const simulateCommand: Command = {
  name: 'simulate',
  args: '',
  summary: 'tell history again under other tolerances, programs or mappings: what would have been raised, and what missed',
  options: {
    'tolerance-pct': { type: 'string', value: 'P', help: 'in every row of the programs; 5 is 5 %' },
    'tolerance-qty': { type: 'string', value: 'Q', help: 'in every row of the programs, in the base unit' },
    'value-floor': { type: 'string', value: 'V', help: "in every row of the programs, in the item's currency" },
    programs: { type: 'string', value: 'FILE', help: 'a program file that holds from the beginning' },
    mapping: { type: 'string', value: 'FILE', help: 'a mapping by which the deliveries of its supplier are read' },
    since: { type: 'string', value: 'WHEN', help: '90d (if absent), a date or an instant' },
    until: { type: 'string', value: 'INSTANT', help: 'the end; now if absent' },
    supplier: { type: 'string', value: 'CODE', help: 'change it for this supplier only, and show its exceptions' },
  },
  words: [0, 0],
  reads: true,
  async run(context) {
    const { options, json, out, gateway } = context;
    const until = instantOption('until', options.until);
    const since = sinceOf(options.since, until);
    if (Date.parse(since) >= Date.parse(until)) throw new UsageError(`--since ${since} is not before ${until}`);
    const change = await changeOf(options);
    const services = await gateway();
    const supplier = typeof options.supplier === 'string' ? options.supplier : undefined;
    if (supplier !== undefined) await knownSupplier(services.db.pool, supplier);
    const told = progress(context);
    const found = await simulate(services, { since, until, supplier, change }, told);
    if (json) out.data(JSON.stringify(found, null, 2));
    else print(context, found);
    return DONE;
  },
};

function sinceOf(given: string | boolean | undefined, until: string): string {
  const text = given === undefined ? '90d' : String(given);
  const days = daysIn(text);
  if (days !== undefined) return new Date(Date.parse(until) - days).toISOString();
  if (/^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid) return `${text}T00:00:00.000Z`;
  return instantOption('since', text);
}

async function changeOf(options: Context['options']): Promise<Change> {
  const terms: Record<string, string> = {};
  for (const [option, term] of Object.entries(TERMS)) {
    const given = options[option];
    if (given === undefined) continue;
    if (!/^\d+(\.\d+)?$/.test(String(given)) || !parseDecimal(String(given)))
      throw new UsageError(`--${option} ${String(given)}: expected a decimal such as 5 or 0.5`);
    terms[term] = String(given);
  }
  const [programs, mapping] = [await fileOf('programs', options.programs), await fileOf('mapping', options.mapping)];
  if (programs && !isProgramText(programs.text)) throw new UsageError(`--programs ${programs.path} is no program file`);
  if (Object.keys(terms).length === 0 && !programs && !mapping)
    throw new UsageError('say what is different: --tolerance-pct, --tolerance-qty, --value-floor, --programs or --mapping');
  return { terms, programs: programs ? [programs] : [], mapping };
}

async function fileOf(option: string, given: string | boolean | undefined): Promise<MappingText | null> {
  if (typeof given !== 'string') return null;
  const text = await fs.readFile(given, 'utf8').catch((error: Error) => {
    throw new UsageError(`--${option} ${given}: ${error.message}`);
  });
  return { path: given, text };
}

function print({ out }: Context, s: Simulated): void {
  out.data(`from ${s.since} to ${s.until}, ${count(s.events, 'event')}`);
  out.data(
    table(
      ['type', 'raised', 'would be', 'beyond', 'missed'],
      s.types.map((t) => [t.type, ...[t.raised, t.would, t.beyond, t.missed].map(String)]),
    ),
  );
  const list = (title: string, rows: readonly Raised[]): void => {
    if (rows.length > 0) out.data(title);
    for (const e of rows) out.data(inLine(`  ${e.opened_at}  ${e.severity.padEnd(8)}  ${e.type}  ${e.message}`));
  };
  list('would have been raised beyond what was:', s.beyond);
  list('would have been missed:', s.missed);
  if (s.beyond.length + s.missed.length === 0) out.data('nothing would have been raised beyond what was, and nothing missed');
  const { raised, found, not_found } = s.fidelity;
  out.data(`told again without the change, history raises ${found} of the ${raised} that were open in that time`);
  list('these were, and are not raised when it is told again:', not_found);
}
