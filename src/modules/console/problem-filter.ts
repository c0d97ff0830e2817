import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../platform/logger';
import { type Problem, problemOf, titleOf } from './problems';

/** Every error leaves as application/problem+json; the stack of what was not foreseen goes to the log, never out. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const p = problemOf(error);
    if (p.status >= 500) this.log.error({ requestId: request.id, err: error }, `${request.method} ${pathOf(request.url)} failed`);
    if (reply.sent) return;
    sendProblem(reply, p, request);
  }
}

export function sendProblem(reply: FastifyReply, p: Problem, request: { readonly url: string; readonly id: string }): void {
  void reply
    .code(p.status)
    .headers(p.more.headers ?? {})
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:crosscount:problem:${p.code}`,
        title: titleOf(p.code),
        status: p.status,
        detail: p.detail,
        instance: pathOf(request.url),
        requestId: request.id,
        errors: p.more.errors ?? [],
      }),
    );
}
export const pathOf = (url: string): string => url.split('?', 1)[0]!;
