import type { Documents } from '../api/types';

export type Answered = Documents['data'][number]['answers'][number];
interface State {
  readonly mark: string;
  readonly says: string;
  readonly short?: string; // of a mail, in a list
  readonly tone: 'good' | 'warn' | 'bad' | 'dim';
}
const MAILS: Readonly<Record<string, State>> = {
  preview: { mark: '◔', says: 'it waits for somebody to send it', short: 'reply waits', tone: 'warn' },
  leaves: { mark: '✓', says: 'it was sent', short: 'replied', tone: 'good' },
  withheld: { mark: '–', says: 'it was kept back', short: 'reply kept back', tone: 'dim' },
  not_sent: { mark: '–', says: 'it was not sent', short: 'no reply', tone: 'dim' },
};
const ACKNOWLEDGEMENTS: Readonly<Record<string, State>> = {
  preview: { mark: '◔', says: 'it is written, and leaves nowhere', tone: 'warn' },
  leaves: { mark: '✓', says: 'it left', tone: 'good' },
  to_fetch: { mark: '✓', says: 'it lies ready to be fetched', tone: 'good' },
  withheld: { mark: '–', says: 'it was kept back', tone: 'dim' },
  not_written: { mark: '✕', says: 'it could not be written', tone: 'bad' },
};
const VERDICTS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  with_errors: 'accepted with errors',
  partly: 'accepted in part',
  rejected: 'rejected',
};

/** Whether a mail (`reply`) or an acknowledgement left. */
export const stateOfAnswer = ({ what, state }: Pick<Answered, 'what' | 'state'>): State =>
  (what === 'reply' ? MAILS : ACKNOWLEDGEMENTS)[state] ?? { mark: '?', says: state, tone: 'dim' };

/** In the few words of a list; a rejection that left is no success of the document, but one of the answer. */
export function answerSaid(answer: Answered): string {
  const { mark, says, short } = stateOfAnswer(answer);
  return `${mark} ${answer.what === 'reply' ? (short ?? says) : `${answer.what} ${VERDICTS[answer.verdict] ?? answer.verdict}`}`;
}
