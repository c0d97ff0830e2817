import { z } from 'zod';
import { unresolvedKey } from '../exceptions/fingerprint';
import { isoAt } from './at';
import type { Acknowledged, OutboundView } from './outbound-view';
import type { Rule, Verdict } from './rule';

const HOUR = 3_600_000;

export const ackOverdueSettings = z.object({
  hours: z.number().positive().default(24).describe('within which an acknowledgement is expected where nothing is agreed'),
});
export type AckOverdueSettings = z.infer<typeof ackOverdueSettings>;

const SAYS: Readonly<Record<Acknowledged['answer'], string>> = {
  accepted: 'was accepted',
  with_errors: 'was accepted with errors',
  partly: 'was accepted in part',
  rejected: 'was rejected',
};

/**
 * What we sent was not acknowledged in time, or not with a plain yes: nobody knows whether the supplier works by it. Only a yes
 * for this very message, or for the one that took its place, ends it. What has not left is no matter of the partner.
 */
export function ackOverdueBy(settings: AckOverdueSettings): Rule<OutboundView> {
  return { types: ['ACK_OVERDUE'], judge: (view) => [judge(view, settings)] };
}

function judge(view: OutboundView, settings: AckOverdueSettings): Verdict {
  const { now, supplier, kind, control, sentAt, acknowledged } = view;
  const key = unresolvedKey('ACK_OVERDUE', supplier, kind, control);
  if (view.replacedBy !== null) return { holds: false, key, resolution: 'superseded' };
  if (acknowledged?.answer === 'accepted') return { holds: false, key, asOfTo: isoAt(acknowledged.at), resolution: 'fixed_by_supplier' };
  if (sentAt === null) return { holds: 'unknown', key, reason: 'it has not left' };
  const hours = view.within ?? settings.hours;
  const due = sentAt + hours * HOUR;
  if (!acknowledged && now <= due) return { holds: 'unknown', key, reason: 'it is not due yet' };
  const says = acknowledged
    ? `${SAYS[acknowledged.answer]}${acknowledged.detail ? `: ${acknowledged.detail}` : ''}`
    : `is not acknowledged after ${hours} h`;
  return {
    holds: true,
    finding: {
      type: 'ACK_OVERDUE',
      key,
      severity: acknowledged?.answer === 'rejected' ? 'high' : 'medium',
      message: `${kind} ${control} to ${supplier} ${says}`,
      supplier,
      asOfTo: isoAt(acknowledged?.at ?? due),
      documents: acknowledged ? [acknowledged.document] : [],
      details: { kind, control, sent_at: isoAt(sentAt), due_at: isoAt(due), answer: acknowledged?.answer ?? null },
    },
  };
}

export const ackOverdue = ackOverdueBy(ackOverdueSettings.parse({}));
