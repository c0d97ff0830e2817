import type { PoolClient } from 'pg';
import { EVERYTHING } from '../access/sees';
import type { Database } from '../../database/open';
import { inTransaction, takenBack } from '../../database/transaction';
import { compare, exact, subtract, text } from '../../domain/canonical/quantity';
import { viewsOf } from '../../domain/rules/shipment-pool';
import type { ShipmentView } from '../../domain/rules/shipment-view';
import { actOn, type Done, type TellActed } from '../exceptions/act';
import { writeOff } from '../exceptions/act.store';
import { type ExceptionReport, reportExceptions } from '../exceptions/exceptions.store';
import { collectPairs } from './pairs.store';
import { shipmentPool } from './shipment-pool.store';
import { openPairs } from './tables.store';
import { claimTouched } from './touched';

/** What a program begins with: differences that stood before it, and shipments of before of which something is still to come. */
export interface Opening {
  readonly differences: readonly ExceptionReport[];
  readonly shipments: readonly OpeningShipment[];
}
export interface OpeningShipment {
  readonly shipment: string;
  readonly shipped: string | null;
  readonly eta: string | null;
  readonly exception: string | null; // that is open about it
  readonly lines: readonly {
    readonly sku: string;
    readonly location: string;
    readonly shipped: string;
    readonly open: string;
    readonly uom: string;
  }[];
}
export interface OpeningOf {
  readonly supplier: string;
  readonly location?: string | undefined;
  readonly at: string;
}

/** Two numbers that were never the same. A unit in doubt, an empty shelf or a missing report is no balance: it is put right, or it goes on. */
const BALANCES = ['COUNT_DIVERGENCE', 'DECISION_FLIP', 'OWNERSHIP_MISMATCH', 'CUMULATIVE_IMBALANCE'];

export async function openingOf(db: Database, of: OpeningOf, now: string): Promise<Opening> {
  const open = (
    await Promise.all([false, true].map((shadow) => reportExceptions(db.pool, EVERYTHING, [], { supplier: of.supplier, shadow })))
  ).flat();
  const spokenOf = new Map(
    (
      await db.pool.query<{ id: string; at: Date }>(
        `select 'exc_' || id id, coalesce(as_of_to, opened_at) at from supply_exception where status <> 'resolved' and supplier = $1`,
        [of.supplier],
      )
    ).rows.map((r) => [r.id, r.at.getTime()] as const),
  );
  const differences = open.filter(
    (e) =>
      BALANCES.includes(e.type) && spokenOf.get(e.id)! < Date.parse(of.at) && (of.location === undefined || e.location === of.location),
  );
  const overdue = new Map(open.filter((e) => e.type === 'ASN_OVERDUE').map((e) => [e.details['shipment'], e.id]));
  const views = await takenBack(db.pool, (client) => everyShipment(client, now));
  const shipments = views.flatMap((v) => {
    const lines = v.shipment.supplier === of.supplier && isBefore(v, Date.parse(of.at)) ? openLines(v) : [];
    if (lines.length === 0 || (of.location !== undefined && lines.some((l) => l.location !== of.location))) return [];
    const { reference, shippedFrom, etaTo } = v.shipment;
    return [{ shipment: reference, shipped: iso(shippedFrom), eta: iso(etaTo), exception: overdue.get(reference) ?? null, lines }];
  });
  return { differences, shipments };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const isBefore = ({ shipment: s }: ShipmentView, at: number): boolean => s.state === 'open' && (s.shippedFrom ?? s.noticeReceivedAt) < at;

function openLines({ shipment, matched }: ShipmentView): OpeningShipment['lines'] {
  return shipment.lines.flatMap((l) => {
    const m = matched.get(l.id)!;
    if (m.final || l.closedByBuyer || compare(exact(m.open), exact('0')) <= 0) return [];
    return [{ sku: l.sku, location: l.location, shipped: l.quantity, open: m.open, uom: l.item.uom }];
  });
}

/** All shipments in sight with what was received of each, as a reconciliation sees them. */
async function everyShipment(client: PoolClient, now: string): Promise<ShipmentView[]> {
  await openPairs(client);
  await claimTouched(client);
  await collectPairs(client, 'every', now);
  return viewsOf((await shipmentPool(client, Date.parse(now))).pool).shipments;
}

export interface Acceptance {
  readonly by: string;
  readonly reason: string;
  readonly until: number | null; // until when differences are accepted
}

/** All of it at once, each with its own outcome; a shipment about which nothing was raised yet is written off as well. */
export async function acceptOpening(
  db: Database,
  of: OpeningOf,
  opening: Opening,
  a: Acceptance,
  now: string,
  tell: TellActed,
): Promise<Done[]> {
  const who = { by: a.by, reason: a.reason };
  const differences = await actOn(
    db,
    EVERYTHING,
    opening.differences.map((e) => ({ id: e.id, version: e.version })),
    { action: { do: 'resolve', code: 'accepted_difference', ...(a.until === null ? {} : { until: a.until }) }, ...who },
    now,
    tell,
  );
  const raised = opening.shipments.flatMap((s) => (s.exception === null ? [] : [{ id: s.exception }]));
  const shipments = await actOn(db, EVERYTHING, raised, { action: { do: 'resolve', code: 'written_off' }, ...who }, now, tell);
  const silent = opening.shipments.filter((s) => s.exception === null).map((s) => s.shipment);
  const { rows } = await db.pool.query<{ id: string }>('select id from supplier where code = $1', [of.supplier]);
  const rest = rows.flatMap(({ id }) => silent.map((reference) => ({ supplierId: id, reference, exceptionId: null })));
  await inTransaction(db.pool, (client) => writeOff(client, rest, a, now));
  return [...differences, ...shipments];
}

export const received = (l: OpeningShipment['lines'][number]): string => text(subtract(exact(l.shipped), exact(l.open)));
