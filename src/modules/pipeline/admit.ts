import type { PoolClient } from 'pg';
import type { DocumentStatus, Issue } from '../../domain/canonical/vocabulary';
import { decideInterchange } from '../../domain/documents/interchange';
import type { Receipt } from '../documents/receipts.store';
import { interchangeSeen, noteInterchange, sameBody, sameReference } from '../documents/interchanges.store';
import type { Edi } from '../suppliers/edi';
import type { Trust } from '../suppliers/trust';
import type { Batch, Delivery, Doc, Part } from './delivery';
import { ownerOf } from './owner';
import { refuseBroken } from './refuse-broken';

/** What was settled about suppliers: whose word counts, and what is refused of whom. */
export interface Whom {
  readonly trust: Trust;
  readonly edi: Edi;
}

/**
 * Whose each part is, and whether it may count: an unknown sender, a control number used twice, a report sent again are held
 * here, each with the issue that says why. What is held keeps its lines in the raw file; nothing of it is posted.
 */
export async function admit(client: PoolClient, receipt: Receipt, delivery: Delivery, batch: Batch, { trust, edi }: Whom): Promise<void> {
  const [first] = batch.parts;
  if (first && first === delivery.parts[0] && receipt.origin.message_id_reused !== undefined) say(delivery, first, null, REUSED);
  for (const part of batch.parts) {
    const owner = await ownerOf(client, receipt, part, trust);
    const given = delivery.only?.supplierId ?? null;
    part.supplierId = given ?? owner.supplierId;
    if (given === null) for (const issue of owner.issues) say(delivery, part, null, issue);
    part.hold = part.refused ?? (part.supplierId === null ? 'quarantined' : await repeated(client, receipt, part, delivery));
  }
  for (const doc of batch.documents) {
    const part = delivery.parts.find((p) => p.part === doc.part)!;
    doc.hold = part.hold ?? (await judged(client, doc, part, delivery));
    if (doc.hold === null) delivery.earlier.note(part.supplierId!, doc, saidOf(doc));
  }
  await refuseBroken(client, delivery, batch, edi);
}

const REUSED: Issue = {
  code: 'mail.message-id-reused',
  severity: 'warning',
  detail: 'another mail with other content bore the same Message-ID; both count',
};

function say(delivery: Delivery, part: Part, document: number | null, issue: Issue): void {
  delivery.doubts.push({ part: part.part, document, issue });
}

async function repeated(client: PoolClient, receipt: Receipt, part: Part, delivery: Delivery): Promise<DocumentStatus | null> {
  if (!part.envelope || delivery.only) return null;
  const seen = await interchangeSeen(client, part.envelope);
  const decision = decideInterchange(seen, part.envelope.sha256);
  if (decision !== 'conflict') await noteInterchange(client, part.envelope, receipt);
  if (decision === 'process') return null;
  const { control, sender } = part.envelope;
  if (decision === 'duplicate') {
    say(delivery, part, null, {
      code: 'edi.duplicate',
      severity: 'warning',
      detail: `interchange ${control} of ${sender} was here before, byte for byte`,
    });
    return 'duplicate';
  }
  say(delivery, part, null, {
    code: 'edi.control-reused',
    severity: 'error',
    detail: `interchange ${control} of ${sender} was here before with other content; neither replaces the other without a person's word`,
  });
  return 'quarantined';
}

/** Of a delivery that is read again for some of its documents, the others stay what they are; what a person released counts. */
async function judged(client: PoolClient, doc: Doc, part: Part, delivery: Delivery): Promise<DocumentStatus | null> {
  const { only } = delivery;
  if (!only) return held(client, doc, part, delivery);
  if (!only.ordinals.has(delivery.ordinalOf(doc))) return 'ignored';
  if (!only.released || !isPosted(doc)) return held(client, doc, part, delivery);
  doc.released = true;
  const detail = `released by ${only.released.author}: ${only.released.reason}`;
  say(delivery, part, doc.document, { code: 'document.released', severity: 'warning', detail });
  return null;
}

const isPosted = (doc: Doc): boolean => doc.kind === 'stock_report' || doc.kind === 'ship_notice';

/** The same report under another control number: a snapshot may repeat itself, movements and shipments may not. */
async function held(client: PoolClient, doc: Doc, part: Part, delivery: Delivery): Promise<DocumentStatus | null> {
  if (doc.kind === 'proposal') return null; // the last word about an order counts, and nothing of it is added up
  if (!isPosted(doc)) return 'ignored';
  const { earlier } = delivery;
  const supplier = part.supplierId!;
  if (
    doc.bodySha256 &&
    !isSnapshot(doc) &&
    (earlier.hasBody(supplier, doc) || (await sameBody(client, supplier, doc.format, doc.bodySha256)))
  ) {
    say(delivery, part, doc.document, {
      code: 'document.suspect-repeat',
      severity: 'error',
      detail: 'the same content came before under another control number; posting it again would count it twice',
    });
    return 'quarantined';
  }
  const reference = doc.header?.reference ?? '';
  if (reference === '' || doc.kind === 'ship_notice' || !doc.bodySha256) return null; // of a shipment it is settled with its lines
  const said = saidOf(doc);
  if (!earlier.contradicts(supplier, doc, said) && !(await sameReference(client, supplier, doc.format, reference, said, doc.bodySha256)))
    return null;
  say(delivery, part, doc.document, {
    code: 'document.conflict',
    severity: 'error',
    detail: `${reference} was reported before with other numbers and does not say that it replaces them`,
  });
  return 'quarantined';
}

const saidOf = (doc: Doc): string => JSON.stringify(doc.header?.kind === 'stock_report' ? doc.header.asOf : null);

/** A report of all that lies there; what it says twice is there once. */
const isSnapshot = (doc: Doc): boolean =>
  doc.format === 'x12-846' || (doc.format === 'edifact-invrpt' && doc.header?.kind === 'stock_report' && doc.header.coverage === 'full');
