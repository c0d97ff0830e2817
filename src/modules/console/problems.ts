import { HttpException } from '@nestjs/common';
import { CrosscountError, NotYetError, RefusedError } from '../../platform/errors';

/** What was wrong with one thing that a caller sent. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
  readonly parameter?: string;
}

/** An answer that says why not (RFC 9457). Only controllers and what stands before them throw it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: { readonly errors?: readonly Fault[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
  }
}
export const notFound = (what: string): Problem => new Problem(404, 'not-found', `there is no ${what}`);

const TITLES: Readonly<Record<string, string>> = {
  'not-found': 'There is no such thing',
  'wrong-request': 'The request cannot be understood',
  'key-missing': 'A key is needed',
  'key-unknown': 'The key is not taken',
  'right-missing': 'This is not for you',
  'session-over': 'The session is over',
  'sign-in-failed': 'The sign-in failed',
  'code-needed': 'A second factor is needed',
  'other-origin': 'It was asked by another site',
  'too-many-requests': 'Too many requests',
  'too-many-tries': 'Too many failed tries',
  'too-large': 'The body is too large',
  'wrong-media-type': 'The body is of a kind that is not taken here',
  'method-not-allowed': 'This cannot be done here',
  'idempotency-key-reused': 'The Idempotency-Key was used for something else',
  'unknown-supplier': 'There is no such supplier',
  refused: 'It contradicts what is known',
  changed: 'It changed since it was seen',
  'not-reached': 'The other side cannot be reached',
  'not-now': 'The gateway cannot do this now',
  failed: 'The gateway failed',
};
const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'wrong-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'wrong-media-type',
  503: 'not-now',
};
export const titleOf = (code: string): string => TITLES[code] ?? TITLES.failed!;

/** The database away, starting or turning us away: the caller may come again. */
const AWAY = /^(08|53|57P0)|^(ECONN|ENOTFOUND|ETIMEDOUT|EHOST|ENET|EAI_|EPIPE)/;

/** Any error as a problem. What we did not foresee is told as our fault and without its text: that belongs in the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const e = error as Error & { status?: number; statusCode?: number; code?: unknown };
  if (error instanceof NotYetError)
    return new Problem(429, 'too-many-tries', error.message, { headers: { 'retry-after': String(error.seconds) } });
  if (error instanceof CrosscountError)
    return e.code === 'usage'
      ? new Problem(400, 'wrong-request', e.message)
      : error instanceof RefusedError
        ? new Problem(409, 'refused', e.message, { errors: [{ code: error.code, detail: e.message }] })
        : new Problem(503, 'not-now', 'try again in a moment', { headers: { 'retry-after': '10' } });
  if (AWAY.test(String(e.code ?? '')) || /timeout exceeded when trying to connect|Connection terminated/.test(e.message ?? ''))
    return new Problem(503, 'not-now', 'the database does not answer; try again in a moment', { headers: { 'retry-after': '10' } });
  const status = error instanceof HttpException ? error.getStatus() : (e.statusCode ?? e.status ?? 500);
  if (status >= 400 && status < 500) return new Problem(status, BY_STATUS[status] ?? 'wrong-request', e.message);
  return new Problem(500, 'failed', 'it was not your fault; the log of the gateway says more under the requestId');
}
