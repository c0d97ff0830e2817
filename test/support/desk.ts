import type { Finding } from '../../src/domain/canonical/vocabulary';
import type { Verdict } from '../../src/domain/rules/rule';
import type { Database } from '../../src/database/open';
import { inTransaction } from '../../src/database/transaction';
import { Alerts } from '../../src/modules/alerts/alerts';
import type { MailMessage } from '../../src/modules/outbox/message';
import { raise } from '../../src/modules/exceptions/desk';
import { settingsOf } from './settings';

const TABLES =
  'supply_exception, exception_event, outbox, outbox_delivery, outbox_closed, told, reminded, told_lost, digest_day, calendar_day';

/**
 * The end of a reconciliation, on a real database: what the rules said is written to the desk, and who must hear is told. What
 * the rules say is made up here.
 */
export function useDesk(db: () => Database) {
  beforeEach(async () => {
    await db().pool.query(`truncate ${TABLES}`);
    await db().pool.query(`insert into supplier (id, code, name) values
  ('01975b9e-0000-7000-8000-00000000000a', 'NORD', 'Nordluft'), ('01975b9e-0000-7000-8000-00000000000b', 'HELIOS', 'Helios Seals') on conflict do nothing`);
    await db().pool.query(`insert into item (sku, description, uom) values ('BRK-2210', 'Bracket 22 mm', 'EA') on conflict do nothing`);
    await db().pool.query(`insert into location (code, name, timezone) values ('HAM', 'Hamburg', 'Europe/Berlin') on conflict do nothing`);
  });
  const evaluate = (settings: object, verdicts: readonly Verdict[], now: string, withheld = false): Promise<void> =>
    inTransaction(db().pool, async (client) => {
      await client.query('select pg_advisory_xact_lock(1)'); // one reconciliation at a time, as the real one has it
      const { changed } = await raise(client, verdicts, iso(now));
      await Alerts.open(settingsOf(settings)).changed(withheld)(client, changed, iso(now));
    });
  const outbox = async (): Promise<
    { target: string; state: string; payload: MailMessage; about: { what?: string }; event_key: string }[]
  > => (await db().pool.query('select target, state, payload, about, event_key from outbox order by id')).rows;
  const subjects = async (): Promise<string[]> => (await outbox()).map((o) => `${o.target.split('@')[0]} ${o.payload.subject}`);
  return { evaluate, outbox, subjects };
}

/** `17 08:00`: the 17th of November 2026, a Tuesday, in Hamburg. */
export const iso = (at: string): string => (at.includes('T') ? at : new Date(`2026-11-${at.replace(' ', 'T')}:00+01:00`).toISOString());

let asOf = 0;
/** A divergence as its rule finds it; each is about something later than the one before. */
export function found(sku: string, more: Partial<Finding> = {}): Verdict {
  const type = more.type ?? 'COUNT_DIVERGENCE';
  const supplier = more.supplier ?? 'NORD';
  return {
    holds: true,
    finding: {
      type,
      key: `${type}|${supplier}|${sku}`,
      severity: 'high',
      message: `${supplier} reports 412 EA of ${sku}`,
      supplier,
      sku,
      location: 'HAM',
      asOfTo: new Date(Date.UTC(2026, 0, 1) + ++asOf * 1000).toISOString(),
      reported: '412',
      expected: { low: '508', high: '508' },
      difference: '-96',
      uom: 'EA',
      cause: { code: 'IN_TRANSIT_COUNTED', text: 'the supplier seems to count 96 EA of shipment ASN 884', evidence: ['96 = 508 − 412'] },
      documents: [{ id: 'doc_1', file: 'KW46.xlsx', place: 'Wk 46 stock!E6' }],
      ...more,
    },
  };
}
export const over = (v: Verdict): Verdict =>
  v.holds === true
    ? {
        holds: false,
        key: v.finding.key,
        resolution: 'fixed_by_supplier',
        asOfTo: new Date(Date.UTC(2026, 0, 1) + ++asOf * 1000).toISOString(),
      }
    : v;
