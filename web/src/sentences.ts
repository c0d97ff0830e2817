import type { ProblemError } from './api/client';

type Said = Pick<ProblemError, 'status' | 'code' | 'detail'>;
/** What one does about it; by the code of the problem, and else by its status. */
const TO_DO: Readonly<Record<string, string>> = {
  away: 'Check your connection; it is tried again by itself.',
  'not-now': 'It is tried again by itself in a moment.',
  'session-over': 'Sign in again; where you were is kept in the address.',
  'sign-in-failed': 'Check them and try again. Who forgot the password asks an admin for a new invitation.',
  'code-needed': 'Enter the six digits that your authenticator shows.',
  'right-missing': 'Ask an admin for the right, or for what you should see.',
  'not-found': 'It may be of a supplier or a place that you do not see, or was read anew since.',
  changed: 'Look at it as it is now, and press again if it still holds.',
  'unknown-supplier': 'Choose the supplier, and hand it over again.',
  'too-large': 'Split the file, or send it by the mailbox or the drop folder.',
  'too-many-requests': 'Wait a moment.',
  'too-many-tries': 'Wait, then try again.',
  failed: 'Try again; if it stays, give the request id to who runs the gateway.',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text: string): string => (/[.!?]$/.test(text) ? capital(text) : `${capital(text)}.`);

/** What happened, and what to do about it. */
export function toldOf({ code, detail }: Said): { readonly what: string; readonly todo: string } {
  return { what: sentence(detail), todo: TO_DO[code] ?? '' };
}
