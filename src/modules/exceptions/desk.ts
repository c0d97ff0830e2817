import type { PoolClient } from 'pg';
import type { DocumentRef, Finding, Severity } from '../../domain/canonical/vocabulary';
import { advance, type Change } from '../../domain/exceptions/lifecycle';
import { rank } from '../../domain/exceptions/severity';
import { refold } from '../../domain/exceptions/suppression';
import type { Verdict } from '../../domain/rules/rule';
import { uuidv7 } from '../../platform/ids';
import { foldRows, insertRows, openRows, resolveRows, rowsUnder, updateRows, type WrittenRow, writeEvents } from './desk.store';
import { dueSnoozes, lapseRows, wakeRows } from './snoozes.store';

export interface Raised {
  readonly opened: number;
  readonly refreshed: number;
  readonly resolved: number;
}
/** What happened to which rows, by their ids: what others may have to be told. */
export interface Changed {
  readonly opened: readonly string[];
  readonly reopened: readonly string[];
  readonly escalated: readonly string[];
  readonly resolved: readonly string[];
}

/** Writes what the verdicts change on the desk, all at once: what is open, what was seen again, what is over, what explains what. */
export async function raise(
  client: PoolClient,
  verdicts: readonly Verdict[],
  now: string,
): Promise<Raised & { readonly changed: Changed }> {
  const keys = [...new Set(verdicts.map((v) => (v.holds === true ? v.finding.key : v.key)))];
  const before = await rowsUnder(client, keys);
  const changes = advance(before, verdicts, Date.parse(now));
  const of = <D extends Change['do']>(what: D): Extract<Change, { do: D }>[] =>
    changes.filter((c): c is Extract<Change, { do: D }> => c.do === what);

  const opened = of('open').map((c) => written(uuidv7(), c.finding, c.severity, 1, c.finding.documents, c.previousId));
  const again = (c: Extract<Change, { do: 'reopen' | 'refresh' }>): WrittenRow =>
    written(c.id, c.finding, c.severity, c.occurrences, c.documents, null);
  const cleared = of('clear');
  await insertRows(client, opened, now);
  await updateRows(client, of('reopen').map(again), now, true);
  await updateRows(client, of('refresh').map(again), now, false);
  await resolveRows(
    client,
    cleared.map((c) => ({ id: c.id, resolution: c.resolution, resolved_as_of: new Date(c.resolvedAsOf).toISOString() })),
    now,
  );
  const woken = await wake(client, of('wake'), now);
  await lapseRows(
    client,
    of('lapse').map((c) => c.id),
  );
  const was = new Map(before.map((r) => [r.id, r]));
  const stood = (id: string): object => ({ status: was.get(id)!.status, severity: was.get(id)!.severity, type: was.get(id)!.type });
  await writeEvents(
    client,
    [
      ...opened.map((r) => ({
        exception_id: r.id,
        what: 'open',
        details: { severity: r.severity, ...saidOf(r) },
        after: { status: 'open', severity: r.severity, type: r.type },
      })),
      ...of('reopen').map((c) => ({
        exception_id: c.id,
        what: 'reopen',
        details: { severity: c.severity, ...saidOf(again(c)) },
        before: { ...stood(c.id), resolution: was.get(c.id)!.resolution },
        after: { status: 'open', severity: c.severity, type: c.finding.type },
      })),
      ...of('refresh')
        .filter((c) => c.news.length > 0)
        .map((c) => ({
          exception_id: c.id,
          what: 'refresh',
          details: { news: c.news, severity: c.severity, type: c.finding.type, ...saidOf(again(c)) },
          before: stood(c.id),
          after: { status: was.get(c.id)!.status, severity: c.severity, type: c.finding.type },
        })),
      ...cleared.map((c) => ({
        exception_id: c.id,
        what: 'clear',
        details: { resolution: c.resolution },
        before: stood(c.id),
        after: { status: 'resolved', resolution: c.resolution },
      })),
      ...woken.map((w) => ({
        exception_id: w.id,
        what: 'wake',
        details: { why: w.why },
        before: { status: 'snoozed' },
        after: { status: 'open' },
      })),
    ],
    now,
  );
  if (changes.length > 0) await fold(client);
  const changed = {
    opened: opened.map((r) => r.id),
    reopened: of('reopen').map((c) => c.id),
    escalated: of('refresh').flatMap((c) => (rank(c.severity) > rank(was.get(c.id)!.severity) ? [c.id] : [])),
    resolved: cleared.map((c) => c.id),
  };
  return { opened: opened.length + of('reopen').length, refreshed: of('refresh').length, resolved: cleared.length, changed };
}

/** By what was found, and by the clock alone: a day comes also where nobody says anything. */
async function wake(
  client: PoolClient,
  found: readonly Extract<Change, { do: 'wake' }>[],
  now: string,
): Promise<readonly { readonly id: string; readonly why: string }[]> {
  const known = new Set(found.map((c) => c.id));
  const all = [...found, ...(await dueSnoozes(client, now)).filter((d) => !known.has(d.id))];
  await wakeRows(
    client,
    all.map((w) => w.id),
  );
  return all;
}

/** What explains what. A supplier in shadow explains nothing of another one: its own rows are not seen, and would hide what is. */
export async function fold(client: PoolClient): Promise<void> {
  const rows = await openRows(client);
  const inShadow = new Set(rows.filter((r) => r.shadow).map((r) => r.id));
  const plain = refold(rows.filter((r) => !r.shadow));
  await foldRows(client, inShadow.size === 0 ? plain : [...plain, ...refold(rows).filter((f) => inShadow.has(f.id))]);
}

/** What was said when it was raised: the row tells what is said by now. */
const saidOf = ({ message, reported, difference }: WrittenRow): object => ({ message, reported, difference });

function written(
  id: string,
  f: Finding,
  severity: Severity,
  occurrences: number,
  documents: readonly DocumentRef[],
  previousId: string | null,
): WrittenRow {
  return {
    id,
    key: f.key,
    type: f.type,
    severity,
    supplier: f.supplier ?? null,
    sku: f.sku ?? null,
    location: f.location ?? null,
    as_of: f.asOf ?? null,
    as_of_to: f.asOfTo ?? null,
    reported: f.reported ?? null,
    expected_low: f.expected?.low ?? null,
    expected_high: f.expected?.high ?? null,
    difference: f.difference ?? null,
    uom: f.uom ?? null,
    value_amount: f.value?.amount ?? null,
    value_currency: f.value?.currency ?? null,
    cause: f.cause ?? null,
    documents,
    message: f.message,
    details: f.details ?? {},
    occurrences,
    folded_under: f.foldedUnder ?? null,
    previous_id: previousId,
  };
}
