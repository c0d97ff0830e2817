import type { PoolClient } from 'pg';
import { codes } from '../../domain/canonical/codes';
import { type Edi, refuses, type Topic } from '../suppliers/edi';
import type { Batch, Delivery, Doc } from './delivery';

const TOPICS: Readonly<Record<string, Topic>> = codes<Topic>({
  'x12.control-count': 'counts', 'x12.line-count': 'counts', 'edifact.control-count': 'counts', 'edifact.control-total': 'totals',
  'x12.control-number': 'control_numbers', 'edifact.control-number': 'control_numbers', 'x12.hash-total': 'totals', 'x12.sum-differs': 'totals',
  'x12.not-a-date': 'dates', 'edifact.not-a-date': 'dates', 'edifact.dates-crossed': 'dates', 'x12.no-such-level': 'levels',
  'x12.group-type': 'form', 'x12.stray-segment': 'form', 'x12.no-final-terminator': 'form', 'x12.stray-text': 'form',
  'edifact.stray-segment': 'form', 'edifact.no-final-terminator': 'form', 'edifact.stray-text': 'form', 'x12.no-envelope': 'envelope',
  'edifact.no-envelope': 'envelope',
}); // prettier-ignore

/** Of these nobody can tell what else is lost, whoever sent it. */
const BROKEN = new Set(['x12.fused-segments']);

/**
 * What is found wrong only while a document is read: what was posted of it before is taken back within the same transaction, so
 * that it is there whole or not at all. What is refused beyond that is the supplier's setting.
 */
export async function refuseBroken(client: PoolClient, delivery: Delivery, batch: Batch, edi: Edi): Promise<void> {
  const news = delivery.issues.slice(delivery.judged);
  delivery.judged = delivery.issues.length;
  const found = news.filter(({ issue }) => BROKEN.has(issue.code) || TOPICS[issue.code] !== undefined);
  if (found.length === 0) return;
  const suppliers = await codesOf(client, delivery);
  const late: Doc[] = [];
  for (const { part, document, issue } of found)
    for (const doc of delivery.documents) {
      if (doc.hold !== null || doc.part !== part || (document !== null && document !== doc.document)) continue;
      const topic = TOPICS[issue.code];
      if (topic !== undefined) {
        const code = suppliers.get(delivery.parts.find((p) => p.part === part)?.supplierId ?? '') ?? '';
        if (!refuses(edi, code, topic)) continue;
        const detail = `${issue.detail}; that is refused of ${code} (edi.${topic} in the settings)`;
        const told = { code: `edi.refused-${topic.replace('_', '-')}`, severity: 'error' as const, detail };
        delivery.doubts.push({ part, document: doc.document, issue: issue.place ? { ...told, place: issue.place } : told });
      }
      doc.hold = 'rejected';
      if (!batch.documents.includes(doc)) late.push(doc);
    }
  await takeBack(client, late);
}

async function codesOf(client: PoolClient, delivery: Delivery): Promise<Map<string, string>> {
  const ids = [...new Set(delivery.parts.flatMap((p) => p.supplierId ?? []))];
  const { rows } = await client.query<{ id: string; code: string }>('select id, code from supplier where id = any ($1::uuid[])', [ids]);
  return new Map(rows.map((r) => [r.id, r.code]));
}

async function takeBack(client: PoolClient, documents: readonly Doc[]): Promise<void> {
  if (documents.length === 0) return;
  const ids = [documents.map((d) => d.id)];
  await client.query('update stage_doc set post = false where document_id = any ($1::uuid[])', ids);
  await client.query('delete from observation where document_id = any ($1::uuid[])', ids);
  await client.query('delete from parked_line where document_id = any ($1::uuid[])', ids);
}
