import type { AnswersTold } from '../acks/sent.store';
import type { Delivery } from './delivery';

/** What the documents of a delivery say of messages of ours, where it is known who says so, and nothing holds the document. */
export function answersTold(delivery: Delivery): AnswersTold[] {
  return delivery.documents.flatMap((doc) => {
    const part = delivery.parts.find((p) => p.part === doc.part);
    const answers = delivery.answers.filter((a) => a.document === doc.document).map((a) => a.answer);
    if (!part || part.supplierId === null || answers.length === 0) return [];
    if (doc.status === 'quarantined' || doc.status === 'rejected' || doc.status === 'duplicate') return [];
    const { sender = null, receiver = null } = part.envelope ?? {};
    return [{ documentId: doc.id, supplierId: part.supplierId, sender, receiver, answers }];
  });
}
