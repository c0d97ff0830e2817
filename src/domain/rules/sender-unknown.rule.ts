import { unresolvedKey } from '../exceptions/fingerprint';
import { isoAt, counted } from './at';
import type { SenderView } from './document-view';
import type { Rule } from './rule';

const WHY: Readonly<Record<SenderView['reason'], string>> = {
  unknown: 'is bound to no supplier',
  ambiguous: 'is bound to several suppliers',
  mismatch: 'is bound to another supplier than the one that it was given for',
  unauthenticated: 'is named as the sender of a mail, and neither a signature nor a mail server that counts vouches for it',
  undecided: 'is named as the sender of a mail, and whether that is so could not be found out yet',
  several: 'has several senders',
};

/** Somebody sent something and nobody knows for whom: it is kept, and read by itself once the sender is bound. */
export const senderUnknown: Rule<SenderView> = {
  types: ['SENDER_UNKNOWN'],
  judge: (view) => {
    const key = unresolvedKey('SENDER_UNKNOWN', null, view.qualifier, view.value);
    if (view.waiting.length === 0 || view.boundTo !== null) return [{ holds: false, key, resolution: 'mapping_fixed' }];
    const newest = Math.max(...view.waiting.map((d) => d.receivedAt));
    return [
      {
        holds: true,
        finding: {
          type: 'SENDER_UNKNOWN',
          key,
          severity: 'medium',
          message: `${view.value} ${WHY[view.reason]}; ${counted(view.waiting.length, 'document waits', 'documents wait')}`,
          asOfTo: isoAt(newest),
          documents: view.waiting.slice(-20).map(({ id, file }) => ({ id, file, place: null })),
          details: { qualifier: view.qualifier, value: view.value, reason: view.reason },
        },
      },
    ];
  },
};
