import http from 'node:http';
import https from 'node:https';
import type { Dialer } from './dialer';

const WHOLE_MS = 15_000;
const ANSWER_BYTES = 1024 * 1024;

export interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** `fetch` for libraries that take one, through the dialer: the address that was found, no redirect, an answer of a bounded size and time. */
export const fetchThrough =
  (dialer: Dialer) =>
  async (url: string, asked: Asked): Promise<Response> => {
    const { lookup } = await dialer.pinUrl(url);
    const body = bytesOf(asked.body);
    const client = url.startsWith('https:') ? https : http;
    const whole = AbortSignal.timeout(WHOLE_MS);
    const signal = asked.signal ? AbortSignal.any([asked.signal, whole]) : whole;
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    return new Promise((resolve, reject) => {
      const request = client.request(
        url,
        { method: asked.method, headers: { ...asked.headers, ...length }, agent: false, signal, lookup },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > ANSWER_BYTES) request.destroy(new Error(`${new URL(url).host} answers with more than ${ANSWER_BYTES} bytes`));
            else chunks.push(chunk);
          });
          response.on('error', reject);
          response.on('end', () => resolve(answerOf(response, Buffer.concat(chunks))));
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  };

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || body === null) return undefined;
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(body.toString());
  throw new TypeError('a body that is a stream is not sent');
}

const BARE = new Set([204, 205, 304]);
function answerOf(response: http.IncomingMessage, bytes: Buffer): Response {
  const headers = new Headers();
  for (let at = 0; at < response.rawHeaders.length; at += 2) headers.append(response.rawHeaders[at]!, response.rawHeaders[at + 1]!);
  const status = response.statusCode!;
  return new Response(BARE.has(status) ? null : new Uint8Array(bytes), { status, headers });
}
