import type { Found } from '../../domain/acks/verdict';
import type { PartToAnswer } from '../acks/answer';
import type { Delivery, Part } from './delivery';

/** The interchanges of a delivery whose sender is known, each with what became of it. */
export function partsToAnswer(delivery: Delivery): PartToAnswer[] {
  return delivery.parts.flatMap((part) => {
    const { envelope, frame, supplierId, part: number } = part;
    if (!envelope || !frame || supplierId === null) return [];
    return [{ part: number, supplierId, envelope, frame, again: part.hold === 'duplicate', found: foundOf(delivery, part) }];
  });
}

function foundOf(delivery: Delivery, part: Part): Found {
  const refused = part.refused === 'rejected';
  const documents = delivery.documents.filter((d) => d.part === part.part);
  const taken = new Set(documents.filter((d) => d.status !== 'rejected').map((d) => d.message));
  const rejected = documents.flatMap((d) => (d.message === undefined || taken.has(d.message) ? [] : d.message));
  return {
    refused,
    reused: !refused && part.hold === 'quarantined',
    rejected: new Set(rejected),
    issues: delivery.issues.filter((i) => i.part === part.part).map((i) => i.issue),
  };
}
