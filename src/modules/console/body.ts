import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { LIMITS } from '../../domain/syntax/limits';
import { Problem } from './problems';

const MB = 1024 * 1024;
/** What one request may bring. Deliveries and JSON are held in memory, files of the feed go to disk as they come. */
export const BODY_LIMITS = { delivery: LIMITS.uploadBytes, json: LIMITS.uploadJsonBytes, file: LIMITS.uploadFileBytes } as const;

/** Who is still sending learns of a refusal within this time; then the connection is cut. */
const LINGER_MS = 5_000;

/** The bytes as they come; the first one too many ends it, whatever the caller said about the length. */
export async function* bytesOf(request: FastifyRequest, limit: number): AsyncGenerator<Buffer> {
  const body = request.body as Readable | undefined;
  const tooLarge = (): Problem => new Problem(413, 'too-large', `at most ${limit / MB} MB are taken here`);
  let got = 0;
  try {
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
    for await (const chunk of body?.iterator({ destroyOnReturn: false }) ?? []) {
      got += (chunk as Buffer).length;
      if (got > limit) throw tooLarge();
      yield chunk as Buffer;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw new Problem(400, 'wrong-request', 'the body ended early');
    throw error;
  } finally {
    if (body?.readableEnded === false) linger(body, request);
  }
}

/**
 * What still comes is read and thrown away for a while. A connection that is closed on unread bytes is reset, and a reset may
 * take the answer with it: the sender would see a broken pipe, and try the same again.
 */
function linger(body: Readable, request: FastifyRequest): void {
  const cut = setTimeout(() => request.raw.socket.destroy(), LINGER_MS).unref();
  body.once('close', () => clearTimeout(cut)).resume();
}

export async function wholeBody(request: FastifyRequest, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** `text/csv; charset=utf-8` as `text/csv`. */
export const mediaType = (request: FastifyRequest): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
