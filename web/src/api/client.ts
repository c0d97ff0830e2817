import { type Operations, type Problem, WAYS } from './types';

export type Answer<O extends keyof Operations> = Operations[O]['answer'];
export type Query<O extends keyof Operations> = Operations[O]['query'];
interface Asked<O extends keyof Operations> {
  readonly params?: Operations[O]['params'];
  readonly query?: Operations[O]['query'];
  readonly body?: Operations[O]['body'] | Blob;
  readonly version?: number | string; // as it was seen; refused where it is another one by now
  readonly last?: boolean; // the page goes away: it is sent nonetheless
  readonly signal?: AbortSignal;
}

/** An answer that says why not. `status` 0: no answer at all. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly title: string,
    readonly requestId: string | null,
    readonly faults: Problem['errors'] = [],
  ) {
    super(detail);
  }
}

/** Asks the gateway by the names of its description. Throws a ProblemError, and nothing else. */
export async function ask<O extends keyof Operations>(operation: O, asked: Asked<O> = {}): Promise<Answer<O>> {
  const response = await send(operation, asked);
  if (response.status === 204) return undefined as Answer<O>;
  return (await response.json()) as Answer<O>;
}

/** The same, for an answer that is read as it comes. */
export async function send<O extends keyof Operations>(operation: O, asked: Asked<O>): Promise<Response> {
  const [method] = WAYS[operation];
  const { body, version, last, signal } = asked;
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = body instanceof Blob ? 'application/octet-stream' : 'application/json';
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  const sent = body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(addressOf(operation, asked), { method, headers, body: sent, keepalive: last ?? false, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(0, 'away', 'the gateway cannot be reached', 'No answer', null);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export function addressOf<O extends keyof Operations>(operation: O, { params, query }: Pick<Asked<O>, 'params' | 'query'>): string {
  const filled = WAYS[operation][1].replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[key] ?? '')),
  );
  const given = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, v]) => v !== undefined && v !== '' && v !== null);
  const search = new URLSearchParams(given.map(([k, v]) => [k, Array.isArray(v) ? v.join(',') : String(v)]));
  return given.length > 0 ? `${filled}?${search.toString()}` : filled;
}

async function problemOf(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get('x-request-id');
  try {
    const p = (await response.json()) as Problem;
    return new ProblemError(response.status, p.type.split(':').pop()!, p.detail, p.title, p.requestId, p.errors);
  } catch {
    return new ProblemError(response.status, 'failed', `it was answered ${response.status}`, 'The gateway failed', requestId);
  }
}
