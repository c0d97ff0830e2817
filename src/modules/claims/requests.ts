import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { isZero, parseDecimal } from '../../domain/canonical/quantity';
import { RefusedError } from '../../platform/errors';
import type { Sees } from '../access/sees';
import { writeEvents } from '../exceptions/desk.store';
import { reportExceptions } from '../exceptions/exceptions.store';
import { putInOutbox } from '../outbox/outbox.store';
import type { Tell } from '../outbox/subscribed';
import * as store from './requests.store';

export interface Asking {
  readonly db: Database;
  readonly tells: readonly Tell[];
}
export interface AskedFor {
  readonly kind: store.RequestKind;
  readonly quantity?: string | undefined; // of an adjustment: signed, in the base unit
  readonly by: string;
  readonly reason: string;
}
const TYPES = { count: 'count.requested', adjustment: 'adjustment.proposed' } as const;
const WHAT = { count: 'count_requested', adjustment: 'adjustment_proposed' } as const;

/**
 * Asks the buyer's own systems for a count or an adjustment because of an exception: the event is in the outbox with the request, or
 * neither is. The number of an adjustment is a person's; none is ever made up. Throws RefusedError; undefined where nobody sees it.
 */
export async function requestOf(
  { db, tells }: Asking,
  sees: Sees,
  exception: string,
  { kind, quantity, by, reason }: AskedFor,
  now: string,
): Promise<store.RequestReport | undefined> {
  checkNumber(kind, quantity);
  return inTransaction(db.pool, async (client) => {
    const [e] = await reportExceptions(client, sees, ['all'], { id: exception });
    if (!e) return undefined;
    if (e.status === 'resolved') throw new RefusedError('request.over', 'it is resolved; open it again to ask for something');
    const pair = await store.pairOf(client, e.id);
    if (!pair) throw new RefusedError('request.no-place', 'it is about no item at a place');
    const { id: exceptionId, type, message, supplier, as_of, reported, expected, difference, cause, documents } = e;
    const evidence = { exception: exceptionId, type, message, supplier, as_of, reported, expected, difference, cause, documents };
    const asked = { exceptionId: exceptionId.replace(/^exc_/, ''), ...pair, kind, quantity: quantity ?? null, evidence };
    const id = await store.insertRequest(client, { ...asked, author: by, reason }, now);
    if (id === undefined) throw new RefusedError('request.already', `one is open for ${e.sku} at ${e.location}`);
    const [made] = await store.reportRequests(client, sees, { ids: [id] });
    const { sku, location, uom } = made!;
    const data = {
      ...{ id: made!.id, sku, location, uom, ...(kind === 'adjustment' ? { quantity } : {}) },
      ...{ requested_by: by, reason: reason || message, evidence },
    };
    const payload = { type: TYPES[kind], timestamp: now, data };
    const about = { request: made!.id, type: payload.type };
    const messages = tells.flatMap((tell) => tell({ payload, key: `${payload.type} ${id}`, of: made!.id, about }));
    await putInOutbox(client, messages, now);
    if (messages.length > 0) await store.noteLeaves(client, id);
    const why = kind === 'adjustment' ? `${quantity} ${uom}` : '';
    const details = { request: made!.id, ...(why === '' ? {} : { why }) };
    await writeEvents(client, [{ exception_id: asked.exceptionId, what: WHAT[kind], details, author: by, ...(reason === '' ? {} : { reason }) }], now); // prettier-ignore
    return { ...made!, leaves: messages.length > 0 };
  });
}

function checkNumber(kind: store.RequestKind, quantity: string | undefined): void {
  if (kind === 'count') {
    if (quantity !== undefined) throw new RefusedError('request.quantity', 'a count is asked for without a number');
    return;
  }
  const number = quantity === undefined ? undefined : parseDecimal(quantity);
  if (!number || isZero(number)) throw new RefusedError('request.quantity', 'expected by how much to adjust, such as -40');
}

/** Undefined where nobody sees such a request; one that is over stays as it is. */
export async function withdraw(
  { db }: Pick<Asking, 'db'>,
  sees: Sees,
  id: string,
  { by, reason }: Pick<AskedFor, 'by' | 'reason'>,
  now: string,
): Promise<store.RequestReport | undefined> {
  return inTransaction(db.pool, async (client) => {
    const [found] = await store.reportRequests(client, sees, { ids: [id] });
    if (!found || found.state === 'withdrawn') return found;
    if (reason.trim() === '') throw new RefusedError('request.reason', 'say why');
    if (!(await store.withdrawRequest(client, id, by, reason, now))) throw new RefusedError('request.over', 'it is answered');
    const event = { exception_id: found.exception.replace(/^exc_/, ''), what: 'request_withdrawn', details: { request: found.id }, author: by, reason }; // prettier-ignore
    await writeEvents(client, [event], now);
    return (await store.reportRequests(client, sees, { ids: [id] }))[0];
  });
}
