import type { PoolClient } from 'pg';
import type { ShipNotice } from '../../domain/canonical/vocabulary';
import { type Incoming, type NoticeFate, noticeFate } from '../../domain/documents/notice-fate';
import { placeAsOf } from '../../domain/ledger/as-of';
import type { Receipt } from '../documents/receipts.store';
import { carryOver, type KnownShipment, knownShipments, leftOutBy, receivedOf } from '../ledger/notices.store';
import { postShipLines } from '../ledger/post.store';
import { type PostedNotice, postShipment } from '../ledger/shipments.store';
import { changesOf, type Edi } from '../suppliers/edi';
import type { Delivery, Doc, Part } from './delivery';
import type { Counts } from './record';
import { codesOf, takeBack } from './refuse-broken';

interface Notice {
  readonly doc: Doc;
  readonly part: Part;
  readonly header: Omit<ShipNotice, 'lines'>;
  readonly posted: PostedNotice;
}

/**
 * Ship notices that may be posted, one after the other, since each may be about a shipment of the one before: what stands from
 * now on, what only was, what is held for a person. Placed in time by the zone of the place that they ship to.
 */
export async function settleNotices(client: PoolClient, receipt: Receipt, delivery: Delivery, counts: Counts, edi: Edi): Promise<void> {
  const notices = [...candidates(receipt, delivery, counts)];
  if (notices.length === 0) return;
  const suppliers = await codesOf(client, delivery);
  const known = new Map((await knownShipments(client, notices.map((n) => n.posted))).map((k) => [keyOf(k), k])); // prettier-ignore
  const noted: string[] = []; // documents whose shipment is posted
  let done: string[] = []; // and its lines, too
  const held: Doc[] = [];
  for (const notice of notices) {
    const { doc, part, header, posted } = notice;
    const before = known.get(keyOf(posted));
    const changes = changesOf(edi, suppliers.get(posted.supplierId) ?? '', doc.strictness);
    if (before && header.purpose === 'change') {
      await postShipLines(client, done); // those of the version before, which may have come in this very delivery
      done = [...noted];
    }
    const { fate, issue } = await fateOf(client, notice, before, changes);
    if (issue) delivery.doubts.push({ part: part.part, document: doc.document, issue });
    if (fate === 'quarantined' || fate === 'duplicate') {
      doc.hold = fate;
      held.push(doc);
      continue;
    }
    const shipmentId = await postShipment(client, posted, fate === 'stands');
    noted.push(doc.id);
    if (before && fate === 'stands' && header.purpose === 'change' && changes === 'lines') await carryOver(client, before, doc.id);
    if (fate === 'stands') known.set(keyOf(posted), standing(notice, before, shipmentId));
    else if (before) known.set(keyOf(posted), { ...before, announced: true, originals: originalsOf(notice, before) });
  }
  await takeBack(client, held);
  await postShipLines(client, done);
}

const keyOf = (n: { readonly supplierId: string; readonly reference: string }): string => `${n.supplierId} ${n.reference}`;

function* candidates(receipt: Receipt, delivery: Delivery, counts: Counts): Generator<Notice> {
  for (const doc of delivery.documents) {
    const { header } = doc;
    if (doc.hold !== null || header?.kind !== 'ship_notice' || header.reference === '') continue;
    if (header.purpose !== 'cancel' && !counts.has(doc.document)) continue; // a shipment is not emptied by a notice that says nothing
    const part = delivery.parts.find((p) => p.part === doc.part)!;
    const zone = counts.get(doc.document)?.timezone ?? 'UTC';
    const { shippedOn, expectedOn } = header;
    const posted = {
      documentId: doc.id,
      supplierId: part.supplierId!,
      reference: header.reference,
      purpose: header.purpose,
      issued: header.issued ?? null,
      shipped: shippedOn.said === 'nothing' ? null : placeAsOf(shippedOn, zone, null), // the day of shipping may be still to come
      eta: expectedOn.said === 'nothing' ? null : placeAsOf(expectedOn, zone, null),
      receivedAt: receipt.receivedAt,
    };
    yield { doc, part, header, posted };
  }
}

/** A list without control numbers is a new statement each time it comes, and says nothing of an earlier one. */
const isStatement = ({ doc }: Notice): boolean => doc.bodySha256 === undefined;

async function fateOf(
  client: PoolClient,
  notice: Notice,
  before: KnownShipment | undefined,
  changes: ReturnType<typeof changesOf>,
): Promise<NoticeFate> {
  const { doc, header, posted, part } = notice;
  if (isStatement(notice) || doc.released) return { fate: 'stands' };
  const incoming: Incoming = {
    reference: header.reference,
    purpose: header.purpose,
    ...wordOf(part, posted),
    leftOut: before && header.purpose === 'change' && changes === 'ask' ? await leftOutBy(client, before, doc.id) : [],
  };
  if (!before) return noticeFate(undefined, incoming, changes);
  const rewrites = before.state === 'open' && ['replace', 'change', 'cancel'].includes(header.purpose);
  const received = rewrites ? await receivedOf(client, before) : [];
  const original = before.originals.includes(doc.format);
  return noticeFate({ ...before, received, original, otherForm: before.format !== doc.format }, incoming, changes);
}

const wordOf = (part: Part, { issued, receivedAt }: PostedNotice): Pick<Incoming, 'issued' | 'receivedAt' | 'sender' | 'control'> => ({
  issued,
  receivedAt,
  sender: part.envelope?.sender ?? null,
  control: part.envelope?.control ?? null,
});

const originalsOf = (n: Notice, before: KnownShipment | undefined): readonly string[] => [
  ...(before?.originals ?? []),
  ...(n.header.purpose === 'original' && !isStatement(n) ? [n.doc.format] : []),
];

function standing(n: Notice, before: KnownShipment | undefined, shipmentId: string): KnownShipment {
  const { posted, doc, part } = n;
  return {
    ...wordOf(part, posted),
    supplierId: posted.supplierId,
    reference: posted.reference,
    shipmentId,
    documentId: doc.id,
    format: doc.format,
    state: posted.purpose === 'cancel' ? 'cancelled' : 'open',
    purpose: posted.purpose,
    announced: posted.purpose !== 'cancel' || (before?.announced ?? false),
    originals: originalsOf(n, before),
    from: 'in the same file',
  };
}
