import type { Outcome } from '../../../domain/acks/reply/compose';
import type { Correspondent } from './correspondent.store';
import type { MailHeads } from './mail-heads';
import type { SaidToSender } from './said';

/** What became of all of it, in one word; null where there is nothing that its sender would want to hear. */
export function outcomeOf(said: SaidToSender, whom: Correspondent, heads: MailHeads | null): Outcome | null {
  const counted = said.documents.filter((d) => d.status !== 'ignored' && d.kind !== 'acknowledgement');
  if (counted.length === 0) return null;
  const letter = said.issues.some((i) => i.issue.code === 'mail.no-attachment');
  if (letter && (heads?.answers || whom.pictures)) return null; // somebody talks to somebody
  const of = (...statuses: string[]): boolean => counted.every((d) => statuses.includes(d.status));
  if (of('duplicate')) return 'duplicate';
  if (of('accepted', 'duplicate')) return 'accepted';
  const rejected = counted.every(
    (d) => ['rejected', 'quarantined', 'duplicate'].includes(d.status) || (d.status === 'parked' && d.id === null),
  );
  return rejected ? 'rejected' : 'partly';
}
