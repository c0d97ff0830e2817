import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Dialer } from '../../../platform/dialer/dialer';
import { failpoint } from '../../../platform/failpoints';
import type { Outcome } from '../message';

const WHOLE_MS = 20_000;
const ANSWER_BYTES = 64 * 1024; // who answers with gigabytes is not read to the end
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** Posts JSON once to an address of the settings, and says what came of it; it never throws for the receiver's sake. */
export async function postJson(
  url: string,
  dialer: Dialer,
  body: string,
  more: Readonly<Record<string, string>>,
  now: string,
): Promise<Outcome> {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Crosscount',
    ...more,
  };
  try {
    return outcomeOf(await post(url, await dialer.pinUrl(url), headers, body), now);
  } catch (error) {
    const e = error as NodeJS.ErrnoException;
    const detail = e.name === 'AbortError' || e.name === 'TimeoutError' ? `no answer within ${WHOLE_MS / 1000} s` : e.message || e.code;
    return { outcome: 'failed', detail: detail ?? 'the connection broke' };
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** No redirect is followed: signed data go to the address that was configured and nowhere else. */
function post(url: string, to: { readonly lookup: LookupFunction }, headers: Record<string, string>, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(WHOLE_MS);
    const client = url.startsWith('https:') ? https : http;
    const request = client.request(url, { method: 'POST', headers, agent: false, signal, lookup: to.lookup }, (response) => {
      let text = '';
      let size = 0;
      const done = (): void => resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'], text });
      response.on('error', reject);
      if (response.statusCode! >= 200 && response.statusCode! < 300) {
        response.resume(); // taken is taken: an answer that never ends must not make it a failure, and a repeat
        return done();
      }
      response.setEncoding('utf8').on('data', (chunk: string) => {
        size += chunk.length;
        if (text.length < 300) text = (text + chunk).slice(0, 300);
        if (size <= ANSWER_BYTES) return;
        done();
        response.destroy();
      });
      response.on('end', done);
    });
    request.on('error', reject);
    request.on('finish', () => failpoint('outbox.O2'));
    request.end(body);
  });
}

function outcomeOf(a: Answer, now: string): Outcome {
  const said = `HTTP ${a.status}${a.text.trim() === '' ? '' : `: ${a.text.trim()}`}`;
  if (a.status >= 200 && a.status < 300) return { outcome: 'sent', detail: `HTTP ${a.status}` };
  if (a.status === 410) return { outcome: 'gone', detail: said };
  if (a.status >= 300 && a.status < 400)
    return { outcome: 'failed', detail: `HTTP ${a.status}: redirects are not followed; set the new address` };
  const wait = a.status === 429 || a.status === 503 ? waitOf(a.retryAfter, now) : undefined;
  return { outcome: 'failed', detail: said, ...(wait === undefined ? {} : { notBeforeMs: wait }) };
}

function waitOf(retryAfter: string | undefined, now: string): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(now);
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : undefined;
}
