import type { SaidToSender } from '../acks/reply/said';
import type { Delivery } from './delivery';

/** What a delivery said and what became of it, as far as its sender may be told. */
export function saidToSender(delivery: Delivery): SaidToSender {
  const documents = delivery.parts.flatMap((part): SaidToSender['documents'] => {
    const own = delivery.documents.filter((d) => d.part === part.part);
    const of = { within: part.within, edi: part.envelope !== undefined, supplierId: part.supplierId, part: part.part };
    const hash = part.envelope?.sha256;
    if (own.length === 0) {
      const status = part.refused ?? (part.supplierId === null ? 'quarantined' : 'rejected');
      return [{ ...of, id: null, ordinal: null, status, kind: 'other', hash }];
    }
    return own.map((d) => ({
      ...{ ...of, id: d.id, ordinal: d.document, status: d.status ?? 'rejected', kind: d.kind, hash: hash ?? d.bodySha256 },
      ...(d.columns ? { columns: d.columns } : {}),
    }));
  });
  const issues = [...delivery.issues, ...delivery.doubts];
  return { documents, issues };
}
