import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Problem } from './problems';

const MB = 1024 * 1024;
/** What one request may bring. Deliveries and JSON are held in memory, files of the feed go to disk as they come. */
export const BODY_LIMITS = { delivery: 100 * MB, json: 64 * MB, file: 1024 * MB } as const;

/** The bytes as they come; the first one too many ends it, whatever the caller said about the length. */
export async function* bytesOf(request: FastifyRequest, limit: number): AsyncGenerator<Buffer> {
  const tooLarge = (): Problem =>
    new Problem(413, 'too-large', `at most ${limit / MB} MB are taken here`, { headers: { connection: 'close' } });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  let got = 0;
  try {
    for await (const chunk of (request.body as Readable | undefined) ?? []) {
      got += (chunk as Buffer).length;
      if (got > limit) throw tooLarge();
      yield chunk as Buffer;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw new Problem(400, 'wrong-request', 'the body ended early');
    throw error;
  }
}

export async function wholeBody(request: FastifyRequest, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** `text/csv; charset=utf-8` as `text/csv`. */
export const mediaType = (request: FastifyRequest): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
