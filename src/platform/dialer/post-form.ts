import http from 'node:http';
import https from 'node:https';
import type { Dialer } from './dialer';

const WHOLE_MS = 20_000;
const ANSWER_BYTES = 64 * 1024;

export interface FormAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** No redirect is followed: what is in the form goes to the address that was configured and nowhere else. */
export async function postForm(dialer: Dialer, url: string, form: Readonly<Record<string, string>>): Promise<FormAnswer> {
  const { lookup } = await dialer.pinUrl(url);
  const body = new URLSearchParams(form).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    accept: 'application/json',
    'user-agent': 'Crosscount',
  };
  const options = { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(WHOLE_MS), lookup } as const;
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void =>
      reject(error.name === 'AbortError' || error.name === 'TimeoutError' ? new Error(`no answer within ${WHOLE_MS / 1000} s`) : error);
    const request = (url.startsWith('https:') ? https : http).request(url, options, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', refuse).on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > ANSWER_BYTES) response.destroy(new Error(`it answers with more than ${ANSWER_BYTES / 1024} KB`));
      });
      response.on('end', () =>
        resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'], text: Buffer.concat(parts).toString() }),
      );
    });
    request.on('error', refuse);
    request.end(body);
  });
}
