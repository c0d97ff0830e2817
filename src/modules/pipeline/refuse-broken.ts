import type { PoolClient } from 'pg';
import { codes } from '../../domain/canonical/codes';
import type { Issue } from '../../domain/canonical/vocabulary';
import type { Strictness, Topic } from '../../domain/mapping/edi-strictness';
import { type Edi, refuses } from '../suppliers/edi';
import type { Batch, Delivery, Doc, Said } from './delivery';

const TOPICS: Readonly<Record<string, Topic>> = codes<Topic>({
  'x12.control-count': 'counts', 'x12.line-count': 'counts', 'edifact.control-count': 'counts', 'edifact.control-total': 'totals',
  'x12.control-number': 'control_numbers', 'edifact.control-number': 'control_numbers', 'x12.hash-total': 'totals', 'x12.sum-differs': 'totals',
  'x12.not-a-date': 'dates', 'edifact.not-a-date': 'dates', 'edifact.dates-crossed': 'dates', 'x12.no-such-level': 'levels',
  'x12.group-type': 'form', 'x12.stray-segment': 'form', 'x12.no-final-terminator': 'form', 'x12.stray-text': 'form',
  'edifact.stray-segment': 'form', 'edifact.no-final-terminator': 'form', 'edifact.stray-text': 'form', 'x12.no-envelope': 'envelope',
  'edifact.no-envelope': 'envelope',
}); // prettier-ignore

/** Of these nobody can tell what else is lost, whoever sent it. */
const BROKEN = new Set(['x12.fused-segments', 'sheet.too-many-wrong-rows']);

/**
 * What is found wrong only while a document is read: what was posted of it before is taken back within the same transaction, so
 * that it is there whole or not at all. What is refused beyond that is the supplier's setting. What is said of an interchange
 * holds for its documents that are still to come, too.
 */
export async function refuseBroken(client: PoolClient, delivery: Delivery, batch: Batch, edi: Edi): Promise<void> {
  const own = delivery.documents.flatMap((d) => d.strictness ?? []);
  const news = delivery.issues.slice(delivery.judged).filter(({ issue }) => mayRefuse(edi, own, issue.code));
  delivery.judged = delivery.issues.length;
  if (news.length + delivery.ofParts.length === 0) return;
  const suppliers = await codesOf(client, delivery);
  const supplierOf = new Map(delivery.parts.map((p) => [p.part, suppliers.get(p.supplierId ?? '') ?? '']));
  const refused = (said: Said, docs: readonly Doc[]): Doc[] => {
    const topic = TOPICS[said.issue.code];
    const code = supplierOf.get(said.part) ?? '';
    const open = docs.filter((d) => d.hold === null && (topic === undefined || refuses(edi, code, topic, d.strictness)));
    for (const doc of open) {
      doc.hold = 'rejected';
      if (topic !== undefined)
        delivery.doubts.push({ part: said.part, document: doc.document, issue: refusal(said.issue, topic, code, doc) });
    }
    return open;
  };
  for (const said of delivery.ofParts) refused(said, batch.documents.filter((d) => d.part === said.part)); // prettier-ignore
  const fresh = new Set(batch.documents);
  const byNumber = new Map(delivery.documents.map((d) => [d.document, d]));
  const late: Doc[] = [];
  for (const said of news) {
    if (said.document === null) {
      if (delivery.ofParts.some((o) => o.part === said.part && o.issue.code === said.issue.code)) continue;
      delivery.ofParts.push(said);
    }
    const one = byNumber.get(said.document ?? NaN);
    const docs = said.document === null ? delivery.documents.filter((d) => d.part === said.part) : one ? [one] : [];
    late.push(...refused(said, docs).filter((d) => !fresh.has(d)));
  }
  await takeBack(client, late);
}

/** Whether anybody is refused anything for it; nearly always nobody is, and nothing else has to be looked at. */
function mayRefuse(edi: Edi, own: readonly Strictness[], code: string): boolean {
  const topic = TOPICS[code];
  if (BROKEN.has(code)) return true;
  return (
    topic !== undefined &&
    (own.some((o) => o[topic] === 'refuse') || ['', ...Object.keys(edi.suppliers)].some((supplier) => refuses(edi, supplier, topic)))
  );
}

function refusal({ detail, place }: Issue, topic: Topic, supplier: string, { strictness, mapping }: Doc): Issue {
  const by = strictness?.[topic] === 'refuse' ? `strictness.${topic} of the mapping ${mapping!.name}` : `edi.${topic} in the settings`;
  const said = `${detail}; that is refused of ${supplier} (${by})`;
  return { code: `edi.refused-${topic.replace('_', '-')}`, severity: 'error', detail: said, ...(place ? { place } : {}) };
}

export async function codesOf(client: PoolClient, delivery: Delivery): Promise<Map<string, string>> {
  const ids = [...new Set(delivery.parts.flatMap((p) => p.supplierId ?? []))];
  const { rows } = await client.query<{ id: string; code: string }>('select id, code from supplier where id = any ($1::uuid[])', [ids]);
  return new Map(rows.map((r) => [r.id, r.code]));
}

export async function takeBack(client: PoolClient, documents: readonly Doc[]): Promise<void> {
  if (documents.length === 0) return;
  const ids = [documents.map((d) => d.id)];
  await client.query('update stage_doc set post = false where document_id = any ($1::uuid[])', ids);
  await client.query('delete from observation where document_id = any ($1::uuid[])', ids);
  await client.query('delete from parked_line where document_id = any ($1::uuid[])', ids);
  await client.query('delete from proposal_line where document_id = any ($1::uuid[])', ids);
}
