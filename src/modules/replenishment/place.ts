import type { PoolClient } from 'pg';
import { NotWritable } from '../../domain/acks/not-writable';
import { type Book, WORKBOOK_TYPE } from '../../domain/workbook/book';
import { writeWorkbook } from '../../domain/workbook/write-workbook';
import { write850 } from '../../domain/replenishment/write-850';
import { RefusedError } from '../../platform/errors';
import type { SettingsFile } from '../../platform/settings-file';
import { noteSent, type SentEdi } from '../acks/sent.store';
import type { Outgoing } from '../outbox/message';
import { putInOutbox } from '../outbox/outbox.store';
import { type Tell, toEndpoints, toPlaces } from '../outbox/subscribed';
import { allocateNumbers } from '../suppliers/control-numbers.store';
import { acknowledgeOf, type Edi, ediOf } from '../suppliers/edi';
import { insertOrder, type OrderTo, ordersToPlace, type Placed, type Sent, writeLines, writeSent } from './place.store';
import { type OrderWay, type OrderWays, orderWays } from './settings';

/** So many lines fit into one webhook, and none of them may be cut. */
const MOST_LINES = 50;

/** Where approved drafts go, by the settings; opened once. */
export interface Ways extends OrderWays {
  readonly tells: readonly Tell[]; // of requisitions
  readonly answeredWithin: (supplier: string) => number | null; // hours, as was agreed
}
export const openWays = (settings: SettingsFile): Ways => ({
  ...orderWays(settings),
  tells: [toEndpoints(settings), toPlaces(settings)].filter((t) => t !== null),
  answeredWithin: answeredWithin(ediOf(settings)),
});

const answeredWithin =
  (edi: Edi) =>
  (supplier: string): number | null =>
    acknowledgeOf(edi, supplier).within_hours ?? null;

export interface Ordered extends Placed {
  readonly reorders: readonly string[];
}

/**
 * Makes orders of what was approved, in the transaction that approved it: what leaves is in the outbox with the decision, or neither
 * is. One that cannot be written is refused, and nothing is approved: it would be ordered in no place and count everywhere.
 */
export async function placeOrders(
  client: PoolClient,
  ways: Ways,
  reorderIds: readonly string[],
  author: string,
  now: string,
): Promise<Ordered[]> {
  const placed: Ordered[] = [];
  for (const whole of await ordersToPlace(client, reorderIds))
    for (let at = 0; at < whole.lines.length; at += MOST_LINES) {
      const to = { ...whole, lines: whole.lines.slice(at, at + MOST_LINES) };
      const way = ways.of(to.supplier);
      const order = await insertOrder(client, to, way.by, author, now);
      await writeLines(client, order, to.lines, now);
      const { messages, edi, ...sent } = await written(client, ways, way, to, order, author, now);
      await writeSent(client, order.id, sent);
      const [outboxId] = await putInOutbox(client, messages, now);
      if (edi)
        await noteSent(client, {
          ...edi,
          supplierId: to.supplierId,
          outboxId: outboxId!,
          at: now,
          withinHours: ways.answeredWithin(to.supplier),
        });
      placed.push({ ...order, reorders: to.lines.map((l) => l.reorderId) });
    }
  return placed;
}

/** `edi`: what is answered by its numbers. */
type Written = Sent & {
  readonly messages: readonly Outgoing[];
  readonly edi?: Omit<SentEdi, 'supplierId' | 'outboxId' | 'at' | 'withinHours'>;
};

function written(
  client: PoolClient,
  ways: Ways,
  way: OrderWay,
  to: OrderTo,
  order: Placed,
  author: string,
  now: string,
): Promise<Written> | Written {
  if (way.by === 'x12') return byX12(client, ways, way, to, order, now);
  return way.by === 'mail' ? byMail(ways, way, to, order, now) : asRequisition(ways, to, order, author, now);
}

/** To whatever asked for `reorder.approved`. Where nothing did, it stands there to be fetched and answered by the API. */
function asRequisition({ tells }: Ways, to: OrderTo, order: Placed, author: string, now: string): Written {
  const data = {
    ...{ id: `ord_${order.id}`, requisition: order.name, supplier: to.supplier, location: to.location, approved_by: author },
    lines: to.lines.map(({ reorderId, sku, quantity, uom }, i) => ({
      line: String(i + 1),
      reorder: `reo_${reorderId}`,
      sku,
      quantity,
      uom,
    })),
    answer: `/api/v1/reorders/reo_${to.lines[0]!.reorderId}/order`,
  };
  const payload = { type: 'reorder.approved', timestamp: now, data };
  const event = {
    payload,
    key: `reorder.approved ${order.id}`,
    of: `ord_${order.id}`,
    about: { order: `ord_${order.id}`, type: payload.type },
  };
  const messages = tells.flatMap((tell) => tell(event));
  return { messages, state: messages.length === 0 ? 'to_fetch' : 'leaves', po: null, interchange: null, group: null };
}

async function byX12(client: PoolClient, ways: Ways, way: OrderWay, to: OrderTo, order: Placed, now: string): Promise<Written> {
  const [sender, receiver] = [way.sender!, way.receiver ?? to.ediId];
  if (receiver === null)
    throw new RefusedError(
      'order.no-way',
      `nobody knows the X12 id of ${to.supplier}: name it in its masters or as receiver in the section orders`,
    );
  const po = `${way.po_prefix}${order.n}`;
  const numbers = await allocateNumbers(client, sender, receiver, 1);
  const lines = to.lines.map((l, i) => ({ ...l, line: String(i + 1) }));
  const bytes = writable(() =>
    write850(
      { po, day: now.slice(0, 10), location: to.location, locationName: to.locationName, lines },
      { sender, receiver, usage: way.usage, ...numbers, at: now },
    ),
  );
  const file = { name: `850-${po}-${numbers.interchange}.edi`, base64: bytes.toString('base64') };
  const common = commonOf(order);
  const message: Outgoing =
    way.place !== undefined
      ? { ...common, kind: 'file', target: way.place, payload: file }
      : mailOf(ways, way, to, common, `Order ${po}`, `Attached is our order ${po} as X12 850.\n`, { ...file, type: 'application/EDI-X12' });
  const edi = {
    ...{ kind: 'x12-850', own: sender, partner: receiver, interchange: String(numbers.interchange), group: String(numbers.group) },
    ...{ message: '0001', reference: po, bytes },
  };
  return { messages: [message], edi, state: 'leaves', po, interchange: numbers.interchange, group: numbers.group };
}

async function byMail(ways: Ways, way: OrderWay, to: OrderTo, order: Placed, now: string): Promise<Written> {
  const po = `${way.po_prefix}${order.n}`;
  const text = [`Our order ${po} of ${now.slice(0, 10)}, to ${to.locationName} (${to.location}):`, '', ...to.lines.map((l) => `${l.quantity} ${l.uom}  ${l.sku}${l.theirs === null ? '' : ` (yours: ${l.theirs})`}`), '', 'The same is attached as a workbook.', ''].join('\n'); // prettier-ignore
  const bytes = await writeWorkbook(bookOf(po, to));
  const file = { name: `order-${po}.xlsx`, base64: bytes.toString('base64'), type: WORKBOOK_TYPE };
  return {
    messages: [mailOf(ways, way, to, commonOf(order), `Order ${po}`, text, file)],
    state: 'leaves',
    po,
    interchange: null,
    group: null,
  };
}

const HEADINGS = ['PO', 'Line', 'Our part no', 'Your part no', 'Quantity', 'UOM', 'Ship to'];
const bookOf = (po: string, to: OrderTo): Book => ({
  sheets: [
    {
      name: `Order ${po}`,
      widths: [14, 6, 20, 20, 12, 8, 12],
      frozen: 1,
      rows: [
        HEADINGS.map((text) => ({ text, bold: true, fill: 'grey' as const })),
        ...to.lines.map((l, i) => [po, { number: String(i + 1) }, l.sku, l.theirs ?? '', { number: l.quantity }, l.uom, to.location]),
      ],
    },
  ],
});

type Common = Pick<Outgoing, 'eventKey' | 'about'>;
const commonOf = (order: Placed): Common => ({ eventKey: `order ${order.id}`, about: { order: `ord_${order.id}`, type: 'order' } });

function mailOf(
  { mailFrom }: Ways,
  way: OrderWay,
  to: OrderTo,
  common: Common,
  subject: string,
  text: string,
  { name: filename, type: contentType, base64 }: { readonly name: string; readonly type: string; readonly base64: string },
): Outgoing {
  const address = way.to ?? to.contact;
  if (address === null)
    throw new RefusedError(
      'order.no-way',
      `nobody knows the address of ${to.supplier}: name it in its masters or as to in the section orders`,
    );
  if (mailFrom === undefined) throw new RefusedError('order.no-way', 'nothing can be mailed without the section mail');
  return {
    ...common,
    kind: 'mail',
    target: address,
    payload: { from: mailFrom, to: address, subject, text, attachments: [{ filename, contentType, base64 }] },
  };
}

function writable<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof NotWritable)
      throw new RefusedError('order.not-writable', `it cannot be ordered by X12: ${error.message}; nothing was approved`);
    throw error;
  }
}
