import { DateTime } from 'luxon';
import { EVERYTHING } from '../modules/access/sees';
import { ending, next, numbersOf, title } from '../domain/exceptions/words';
import { alertSettings } from '../modules/alerts/settings';
import { eventsOf, type ExceptionEvent, type ExceptionReport, openUnder, reportExceptions } from '../modules/exceptions/exceptions.store';
import { type ComparisonReport, reportComparisons } from '../modules/reconciliation/comparisons.store';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { exceptionId } from './ids';
import { inLine } from './table';

export const exceptionsShowCommand: Command = {
  name: 'exceptions show',
  args: 'ID',
  summary: 'one exception in full: both numbers, why, where it stands written, what happened to it, what to do',
  options: {},
  words: [1, 1],
  async run({ words, json, out, config, gateway }) {
    const { pool } = (await gateway()).db;
    const id = exceptionId(words[0]!);
    const [exception] = await reportExceptions(pool, EVERYTHING, ['all'], { id });
    if (!exception) throw new UsageError(`there is no exception ${id}`);
    const events = await eventsOf(pool, id);
    const feeding = await openUnder(pool, keysIn(exception.details['fed_by']));
    const { supplier, sku, location } = exception;
    const pair = supplier && sku && location ? (await reportComparisons(pool, EVERYTHING, { supplier, sku, location }))[0] : undefined;
    if (json) out.data(JSON.stringify({ ...exception, events, comparison: pair ?? null, fed_by: feeding.map((f) => f.id) }, null, 2));
    else
      for (const line of [
        ...what(exception),
        ...compared(exception, pair),
        ...alsoSaid(pair),
        ...why(exception),
        ...feeding.map((f, i) => row(i === 0 ? 'fed by' : '', `${f.id}: ${f.message}`)),
        ...history(events, alertSettings(config.settings)?.timezone ?? 'UTC'),
      ])
        out.data(inLine(line).trimEnd());
    return DONE;
  },
};

const keysIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((k) => typeof k === 'string') : []);
const row = (name: string, text: string): string => `${name.padEnd(12)}${text}`;

function what(e: ExceptionReport): string[] {
  const where = [e.supplier, e.sku, e.location].filter(Boolean).join('  ');
  const n = numbersOf(e);
  return [
    `${e.id}  ${e.type}: ${title(e)}`,
    row('about', where || e.key),
    row('what', e.message),
    row(
      'state',
      [
        e.severity,
        stateOf(e),
        e.owner === null ? 'nobody’s' : `${e.owner}’s`,
        e.shadow ? 'in shadow' : '',
        e.suppressed_by ? `explained by ${e.suppressed_by}` : '',
      ]
        .filter(Boolean)
        .join(', '),
    ),
    ...(n ? [row(n.reported[0], `${n.reported[1]} ${e.uom ?? ''}`), row(n.expected[0], `${n.expected[1]} ${e.uom ?? ''}`)] : []),
    ...(n?.difference ? [row('difference', `${n.difference} ${e.uom ?? ''}${n.value ? `, ${n.value} at stake` : ''}`)] : []),
    ...(e.as_of ? [row('as of', e.as_of)] : []),
  ];
}

function stateOf(e: ExceptionReport): string {
  if (e.status === 'resolved') return `${ending(e.resolution)}${e.accepted_until ? ` until ${e.accepted_until}` : ''}`;
  if (e.status !== 'snoozed' || !e.snoozed) return e.status === 'waiting' ? 'waiting for the supplier' : e.status;
  const { until, at, percent } = e.snoozed;
  return `put aside until ${at ?? (until === 'worse' ? `it is worse (by ${percent} %)` : 'the next report')}`;
}

/** The pair as it was last compared, which may be later than what was raised. */
function compared(e: ExceptionReport, c: ComparisonReport | undefined): string[] {
  if (!c || !e.expected) return [];
  const band = against(c.band);
  const window = c.window ? `, from ${c.window.from} to ${c.window.to}` : '';
  return [
    row(
      'compared',
      `${c.state}: ${c.reported ?? 'nothing'}${band} ${c.uom}, ${c.tolerance === null ? 'no tolerance' : `tolerance ${c.tolerance}${levels(c)}`}${window}${c.reason ? ` (${c.reason})` : ''}`,
    ),
  ];
}

const against = (band: ComparisonReport['band']): string =>
  band ? ` against ${band.low === band.high ? band.low : `${band.low} to ${band.high}`}` : '';

/** What else the supplier said of the pair, beside our number, and where either comes from. */
function alsoSaid(c: ComparisonReport | undefined): string[] {
  return (c?.measures ?? []).flatMap((m, i) => [
    row(
      i === 0 ? 'also said' : '',
      `${m.measure.replace(/_/g, ' ')} ${m.compared}${against(m.band)} ${c!.uom}: ${m.state}${m.tolerance === null ? '' : `, tolerance ${m.tolerance}`}` +
        `, from ${m.window.from} to ${m.window.to}${m.reason ? ` (${m.reason})` : ''}`,
    ),
    row('', `  theirs: ${m.document.file}${m.document.place ? `, ${m.document.place}` : ''}`),
    ...m.ours.map((o) => row('', `  ours: ${o}`)),
  ]);
}

/** Which level said the tolerance: `tolerance_qty by class, value_floor by program`. */
function levels(c: ComparisonReport): string {
  const said = Object.entries(c.tolerance_from).map(([name, level]) => `${name} by ${level}`);
  return said.length > 0 ? ` (${said.join(', ')})` : '';
}

function why(e: ExceptionReport): string[] {
  const cause = e.cause ? [row('why', `${e.cause.text} (${e.cause.code})`), ...e.cause.evidence.map((x) => row('', x))] : [];
  const written = e.documents.map((d, i) => row(i === 0 ? 'written in' : '', `${d.file}${d.place ? `, ${d.place}` : ''}  ${d.id}`));
  return [
    ...cause,
    ...written,
    ...(e.status === 'resolved' ? [] : [row('to do', next(e))]),
    ...(e.previous ? [row('before it', e.previous)] : []),
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  open: 'raised',
  reopen: 'open again',
  refresh: 'seen again',
  clear: 'came right',
  wake: 'awake again',
  acknowledge: 'acknowledged',
  wait: 'waits for the supplier',
  snooze: 'put aside',
  assign: 'assigned',
  comment: 'noted',
  resolve: 'resolved',
  count_requested: 'count asked for',
  adjustment_proposed: 'adjustment proposed',
  counted: 'counted',
  adjusted: 'adjusted',
  request_withdrawn: 'request withdrawn',
  claim_made: 'claimed',
  claim_sent: 'claim sent',
  claim_settled: 'claim settled',
  claim_withdrawn: 'claim withdrawn',
};

/** By the clock of the house, as its mails are. */
function history(events: readonly ExceptionEvent[], zone: string): string[] {
  return events.map((x, i) => {
    const moved = x.before || x.after ? changeOf(x.before ?? {}, x.after ?? {}) : '';
    const said = [moved, x.reason ?? '', typeof x.details['why'] === 'string' ? x.details['why'] : ''].filter(Boolean).join('; ');
    return row(
      i === 0 ? 'history' : '',
      `${DateTime.fromISO(x.at, { zone }).toFormat("yyyy-MM-dd HH:mm 'UTC'ZZ")}  ${WORDS[x.what] ?? x.what}${x.by ? ` by ${x.by}` : ''}${said ? `: ${said}` : ''}`,
    );
  });
}

function changeOf(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string {
  const plain = (v: unknown): string =>
    v === null || v === undefined ? 'none' : typeof v === 'object' ? JSON.stringify(v) : String(v as string);
  const names = ['status', 'severity', 'type', 'owner', 'resolution', 'accepted_until'];
  return names
    .filter((n) => n in after && plain(before[n]) !== plain(after[n]))
    .map((n) => (n in before ? `${n} ${plain(before[n])} → ${plain(after[n])}` : `${n} ${plain(after[n])}`))
    .join(', ');
}
