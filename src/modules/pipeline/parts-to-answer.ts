import type { Frame } from '../../domain/acks/frame';
import type { Found } from '../../domain/acks/verdict';
import type { PartToAnswer } from '../acks/answer';
import type { Delivery, Part } from './delivery';

/** The interchanges of a delivery whose sender is known, each with what became of it. */
export function partsToAnswer(delivery: Delivery): PartToAnswer[] {
  return delivery.parts.flatMap((part) => {
    const { envelope, frame, supplierId, part: number } = part;
    if (!envelope || !frame || supplierId === null) return [];
    const documents = delivery.documents.flatMap((d) =>
      d.part === number && d.message !== undefined ? { id: d.id, message: d.message } : [],
    );
    const found = foundOf(delivery, { ...part, frame });
    return [{ part: number, supplierId, envelope, frame, again: part.hold === 'duplicate', documents, found }];
  });
}

/** A message that became no document at all was not taken either. */
function foundOf(delivery: Delivery, { part, refused, hold, frame }: Part & { readonly frame: Frame }): Omit<Found, 'content'> {
  const taken = new Set(delivery.documents.filter((d) => d.part === part && d.status !== 'rejected').map((d) => d.message));
  const messages = frame.syntax === 'x12' ? frame.groups.flatMap((g) => g.sets) : frame.messages;
  return {
    refused: refused === 'rejected',
    reused: refused === undefined && hold === 'quarantined',
    rejected: new Set([...messages.keys()].filter((n) => !taken.has(n))),
    issues: delivery.issues.filter((i) => i.part === part).map((i) => i.issue),
  };
}
