import type { Documents } from '../api/types';

export type Answered = Documents['data'][number]['answers'][number];
type Said = readonly [says: string, tone: 'good' | 'warn' | 'bad' | 'dim'];

export const REPLY_STATES: Readonly<Record<string, Said>> = {
  preview: ['◔ it waits for somebody to send it', 'warn'],
  leaves: ['✓ it was sent', 'good'],
  withheld: ['– it was kept back', 'dim'],
  not_sent: ['– it was not sent', 'dim'],
};
export const ANSWER_STATES: Readonly<Record<string, Said>> = {
  preview: ['◔ it is written, and leaves nowhere', 'warn'],
  leaves: ['✓ it left', 'good'],
  to_fetch: ['✓ it lies ready to be fetched', 'good'],
  withheld: ['– it was kept back', 'dim'],
  not_written: ['✕ it could not be written', 'bad'],
};
const VERDICTS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  with_errors: 'accepted with errors',
  partly: 'accepted in part',
  rejected: 'rejected',
};
const MAILS: Readonly<Record<string, Said>> = {
  preview: ['◔ reply waits', 'warn'],
  leaves: ['✓ replied', 'good'],
  withheld: ['– reply kept back', 'dim'],
  not_sent: ['– no reply', 'dim'],
};

/** Whether it left, in full. */
export const leftSaid = ({ what, state }: Answered): string => (what === 'reply' ? REPLY_STATES : ANSWER_STATES)[state]?.[0] ?? state;

/** In the few words of a list; a rejection that left is no success of the document, but one of the answer. */
export function answerSaid({ what, verdict, state }: Answered): Said {
  if (what === 'reply') return MAILS[state] ?? [`reply ${state}`, 'dim'];
  const [says, tone] = ANSWER_STATES[state] ?? ['', 'dim'];
  return [`${says.slice(0, 1)} ${what} ${VERDICTS[verdict] ?? verdict}`.trim(), tone];
}
